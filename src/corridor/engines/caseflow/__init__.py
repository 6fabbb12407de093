"""Procedures as steps: their order, dates and deadlines, and what the records of many cases teach about them."""

from corridor.engines.caseflow.bottleneck import find_bottleneck
from corridor.engines.caseflow.durations import (
    duration_quantile,
    measure_durations,
    share_longer_than,
    survival_curve,
)
from corridor.engines.caseflow.following import count_waits, follow_case
from corridor.engines.caseflow.procedure import order_procedure
from corridor.engines.caseflow.schedule import plan_procedure, schedule_steps
from corridor.engines.caseflow.types import (
    BottleneckReport,
    CaseState,
    Delay,
    DurationReport,
    Plan,
    Procedure,
    Schedule,
    ScheduledStep,
    Step,
    StepDurations,
    StepProgress,
    StepRecords,
    StepState,
    StepStatus,
    SurvivalCurve,
    Wait,
    WaitTable,
    WaitTotal,
)

__all__ = [
    "BottleneckReport",
    "CaseState",
    "Delay",
    "DurationReport",
    "Plan",
    "Procedure",
    "Schedule",
    "ScheduledStep",
    "Step",
    "StepDurations",
    "StepProgress",
    "StepRecords",
    "StepState",
    "StepStatus",
    "SurvivalCurve",
    "Wait",
    "WaitTable",
    "WaitTotal",
    "count_waits",
    "duration_quantile",
    "find_bottleneck",
    "follow_case",
    "measure_durations",
    "order_procedure",
    "plan_procedure",
    "schedule_steps",
    "share_longer_than",
    "survival_curve",
]
