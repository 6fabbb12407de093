"""The fairness report of a scheme: lists, proposals and selections by recorded group."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from corridor.access.doors import page
from corridor.access.roles import OFFICERS
from corridor.access.selectors import roles_of
from corridor.delivery.recruitment.models.snapshots import READERS_OF_RUNS
from corridor.delivery.recruitment.plan_words import ColumnLabel, fair_tables
from corridor.delivery.recruitment.selectors.planning import Plan, newest_run
from corridor.delivery.recruitment.services.planning import request_fairness_report
from corridor.delivery.recruitment.views.acts import act, actor
from corridor.delivery.recruitment.views.training_plan import crumbs_of
from corridor.design.schemes.selectors import get_scheme


@page(*sorted(READERS_OF_RUNS))
def fairness(request: HttpRequest, scheme_id: int) -> HttpResponse:
    scheme = get_scheme(user=actor(request), pk=scheme_id)
    asked = request.GET.get("by", "")
    column = asked if asked in ColumnLabel.values else ColumnLabel.SEX.value
    run = newest_run(plan=Plan.FAIRNESS, scheme_id=scheme.pk)
    hides = not roles_of(actor(request)) & OFFICERS
    tabs = [
        {"label": label, "url": f"?by={value}", "active": value == column, "count": None}
        for value, label in ColumnLabel.choices
    ]
    context = {
        "scheme": scheme,
        "run": run,
        "tabs": tabs,
        "column": ColumnLabel(column).label,
        "tables": fair_tables(run.result["tables"], column=column, hides=hides) if run else [],
        "hides": hides,
        "crumbs": crumbs_of(scheme, _("Fairness report")),
    }
    return render(request, "recruitment/fairness.html", context)


@require_POST
@page(*sorted(READERS_OF_RUNS))
def fairness_make(request: HttpRequest, scheme_id: int) -> HttpResponse:
    scheme = get_scheme(user=actor(request), pk=scheme_id)
    back = reverse("recruitment:fairness", args=[scheme.pk])
    today = timezone.localdate()
    return act(
        request,
        back,
        lambda: request_fairness_report(scheme=scheme, today=today, by=actor(request)),
        _("The fairness report is made."),
    )
