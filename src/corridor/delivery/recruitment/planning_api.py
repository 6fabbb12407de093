"""Plans and reports of a scheme for programs."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from corridor.access.doors import check_role
from corridor.access.models import User
from corridor.access.roles import OFFICERS, Role
from corridor.access.selectors import roles_of
from corridor.core.models import Run
from corridor.delivery.recruitment.models import Vacancy
from corridor.delivery.recruitment.models.snapshots import READERS_OF_RUNS
from corridor.delivery.recruitment.plan_words import (
    SMALL,
    fair_tables,
    refusal_text,
    step_text,
)
from corridor.delivery.recruitment.runs import Wish
from corridor.delivery.recruitment.selectors.planning import READERS_OF_TRAINING, Plan, newest_run, skill_names
from corridor.delivery.recruitment.selectors.vacancies import get_vacancy
from corridor.delivery.recruitment.services.planning import request_nomination_plan
from corridor.design.schemes.selectors import get_scheme
from corridor.kernel.errors import N_, NotPermitted

router = Router(tags=["recruitment"])


class OpeningOut(Schema):
    """One change; a number of people below ten is null for those who know no person of the scheme."""

    change: str
    kind: str
    words: list[str]
    level: float
    people: int | None
    newcomers: int | None
    vacancies: int
    positions: int


class TrainingPlanOut(Schema):
    """The newest training plan of a scheme; no run and no lines where none was made."""

    run_id: int | None
    made_at: datetime | None
    learnt: list[OpeningOut]
    agreed: list[OpeningOut]


class FairLineOut(Schema):
    """One group of one stage, in words."""

    group: str
    share: str
    between: str
    ratio: str
    exposure: str
    verdict: str
    sentence: str


class FairTableOut(Schema):
    """One stage and one kind of recorded group."""

    column: str
    stage: str
    lines: list[FairLineOut]


class FairnessOut(Schema):
    """The newest fairness report of a scheme; no run and no tables where none was made."""

    run_id: int | None
    made_at: datetime | None
    tables: list[FairTableOut]


class WishIn(Schema):
    """What is wished; the posts of the vacancy where target and capacity are left out."""

    target: int | None = Field(None, ge=1, le=1000)
    capacity: int | None = Field(None, ge=1, le=1000)
    chance_to_reach: float = Field(0.75, gt=0, lt=1)
    chance_of_overfill: float = Field(0.25, gt=0, lt=1)
    origin: str = ""


class TradeOffOut(Schema):
    """What one number of proposals would bring."""

    nominations: int
    chance_to_reach: float
    chance_of_overfill: float
    expected: float


class NominationPlanOut(Schema):
    """How many to propose; `nominate` is null and `refusal` says why where two wishes contradict each other."""

    run_id: int
    nominate: int | None
    chance_to_reach: float | None
    chance_of_overfill: float | None
    expected: float | None
    refusal: str
    table: list[TradeOffOut]


@router.get("/schemes/{scheme_id}/training-plan", response=TrainingPlanOut, summary="Which change opens how much")
def training_plan(request: HttpRequest, scheme_id: int) -> TrainingPlanOut:
    user = _caller(request, READERS_OF_TRAINING)
    scheme = get_scheme(user=user, pk=scheme_id)
    run, names = newest_run(plan=Plan.TRAINING, scheme_id=scheme.pk), skill_names(scheme_id=scheme.pk)
    hides = not roles_of(user) & OFFICERS
    lines: dict[str, Any] = {
        side: [_opening(one, step_text(one, names), hides=hides) for one in run.result[side]] if run else []
        for side in ("learnt", "agreed")
    }
    return TrainingPlanOut(**_made(run), **lines)


@router.get("/schemes/{scheme_id}/fairness", response=FairnessOut, summary="How evenly people are chosen")
def fairness(request: HttpRequest, scheme_id: int) -> FairnessOut:
    user = _caller(request, READERS_OF_RUNS)
    scheme = get_scheme(user=user, pk=scheme_id)
    run = newest_run(plan=Plan.FAIRNESS, scheme_id=scheme.pk)
    hides = not roles_of(user) & OFFICERS
    tables: list[FairTableOut] = []
    for column in dict.fromkeys(one["column"] for one in run.result["tables"]) if run else ():
        for table in fair_tables(run.result["tables"] if run else [], column=column, hides=hides):
            lines = [
                FairLineOut(
                    group=row.label,
                    share=row.share,
                    between=row.between,
                    ratio=row.ratio,
                    exposure=row.exposure,
                    verdict=row.said,
                    sentence=row.sentence,
                )
                for row in table.rows
            ]
            tables.append(FairTableOut(column=column, stage=table.stage, lines=lines))
    return FairnessOut(**_made(run), tables=tables)


@router.post("/vacancies/{vacancy_id}/nomination-plan", response=NominationPlanOut, summary="How many to propose")
def nomination_plan(request: HttpRequest, vacancy_id: int, asked: Query[WishIn]) -> NominationPlanOut:
    """Plan and record the number of proposals for a vacancy; nobody is proposed by it."""
    user = _caller(request, OFFICERS)
    vacancy = get_vacancy(user=user, pk=vacancy_id)
    run = request_nomination_plan(scheme=vacancy.scheme, vacancy=vacancy, wish=_wish(vacancy, asked), by=user)
    found = run.result
    numbers = {name: found.get(name) for name in ("nominate", "chance_to_reach", "chance_of_overfill", "expected")}
    refusal = " ".join(refusal_text(found["refusal"])) if "refusal" in found else ""
    return NominationPlanOut(run_id=run.pk, refusal=refusal, table=found["table"], **numbers)


def _wish(vacancy: Vacancy, asked: WishIn) -> Wish:
    corridors = vacancy.scheme.corridors.filter(destination_iso3=vacancy.iso3).order_by("pk")
    origin = asked.origin or corridors.values_list("origin_iso3", flat=True).first() or ""
    target = asked.target or vacancy.positions
    capacity = asked.capacity or max(target, vacancy.positions + 1 + vacancy.positions // 5)
    return Wish(target, capacity, asked.chance_to_reach, asked.chance_of_overfill, origin)


def _opening(one: dict[str, Any], change: str, *, hides: bool) -> OpeningOut:
    people: dict[str, Any] = {
        name: None if hides and 0 < one[name] < SMALL else one[name] for name in ("people", "newcomers")
    }
    plain = {name: one[name] for name in ("kind", "words", "level", "vacancies", "positions")}
    return OpeningOut(change=change, **people, **plain)


def _made(run: Run | None) -> dict[str, Any]:
    return {"run_id": run.pk if run else None, "made_at": run.finished_at if run else None}


def _caller(request: HttpRequest, roles: frozenset[Role]) -> User:
    check_role(request.user, roles)
    if not isinstance(request.user, User):
        raise NotPermitted(N_("Please sign in."))
    return request.user
