"""Pages that show evidence: datasets, versions, figures over time, women beside men, adverts beside surveys."""

from typing import Any, cast

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from corridor.access.doors import page
from corridor.access.roles import STAFF, Role
from corridor.access.selectors import roles_of
from corridor.core.http import translated
from corridor.core.tables import Column, csv_response, page_of
from corridor.kernel.errors import InputError
from corridor.knowledge.labour_market import rules, selectors, sides, wording
from corridor.knowledge.labour_market.charts import MOST_LINES, Line, time_chart
from corridor.knowledge.labour_market.forms import AdvertFilter, FigureFilter
from corridor.knowledge.labour_market.models import Dataset, DatasetVersion, EvidenceFile, Observation
from corridor.knowledge.labour_market.selectors import Figure
from corridor.knowledge.labour_market.wording import (
    dimensions_label,
    flag_words,
    freshness,
    indicator_label,
    occupation_label,
    place_label,
    sex_label,
    unit_label,
)

IMPORTERS = frozenset({Role.DESIGNER, Role.EVALUATOR, Role.ADMINISTRATOR})
SHOWN = 25


@page(*sorted(STAFF))
def datasets(request: HttpRequest) -> HttpResponse:
    year = timezone.localdate().year
    lines = []
    for dataset in selectors.datasets():
        held = dataset.summary.get("indicators", {}).values()
        last = max((entry["last"] for entry in held), default="")
        newest = next(iter(sorted(dataset.versions.all(), key=lambda version: -version.number)), None)
        lines.append({"dataset": dataset, "version": newest, "last": last, "fresh": freshness(last, year=year)})
    may_import = bool(roles_of(request.user) & IMPORTERS)
    context = {
        "lines": lines,
        "waiting": selectors.files_waiting() if may_import else [],
        "may_import": may_import,
        "has_adverts": sides.ADVERTS in selectors.indicators(),
    }
    return render(request, "labour_market/list.html", context)


@page(*sorted(STAFF))
def dataset(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Dataset, pk=pk)
    year = timezone.localdate().year
    held = [
        {"code": code, "label": indicator_label(code), **entry, "fresh": freshness(entry["last"], year=year)}
        for code, entry in sorted(found.summary.get("indicators", {}).items())
    ]
    context = {
        "dataset": found,
        "held": page_of(request, held),
        "versions": selectors.versions_of(dataset=found),
        "crumbs": [(_("Labour market evidence"), reverse("labour_market:list")), (str(found), "")],
    }
    return render(request, "labour_market/dataset.html", context)


@page(*sorted(STAFF))
def version(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(DatasetVersion.objects.select_related("dataset", "file__stored"), pk=pk)
    changes = [
        {"old": old, "new": new, "place": place_label(new.area), "label": indicator_label(new.indicator),
         "about": _about(new),
         "flags_old": flag_words(old.flags.split()), "flags_new": flag_words(new.flags.split())}
        for old, new in sides.changes_of(version=found, limit=SHOWN)
    ]  # fmt: skip
    context = {
        "version": found,
        "changes": changes,
        **problems_context(request, found.file),
        "crumbs": [
            (_("Labour market evidence"), reverse("labour_market:list")),
            (str(found.dataset), reverse("labour_market:dataset", args=[found.dataset_id])),
            (_("Version %(number)s") % {"number": found.number}, ""),
        ],
    }
    return render(request, "labour_market/version.html", context)


@page(*sorted(STAFF))
def raw(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the file back as it came; whatever it holds, no browser shows it as a page."""
    stored = get_object_or_404(EvidenceFile.objects.select_related("stored"), pk=pk).stored
    answer = FileResponse(
        stored.content.open("rb"), as_attachment=True, filename=stored.name, content_type="application/octet-stream"
    )
    # Django sends an answer in pieces like any other, its stubs tell the two apart.
    return cast(HttpResponse, answer)


@page(*sorted(STAFF))
def browse(request: HttpRequest) -> HttpResponse:
    form = FigureFilter(request.GET)
    found, refusal = _read(form)
    indicator = form.cleaned_data.get("indicator", "") if form.is_valid() else ""
    context: dict[str, Any] = {
        "form": form,
        "indicator": indicator,
        "label": indicator_label(indicator),
        "refusal": refusal,
        "query": _query(request),
        "crumbs": _crumbs(_("Figures")),
        "has_sexes": bool(indicator) and {"F", "M"} <= set(selectors.codes_of(indicator=indicator, name="sex")),
    }
    if form.is_valid() and form.cleaned_data.get("area"):
        context |= _over_time(found, indicator)
    shown = found if "lines" in context else _newest(found)
    context["page"] = page_of(request, shown, size=SHOWN)
    context["rows"] = [_row(figure) for figure in context["page"]]
    context["by_area"] = "lines" not in context
    return render(request, "labour_market/browse.html", context)


@page(*sorted(STAFF))
def export(request: HttpRequest) -> HttpResponse:
    """Give the chosen figures as a table, each with its source."""
    names = (
        *("indicator", "area", "partner", "occupation", "sex", "time", "value", "unit", "dataset", "publisher"),
        *("vintage_date", "source", "is_synthetic", "is_modelled"),
    )
    columns = [
        *(Column(name, name) for name in names),
        Column("flags", "flags", value=lambda figure: " ".join(figure.flags)),
        Column("dimensions", "dimensions", value=lambda figure: dimensions_label(figure.dimensions)),
    ]
    return csv_response("figures", columns, _chosen(FigureFilter(request.GET)))


@page(*sorted(STAFF))
def sexes(request: HttpRequest) -> HttpResponse:
    form = FigureFilter(request.GET)
    for name in ("sex", "groups"):
        form.fields.pop(name, None)
    said = form.cleaned_data if form.is_valid() else {}
    indicator = said.get("indicator", "")
    pairs, refusal = _pairs(form, indicator) if indicator else ([], "")
    found = page_of(request, pairs, size=SHOWN)
    rows = [
        {**_row(pair.women), "women": pair.women, "men": pair.men, "share": pair.women_share,
         "difference": pair.difference, "men_flags": flag_words(pair.men.flags),
         "parts": [(float(pair.women.value or 0), 3), (float(pair.men.value or 0), 0)],
         "whole": float((pair.women.value or 0) + (pair.men.value or 0))}
        for pair in found
    ]  # fmt: skip
    context = {
        "form": form, "indicator": indicator, "label": indicator_label(indicator), "page": found, "rows": rows,
        "query": _query(request), "crumbs": _crumbs(_("Women and men")), "refusal": refusal,
    }  # fmt: skip
    return render(request, "labour_market/sexes.html", context)


@page(*sorted(STAFF))
def adverts(request: HttpRequest) -> HttpResponse:
    areas = sides.advert_areas()
    others = [code for code in selectors.indicators() if code != sides.ADVERTS]
    form = AdvertFilter(request.GET or None, areas=areas, beside=others)
    said = form.cleaned_data if form.is_valid() else {}
    area, beside = said.get("area") or (areas[0] if areas else ""), said.get("beside", "")
    found = sides.adverts_beside(area=area, beside=beside) if area else None
    rows = [
        {
            "row": each,
            "occupation": occupation_label(each.occupation),
            "survey": _row(each.survey) if each.survey else None,
        }
        for each in (found.rows if found else ())
    ]
    context = {
        "form": form, "found": found, "rows": rows, "area": place_label(area), "beside": indicator_label(beside),
        "sources": [_row(figure) for figure in (found.sources if found else ())],
        "crumbs": _crumbs(_("Job adverts beside surveys")),
    }  # fmt: skip
    return render(request, "labour_market/adverts.html", context)


def problems_context(request: HttpRequest, file: EvidenceFile) -> dict[str, object]:
    """Return the rows that cannot be used and the marks of a file, page by page."""
    found = page_of(request, selectors.problems_of(file=file), size=SHOWN)
    problems = [{"problem": each, "sentence": wording.sentence_of(each)} for each in found]
    return {"file": file, "problems_page": found, "problems": problems}


def _read(form: FigureFilter) -> tuple[list[Figure], str]:
    """Return the chosen figures, or why they cannot be shown."""
    try:
        return _chosen(form), ""
    except InputError as error:
        return [], " ".join(translated(error))


def _pairs(form: FigureFilter, indicator: str) -> tuple[list[sides.Sides], str]:
    """Return women beside men, or why they cannot be shown."""
    wanted = form.wanted
    try:
        selectors.check_reach(indicator=indicator, areas=wanted["areas"])
    except InputError as error:
        return [], " ".join(translated(error))
    return sides.women_and_men(indicator=indicator, areas=wanted["areas"], occupations=wanted["occupations"]), ""


def _chosen(form: FigureFilter) -> list[Figure]:
    if not form.is_valid() or not form.cleaned_data.get("indicator"):
        return []
    indicator, wanted = form.cleaned_data["indicator"], form.wanted
    selectors.check_reach(indicator=indicator, areas=wanted["areas"])
    return selectors.figures(indicator=indicator, **wanted)


def _newest(found: list[Figure]) -> list[Figure]:
    """Return the newest observed figure of each thing, the least split first."""
    lines = selectors.lines_of(figure for figure in found if figure.value is not None and not figure.is_modelled)
    best: dict[selectors.Key, Figure] = {}
    for line in lines:
        best.setdefault(line[-1].key, line[-1])
    return sorted(best.values(), key=lambda figure: (place_label(figure.area), figure.key))


def _over_time(found: list[Figure], indicator: str) -> dict[str, object]:
    """Return the chart of an area with what it does not show."""
    lines = selectors.lines_of(found)
    # A whole and its parts on one scale would hide the parts.
    drawn = [line for line in lines if _is_whole(line[0]) == _is_whole(lines[0][0])][:MOST_LINES]
    shown = [Line(_line_label(line[0], drawn), line) for line in drawn]
    each = [selectors.series_of(line) for line in drawn]
    title = f"{indicator_label(indicator)}, {place_label(found[0].area)}" if found else ""
    desc = _("%(count)s lines; every figure stands in the table below.") % {"count": len(shown)}
    return {
        "lines": [
            {"label": line.label, "series": number, "breaks": series.breaks, "gaps": series.gaps}
            for number, (line, series) in enumerate(zip(shown, each, strict=True))
        ],
        "left_out": len(lines) - len(drawn),
        "chart": time_chart(shown, uid="evidence", title=title, desc=desc) if shown else "",
        "chart_title": title,
        "chart_unit": unit_label(found[0].unit) if found else "",
        "sources": _sources(found),
        "other_sources": [_row(other) for figure in found for other in figure.others][:SHOWN],
        "has_modelled": any(figure.is_modelled for figure in found),
    }


def _is_whole(figure: Figure) -> bool:
    return not (figure.partner or figure.occupation or rules.parts_left(figure.dimensions))


def _about(row: Observation) -> str:
    """Name what tells a figure from others of its area."""
    sex = sex_label(row.sex) if row.sex in ("F", "M") else ""
    parts = (place_label(row.partner), occupation_label(row.occupation), sex, dimensions_label(row.dimensions))
    return ", ".join(part for part in parts if part)


def _line_label(figure: Figure, lines: list[list[Figure]]) -> str:
    """Name a line by what tells it from the others."""
    parts = [
        place_label(figure.partner) if figure.partner else "",
        occupation_label(figure.occupation) if figure.occupation else "",
        sex_label(figure.sex) if len({line[0].sex for line in lines}) > 1 else "",
        dimensions_label(dict(figure.dimensions)),
        unit_label(figure.unit) if len({line[0].unit for line in lines}) > 1 else "",
    ]
    return ", ".join(part for part in parts if part) or place_label(figure.area)


def _sources(found: list[Figure]) -> list[dict[str, object]]:
    """Return each source of the figures once, with its vintage."""
    by_text = {(selectors.source_text(figure), figure.vintage_date): figure for figure in found}
    return [
        {"text": text, "date": date, "is_synthetic": figure.is_synthetic} for (text, date), figure in by_text.items()
    ]


def _row(figure: Figure) -> dict[str, object]:
    """Return a figure as a page shows it."""
    return {
        "figure": figure,
        "area": place_label(figure.area),
        "partner": place_label(figure.partner),
        "occupation": occupation_label(figure.occupation),
        "sex": sex_label(figure.sex),
        "unit": unit_label(figure.unit),
        "flags": flag_words(figure.flags),
        "dimensions": dimensions_label(dict(figure.dimensions)),
        "source": selectors.source_text(figure),
        "others": len(figure.others),
    }


def _query(request: HttpRequest) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    return query.urlencode()


def _crumbs(label: str) -> list[tuple[str, str]]:
    return [(_("Labour market evidence"), reverse("labour_market:list")), (label, "")]
