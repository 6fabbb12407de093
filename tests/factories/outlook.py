"""Outlooks, panels and safeguards with the least that is valid."""

from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from corridor.design.outlook.models import (
    DelphiExpert,
    DelphiRound,
    DelphiStudy,
    DemandPoint,
    DrainAction,
    DrainStatement,
    OccupationOutlook,
    OutlookInput,
    OutlookScenario,
)
from corridor.design.schemes.models import SchemeOccupation
from tests.factories.design import make_corridor, make_scheme

SURVEY = "Survey of employers, invented for a test"


def make_outlook(scheme=None, *, isco08="2512", iso3="BEL", base_year=2024, **fields) -> OccupationOutlook:
    scheme = scheme or make_scheme()
    OutlookScenario.objects.get_or_create(scheme=scheme, code=OutlookScenario.Code.BASE)
    return OccupationOutlook.objects.create(scheme=scheme, isco08=isco08, iso3=iso3, base_year=base_year, **fields)


def make_input(outlook, name, value, **fields) -> OutlookInput:
    return OutlookInput.objects.create(outlook=outlook, name=name, value=Decimal(value), source=SURVEY, **fields)


def make_series(outlook, values, *, first=None) -> list[DemandPoint]:
    """Demand year by year, the last value in the base year."""
    first = first or outlook.base_year - len(values) + 1
    return [
        DemandPoint.objects.create(outlook=outlook, year=first + place, value=value, source=SURVEY)
        for place, value in enumerate(values)
    ]


def make_grown(scheme=None, *, stock="1000", level="1000", growth="0", **fields) -> OccupationOutlook:
    """An outlook whose demand is a level that grows by so many per cent."""
    outlook = make_outlook(scheme, demand_kind=OccupationOutlook.DemandKind.GROWTH, **fields)
    make_input(outlook, "stock", stock)
    make_input(outlook, "demand_level", level)
    make_input(outlook, "demand_growth", growth)
    return outlook


def make_health_scheme(*, isco08="2221", origin_iso3="MAR", **fields):
    """A scheme for one occupation from one origin."""
    scheme = make_scheme(**fields)
    make_corridor(scheme, origin_iso3=origin_iso3)
    SchemeOccupation.objects.create(scheme=scheme, isco08=isco08)
    return scheme


def make_statement(scheme, *, kind=DrainStatement.Kind.SURPLUS, isco08="2221", origin_iso3="MAR", **fields):
    defaults = {
        "statement_date": date(2026, 1, 10),
        "stated_by": "Ministry of Health",
        "source": "Letter 12, invented for a test",
    }
    return DrainStatement.objects.create(
        scheme=scheme, kind=kind, isco08=isco08, origin_iso3=origin_iso3, **defaults | fields
    )


def make_action(scheme=None, **fields) -> DrainAction:
    defaults = {"origin_iso3": "MAR", "isco08": "2221", "action": DrainAction.Action.SLOW_INTAKE, "level": "amber"}
    return DrainAction.objects.create(
        scheme=scheme or make_scheme(), proposed_date=timezone.localdate(), **defaults | fields
    )


def make_study(scheme=None, *, occupations=("2512",), is_open=True, **fields) -> DelphiStudy:
    defaults = {"question": "How many developers will be wanted?", "unit": "people", "iso3": "BEL", "year": 2034}
    study = DelphiStudy.objects.create(
        scheme=scheme or make_scheme(), occupations=list(occupations), **defaults | fields
    )
    if is_open:
        DelphiRound.objects.create(
            study=study, number=1, opened_at=timezone.now(), closes_date=timezone.localdate() + timedelta(days=14)
        )
    return study


def make_expert(study=None, *, user=None, **fields) -> DelphiExpert:
    study = study or make_study()
    seat = study.experts.count() + 1
    defaults = {"pseudonym": seat, "name": f"Expert {seat}", "address": f"expert{seat}@example.org"}
    return DelphiExpert.objects.create(study=study, user=user, **defaults | fields)


def plant_outlook(scheme) -> dict[str, int]:
    """Plant one row of every kind whose page has an address."""
    study = make_study(scheme)
    outlook = make_grown(scheme)
    own = OutlookScenario.objects.create(scheme=scheme, name="Fewer schools", times_graduates=Decimal("0.8"))
    return {
        "outlook": outlook.pk,
        "scenario": own.pk,
        "study": study.pk,
        "expert": make_expert(study).pk,
        "drain_action": make_action(scheme).pk,
    }
