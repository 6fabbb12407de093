"""A whole scheme played through many times: people, months and money, with shocks."""

from corridor.engines.pipeline.given import certain, counted, fixed, judged, lognormal, observed, pert
from corridor.engines.pipeline.report import compare, report
from corridor.engines.pipeline.simulation import simulate
from corridor.engines.pipeline.types import (
    Blow,
    Conversion,
    Difference,
    Duration,
    Form,
    Pipeline,
    Report,
    Shock,
    Simulation,
    Spread,
    Stage,
    StageReport,
    Target,
)

__all__ = [
    "Blow",
    "Conversion",
    "Difference",
    "Duration",
    "Form",
    "Pipeline",
    "Report",
    "Shock",
    "Simulation",
    "Spread",
    "Stage",
    "StageReport",
    "Target",
    "certain",
    "compare",
    "counted",
    "fixed",
    "judged",
    "lognormal",
    "observed",
    "pert",
    "report",
    "simulate",
]
