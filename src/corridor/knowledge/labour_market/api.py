"""Operations of this room for programs: the same figures as the pages, for staff."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router

from corridor.access.doors import check_role
from corridor.access.roles import STAFF
from corridor.knowledge.labour_market import selectors, wording
from corridor.knowledge.labour_market.models import Dataset, DatasetVersion, EvidenceFile
from corridor.knowledge.labour_market.schemas import (
    DatasetOut,
    FigureOut,
    FigurePage,
    ImportOut,
    ProblemOut,
    SourceOut,
    VersionOut,
)
from corridor.knowledge.labour_market.selectors import Figure

router = Router(tags=["evidence"])
LARGEST = 200


@router.get("/evidence/datasets", response=list[DatasetOut], summary="Datasets of statistics")
def list_datasets(request: HttpRequest) -> list[DatasetOut]:
    check_role(request.user, STAFF)
    return [
        DatasetOut(
            id=row.pk,
            code=row.code,
            title=row.title,
            publisher=row.publisher,
            licence=row.licence,
            is_synthetic=row.is_synthetic,
            rows=row.summary.get("rows", 0),
            areas=row.summary.get("areas", 0),
            indicators=sorted(row.summary.get("indicators", {})),
        )
        for row in selectors.datasets()
    ]


@router.get("/evidence/datasets/{dataset_id}/versions", response=list[VersionOut], summary="Versions of a dataset")
def list_versions(request: HttpRequest, dataset_id: int) -> list[VersionOut]:
    check_role(request.user, STAFF)
    found = get_object_or_404(Dataset, pk=dataset_id)
    return [_version(row) for row in selectors.versions_of(dataset=found)]


@router.get("/evidence/figures", response=FigurePage, summary="Figures, each with its source, flags and other sources")
def list_figures(
    request: HttpRequest,
    indicator: str = "",
    area: str = "",
    partner: str = "",
    occupation: str = "",
    sex: str = "",
    period: str = "",
    aggregates: bool = False,
    limit: int = 50,
    offset: int = 0,
) -> FigurePage:
    """Return figures of one indicator; the other parameters take one code or several with commas between them."""
    check_role(request.user, STAFF)
    selectors.check_reach(indicator=indicator, areas=_codes(area))
    found = selectors.figures(
        indicator=indicator,
        areas=_codes(area),
        partners=_codes(partner),
        occupations=_codes(occupation),
        sexes=_codes(sex) or ("T", ""),
        periods=_codes(period),
        aggregates=aggregates,
    )
    start, size = max(offset, 0), max(1, min(limit, LARGEST))
    following = start + size if start + size < len(found) else None
    return FigurePage(
        items=[_figure(figure) for figure in found[start : start + size]], count=len(found), next=following
    )


@router.get("/evidence/imports/{file_id}", response=ImportOut, summary="Report of a file: rows, problems, changes")
def get_import(request: HttpRequest, file_id: int, limit: int = 50, offset: int = 0) -> ImportOut:
    check_role(request.user, STAFF)
    file = EvidenceFile.objects.select_related("stored").filter(pk=file_id).first()
    if file is None:
        raise Http404
    start, size = max(offset, 0), max(1, min(limit, LARGEST))
    rows = list(selectors.problems_of(file=file)[start : start + size + 1])
    numbers = {name: file.counts.get(name) for name in ("added", "changed", "unchanged", "gone")}
    return ImportOut(
        id=file.pk,
        name=file.stored.name,
        sha256=file.stored.sha256,
        status=file.status,
        format=file.format_found,
        dataset=file.dataset_code,
        rows=file.counts.get("rows", 0),
        bad=file.counts.get("bad", 0),
        **numbers,
        problems=[
            ProblemOut(
                line=row.line,
                column=row.column,
                value=row.value,
                code=row.code,
                message=wording.sentence_of(row),
                is_mark=row.is_mark,
            )
            for row in rows[:size]
        ],
        next=start + size if len(rows) > size else None,
    )


def _codes(text: str) -> list[str] | None:
    """Return the codes of a parameter; None where it is empty."""
    return [code.strip() for code in text.split(",")] if text else None


def _version(row: DatasetVersion) -> VersionOut:
    plain = ("number", "format", "vintage_date", "imported_at", "added", "changed", "unchanged", "gone", "bad")
    return VersionOut(
        id=row.pk,
        **{name: getattr(row, name) for name in plain},
        file_id=row.file_id,
        file_name=row.file.stored.name,
        sha256=row.file.stored.sha256,
        origin_url=row.file.origin_url,
        licence=row.file.licence,
        retrieved_date=row.file.retrieved_date,
    )


def _source(figure: Figure) -> SourceOut:
    return SourceOut.model_validate(_of(figure, SourceOut))


def _figure(figure: Figure) -> FigureOut:
    told = _of(figure, FigureOut) | {"flags": list(figure.flags), "dimensions": dict(figure.dimensions)}
    return FigureOut.model_validate(told | {"others": [_source(other) for other in figure.others]})


def _of(figure: Figure, schema: type[SourceOut]) -> dict[str, object]:
    return {name: getattr(figure, name) for name in schema.model_fields}
