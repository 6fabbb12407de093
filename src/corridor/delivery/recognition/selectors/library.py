"""The list of decisions already made, and how it is counted from cases."""

import statistics
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from corridor.delivery.recognition.models import Decision, EquivalenceEntry, RecognitionCase
from corridor.delivery.recognition.models.library import LEAST_CASES
from corridor.delivery.recognition.models.procedures import Kind
from corridor.delivery.recognition.rules.decisions import is_decision

_ACADEMIC = frozenset({Kind.ACADEMIC, Kind.COMPARABILITY})


@dataclass(frozen=True)
class CountedEntry:
    """A group of decided cases that is large enough to be shown."""

    area: str
    origin_iso3: str
    qualification: str
    destination_iso3: str
    reference_isco08: str
    outcome: str
    cases_n: int
    median_days: int | None
    differences: str
    is_invented: bool


@dataclass(frozen=True)
class DecidedCase:
    """A decided case as the counting reads it."""

    case: RecognitionCase
    decision: Decision
    days: int | None


def entries(*, origin: str = "", destination: str = "", area: str = "") -> QuerySet[EquivalenceEntry]:
    """Return the public list, of one corridor and of one area where these are named."""
    rows = EquivalenceEntry.objects.filter(is_public=True)
    wanted = {"origin_iso3": origin, "destination_iso3": destination, "area": area}
    rows = rows.filter(**{field: value for field, value in wanted.items() if value})
    return rows.order_by("area", "destination_iso3", "origin_iso3", "qualification", "outcome", "pk")


def decided_cases() -> list[DecidedCase]:
    """Return every case with the decision that counts today, advice and withdrawals left out."""
    newest = Prefetch("decisions", Decision.objects.order_by("-decided_on", "-pk"), to_attr="newest")
    rows = (
        RecognitionCase.objects.filter(decisions__isnull=False)
        .select_related("person", "education", "procedure")
        .prefetch_related(newest, "differences")
        .distinct()
        .order_by("pk")
    )
    pairs = ((case, case.newest[0]) for case in rows)
    return [
        DecidedCase(case, decision, _days(case, decision)) for case, decision in pairs if is_decision(decision.outcome)
    ]


def origin_of(case: RecognitionCase) -> str:
    """Return the country of a qualification, the person's own where none is stated."""
    return (case.education.iso3 if case.education else "") or case.person.iso3


def counted_entries() -> list[CountedEntry]:
    """Return the groups of decided cases, those of fewer than five left out."""
    groups: dict[tuple[str, ...], list[DecidedCase]] = defaultdict(list)
    for one in decided_cases():
        if one.case.qualification:
            groups[_group(one)].append(one)
    return [_entry(key, found) for key, found in sorted(groups.items()) if len(found) >= LEAST_CASES]


def _group(one: DecidedCase) -> tuple[str, ...]:
    case = one.case
    area = EquivalenceEntry.Area.ACADEMIC if case.kind in _ACADEMIC else EquivalenceEntry.Area.PROFESSIONAL
    words = " ".join(case.qualification.casefold().split())
    return (area, origin_of(case), words, case.procedure.iso3, case.reference_isco08[:4], one.decision.outcome)


def _entry(key: tuple[str, ...], found: list[DecidedCase]) -> CountedEntry:
    days = [one.days for one in found if one.days is not None]
    areas: dict[str, int] = defaultdict(int)
    for one in found:
        for difference in one.case.differences.all():
            areas[difference.area] += 1
    # What is typical was found in at least five cases; a rarer difference would describe a person.
    typical = sorted(area for area, n in areas.items() if n >= LEAST_CASES)
    return CountedEntry(
        area=key[0],
        origin_iso3=key[1],
        qualification=" ".join(found[0].case.qualification.split()),
        destination_iso3=key[3],
        reference_isco08=key[4],
        outcome=key[5],
        cases_n=len(found),
        median_days=round(statistics.median(days)) if len(days) >= LEAST_CASES else None,
        differences=", ".join(typical),
        is_invented=any(one.case.is_invented for one in found),
    )


def _days(case: RecognitionCase, decision: Decision) -> int | None:
    """Days from the complete file to the decision, the days of waiting for papers left out."""
    if case.complete_on is None:
        return None
    return max(0, (decision.decided_on - case.complete_on).days - case.stopped_days)
