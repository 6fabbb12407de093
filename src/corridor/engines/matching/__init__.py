"""Matching: who is eligible for what, how well a pair fits, and why."""

from corridor.engines.matching.allocation import (
    Allocation,
    Choice,
    Group,
    Objective,
    Quota,
    Reserve,
    Share,
    choice_from,
)
from corridor.engines.matching.comparison import Comparison, Outcome, WishCounts, compare
from corridor.engines.matching.explain import explain, explain_pair
from corridor.engines.matching.objectives import allocate
from corridor.engines.matching.ranking import rank
from corridor.engines.matching.rows import candidate_row, store_from_rows, vacancy_row
from corridor.engines.matching.seats.arrivals import (
    Arrivals,
    Families,
    Foresight,
    Placing,
    place_as_they_come,
    place_greedily,
    place_in_hindsight,
)
from corridor.engines.matching.seats.arrivals_comparison import ArrivalsComparison, compare_arrivals
from corridor.engines.matching.seats.households import Households
from corridor.engines.matching.seats.refill import Refill, Standing, refill
from corridor.engines.matching.seats.together import Together, allocate_together
from corridor.engines.matching.seats.tracks import Cohort, OutflowCap, Track, with_tracks
from corridor.engines.matching.types import (
    Asking,
    CandidateRow,
    Change,
    Check,
    Condition,
    Edges,
    Explanation,
    Occupations,
    Options,
    Parts,
    Relation,
    SkillLine,
    Store,
    VacancyRow,
    Weights,
)

__all__ = [
    "Allocation",
    "Arrivals",
    "ArrivalsComparison",
    "Asking",
    "CandidateRow",
    "Change",
    "Check",
    "Choice",
    "Cohort",
    "Comparison",
    "Condition",
    "Edges",
    "Explanation",
    "Families",
    "Foresight",
    "Group",
    "Households",
    "Objective",
    "Occupations",
    "Options",
    "Outcome",
    "OutflowCap",
    "Parts",
    "Placing",
    "Quota",
    "Refill",
    "Relation",
    "Reserve",
    "Share",
    "SkillLine",
    "Standing",
    "Store",
    "Together",
    "Track",
    "VacancyRow",
    "Weights",
    "WishCounts",
    "allocate",
    "allocate_together",
    "candidate_row",
    "choice_from",
    "compare",
    "compare_arrivals",
    "explain",
    "explain_pair",
    "place_as_they_come",
    "place_greedily",
    "place_in_hindsight",
    "rank",
    "refill",
    "store_from_rows",
    "vacancy_row",
    "with_tracks",
]
