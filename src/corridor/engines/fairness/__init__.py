"""Fairness: how often and how high the people of each recorded group are chosen, and what may be said of it."""

from corridor.engines.fairness.intervals import exact_p, exposure_of, rate_ratio, wilson
from corridor.engines.fairness.report import fairness_report
from corridor.engines.fairness.types import (
    FOUR_FIFTHS,
    SENTENCES,
    THRESHOLD,
    FairnessReport,
    GroupLine,
    Ratio,
    Verdict,
)

__all__ = [
    "FOUR_FIFTHS",
    "SENTENCES",
    "THRESHOLD",
    "FairnessReport",
    "GroupLine",
    "Ratio",
    "Verdict",
    "exact_p",
    "exposure_of",
    "fairness_report",
    "rate_ratio",
    "wilson",
]
