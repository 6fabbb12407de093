"""Loading the packaged gallery into the repository of measures."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import models, transaction

from corridor.batch import gallery
from corridor.batch.gallery import Derived, Entry, Figure, SourceRef
from corridor.core import audit
from corridor.kernel.errors import N_, DataUnavailable
from corridor.knowledge.measures.models import (
    ConflictSide,
    Measure,
    MeasureBody,
    MeasureConflict,
    MeasureDerivation,
    MeasureFigure,
    MeasureLesson,
    MeasurePlace,
    MeasureSector,
    MeasureSource,
)
from corridor.knowledge.measures.runs import digest_of

PARTS: tuple[type[models.Model], ...] = (
    MeasurePlace,
    MeasureSector,
    MeasureBody,
    MeasureSource,
    MeasureLesson,
    MeasureFigure,
    MeasureDerivation,
    MeasureConflict,
)


@dataclass(frozen=True)
class GalleryLoad:
    """How many entries were new, changed, unchanged, and closed because the gallery no longer holds them."""

    created: int
    updated: int
    unchanged: int
    closed: int


@transaction.atomic
def load_gallery(*, by: Any, entries: Sequence[Entry] | None = None) -> GalleryLoad:
    """Bring the repository up to the packaged gallery; loading twice changes nothing.

    Raises
    ------
    DataUnavailable : the gallery does not pass its own check, so nothing is loaded
    """
    wanted = gallery.load() if entries is None else tuple(entries)
    _refuse_unsound(wanted)
    known = {row.entry_id: row for row in Measure.objects.all()}
    changed = [entry for entry in wanted if _is_changed(entry, known.get(entry.id))]
    _replace(changed, known)
    gone = Measure.objects.filter(is_closed=False).exclude(entry_id__in=[entry.id for entry in wanted])
    closed = gone.update(is_closed=True)
    created = sum(entry.id not in known for entry in changed)
    result = GalleryLoad(created, len(changed) - created, len(wanted) - len(changed), closed)
    if changed or closed:
        audit.record(by=by, action="measures.gallery_loaded", detail=vars(result))
    return result


def _is_changed(entry: Entry, row: Measure | None) -> bool:
    return row is None or row.is_closed or row.content_digest != digest_of(entry)


def _refuse_unsound(entries: Sequence[Entry]) -> None:
    result = gallery.check(entries, expected=len(entries))
    if not result.passed:
        raise DataUnavailable(
            N_("The gallery cannot be loaded: %(reason)s"),
            hint=N_("Run `corridor gallery check` and correct what it names."),
            params={"reason": result.failures[0]},
        )


def _replace(entries: Sequence[Entry], known: Mapping[str, Measure]) -> None:
    rows = {entry.id: known.get(entry.id) or Measure(entry_id=entry.id) for entry in entries}
    for entry in entries:
        for name, value in _fields(entry).items():
            setattr(rows[entry.id], name, value)
    old = [row for row in rows.values() if row.pk]
    Measure.objects.bulk_create([row for row in rows.values() if not row.pk])
    if old:
        Measure.objects.bulk_update(old, list(_fields(entries[0])))
    for part in PARTS:
        part._default_manager.filter(measure__in=old).delete()
    parts = [part for entry in entries for part in _parts(rows[entry.id], entry)]
    for model in PARTS:
        model._default_manager.bulk_create([part for part in parts if type(part) is model])
    ConflictSide.objects.bulk_create(side for part in parts for side in _sides(part, {e.id: e for e in entries}))


def _parts(measure: Measure, entry: Entry) -> Iterator[models.Model]:
    yield from _words(measure, entry)
    yield from _figures(measure, entry)
    for position, derived in enumerate(entry.derived):
        yield _derivation(measure, derived, position)
    for position, conflict in enumerate(entry.flags):
        yield MeasureConflict(measure=measure, text=conflict.text, handling=conflict.handling, position=position)


def _sides(part: models.Model, entries: Mapping[str, Entry]) -> Iterator[ConflictSide]:
    if isinstance(part, MeasureConflict):
        for position, side in enumerate(entries[part.measure.entry_id].flags[part.position].sides):
            yield ConflictSide(conflict=part, says=side.says, source=_written(side.source), position=position)


def _fields(entry: Entry) -> dict[str, object]:
    return {
        "name": entry.name,
        "kind": entry.kind.value,
        "phase": entry.phase.value,
        "support_model": entry.mismes_model,
        "years": entry.years,
        "skill_level": entry.skill_level,
        "mobility_type": entry.mobility_type,
        "capability": entry.capability,
        **{f"summary_{language}": entry.summaries.get(language, "") for language in ("en", "fr", "es", "ar")},
        "is_named_only": entry.named_only,
        "has_figures": entry.has_figures,
        "is_closed": False,
        "content_digest": digest_of(entry),
    }


def _words(measure: Measure, entry: Entry) -> Iterator[models.Model]:
    for role, places in (("origin", entry.origin), ("destination", entry.destination)):
        for position, place in enumerate(places):
            yield MeasurePlace(measure=measure, role=role, place=place, position=position)
    for position, sector in enumerate(entry.sector):
        yield MeasureSector(measure=measure, sector=sector, position=position)
    for role, names in (("funder", entry.funder), ("implementer", entry.implementer)):
        for position, name in enumerate(names):
            yield MeasureBody(measure=measure, role=role, name=name, position=position)
    for position, source in enumerate(entry.sources):
        yield MeasureSource(measure=measure, document=source.document, line=source.line, position=position)
    for position, lesson in enumerate(entry.lessons):
        yield MeasureLesson(measure=measure, text=lesson.text, source=str(lesson.source), position=position)


def _figures(measure: Measure, entry: Entry) -> Iterator[MeasureFigure]:
    roles = MeasureFigure.Role
    figures = [(roles.BUDGET, entry.budget), (roles.PEOPLE, entry.beneficiaries), (roles.UNIT_COST, _unit_cost(entry))]
    figures += [(roles.OUTCOME, figure) for figure in entry.outcomes]
    for position, (role, figure) in enumerate(figures):
        if figure:
            yield _figure(measure, role, figure, position)


def _unit_cost(entry: Entry) -> Figure | None:
    cost = entry.unit_cost
    if cost is None:
        return None
    value = cost.basis if cost.amount is None else cost.amount
    return Figure(metric=cost.per, value=value, unit=cost.currency, source=cost.source)


def _figure(measure: Measure, role: str, figure: Figure, position: int) -> MeasureFigure:
    value = figure.value
    return MeasureFigure(
        measure=measure,
        role=role,
        metric=figure.metric,
        value=None if isinstance(value, str) else Decimal(value),
        value_text=value if isinstance(value, str) else "",
        unit=figure.unit,
        qualifier=figure.qualifier,
        source=_written(figure.source),
        position=position,
    )


def _derivation(measure: Measure, derived: Derived, position: int) -> MeasureDerivation:
    row = MeasureDerivation(
        measure=measure,
        label=derived.label,
        expression=derived.expr,
        value=gallery.recompute(measure.entry_id, derived).value,
        decimals=max(0, -int(Decimal(derived.value).as_tuple().exponent)),
        unit=derived.unit,
        population=derived.population,
        position=position,
    )
    for name, term in (("numerator", derived.numerator), ("denominator", derived.denominator)):
        if term:
            setattr(row, name, gallery.term_value(term))
            setattr(row, f"{name}_what", term.what)
            setattr(row, f"{name}_source", _written(term.source))
    if derived.published and not isinstance(derived.published.value, str):
        row.published = Decimal(derived.published.value)
        row.published_unit = derived.published.unit
        row.published_qualifier = derived.published.qualifier
        row.published_source = _written(derived.published.source)
    return row


def _written(source: SourceRef | None) -> str:
    return str(source) if source else ""
