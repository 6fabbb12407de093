"""Live questions: a warm index that answers for one row, and stays exact while the market changes."""

from corridor.engines.matching.live.asking import Answer, best_candidates, best_vacancies
from corridor.engines.matching.live.kept import SPARE, Kept, Listed, follow, keep_lists, list_of
from corridor.engines.matching.live.snapshots import explained, under_weights_of
from corridor.engines.matching.live.warm import Change, Warm, changed, living_ids, warm
from corridor.engines.matching.live.words import Scale

__all__ = [
    "SPARE",
    "Answer",
    "Change",
    "Kept",
    "Listed",
    "Scale",
    "Warm",
    "best_candidates",
    "best_vacancies",
    "changed",
    "explained",
    "follow",
    "keep_lists",
    "list_of",
    "living_ids",
    "under_weights_of",
    "warm",
]
