"""Pages of the register of pathways, for staff."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from corridor.access.doors import page
from corridor.access.roles import STAFF
from corridor.access.selectors import roles_of
from corridor.core.http import translated
from corridor.core.tables import page_of
from corridor.kernel.errors import CorridorError
from corridor.knowledge.codelists.selectors import label_of
from corridor.knowledge.pathways import selectors
from corridor.knowledge.pathways.entry_pages import KEEPERS
from corridor.knowledge.pathways.forms import FitTest, PathwayFilter, PersonTest
from corridor.knowledge.pathways.models import Pathway, Procedure
from corridor.knowledge.pathways.rules import is_expired
from corridor.knowledge.pathways.runs import fit, requirements_of, routes
from corridor.knowledge.pathways.tables import (
    KINDS,
    compared,
    condition_rows,
    findings_of,
    fit_lines,
    note_rows,
    requirement_rows,
    stay_of,
    way_rows,
)
from corridor.knowledge.pathways.wording import source_of, step_rows


@page(*sorted(STAFF))
def register(request: HttpRequest) -> HttpResponse:
    form = PathwayFilter(request.GET or None)
    wanted = form.cleaned_data if form.is_valid() else {}
    rows = selectors.pathways(
        origin_iso3=wanted.get("origin", ""),
        destination_iso3=wanted.get("destination", ""),
        permit_kind=wanted.get("permit", ""),
    )
    found = page_of(request, rows.prefetch_related("requirements"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "page": found,
        "lines": [{**_line(row), "stay": stay_of(row)} for row in found],
        "query": query.urlencode(),
    }
    return render(request, "pathways/list.html", context | _keeping(request))


@page(*sorted(STAFF))
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    pathway, today = selectors.get_pathway(pk=pk), timezone.localdate()
    procedure = selectors.latest_procedure(pathway=pathway)
    form = _fit_form(request, pathway)
    context = {
        **_line(pathway),
        "requirements": requirement_rows(pathway, today),
        "notes": note_rows(pathway, today),
        "findings": findings_of(pathway),
        "blockages": selectors.blockages(pathway=pathway),
        "centres": _centres(selectors.visa_centres(destination_iso3=pathway.destination_iso3,
                                                   origin_iso3=pathway.origin_iso3)),
        "form": form,
        **_procedure(procedure),
        **_tested(request, pathway, form),
        **_keeping(request),
    }  # fmt: skip
    return render(request, "pathways/detail.html", context)


@page(*sorted(STAFF))
def person(request: HttpRequest) -> HttpResponse:
    """Hold what is known of a person against every pathway into a country; nothing is kept."""
    form = PersonTest(request.GET or None)
    context: dict[str, Any] = {"form": form, "is_asked": form.is_bound}
    if form.is_bound and form.is_valid():
        rows = selectors.pathways(destination_iso3=form.cleaned_data["destination"]).prefetch_related("requirements")
        try:
            context["lines"] = fit_lines(rows, form.facts)
        except CorridorError as error:
            form.add_error(error.field if error.field in form.fields else None, " ".join(translated(error)))
    return render(request, "pathways/person.html", context)


@page(*sorted(STAFF))
def compare(request: HttpRequest) -> HttpResponse:
    wanted = [int(each) for each in request.GET.getlist("id") if each.isdecimal()]
    rows = selectors.pathways_by_pk(pks=wanted)
    heads, lines = compared(rows) if rows else ([], [])
    offered = [(row, row.pk in wanted) for row in selectors.pathways()]
    context = {"heads": heads, "lines": lines, "offered": offered, "most": selectors.MOST_COMPARED}
    return render(request, "pathways/compare.html", context)


@page(*sorted(STAFF))
def blockages(request: HttpRequest) -> HttpResponse:
    lines = [{"row": row, "source": source_of(row)} for row in selectors.blockages()]
    return render(request, "pathways/blockages.html", {"lines": lines, **_keeping(request)})


@page(*sorted(STAFF))
def centres(request: HttpRequest) -> HttpResponse:
    return render(request, "pathways/centres.html", {"lines": _centres(selectors.visa_centres()), **_keeping(request)})


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


def _keeping(request: HttpRequest) -> dict[str, bool]:
    return {"may_keep": bool(set(KEEPERS) & roles_of(request.user))}


def _line(row: Pathway) -> dict[str, Any]:
    return {
        "pathway": row,
        "origin": label_of("countries", row.origin_iso3) if row.origin_iso3 else "",
        "destination": label_of("countries", row.destination_iso3),
        "source": source_of(row),
        "is_expired": is_expired(row, timezone.localdate()),
    }


def _procedure(procedure: Procedure | None) -> dict[str, Any]:
    if procedure is None:
        return {"procedure": None, "steps": []}
    found = routes(procedure=procedure)
    blocked = [str(found.steps[code]) for code in found.blocked_by if code in found.steps]
    steps = step_rows(selectors.every_step_of(procedure=procedure))
    is_closed = found.fastest is None
    return {"procedure": procedure, "steps": steps, "ways": way_rows(found), "blocked_by": blocked, "no_way": is_closed}


def _centres(rows: list[Any]) -> list[dict[str, Any]]:
    return [
        {
            "row": row,
            "country": label_of("countries", row.iso3),
            "destination": label_of("countries", row.destination_iso3),
            "serves": ", ".join(label_of("countries", code) for code in row.serves_iso3),
            "source": source_of(row),
            "is_expired": is_expired(row, timezone.localdate()),
        }
        for row in rows
    ]


def _fit_form(request: HttpRequest, pathway: Pathway) -> FitTest:
    pairs = [(requirement, row) for requirement, row in requirements_of(pathway) if requirement.is_stated]
    kinds = {str(requirement.kind) for requirement, _row in pairs}
    checks = [row for row in pathway.requirements.all() if row.kind == row.Kind.CHECK and row.is_stated]
    if pathway.employer_tied:
        kinds.add("employer_tied")
    return FitTest(request.GET or None, kinds=kinds, checks=checks)


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
        "kind": KINDS[found.verdict],
        "unmet": condition_rows(found, "unmet"),
        "unknown": condition_rows(found, "unknown"),
        "met": condition_rows(found, "met"),
    }
