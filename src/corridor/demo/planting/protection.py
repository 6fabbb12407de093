"""Complaints with their steps, and the two fees that workers reported."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from corridor.access.models import User
from corridor.delivery.mobility.models import Placement
from corridor.delivery.protection.models import Grievance, GrievanceStep
from corridor.delivery.protection.rules import due_date
from corridor.delivery.protection.services.fees import record_fee
from corridor.demo.planting.ground import Ground
from corridor.demo.world.fees import FEES, FeeDraft
from corridor.demo.world.plans import BY_REFERENCE, WITHDRAWN_EMPLOYER
from corridor.demo.world.streams import stream
from corridor.demo.world.tables import document

_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
_PATH = ("received", "acknowledged", "in_progress", "resolved", "closed")
_ANSWER = {
    "en": "We have read your message and are working on it.",
    "fr": "Nous avons lu votre message et nous y travaillons.",
    "es": "Hemos leído su mensaje y trabajamos en él.",
    "ar": "قرأنا رسالتكم ونعمل عليها.",
}


def plant_protection(ground: Ground) -> None:
    """Enter the complaints and the reported fees."""
    entries = document("grievances")
    rows = Grievance.objects.bulk_create(_grievance(ground, number, *entry) for number, entry in enumerate(entries))
    officer = ground.users["protection"]
    GrievanceStep.objects.bulk_create(
        step for row, entry in zip(rows, entries, strict=True) for step in _steps(row, entry[5], officer)
    )
    for fee in FEES:
        _fee(ground, fee)


def _grievance(
    ground: Ground, number: int, reference: str, category: str, channel: str, language: str, day: int, status: str,
    outcome: str, text: str,
) -> Grievance:  # fmt: skip
    plan = BY_REFERENCE[reference]
    placement = _placement(ground, reference, number) if channel in {"portal", "desk"} else None
    received = ground.moment(day)
    has_ended = status in {"resolved", "closed"}
    return Grievance(
        tracking_number=_number(number),
        scheme=ground.schemes[reference],
        person=placement.candidate.person if placement else None,
        placement=placement,
        iso3=plan.destination,
        category=category,
        text=text,
        language=language,
        channel=channel,
        status=status,
        received_at=received,
        acknowledged_at=None if status == "received" else received + timedelta(days=1),
        due_date=due_date(category, received=received.date()),
        assigned_to=None if status == "received" else ground.users["protection"],
        outcome=outcome,
        remedy=outcome,
        closed_at=received + timedelta(days=9 + number) if has_ended else None,
    )


def _placement(ground: Ground, reference: str, number: int) -> Placement:
    """Return somebody's placement that has begun; those on the tour have nothing to complain of."""
    begun: Sequence[Placement] = [
        row for row in ground.keep[f"placements {reference}"][5:] if row.status in {"working", "ended"}
    ]
    return begun[number * 3 % len(begun)]


def _number(number: int) -> str:
    rng = stream("tracking", str(number))
    signs = "".join(_LETTERS[int(place)] for place in rng.integers(len(_LETTERS), size=12))
    return f"{signs[:4]}-{signs[4:8]}-{signs[8:]}"


def _steps(row: Grievance, status: str, officer: User) -> list[GrievanceStep]:
    passed = _PATH[: _PATH.index(status) + 1]
    days = {"received": 0, "acknowledged": 1, "in_progress": 3, "resolved": 8, "closed": 9}
    return [
        GrievanceStep(
            grievance=row,
            status=each,
            acted_at=row.received_at + timedelta(days=days[each]),
            acted_by=None if each == "received" else officer,
            message=_ANSWER[row.language] if each == "in_progress" else "",
        )
        for each in passed
    ]


def _fee(ground: Ground, fee: FeeDraft) -> None:
    placements = ground.keep[f"placements {fee.scheme}"]
    farm = ground.keep["employers"][WITHDRAWN_EMPLOYER]
    of_farm = [row for row in placements if row.vacancy.employer_id == farm.pk]
    placement = of_farm[0] if fee.is_of_employer else _placement(ground, fee.scheme, 7)
    payee: dict[str, Any] = {"employer": farm} if fee.is_of_employer else {"recruiter": _recruiter(ground, fee)}
    record_fee(
        fee_class=fee.fee_class,
        amount=Decimal(fee.amount),
        currency=fee.currency,
        amount_eur=Decimal(fee.amount_eur),
        person=placement.candidate.person,
        scheme=ground.schemes[fee.scheme],
        placement=placement,
        paid_to=fee.paid_to,
        text=fee.text,
        reported_at=ground.moment(fee.day),
        **payee,
    )


def _recruiter(ground: Ground, fee: FeeDraft) -> Any:
    return ground.keep["recruiters"][fee.paid_to]
