"""The page of a comparison: ranking, contributions, sensitivity, scores and the choice."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from corridor.access.doors import page
from corridor.access.roles import Role
from corridor.core.http import translated
from corridor.design.schemes.models import Scheme
from corridor.design.schemes.rules import PLAN_ROLES
from corridor.design.schemes.selectors import get_scheme, may_change
from corridor.design.screening import services
from corridor.design.screening.forms import Choice, ScoreTable
from corridor.design.screening.models import ScreeningExercise
from corridor.design.screening.runs import rank, second_opinions
from corridor.design.screening.selectors import Comparison, comparison_of, exercise_of
from corridor.design.screening.tables import opinions_of, places_of, switches_of
from corridor.kernel.errors import CorridorError


@page(*PLAN_ROLES)
def comparison(request: HttpRequest, scheme_id: int, kind: str) -> HttpResponse:
    scheme, exercise = _reach(request, scheme_id, kind)
    return _shown(request, scheme, kind, exercise)


@page(Role.DESIGNER)
def begin(request: HttpRequest, scheme_id: int, kind: str) -> HttpResponse:
    scheme, _exercise = _reach(request, scheme_id, kind)
    if request.method == "POST":
        services.open_screening(scheme=scheme, kind=kind, by=request.user)
    return redirect("screening:comparison", scheme_id, kind)


@page(Role.DESIGNER)
def scores(request: HttpRequest, scheme_id: int, kind: str) -> HttpResponse:
    scheme, exercise = _begun(request, scheme_id, kind)
    form = ScoreTable(request.POST or None, comparison=comparison_of(exercise))
    if form.is_valid():
        try:
            services.record_scores(
                exercise=exercise, weights=form.weights, values=form.values, sources=form.sources, by=request.user
            )
            return redirect("screening:comparison", scheme_id, kind)
        except CorridorError as error:
            form.add_error(None, " ".join(translated(error)))
    return _shown(request, scheme, kind, exercise, table=form)


@page(Role.DESIGNER)
def choose(request: HttpRequest, scheme_id: int, kind: str) -> HttpResponse:
    scheme, exercise = _begun(request, scheme_id, kind)
    form = Choice(request.POST or None, comparison=comparison_of(exercise))
    if form.is_valid():
        chosen, reason = form.cleaned_data["alternative"], form.cleaned_data["reason"]
        services.choose_alternative(exercise=exercise, alternative=chosen, reason=reason, by=request.user)
        return redirect("studio:step", scheme_id, "choice")
    return _shown(request, scheme, kind, exercise, choice=form)


def _reach(request: HttpRequest, scheme_id: int, kind: str) -> tuple[Scheme, ScreeningExercise | None]:
    if kind not in ScreeningExercise.Kind.values:
        raise Http404
    scheme = get_scheme(user=request.user, pk=scheme_id, action="read_plan")
    return scheme, exercise_of(user=request.user, scheme=scheme, kind=kind)


def _begun(request: HttpRequest, scheme_id: int, kind: str) -> tuple[Scheme, ScreeningExercise]:
    scheme, exercise = _reach(request, scheme_id, kind)
    if exercise is None:
        raise Http404
    return scheme, exercise


def _shown(
    request: HttpRequest,
    scheme: Scheme,
    kind: str,
    exercise: ScreeningExercise | None,
    *,
    table: forms.Form | None = None,
    choice: forms.Form | None = None,
) -> HttpResponse:
    context: dict[str, Any] = {
        "scheme": scheme,
        "kind": kind,
        "exercise": exercise,
        "may_change": may_change(user=request.user, scheme=scheme),
        "alternatives_part": "sectors" if kind == "sector" else "countries",
    }
    if exercise is not None:
        found = comparison_of(exercise)
        context |= {
            "comparison": found,
            "table": table or ScoreTable(comparison=found),
            "choice": choice or Choice(comparison=found),
            **_ranking(found, request.user),
        }
    status = 422 if request.method == "POST" else 200
    return render(request, "screening/comparison.html", context, status=status)


def _ranking(found: Comparison, user: Any) -> dict[str, Any]:
    if not found.can_be_ranked:
        return {}
    ranking, run = rank(comparison=found, by=user)
    return {
        "places": places_of(found, ranking),
        "switches": switches_of(found, ranking),
        "opinions": opinions_of(found, second_opinions(comparison=found)),
        "run": run,
    }
