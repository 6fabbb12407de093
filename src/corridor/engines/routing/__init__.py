"""Fit of scheme, occupation and person to legal pathways: unmet conditions are named, unknown ones kept apart."""

from corridor.engines.routing.fit import compare_pathways, fit_pathway
from corridor.engines.routing.types import (
    Condition,
    Facts,
    Fit,
    Pathway,
    PathwayComparison,
    Requirement,
    RequirementKind,
    Status,
    Subject,
    Verdict,
)

__all__ = [
    "Condition",
    "Facts",
    "Fit",
    "Pathway",
    "PathwayComparison",
    "Requirement",
    "RequirementKind",
    "Status",
    "Subject",
    "Verdict",
    "compare_pathways",
    "fit_pathway",
]
