"""What was decided on a qualification, written into the profile by the room that keeps the case."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from corridor.core import audit
from corridor.delivery.skills.models import Person, Recognition
from corridor.delivery.skills.payers import check_payer

# An open case never covers what was decided before.
_DECIDED = (Recognition.Outcome.FULL, Recognition.Outcome.PARTIAL)


@dataclass(frozen=True)
class FeeBorne:
    """What a recognition cost, who bore it, and the law where that was the holder."""

    fee: Decimal | None = None
    currency: str = ""
    payer: str = ""
    law_title: str = ""
    law_iso3: str = ""
    law_date: date | None = None
    law_source: str = ""


@dataclass(frozen=True)
class Recognised:
    """An outcome in a country, for an occupation where one is named."""

    iso3: str
    isco08: str
    outcome: str
    authority: str = ""
    decided_on: date | None = None


@transaction.atomic
def record_recognition(*, person: Person, recognised: Recognised, fee: FeeBorne, by: Any) -> Recognition:
    """Write an outcome into the profile; whether `by` may decide is checked where the case is kept."""
    check_payer(fee.payer, law=fee.law_title)
    place: dict[str, Any] = {"person": person, "iso3": recognised.iso3, "isco08": recognised.isco08[:4]}
    known = Recognition.objects.select_for_update().filter(**place).order_by("pk").first()
    if known is not None and recognised.outcome == Recognition.Outcome.PENDING and known.outcome in _DECIDED:
        return known
    values: dict[str, Any] = {
        "outcome": Recognition.Outcome(recognised.outcome),
        "authority": recognised.authority[:200],
        "decided_on": recognised.decided_on,
        **vars(fee),
    }
    row, _made = Recognition.objects.update_or_create(**place, defaults=values)
    audit.record(by=by, action="skills.recognition_recorded", obj=row, detail={"outcome": str(row.outcome)})
    return row


@transaction.atomic
def forget_pending(*, person: Person, iso3: str, isco08: str, by: Any) -> None:
    """Take back the mark of an open case that ended without a decision."""
    rows = Recognition.objects.filter(
        person=person, iso3=iso3, isco08=isco08[:4], outcome=Recognition.Outcome.PENDING
    ).order_by("pk")
    for row in rows:
        audit.record(by=by, action="skills.pending_recognition_removed", obj=row)
        row.delete()
