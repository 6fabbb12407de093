"""Operations of this room for programs; the gallery is open to everyone."""

from django.http import HttpRequest
from ninja import Router

from corridor.kernel.errors import N_, InputError
from corridor.knowledge.measures import selectors
from corridor.knowledge.measures.findings import FindingLine, finding_lines
from corridor.knowledge.measures.models import Measure
from corridor.knowledge.measures.schemas import FindingRow, MeasureDetail, MeasurePage, MeasureRow
from corridor.knowledge.measures.selectors import Wish

router = Router(tags=["gallery"])
_LARGEST_PAGE = 200


@router.get("/gallery", response=MeasurePage, auth=None)
def list_measures(request: HttpRequest, limit: int = 50, after: str = "") -> MeasurePage:
    """Return entries by id, narrowed by the same words as the page: q, phase, kind, model, origin, destination, ..."""
    found = selectors.measures(wish=Wish.of(request.GET.dict())).prefetch_related("places").order_by("entry_id")
    size = max(1, min(limit, _LARGEST_PAGE))
    rows = list(found.filter(entry_id__gt=after)[: size + 1])
    following = rows[size - 1].entry_id if len(rows) > size else None
    return MeasurePage(items=[_row(row) for row in rows[:size]], count=found.count(), next=following)


@router.get("/gallery/{entry_id}", response=MeasureDetail, auth=None)
def get_measure(request: HttpRequest, entry_id: str) -> MeasureDetail:
    """Return one entry with its figures, recomputed values, conflicts, findings and sources."""
    try:
        row = selectors.measure(entry_id=entry_id)
    except Measure.DoesNotExist as error:
        raise _unknown(entry_id) from error
    return MeasureDetail.model_validate(
        {
            **_row(row).model_dump(),
            "years": row.years,
            "sectors": [sector.sector for sector in row.sectors.all()],
            "skill_level": row.skill_level,
            "mobility_type": row.mobility_type,
            "funders": [body.name for body in row.bodies.all() if body.role == "funder"],
            "implementers": [body.name for body in row.bodies.all() if body.role == "implementer"],
            "capability": row.capability,
            "figures": list(row.figures.all()),
            "derivations": list(row.derivations.all()),
            "conflicts": [
                {"text": item.text, "handling": item.handling, "sides": list(item.sides.all())}
                for item in row.conflicts.all()
            ],
            "findings": [_finding(line) for line in finding_lines(row)],
            "sources": [str(source) for source in row.sources.all()],
        },
        from_attributes=True,
    )


def _row(row: Measure) -> MeasureRow:
    return MeasureRow(
        id=row.entry_id,
        name=row.name,
        kind=row.kind,
        phase=row.phase,
        support_model=row.support_model,
        origin=[place.place for place in row.places.all() if place.role == "origin"],
        destination=[place.place for place in row.places.all() if place.role == "destination"],
        summary=row.summary,
        is_named_only=row.is_named_only,
        has_figures=row.has_figures,
    )


def _finding(line: FindingLine) -> FindingRow:
    return FindingRow(
        rule=line.rule,
        code=line.code,
        severity=line.kind,
        message=line.message,
        hint=line.hint,
        printed=line.printed,
        recomputed=line.recomputed,
        is_percent=line.is_percent,
    )


class UnknownMeasure(InputError):  # noqa: N818 - the family of errors is named in the field's words
    """An id that no entry has."""

    status = 404


def _unknown(entry_id: str) -> UnknownMeasure:
    return UnknownMeasure(
        N_('The gallery has no entry "%(id)s".'),
        hint=N_("Choose entries from the list."),
        field="entry_id",
        params={"id": entry_id},
    )
