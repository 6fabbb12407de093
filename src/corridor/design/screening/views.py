"""The page of a comparison: explanation, ranking while weights move, groups, sensitivity, scores and the choice."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from corridor.access.doors import page
from corridor.access.roles import Role
from corridor.core.http import translated
from corridor.design.schemes.models import Scheme
from corridor.design.schemes.rules import PLAN_ROLES
from corridor.design.schemes.selectors import may_change
from corridor.design.screening import services
from corridor.design.screening.explanation import explanation_of
from corridor.design.screening.forms import Choice, ScoreTable, WeightsForm
from corridor.design.screening.models import ScreeningExercise
from corridor.design.screening.opinions import voices_of
from corridor.design.screening.reach import begun, readable, scheme_and_exercise
from corridor.design.screening.runs import rank, second_opinions, try_weights
from corridor.design.screening.selectors import (
    Comparison,
    comparison_of,
    corrected_vetoes,
    groups_of,
    may_read_ranking,
    may_release,
    with_weights,
)
from corridor.design.screening.tables import (
    SERIES,
    firmness_of,
    freshness_of,
    opinions_of,
    places_of,
    switches_of,
)
from corridor.kernel.errors import CorridorError


@page(*PLAN_ROLES)
def comparison(request: HttpRequest, scheme_id: int, kind: str) -> HttpResponse:
    scheme, exercise = scheme_and_exercise(request, scheme_id, kind)
    return _shown(request, scheme, kind, exercise)


@page(*PLAN_ROLES)
def rerank(request: HttpRequest, scheme_id: int, kind: str) -> HttpResponse:
    """Rank with other weights and keep nothing: the table alone for a page that is open, the whole page without."""
    scheme, exercise = readable(request, scheme_id, kind)
    found = comparison_of(exercise)
    form = WeightsForm(request.POST or None, comparison=found)
    tried = with_weights(found, form.weights) if form.is_valid() else found
    if not request.htmx:  # type: ignore[attr-defined]  # set by the middleware
        return _shown(request, scheme, kind, exercise, weights=form, tried=tried)
    context = {"scheme": scheme, "kind": kind, "exercise": exercise, "comparison": tried, "is_tried": True}
    if tried.can_be_ranked and form.is_valid():
        ranking = try_weights(comparison=tried)
        context |= _ranked(tried, ranking, request.user, with_voices=False)
    return render(request, "screening/_ranking.html", context | {"form": form})


@page(Role.DESIGNER)
def weights(request: HttpRequest, scheme_id: int, kind: str) -> HttpResponse:
    """Keep the weights."""
    scheme, exercise = begun(request, scheme_id, kind)
    form = WeightsForm(request.POST or None, comparison=comparison_of(exercise))
    if form.is_valid():
        try:
            services.keep_weights(exercise=exercise, weights=form.weights, by=request.user)
            messages.success(request, _("The weights are saved."))
            return redirect("screening:comparison", scheme_id, kind)
        except CorridorError as error:
            form.add_error(None, " ".join(translated(error)))
    return _shown(request, scheme, kind, exercise, weights=form)


@page(*PLAN_ROLES)
def method(request: HttpRequest, scheme_id: int, kind: str) -> HttpResponse:
    """Show how firm the order is, and what other methods make of the same table, for saved or for tried weights."""
    scheme, exercise = readable(request, scheme_id, kind)
    found = comparison_of(exercise)
    form = WeightsForm(request.GET or None, comparison=found)
    if form.is_valid():
        found = with_weights(found, form.weights)
    context: dict[str, Any] = {"scheme": scheme, "kind": kind, "exercise": exercise, "comparison": found}
    if found.can_be_ranked:
        study = second_opinions(comparison=found)
        context |= {"firmness": firmness_of(found, study), "opinions": opinions_of(found, study)}
    is_part = request.htmx  # type: ignore[attr-defined]  # set by the middleware
    return render(request, "screening/_firmness.html" if is_part else "screening/method.html", context)


@page(Role.DESIGNER)
def begin(request: HttpRequest, scheme_id: int, kind: str) -> HttpResponse:
    scheme, _exercise = scheme_and_exercise(request, scheme_id, kind)
    if request.method == "POST":
        services.open_screening(scheme=scheme, kind=kind, by=request.user)
    return redirect("screening:comparison", scheme_id, kind)


@page(Role.DESIGNER)
def scores(request: HttpRequest, scheme_id: int, kind: str) -> HttpResponse:
    """Show and keep the table of scores."""
    scheme, exercise = readable(request, scheme_id, kind)
    found = comparison_of(exercise)
    form = ScoreTable(request.POST or None, comparison=found)
    if form.is_valid():
        try:
            services.record_scores(
                exercise=exercise, weights=form.weights, values=form.values, sources=form.sources, by=request.user
            )
            return redirect("screening:comparison", scheme_id, kind)
        except CorridorError as error:
            form.add_error(None, " ".join(translated(error)))
    context = {
        "scheme": scheme,
        "kind": kind,
        "exercise": exercise,
        "comparison": found,
        "table": form,
        "may_change": may_change(user=request.user, scheme=scheme),
        "alternatives_part": _part_of(kind),
    }
    return render(request, "screening/scores.html", context, status=422 if request.method == "POST" else 200)


@page(Role.DESIGNER)
def choose(request: HttpRequest, scheme_id: int, kind: str) -> HttpResponse:
    scheme, exercise = readable(request, scheme_id, kind)
    form = Choice(request.POST or None, comparison=comparison_of(exercise))
    if form.is_valid():
        chosen, reason = form.cleaned_data["alternative"], form.cleaned_data["reason"]
        try:
            services.choose_alternative(exercise=exercise, alternative=chosen, reason=reason, by=request.user)
            return redirect("studio:step", scheme_id, "choice")
        except CorridorError as error:
            form.add_error(None, " ".join(translated(error)))
    return _shown(request, scheme, kind, exercise, choice=form)


def _part_of(kind: str) -> str:
    return "sectors" if kind == "sector" else "countries"


def _shown(
    request: HttpRequest,
    scheme: Scheme,
    kind: str,
    exercise: ScreeningExercise | None,
    *,
    weights: WeightsForm | None = None,
    tried: Comparison | None = None,
    choice: forms.Form | None = None,
) -> HttpResponse:
    context: dict[str, Any] = {
        "scheme": scheme,
        "kind": kind,
        "exercise": exercise,
        "may_change": may_change(user=request.user, scheme=scheme),
        "alternatives_part": _part_of(kind),
    }
    is_open = exercise is not None and may_read_ranking(user=request.user, exercise=exercise)
    if exercise is not None and not is_open:
        own = [group for group in groups_of(user=request.user, exercise=exercise) if group.may_weigh]
        return render(request, "screening/not_released.html", context | {"groups": own})
    if exercise is not None:
        context |= _whole(request, exercise, weights, tried, choice)
    status = 422 if request.method == "POST" and tried is None else 200
    return render(request, "screening/comparison.html", context, status=status)


def _whole(
    request: HttpRequest,
    exercise: ScreeningExercise,
    weights: WeightsForm | None,
    tried: Comparison | None,
    choice: forms.Form | None,
) -> dict[str, Any]:
    found = comparison_of(exercise)
    context: dict[str, Any] = {
        "comparison": found,
        "weights": weights or WeightsForm(comparison=found),
        "choice": choice or Choice(comparison=found),
        "corrected": corrected_vetoes(exercise),
        "may_release": may_release(user=request.user, exercise=exercise),
        "is_tried": tried is not None,
    }
    if tried is not None and tried.can_be_ranked:
        return context | _ranked(tried, try_weights(comparison=tried), request.user)
    if found.can_be_ranked:
        ranking, run = rank(comparison=found, by=request.user)
        context |= _ranked(found, ranking, request.user) | {"run": run}
    return context | ({} if "voices" in context else {"voices": voices_of(found, user=request.user)})


def _ranked(found: Comparison, ranking: Any, user: Any, *, with_voices: bool = True) -> dict[str, Any]:
    voices = voices_of(found, user=user) if with_voices else None
    places = places_of(found, ranking)
    return {
        "places": places,
        "switches": switches_of(found, ranking),
        "sentences": explanation_of(found, ranking, voices, places=places),
        "legend": [{"label": row.label, "series": place % SERIES} for place, row in enumerate(found.criteria)],
        "freshness": freshness_of(found, today=timezone.localdate()),
        "tried_weights": _as_query(found),
        "voices": voices,
    }


def _as_query(found: Comparison) -> str:
    """Return the weights as the part of an address, for the parts of the page that are worked out later."""
    return urlencode({f"w{row.pk}": row.weight for row in found.criteria})
