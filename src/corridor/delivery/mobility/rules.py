"""What holds in mobility, whoever stores it: what a contract must grant, how often a worker may be asked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from corridor.kernel.errors import N_
from corridor.kernel.findings import Finding

# Light touch: check-ins, follow-ups, surveys, ratings and fee checks together never reach a worker more often a year.
CONTACTS_A_YEAR: Final = 6
YEAR: Final = timedelta(days=365)
FINDINGS_VERSION: Final = 1
EMPLOYER: Final = "employer"

_SIGNATURES: Final = {b"%PDF": "application/pdf", b"\xff\xd8\xff": "image/jpeg", b"\x89PNG": "image/png"}


@dataclass(frozen=True, slots=True)
class Terms:
    """What a contract grants."""

    monthly_gross_eur: Decimal
    weekly_hours: Decimal
    rest_days_per_week: Decimal
    is_insured: bool
    repatriation_paid_by: str
    worker_fees_eur: Decimal
    language: str


@dataclass(frozen=True, slots=True)
class Least:
    """What it must grant at least: the model contract, the offer, and languages that the worker reads."""

    min_monthly_eur: Decimal
    max_weekly_hours: Decimal
    min_rest_days: Decimal
    insurance_required: bool
    repatriation_required: bool
    offered_eur: Decimal | None
    languages: frozenset[str]


# Sentence and advice of each finding; values that end in _eur are written as money, others as numbers.
SENTENCES: Final[Mapping[str, tuple[str, str]]] = {
    "pay_below_floor": (
        N_("The pay of %(pay_eur)s a month is below the %(least_eur)s of the model contract."),
        N_("Raise the pay to at least this amount."),
    ),
    "pay_below_offer": (
        N_("The pay of %(pay_eur)s a month is below the %(least_eur)s that the worker was offered."),
        N_("Write the pay that the worker has accepted."),
    ),
    "hours_above_limit": (
        N_("The contract has %(hours)s hours a week; the model contract allows %(limit)s."),
        N_("Lower the hours."),
    ),
    "rest_below_limit": (
        N_("The contract grants %(days)s days of rest a week; the model contract asks for %(limit)s."),
        N_("Grant the days of rest."),
    ),
    "insurance_missing": (
        N_("The contract names no insurance for accident, illness and return."),
        N_("Insure the worker and confirm it."),
    ),
    "repatriation_not_paid": (
        N_("The way home is not paid by the employer."),
        N_("Let the employer pay the way home."),
    ),
    "fees_charged": (
        N_("The contract charges the worker %(fees_eur)s. No worker pays for a job."),
        N_("Set the fees to zero; the employer bears them."),
    ),
    "language_not_read": (
        N_("The contract is written in a language that the worker is not known to read."),
        N_("Add a version in a language of the worker."),
    ),
}


def check_terms(terms: Terms, least: Least) -> tuple[Finding, ...]:
    """Compare a contract with what it must grant; an empty answer means that nothing stands against it."""
    pay, fees = terms.monthly_gross_eur, terms.worker_fees_eur
    found: tuple[tuple[str, bool, dict[str, object]], ...] = (
        ("pay_below_floor", pay < least.min_monthly_eur, {"pay_eur": pay, "least_eur": least.min_monthly_eur}),
        ("pay_below_offer", pay < (least.offered_eur or 0), {"pay_eur": pay, "least_eur": least.offered_eur}),
        (
            "hours_above_limit",
            terms.weekly_hours > least.max_weekly_hours,
            {"hours": terms.weekly_hours, "limit": least.max_weekly_hours},
        ),
        (
            "rest_below_limit",
            terms.rest_days_per_week < least.min_rest_days,
            {"days": terms.rest_days_per_week, "limit": least.min_rest_days},
        ),
        ("insurance_missing", least.insurance_required and not terms.is_insured, {}),
        ("repatriation_not_paid", least.repatriation_required and terms.repatriation_paid_by != EMPLOYER, {}),
        ("fees_charged", fees > 0, {"fees_eur": fees}),
        ("language_not_read", bool(least.languages) and terms.language not in least.languages, {}),
    )
    return tuple(Finding(code, SENTENCES[code][0], params) for code, is_wrong, params in found if is_wrong)


def stored_findings(findings: Iterable[Finding]) -> dict[str, Any]:
    """Return findings as they are kept with a contract."""
    rows = [{"code": each.code, "params": {k: str(v) for k, v in each.params.items()}} for each in findings]
    return {"version": FINDINGS_VERSION, "findings": rows}


def read_findings(stored: Mapping[str, Any]) -> tuple[Finding, ...]:
    """Read findings back; a code that is no longer known is left out."""
    rows = stored.get("findings", ())
    return tuple(
        Finding(row["code"], SENTENCES[row["code"]][0], {k: Decimal(v) for k, v in row["params"].items()})
        for row in rows
        if row["code"] in SENTENCES
    )


def next_contact_date(asked: Iterable[date], *, today: date) -> date | None:
    """Return the first day on which a worker may be asked again; None where it may be today.

    >>> next_contact_date([date(2026, month, 1) for month in range(1, 7)], today=date(2026, 7, 1))
    datetime.date(2027, 1, 1)
    """
    recent = sorted(day for day in asked if day > today - YEAR)
    return recent[-CONTACTS_A_YEAR] + YEAR if len(recent) >= CONTACTS_A_YEAR else None


def media_type_of(head: bytes) -> str:
    """Return the media type that the first bytes of a document show; '' where they show none that is taken.

    >>> media_type_of(b"%PDF-1.7")
    'application/pdf'
    """
    return next((kind for mark, kind in _SIGNATURES.items() if head.startswith(mark)), "")
