"""Pages of results: all schemes with their lights, the dashboard of one, its tables as files, its computations."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from corridor.access.doors import page
from corridor.access.selectors import roles_of, visible
from corridor.core.models import Run
from corridor.core.tables import Column, csv_response
from corridor.design.partnerships.models import Decision
from corridor.design.schemes.models import Scheme
from corridor.design.schemes.selectors import get_scheme, schemes_visible_to
from corridor.evaluation.monitoring import runs, sheets
from corridor.evaluation.monitoring.forms import ResultsFilter
from corridor.evaluation.monitoring.lens import Lens
from corridor.evaluation.monitoring.rules import READER_ROLES, is_protected
from corridor.evaluation.monitoring.runs import Results
from corridor.evaluation.monitoring.selectors.people import headline
from corridor.evaluation.monitoring.tables import TABLES
from corridor.evaluation.monitoring.words import corridor_name

KINDS = {"draft": "wait", "approved": "info", "running": "ok", "closed": "none"}


@page(*READER_ROLES)
def overview(request: HttpRequest) -> HttpResponse:
    schemes, today, lens = schemes_visible_to(user=request.user), timezone.localdate(), _lens(request)
    counts = headline(schemes=schemes)
    rows = [
        {
            "scheme": scheme,
            "kind": KINDS[scheme.status],
            "corridors": [corridor_name(row.origin_iso3, row.destination_iso3) for row in scheme.corridors.all()],
            "registered": lens.people(counts.get(scheme.pk, (0, 0))[0]),
            "departed": lens.people(counts.get(scheme.pk, (0, 0))[1]),
            "lights": sheets.scheme_lights(scheme=scheme, today=today),
            "url": reverse("monitoring:dashboard", args=[scheme.pk]),
        }
        for scheme in schemes
    ]
    return render(request, "monitoring/overview.html", {"rows": rows})


@page(*READER_ROLES)
def dashboard(request: HttpRequest, scheme_id: int) -> HttpResponse:
    scheme, form, results = _results(request, scheme_id)
    decisions = visible(Decision.objects.filter(body__scheme=scheme, outcome=Decision.Outcome.OPEN), user=request.user)
    context = {
        "scheme": scheme,
        "kind": KINDS[scheme.status],
        "form": form,
        "board": sheets.dashboard(results=results, lens=_lens(request), user=request.user),
        "decisions": decisions.select_related("body").order_by("pk"),
        "crumbs": sheets.crumbs(scheme),
        "query": request.GET.urlencode(),
    }
    return render(request, "monitoring/dashboard.html", context)


@page(*READER_ROLES)
def export(request: HttpRequest, scheme_id: int, table: str) -> HttpResponse:
    make = TABLES.get(table)
    if make is None:
        raise Http404
    scheme, _form, results = _results(request, scheme_id)
    made = make(results, _lens(request), request.user)
    columns = [Column(col.name, col.label, value=lambda row, at=at: row[at]) for at, col in enumerate(made.columns)]  # type: ignore[misc]  # the place is bound now
    return csv_response(f"{scheme.reference}-{made.name}", columns, made.rows)


@page(*READER_ROLES)
def run(request: HttpRequest, scheme_id: int, pk: int) -> HttpResponse:
    scheme = get_scheme(user=request.user, pk=scheme_id, action="read_plan")
    row = Run.objects.filter(pk=pk, engine=runs.ENGINE, parameters__scheme=scheme.pk).first()
    if row is None:
        raise Http404
    shown = {} if _lens(request).is_protected else row.result
    context = {"scheme": scheme, "run": row, "figures": shown, "crumbs": sheets.crumbs(scheme)}
    return render(request, "monitoring/run.html", context)


def _results(request: HttpRequest, scheme_id: int) -> tuple[Scheme, ResultsFilter, Results]:
    scheme = get_scheme(user=request.user, pk=scheme_id, action="read_plan")
    form = ResultsFilter(request.GET, scheme=scheme)
    user: Any = request.user
    return scheme, form, runs.results_of(scheme=scheme, wish=form.wish, today=timezone.localdate(), user=user)


def _lens(request: HttpRequest) -> Lens:
    return Lens(is_protected(roles_of(request.user)))
