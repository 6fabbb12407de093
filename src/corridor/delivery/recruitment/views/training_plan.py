"""Pages of plans: which there are for each scheme, and the training plan."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from corridor.access.doors import page
from corridor.access.roles import OFFICERS, Role
from corridor.access.selectors import roles_of
from corridor.delivery.recruitment import runs
from corridor.delivery.recruitment.models.snapshots import READERS_OF_RUNS
from corridor.delivery.recruitment.plan_words import opening_rows, relaxed_rows
from corridor.delivery.recruitment.selectors.planning import READERS_OF_TRAINING, Plan, newest_run, skill_names
from corridor.delivery.recruitment.selectors.vacancies import get_vacancy
from corridor.delivery.recruitment.services.planning import request_training_plan
from corridor.delivery.recruitment.views.acts import act, actor
from corridor.design.schemes.models import Scheme
from corridor.design.schemes.selectors import get_scheme, schemes_visible_to

READERS_OF_PLANS = tuple(sorted({*READERS_OF_TRAINING, *READERS_OF_RUNS}))
OPENERS_OF_COHORTS = frozenset({Role.OFFICER_ORIGIN, Role.TRAINER})
SHOWN, SHOWN_SKILLS = 20, 10


@page(*READERS_OF_PLANS)
def plans(request: HttpRequest) -> HttpResponse:
    """List the schemes with the plans and reports that the reader may open."""
    held = roles_of(actor(request))
    rows = schemes_visible_to(user=actor(request)).exclude(status=Scheme.Status.DRAFT)
    context = {
        "rows": [_scheme_line(scheme) for scheme in rows],
        "reads_training": bool(held & READERS_OF_TRAINING),
        "reads_fairness": bool(held & READERS_OF_RUNS),
        "plans_numbers": bool(held & OFFICERS),
    }
    return render(request, "recruitment/plans.html", context)


@page(*sorted(READERS_OF_TRAINING))
def training_plan(request: HttpRequest, scheme_id: int) -> HttpResponse:
    scheme = get_scheme(user=actor(request), pk=scheme_id)
    held = roles_of(actor(request))
    run = newest_run(plan=Plan.TRAINING, scheme_id=scheme.pk)
    context = {
        "scheme": scheme,
        "run": run,
        "found": run.result if run else None,
        "may_make": bool(held & OFFICERS),
        "may_open": bool(held & OPENERS_OF_COHORTS),
        "crumbs": crumbs_of(scheme, _("Training plan")),
    }
    if run:
        names, hides = skill_names(scheme_id=scheme.pk), not held & OFFICERS
        learnt = opening_rows(run.result["learnt"], names=names, hides=hides)
        context |= {
            "courses": [row for row in learnt if row.kind != "skill"][:SHOWN],
            "skills": [row for row in learnt if row.kind == "skill"][:SHOWN_SKILLS],
            "agreed": opening_rows(run.result["agreed"], names=names, hides=hides)[:SHOWN],
            "closed": run.result["people"] - run.result["reached"],
        }
    return render(request, "recruitment/training_plan.html", context)


@require_POST
@page(*sorted(OFFICERS))
def training_plan_make(request: HttpRequest, scheme_id: int) -> HttpResponse:
    scheme = get_scheme(user=actor(request), pk=scheme_id)
    back = reverse("recruitment:training_plan", args=[scheme.pk])
    return act(
        request, back, lambda: request_training_plan(scheme=scheme, by=actor(request)), _("The training plan is made.")
    )


@page(*sorted(OFFICERS))
def conditions(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how many people each condition of a vacancy alone keeps out, and what relaxing it would open."""
    vacancy = get_vacancy(user=actor(request), pk=pk)
    context = {
        "vacancy": vacancy,
        "rows": relaxed_rows(runs.relaxed(vacancy=vacancy)),
        "crumbs": [
            (_("Vacancies"), reverse("recruitment:vacancies")),
            (vacancy.reference, reverse("recruitment:vacancy", args=[vacancy.pk])),
            (_("What each condition keeps out"), ""),
        ],
    }
    return render(request, "recruitment/conditions.html", context)


def crumbs_of(scheme: Scheme, last: str) -> list[tuple[str, str]]:
    """Return the way to a page of a scheme's plans."""
    return [
        (_("Plans and fairness"), reverse("recruitment:plans")),
        (str(scheme.localised_name), ""),
        (last, ""),
    ]


def _scheme_line(scheme: Scheme) -> dict[str, object]:
    return {
        "scheme": scheme,
        "training": newest_run(plan=Plan.TRAINING, scheme_id=scheme.pk),
        "fairness": newest_run(plan=Plan.FAIRNESS, scheme_id=scheme.pk),
        "numbers": newest_run(plan=Plan.NOMINATIONS, scheme_id=scheme.pk),
    }
