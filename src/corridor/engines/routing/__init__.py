"""Fit of scheme, occupation and person to legal pathways, and the ways through their procedures."""

from corridor.engines.routing.changes import apply_change
from corridor.engines.routing.fit import compare_pathways, fit_pathway
from corridor.engines.routing.procedure import Route, Routes, RouteStep, find_routes
from corridor.engines.routing.types import (
    Change,
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
    "Change",
    "Condition",
    "Facts",
    "Fit",
    "Pathway",
    "PathwayComparison",
    "Requirement",
    "RequirementKind",
    "Route",
    "RouteStep",
    "Routes",
    "Status",
    "Subject",
    "Verdict",
    "apply_change",
    "compare_pathways",
    "find_routes",
    "fit_pathway",
]
