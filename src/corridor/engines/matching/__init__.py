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
    "Asking",
    "CandidateRow",
    "Change",
    "Check",
    "Choice",
    "Comparison",
    "Condition",
    "Edges",
    "Explanation",
    "Group",
    "Objective",
    "Occupations",
    "Options",
    "Outcome",
    "Parts",
    "Quota",
    "Relation",
    "Reserve",
    "Share",
    "SkillLine",
    "Store",
    "VacancyRow",
    "Weights",
    "WishCounts",
    "allocate",
    "candidate_row",
    "choice_from",
    "compare",
    "explain",
    "explain_pair",
    "rank",
    "store_from_rows",
    "vacancy_row",
]
