"""Changes to the risk register: it lives on while the plan stands approved, until the scheme is closed."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from corridor.core import audit
from corridor.core.wordings import active_language
from corridor.design.flexibility.models import Risk, RiskAssessment, RiskReading
from corridor.design.flexibility.rules import check_reading
from corridor.design.schemes.models import Scheme
from corridor.design.schemes.selectors import check_author
from corridor.kernel.errors import N_, RuleViolation


def check_living(*, scheme: Scheme, by: Any) -> None:
    """Refuse a person who is no designer of the lead, or a scheme that is closed."""
    check_author(scheme=scheme, by=by)
    if scheme.status == Scheme.Status.CLOSED:
        raise RuleViolation(N_("The scheme is closed: its plan is kept as it was."))


@transaction.atomic
def save_risk(*, risk: Risk, by: Any) -> Risk:
    """Add or change a risk; a new judgement of it goes into its history."""
    check_living(scheme=risk.scheme, by=by)
    is_new = risk.pk is None
    risk.save()
    judged = (risk.likelihood, risk.impact, risk.status)
    last = risk.assessments.order_by("-pk").values_list("likelihood", "impact", "status").first()
    if judged != last:
        RiskAssessment.objects.create(
            risk=risk, likelihood=risk.likelihood, impact=risk.impact, status=risk.status, assessed_by=by
        )
    audit.record(by=by, action="flexibility.risk_added" if is_new else "flexibility.risk_changed", obj=risk)
    return risk


@transaction.atomic
def record_reading(*, risk: Risk, value: Decimal, as_of: date, source: str, today: date, by: Any) -> RiskReading:
    """Keep a value of a risk's measure; a second one of the same day takes the place of the first."""
    check_living(scheme=risk.scheme, by=by)
    check_reading(as_of=as_of, today=today)
    reading, _is_new = RiskReading.objects.update_or_create(
        risk=risk, as_of=as_of, defaults={"value": value, "source": source, "written_in": active_language()}
    )
    audit.record(by=by, action="flexibility.value_recorded", obj=risk, detail={"value": value, "as_of": as_of})
    return reading


@transaction.atomic
def close_risk(*, risk: Risk, by: Any) -> Risk:
    """Take a risk off the watch; it stays in the register with its history."""
    risk.status = Risk.Status.CLOSED
    return save_risk(risk=risk, by=by)
