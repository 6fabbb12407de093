"""What if: the pipeline played through, its steps, and the scenarios beside the plan as it stands."""

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from corridor.access.doors import page
from corridor.access.roles import Role
from corridor.core.wordings import active_language
from corridor.design.flexibility import services
from corridor.design.flexibility.forms import PipelineForm, ScenarioForm, StepForm, shock_forms
from corridor.design.flexibility.models import PipelinePlan, Scenario
from corridor.design.flexibility.runs import RUNS, known_run
from corridor.design.flexibility.selectors import get_scenario, pipeline_of
from corridor.design.flexibility.sheets import outcomes_of, step_rows
from corridor.design.flexibility.views.frame import attempt, crumbs, may_write, reach, tabs
from corridor.design.schemes.models import Scheme
from corridor.design.schemes.rules import PLAN_ROLES


@page(*PLAN_ROLES)
def results(request: HttpRequest, scheme_id: int) -> HttpResponse:
    scheme = reach(request, scheme_id)
    plan = pipeline_of(user=request.user, scheme=scheme)
    run = known_run(plan) if plan else None
    context: dict[str, Any] = {
        "scheme": scheme,
        "plan": plan,
        "run": run,
        "runs": RUNS,
        "tabs": tabs(scheme, "what_if"),
        "may_write": may_write(request, scheme),
        "crumbs": crumbs(scheme),
    }
    if plan and run:
        context |= {"outcomes": outcomes_of(plan, run.result, scheme.currency), "steps": step_rows(plan, run.result)}
    if plan:
        context["scenarios"] = plan.scenarios.all()
        context["assumed"] = [step for step in plan.steps.all() if not step.source]
    return render(request, "flexibility/what_if.html", context)


@page(Role.DESIGNER)
def begin(request: HttpRequest, scheme_id: int) -> HttpResponse:
    scheme = reach(request, scheme_id)
    done = _("The pipeline is open. Enter what is known of each step.")
    if request.method == "POST":
        attempt(request, partial(services.begin_pipeline, scheme=scheme, by=request.user), done)
    return redirect("flexibility:what_if", scheme_id)


@page(Role.DESIGNER)
def play(request: HttpRequest, scheme_id: int) -> HttpResponse:
    scheme = reach(request, scheme_id)
    plan = _begun(request, scheme)
    if request.method == "POST":
        attempt(request, partial(services.play, plan=plan, by=request.user), _("The pipeline has been played."))
    return redirect("flexibility:what_if", scheme_id)


@page(Role.DESIGNER)
def steps(request: HttpRequest, scheme_id: int) -> HttpResponse:
    scheme = reach(request, scheme_id)
    plan = _begun(request, scheme)
    data = request.POST or None
    form = PipelineForm(data, instance=plan)
    rows = [StepForm(data, instance=step, prefix=step.code) for step in plan.steps.all()]
    if request.method == "POST" and all([form.is_valid(), *(row.is_valid() for row in rows)]):
        kept = [row.instance for row in rows]
        act = partial(services.save_pipeline, plan=form.instance, steps=kept, by=request.user)
        if attempt(request, act, _("The pipeline is kept; play it to see what follows."), form):
            return redirect("flexibility:what_if", scheme_id)
    context = {"scheme": scheme, "form": form, "rows": rows, "crumbs": _trail(scheme)}
    return render(request, "flexibility/steps.html", context, status=422 if request.method == "POST" else 200)


@page(Role.DESIGNER)
def scenario_add(request: HttpRequest, scheme_id: int) -> HttpResponse:
    scheme = reach(request, scheme_id)
    return _scenario(request, scheme, Scenario(plan=_begun(request, scheme)), _("Add a scenario"))


@page(Role.DESIGNER)
def scenario_edit(request: HttpRequest, scheme_id: int, pk: int) -> HttpResponse:
    scheme = reach(request, scheme_id)
    scenario = get_scenario(user=request.user, scheme=scheme, pk=pk)
    return _scenario(request, scheme, scenario, str(scenario))


@page(Role.DESIGNER)
def scenario_remove(request: HttpRequest, scheme_id: int, pk: int) -> HttpResponse:
    scheme = reach(request, scheme_id)
    scenario = get_scenario(user=request.user, scheme=scheme, pk=pk)
    if request.method == "POST":
        services.remove_scenario(scenario=scenario, by=request.user)
        return redirect("flexibility:what_if", scheme_id)
    context = {"scheme": scheme, "scenario": scenario, "crumbs": _trail(scheme)}
    return render(request, "flexibility/scenario_remove.html", context)


def _scenario(request: HttpRequest, scheme: Scheme, scenario: Scenario, title: str) -> HttpResponse:
    data = request.POST or None
    form, shocks = ScenarioForm(data, instance=scenario), shock_forms(data, scenario)
    if request.method == "POST" and all([form.is_valid(), *(shock.is_valid() for shock in shocks)]):
        if "name" in form.changed_data:
            form.instance.written_in = active_language()
        filled = [shock.instance for shock in shocks if shock.cleaned_data.get("blow")]
        act = partial(services.save_scenario, scenario=form.instance, shocks=filled, by=request.user)
        if attempt(request, act, _("The scenario is kept; play it to see what follows."), form):
            return redirect("flexibility:what_if", scheme.pk)
    context = {"scheme": scheme, "form": form, "shocks": shocks, "title": title, "scenario": scenario}
    context["crumbs"] = _trail(scheme)
    return render(request, "flexibility/scenario.html", context, status=422 if request.method == "POST" else 200)


def _begun(request: HttpRequest, scheme: Scheme) -> PipelinePlan:
    plan = pipeline_of(user=request.user, scheme=scheme)
    if plan is None:
        raise Http404
    return plan


def _trail(scheme: Scheme) -> list[tuple[str, str]]:
    return crumbs(scheme, (_("What if"), reverse("flexibility:what_if", args=[scheme.pk])))
