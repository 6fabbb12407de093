"""Changes to cohorts, plans, standards, annexes and trusted certificates."""

from corridor.delivery.training.services.cohorts import (
    add_session,
    create_cohort,
    drop_out,
    enrol,
    issue_certificate,
    record_assessment,
    record_attendance,
)
from corridor.delivery.training.services.plans import save_plan

__all__ = [
    "add_session",
    "create_cohort",
    "drop_out",
    "enrol",
    "issue_certificate",
    "record_assessment",
    "record_attendance",
    "save_plan",
]
