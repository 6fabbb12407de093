"""Changes to cohorts, plans, standards, annexes and trusted certificates."""

from corridor.delivery.training.services.annexes import confirm_annex, map_diploma
from corridor.delivery.training.services.cohorts import (
    add_session,
    create_cohort,
    drop_out,
    enrol,
    issue_certificate,
    record_assessment,
    record_attendance,
)
from corridor.delivery.training.services.plans import delete_plan, save_plan
from corridor.delivery.training.services.standards import (
    name_certificate,
    publish_standard,
    say_trusted,
    sign_standard,
    take_back_trust,
)

__all__ = [
    "add_session",
    "confirm_annex",
    "create_cohort",
    "delete_plan",
    "drop_out",
    "enrol",
    "issue_certificate",
    "map_diploma",
    "name_certificate",
    "publish_standard",
    "record_assessment",
    "record_attendance",
    "save_plan",
    "say_trusted",
    "sign_standard",
    "take_back_trust",
]
