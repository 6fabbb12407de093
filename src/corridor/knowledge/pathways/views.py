"""Pages of the register of pathways, for staff."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from corridor.access.doors import page
from corridor.access.roles import STAFF
from corridor.core.http import translated
from corridor.core.tables import page_of
from corridor.kernel.errors import CorridorError
from corridor.knowledge.codelists.selectors import label_of
from corridor.knowledge.pathways import selectors
from corridor.knowledge.pathways.forms import FitTest, PathwayFilter
from corridor.knowledge.pathways.models import Pathway
from corridor.knowledge.pathways.runs import PathwayFit, fit
from corridor.knowledge.pathways.wording import said, step_rows

VERDICTS = {"eligible": "ok", "unknown": "wait", "not_eligible": "bad"}


@page(*sorted(STAFF))
def register(request: HttpRequest) -> HttpResponse:
    form = PathwayFilter(request.GET or None)
    wanted = form.cleaned_data if form.is_valid() else {}
    rows = selectors.pathways(
        origin_iso3=wanted.get("origin", ""),
        destination_iso3=wanted.get("destination", ""),
        permit_kind=wanted.get("permit", ""),
    )
    found = page_of(request, rows)
    query = request.GET.copy()
    query.pop("page", None)
    today = timezone.localdate()
    lines = [
        {"pathway": row, "origin": label_of("countries", row.origin_iso3) if row.origin_iso3 else "",
         "destination": label_of("countries", row.destination_iso3),
         "is_expired": row.valid_until_date is not None and row.valid_until_date < today}
        for row in found
    ]  # fmt: skip
    return render(
        request, "pathways/list.html", {"form": form, "page": found, "lines": lines, "query": query.urlencode()}
    )


@page(*sorted(STAFF))
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    pathway = selectors.get_pathway(pk=pk)
    procedure = selectors.latest_procedure(pathway=pathway)
    form = FitTest(request.GET or None)
    context = {
        "pathway": pathway,
        "origin": label_of("countries", pathway.origin_iso3) if pathway.origin_iso3 else "",
        "destination": label_of("countries", pathway.destination_iso3),
        "procedure": procedure,
        "steps": step_rows(list(selectors.steps_of(procedure=procedure))) if procedure else [],
        "form": form,
        **_tested(request, pathway, form),
    }
    return render(request, "pathways/detail.html", context)


@page(*sorted(STAFF))
def contracts(request: HttpRequest) -> HttpResponse:
    lines = [
        {
            "contract": row,
            "destination": label_of("countries", row.destination_iso3),
            "sector": label_of("nace2", row.sector),
        }
        for row in selectors.model_contracts()
    ]
    return render(request, "pathways/contracts.html", {"lines": lines})


def _tested(request: HttpRequest, pathway: Pathway, form: FitTest) -> dict[str, object]:
    """Return the answer of the fit test once something was asked."""
    if not form.is_bound or not form.is_valid():
        return {}
    try:
        found = fit(pathway=pathway, facts=form.facts, by=request.user)
    except CorridorError as error:
        form.add_error(error.field if error.field in form.fields else None, " ".join(translated(error)))
        return {}
    return {
        "fit": found,
        "kind": VERDICTS[found.verdict],
        "unmet": _said(found, "unmet"),
        "unknown": _said(found, "unknown"),
    }


def _said(found: PathwayFit, status: str) -> list[str]:
    return [said(each.finding) if each.finding else each.text for each in found.of(status)]
