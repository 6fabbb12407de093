"""The facts that take an alternative out before anything is scored: entered by hand, or read in the registers."""

import datetime as dt
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from corridor.core.wordings import quoted
from corridor.design.outlook.drain_sheets import sentence
from corridor.design.outlook.models import DrainStatement, DrainWatch
from corridor.design.outlook.selectors.safeguards import drain_state
from corridor.design.schemes.models import Scheme
from corridor.design.screening.models import Alternative, ScreeningExercise, Veto
from corridor.knowledge.codelists.selectors import label_of
from corridor.knowledge.pathways.models import Pathway, Requirement
from corridor.knowledge.pathways.rules import in_force
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
        today = on or timezone.localdate()
        by_origin = _by_origin(exercise.scheme, {row.code for row in alternatives if row.code}, today)
        for row in alternatives:
            if row.code in by_origin:
                found.setdefault(row.pk, []).extend(by_origin[row.code])
    return {row.pk: tuple(found[row.pk]) for row in alternatives if row.pk in found}


def _by_hand(veto: Veto) -> Exclusion:
    return Exclusion(
        kind=veto.kind,
        label=veto.get_kind_display(),
        reason=quoted(veto, "reason"),
        source=veto.source,
        as_of_date=veto.as_of_date,
        veto_id=veto.pk,
    )


def _by_origin(scheme: Scheme, origins: Set[str], on: dt.date) -> Mapping[str, tuple[Exclusion, ...]]:
    """Return what the registers say against countries of origin."""
    found: dict[str, tuple[Exclusion, ...]] = {}
    for source in (_without_pathway, _drained):
        for code, exclusion in source(scheme, origins, on).items():
            found[code] = (*found.get(code, ()), exclusion)
    return found


def _without_pathway(scheme: Scheme, origins: Set[str], on: dt.date) -> Mapping[str, Exclusion]:
    """Return the origins from which the register knows no legal pathway to the destination.

    A register that holds nothing about a destination says nothing about it, so nobody is excluded then.
    """
    destinations = sorted({corridor.destination_iso3 for corridor in scheme.corridors.all()})
    if not origins or not destinations:
        return {}
    ways = [row for code in destinations for row in pathways(destination_iso3=code).prefetch_related("requirements")]
    if {row.destination_iso3 for row in ways} != set(destinations):
        return {}
    is_open = [row for row in ways if in_force(row, on)]
    names = ", ".join(label_of("countries", code) for code in destinations)
    return {
        code: Exclusion(
            kind=Veto.Kind.NO_PATHWAY,
            label=Veto.Kind.NO_PATHWAY.label,
            reason=_("The register knows no open legal pathway from %(origin)s to %(destination)s.")
            % {"origin": label_of("countries", code), "destination": names},
            source=_("Register of legal pathways"),
            as_of_date=on,
        )
        for code in origins
        if not any(_serves(way, code, on) for way in is_open)
    }


def _serves(way: Pathway, origin_iso3: str, on: dt.date) -> bool:
    if way.origin_iso3 not in ("", origin_iso3) or way.destination_iso3 == origin_iso3:
        return False
    lists = (row for row in way.requirements.all() if row.kind == Requirement.Kind.ORIGIN and row.is_stated)
    given = [row.value.get("codes", []) for row in lists if in_force(row, on) and row.value.get("holds", True)]
    return all(not codes or origin_iso3 in codes for codes in given)


def _stated(scheme: Scheme) -> set[tuple[str, str]]:
    """Return the origins and occupations about which anything is stated or measured."""
    rows = DrainStatement.objects.filter(scheme=scheme).values_list("origin_iso3", "isco08")
    return {*rows, *DrainWatch.objects.filter(scheme=scheme).values_list("origin_iso3", "isco08")}


def _drained(scheme: Scheme, origins: Set[str], on: dt.date) -> Mapping[str, Exclusion]:
    """Return the origins where the brain-drain check stands at red for an occupation of the scheme."""
    occupations = set(scheme.occupations.values_list("isco08", flat=True))
    found: dict[str, Exclusion] = {}
    for code, isco08 in sorted(_stated(scheme)):
        if code not in origins or isco08 not in occupations or code in found:
            continue
        state = drain_state(origin_iso3=code, isco08=isco08, on=on, scheme=scheme)
        if state == "red":
            found[code] = Exclusion(
                kind=Veto.Kind.BRAIN_DRAIN,
                label=Veto.Kind.BRAIN_DRAIN.label,
                reason=f"{label_of('isco08', isco08)}: {sentence(state.reason)}",
                source=str(state.reason.params.get("source") or _("Brain-drain check of the scheme")),
                as_of_date=said if isinstance(said := state.reason.params.get("date"), dt.date) else on,
            )
    return found
