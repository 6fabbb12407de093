"""What recognition costs and who bears it, with every finding that a holder pays."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from django.db.models import Count, Sum

from corridor.access.selectors import Person as Reader, visible
from corridor.delivery.recognition.models import CompensationMeasure, LawProfile, RecognitionCase
from corridor.delivery.skills.payers import Payer

Key = TypeVar("Key")


@dataclass(frozen=True)
class FeeLine:
    """Fees of one country, payer and currency."""

    iso3: str
    payer: str
    payer_label: str
    currency: str
    cases: int
    amount: Decimal


@dataclass(frozen=True)
class HolderPays:
    """The finding that holders pay, under a law."""

    iso3: str
    law: LawProfile
    currency: str
    amount: Decimal
    cases: int


@dataclass(frozen=True)
class FeeReport:
    """The fees of the cases and measures that somebody may see."""

    lines: list[FeeLine]
    findings: list[HolderPays]


def fee_report(*, user: Reader) -> FeeReport:
    """Return fees by country and payer, applications that were drafts or withdrawn left out."""
    lines: dict[tuple[str, str, str], tuple[int, Decimal]] = defaultdict(lambda: (0, Decimal(0)))
    held: dict[tuple[str, int, str], tuple[int, Decimal]] = defaultdict(lambda: (0, Decimal(0)))
    for iso3, payer, currency, law, cases, amount in _sums(user):
        _add(lines, (iso3, payer, currency), cases, amount)
        if payer == Payer.HOLDER:
            _add(held, (iso3, law, currency), cases, amount)
    laws = LawProfile.objects.in_bulk([law for _iso3, law, _currency in held])
    labels = dict(Payer.choices)
    return FeeReport(
        lines=[
            FeeLine(iso3, payer, str(labels[payer]), currency, *found)
            for (iso3, payer, currency), found in sorted(lines.items())
        ],
        findings=[
            HolderPays(iso3, laws[law], currency, amount, cases)
            for (iso3, law, currency), (cases, amount) in sorted(held.items())
        ],
    )


def _sums(user: Reader) -> list[tuple[str, str, str, int, int, Decimal]]:
    counted = {"n": Count("pk"), "amount": Sum("fee")}
    seen = visible(RecognitionCase.objects.exclude(state__in=("draft", "withdrawn")), user=user).order_by()
    found = seen.filter(fee__gt=0).values_list("procedure__iso3", "payer", "currency", "law").annotate(**counted)
    own = visible(CompensationMeasure.objects.exclude(state="not_chosen"), user=user).order_by().filter(fee__gt=0)
    measures = own.values_list("decision__case__procedure__iso3", "payer", "currency", "law").annotate(**counted)
    return [*found, *measures]


def _add(table: dict[Key, tuple[int, Decimal]], key: Key, cases: int, amount: Decimal) -> None:
    known_cases, known = table[key]
    table[key] = (known_cases + cases, known + amount)
