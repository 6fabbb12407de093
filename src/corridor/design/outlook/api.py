"""Operations of this room for programs: all read, nothing names a person."""

import math
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router

from corridor.access.doors import check_role
from corridor.design.outlook.drain_sheets import sentence
from corridor.design.outlook.runs.panels import courses_of
from corridor.design.outlook.runs.projections import Projected, project
from corridor.design.outlook.schemas import (
    BandOut,
    DelphiRoundOut,
    DelphiStudyOut,
    DrainOut,
    OutlookOut,
    ProjectionOut,
    ScenarioOut,
)
from corridor.design.outlook.selectors.panels import rounds_of, studies_of
from corridor.design.outlook.selectors.projections import OutlookData, outlook_of, outlooks_of, scenarios_of
from corridor.design.outlook.selectors.safeguards import drain_pairs
from corridor.design.schemes.models import Scheme
from corridor.design.schemes.rules import PLAN_ROLES
from corridor.design.schemes.selectors import get_scheme
from corridor.kernel.errors import N_, RuleViolation

router = Router(tags=["outlook"])


@router.get("/schemes/{scheme_id}/outlooks", response=list[OutlookOut], summary="Occupations a scheme looks ahead for")
def outlooks(request: HttpRequest, scheme_id: int) -> list[OutlookOut]:
    scheme = _reach(request, scheme_id)
    return [OutlookOut(**_about(data)) for data in outlooks_of(user=request.user, scheme=scheme)]


@router.get("/schemes/{scheme_id}/outlooks/{pk}", response=ProjectionOut, summary="A projection under every scenario")
def outlook(request: HttpRequest, scheme_id: int, pk: int) -> ProjectionOut:
    scheme = _reach(request, scheme_id)
    data = outlook_of(user=request.user, scheme=scheme, pk=pk)
    if not data.can_be_projected:
        raise RuleViolation(
            N_("The projection lacks numbers."), hint=N_("Enter what stands under missing, each with its source.")
        )
    scenarios = scenarios_of(user=request.user, scheme=scheme)
    return _projection(project(data=data, scenarios=scenarios, by=request.user))


@router.get("/schemes/{scheme_id}/delphi-studies", response=list[DelphiStudyOut], summary="Panels of experts")
def studies(request: HttpRequest, scheme_id: int) -> list[DelphiStudyOut]:
    scheme = _reach(request, scheme_id)
    names = ("id", "question", "unit", "about", "iso3", "year", "status", "closed_at")
    found = []
    for study in studies_of(user=request.user, scheme=scheme):
        asked = {row.number: row.asked for row in rounds_of(study)}
        rounds = [
            DelphiRoundOut(
                isco08=each.isco08, number=number, answered=one.n, asked=asked[number],
                **{name: getattr(one, name) for name in ("median", "q1", "q3", "agreement", "consensus")},
            )
            for each in courses_of(study)
            for number, one in zip(each.numbers, each.course.rounds, strict=True)
        ]  # fmt: skip
        found.append(DelphiStudyOut(**{name: getattr(study, name) for name in names}, rounds=rounds))
    return found


@router.get("/schemes/{scheme_id}/brain-drain", response=list[DrainOut], summary="State of every origin and occupation")
def drain(request: HttpRequest, scheme_id: int) -> list[DrainOut]:
    scheme = _reach(request, scheme_id)
    return [
        DrainOut(
            origin_iso3=pair.origin_iso3,
            isco08=pair.isco08,
            state=str(pair.state),
            code=pair.state.reason.code,
            reason=sentence(pair.state.reason),
            has_statement=pair.state.has_statement,
            is_health=pair.is_health,
            blocks_approval=pair.blocks,
        )
        for pair in drain_pairs(scheme=scheme, on=timezone.localdate())
    ]


def _reach(request: HttpRequest, scheme_id: int) -> Scheme:
    check_role(request.user, frozenset(PLAN_ROLES))
    return get_scheme(user=request.user, pk=scheme_id, action="read_plan")


def _about(data: OutlookData) -> dict[str, Any]:
    names = ("id", "isco08", "iso3", "base_year", "horizon_years", "demand_kind")
    missing = [kind.name for kind in data.missing] + (["points"] if data.lacks_points else [])
    return {
        **{name: getattr(data.outlook, name) for name in names},
        "sources": list(data.sources),
        "vintage_date": data.vintage_date,
        "is_synthetic": data.is_synthetic,
        "missing": missing,
    }


def _projection(found: Projected) -> ProjectionOut:
    base, test = found.base, found.base.backtest
    return ProjectionOut(
        **_about(found.data),
        run_id=found.run.pk,
        seed=base.seed,
        draws=base.draws,
        is_short_series=base.is_short_series,
        backtest_mase=_known(test.mase) if test else None,
        backtest_coverage=_known(test.coverage) if test else None,
        assumptions=[_(text) for text in base.assumptions],
        scenarios=[
            ScenarioOut(
                id=row.pk,
                code=row.code,
                name=row.label,
                year=projection.years[-1].year,
                recruits_needed=_band(projection.recruits_needed),
                shortage_probability=projection.years[-1].shortage_probability,
                **{name: _band(getattr(projection.years[-1], name)) for name in ("supply", "demand", "gap")},
            )
            for row, projection in found.by_scenario
        ],
    )


def _band(band: Any) -> BandOut:
    return BandOut(p10=band.p10, p50=band.p50, p90=band.p90)


def _known(value: float) -> float | None:
    return value if math.isfinite(value) else None
