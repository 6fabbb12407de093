"""Indicators: progress, shares, funnels, recruitment cost; those that a sector and a country are chosen by.

Method pages: docs/methods/indicators.md, docs/methods/choice-indicators.md.
"""

from corridor.engines.indicators.choice import (
    ChoiceScale,
    ChoiceValue,
    CriterionValue,
    Formula,
    LanguageOverlap,
    Reading,
    choice_indicator,
    criterion_value,
    language_overlap,
)
from corridor.engines.indicators.progress import Achievement, Light, achievement
from corridor.engines.indicators.recruitment_cost import (
    RecruitmentCost,
    RecruitmentCosts,
    recruitment_cost,
    recruitment_cost_aggregate,
)
from corridor.engines.indicators.shares import (
    SMALL_GROUP,
    Efficiency,
    Funnel,
    Share,
    Stage,
    funnel,
    internal_efficiency,
    wilson_share,
)

__all__ = [
    "SMALL_GROUP",
    "Achievement",
    "ChoiceScale",
    "ChoiceValue",
    "CriterionValue",
    "Efficiency",
    "Formula",
    "Funnel",
    "LanguageOverlap",
    "Light",
    "Reading",
    "RecruitmentCost",
    "RecruitmentCosts",
    "Share",
    "Stage",
    "achievement",
    "choice_indicator",
    "criterion_value",
    "funnel",
    "internal_efficiency",
    "language_overlap",
    "recruitment_cost",
    "recruitment_cost_aggregate",
    "wilson_share",
]
