"""How the pages of this room find the comparison that an address names, through the one door."""

from django.http import Http404, HttpRequest

from corridor.design.schemes.models import Scheme
from corridor.design.schemes.selectors import get_scheme
from corridor.design.screening.models import ScreeningExercise
from corridor.design.screening.selectors import exercise_of, may_read_ranking


def scheme_and_exercise(request: HttpRequest, scheme_id: int, kind: str) -> tuple[Scheme, ScreeningExercise | None]:
    """Return the scheme with its comparison of this kind, None before it is begun."""
    if kind not in ScreeningExercise.Kind.values:
        raise Http404
    scheme = get_scheme(user=request.user, pk=scheme_id, action="read_plan")
    return scheme, exercise_of(user=request.user, scheme=scheme, kind=kind)


def begun(request: HttpRequest, scheme_id: int, kind: str) -> tuple[Scheme, ScreeningExercise]:
    """Return the scheme with a comparison that is begun, else 404."""
    scheme, exercise = scheme_and_exercise(request, scheme_id, kind)
    if exercise is None:
        raise Http404
    return scheme, exercise


def readable(request: HttpRequest, scheme_id: int, kind: str) -> tuple[Scheme, ScreeningExercise]:
    """Return the same where the person may read the ranking too, else 404."""
    scheme, exercise = begun(request, scheme_id, kind)
    if not may_read_ranking(user=request.user, exercise=exercise):
        raise Http404
    return scheme, exercise
