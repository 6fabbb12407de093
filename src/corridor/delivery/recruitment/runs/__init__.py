"""Matching with the engine: facts to the market, the ranking to rows, every run kept with its snapshot."""

from corridor.delivery.recruitment.runs.allocating import Wanted, Weighed, compare_allocations, keep_weighed, try_quota
from corridor.delivery.recruitment.runs.explaining import (
    Openings,
    Why,
    check_eligible,
    explain_for,
    fitting_vacancies,
    vacancies_for,
    why,
)
from corridor.delivery.recruitment.runs.markets import Market, market_of
from corridor.delivery.recruitment.runs.planning import (
    Planned,
    Wish,
    keep_planned,
    plan_nominations,
    plan_training,
    relaxed,
    report_fairness,
)
from corridor.delivery.recruitment.runs.ranking import ENGINE, NEAR, TOP, Ranked, keep_lists, rank_lists
from corridor.delivery.recruitment.runs.replays import Replay, erase_expired, erase_person, keep_replay, replay
from corridor.engines.matching import Explanation
from corridor.engines.matching.unlocks import Relaxation

__all__ = [
    "ENGINE",
    "NEAR",
    "TOP",
    "Explanation",
    "Market",
    "Openings",
    "Planned",
    "Ranked",
    "Relaxation",
    "Replay",
    "Wanted",
    "Weighed",
    "Why",
    "Wish",
    "check_eligible",
    "compare_allocations",
    "erase_expired",
    "erase_person",
    "explain_for",
    "fitting_vacancies",
    "keep_lists",
    "keep_planned",
    "keep_replay",
    "keep_weighed",
    "market_of",
    "plan_nominations",
    "plan_training",
    "rank_lists",
    "relaxed",
    "replay",
    "report_fairness",
    "try_quota",
    "vacancies_for",
    "why",
]
