"""The facts that take an alternative out before anything is scored: entered by hand, or read in the registers."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from corridor.core.wordings import quoted
from corridor.design.screening.models import Alternative, ScreeningExercise, Veto
from corridor.knowledge.codelists.selectors import label_of
from corridor.knowledge.pathways.models import Pathway
from corridor.knowledge.pathways.selectors import pathways


@dataclass(frozen=True)
class Exclusion:
    """Why an alternative is not scored; `veto_id` is None where a register says it and no hand entered it."""

    kind: str
    label: str | Promise
    reason: str | SafeString
    source: str
    as_of_date: dt.date | None
    veto_id: int | None = None


def exclusions_of(
    exercise: ScreeningExercise, alternatives: Sequence[Alternative], *, on: dt.date | None = None
) -> dict[int, tuple[Exclusion, ...]]:
    """Return what excludes each alternative that something excludes."""
    found: dict[int, list[Exclusion]] = {}
    for veto in Veto.objects.filter(alternative__exercise=exercise, corrected_date__isnull=True).order_by("pk"):
        found.setdefault(veto.alternative_id, []).append(_by_hand(veto))
    if exercise.kind == ScreeningExercise.Kind.COUNTRY:
        for pk, exclusion in _without_pathway(exercise, alternatives, on or timezone.localdate()).items():
            found.setdefault(pk, []).append(exclusion)
    return {pk: tuple(rows) for pk, rows in found.items()}


def _by_hand(veto: Veto) -> Exclusion:
    return Exclusion(
        kind=veto.kind,
        label=veto.get_kind_display(),
        reason=quoted(veto, "reason"),
        source=veto.source,
        as_of_date=veto.as_of_date,
        veto_id=veto.pk,
    )


def _without_pathway(
    exercise: ScreeningExercise, alternatives: Iterable[Alternative], on: dt.date
) -> Mapping[int, Exclusion]:
    """Return the origins from which the register knows no legal pathway to the destination.

    A register that holds nothing about a destination says nothing about it, so nobody is excluded then.
    """
    origins = [row for row in alternatives if row.code]
    destinations = sorted({corridor.destination_iso3 for corridor in exercise.scheme.corridors.all()})
    if not origins or not destinations:
        return {}
    ways = [row for code in destinations for row in pathways(destination_iso3=code)]
    if {row.destination_iso3 for row in ways} != set(destinations):
        return {}
    is_open = [row for row in ways if row.valid_until_date is None or row.valid_until_date >= on]
    names = ", ".join(label_of("countries", code) for code in destinations)
    return {
        row.pk: Exclusion(
            kind=Veto.Kind.NO_PATHWAY,
            label=Veto.Kind.NO_PATHWAY.label,
            reason=_("The register knows no open legal pathway from %(origin)s to %(destination)s.")
            % {"origin": label_of("countries", row.code), "destination": names},
            source=_("Register of legal pathways"),
            as_of_date=on,
        )
        for row in origins
        if not any(_serves(way, row.code) for way in is_open)
    }


def _serves(way: Pathway, origin_iso3: str) -> bool:
    return way.origin_iso3 in ("", origin_iso3) and way.destination_iso3 != origin_iso3
