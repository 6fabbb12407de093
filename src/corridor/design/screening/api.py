"""Operations of this room for programs."""

from decimal import Decimal

from django.http import Http404, HttpRequest
from ninja import Router

from corridor.access.doors import check_role
from corridor.access.roles import Role
from corridor.design.schemes.rules import PLAN_ROLES
from corridor.design.screening import schemas, services
from corridor.design.screening.explanation import explanation_of
from corridor.design.screening.models import ScreeningExercise
from corridor.design.screening.opinions import voices_of
from corridor.design.screening.reach import begun, readable
from corridor.design.screening.runs import rank
from corridor.design.screening.selectors import Comparison, comparison_of, may_read_ranking
from corridor.design.screening.tables import Place, places_of

router = Router(tags=["schemes"])


@router.get(
    "/schemes/{scheme_id}/choice/{kind}",
    response=schemas.ComparisonOut,
    summary="A comparison of sectors or countries, ranked",
)
def comparison(request: HttpRequest, scheme_id: int, kind: str) -> schemas.ComparisonOut:
    check_role(request.user, frozenset(PLAN_ROLES))
    _scheme, exercise = begun(request, scheme_id, kind)
    if not may_read_ranking(user=request.user, exercise=exercise):
        return _out(exercise, [], None, [])
    found = comparison_of(exercise)
    if not found.can_be_ranked:
        return _out(exercise, [], found, [])
    ranking, _run = rank(comparison=found, by=request.user)
    places = places_of(found, ranking)
    sentences = explanation_of(found, ranking, voices_of(found, user=request.user), places=places)
    return _out(exercise, sentences, found, places)


@router.get(
    "/schemes/{scheme_id}/choice/{kind}/groups",
    response=list[schemas.GroupOut],
    summary="The groups that were asked, with what the caller may read of each",
)
def groups(request: HttpRequest, scheme_id: int, kind: str) -> list[schemas.GroupOut]:
    check_role(request.user, frozenset(PLAN_ROLES))
    _scheme, exercise = readable(request, scheme_id, kind)
    voices = voices_of(comparison_of(exercise), user=request.user)
    ranks = {order.group_id: order.ranks for order in voices.orders}
    return [
        schemas.GroupOut(
            id=group.row.pk,
            name=str(group.row),
            is_own=group.may_weigh,
            is_released=group.row.released_at is not None,
            method=group.given.method if group.given else None,
            weights={int(key): weight for key, weight in group.given.weights.items()} if group.given else None,
            ranks=ranks.get(group.row.pk),
        )
        for group in voices.groups
    ]


@router.post(
    "/schemes/{scheme_id}/choice/{kind}/release",
    response=schemas.ReleaseOut,
    summary="Open a ranking of countries to the other organisations of the scheme",
)
def release(request: HttpRequest, scheme_id: int, kind: str) -> schemas.ReleaseOut:
    check_role(request.user, frozenset({Role.DESIGNER}))
    _scheme, exercise = begun(request, scheme_id, kind)
    released = services.release_ranking(exercise=exercise, by=request.user)
    if released.released_at is None:
        raise Http404
    return schemas.ReleaseOut(kind=kind, released_at=released.released_at)


def _out(
    exercise: ScreeningExercise, sentences: list[str], found: Comparison | None, places: list[Place]
) -> schemas.ComparisonOut:
    return schemas.ComparisonOut(
        kind=exercise.kind,
        is_released=exercise.kind == ScreeningExercise.Kind.SECTOR or exercise.released_at is not None,
        released_at=exercise.released_at,
        chosen=exercise.chosen_id,
        sentences=sentences,
        criteria=_criteria(found) if found else [],
        ranking=[_place(found, place) for place in places] if found else [],
        excluded=_excluded(found) if found else [],
    )


def _criteria(found: Comparison) -> list[schemas.CriterionOut]:
    total = sum(row.weight for row in found.criteria) or 1
    return [
        schemas.CriterionOut(
            id=row.pk,
            code=row.code,
            label=row.label,
            weight=float(row.weight / total),
            scale_low=float(row.scale_low),
            scale_high=float(row.scale_high),
            direction=row.direction,
        )
        for row in found.criteria
    ]


def _place(found: Comparison, place: Place) -> schemas.PlaceOut:
    row = place.alternative
    return schemas.PlaceOut(
        id=row.pk,
        name=str(row),
        code=row.code,
        sector=row.sector,
        rank=place.rank or 0,
        points=place.score,
        points_low=place.low,
        points_high=place.high,
        known_share=place.coverage,
        is_thin=place.is_thin,
        scores=[
            schemas.ScoreOut(
                criterion=score.criterion_id,
                value=_number(score.value),
                low=_number(score.low),
                high=_number(score.high),
                source=score.source,
                vintage=score.vintage,
                is_synthetic=score.is_synthetic,
                is_from_evidence=score.is_from_evidence,
            )
            for criterion in found.criteria
            if (score := found.scores.get((row.pk, criterion.pk))) is not None
        ],
    )


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _excluded(found: Comparison) -> list[schemas.ExcludedOut]:
    return [
        schemas.ExcludedOut(
            id=row.pk, name=str(row), kind=one.kind, reason=str(one.reason), source=one.source,
            as_of_date=one.as_of_date,
        )
        for row, reasons in found.excluded
        for one in reasons
    ]  # fmt: skip
