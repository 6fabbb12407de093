"""Readiness, needs, local links and voices with the least that is valid."""

from datetime import date
from itertools import count

from corridor.design.readiness.models import (
    AspirationFinding,
    AspirationRound,
    CapacityNeed,
    ElementState,
    LocalLink,
    StageDecision,
    VoiceChange,
)
from corridor.design.readiness.rules import ELEMENTS
from corridor.design.readiness.selectors import countries_of
from tests.factories.access import make_user
from tests.factories.design import make_corridor, make_partner, make_scheme

_numbers = count(1)
DAY = date(2026, 5, 1)


def make_element(scheme=None, **fields) -> ElementState:
    defaults = {
        "iso3": "MAR",
        "element": "data",
        "state": ElementState.State.IN_PLACE,
        "evidence": "A labour market information system",
        "source": "invented for a test",
        "as_of_date": DAY,
    }
    fields.setdefault("assessed_by", fields.get("assessed_by") or make_user())
    return ElementState.objects.create(scheme=scheme or make_scheme(), **defaults | fields)


def assess_all(scheme, *, state=ElementState.State.IN_PLACE, as_of_date=DAY) -> None:
    """Assess every element in every country of a scheme."""
    by = make_user()
    for iso3 in countries_of(scheme):
        for element in ELEMENTS:
            make_element(scheme, iso3=iso3, element=element.code, state=state, as_of_date=as_of_date, assessed_by=by)


def make_round(scheme=None, **fields) -> AspirationRound:
    """A round in which twelve of twenty women and fifteen of twenty men answered."""
    defaults = {
        "title": f"Round {next(_numbers)}",
        "iso3": "MAR",
        "method": AspirationRound.Method.SURVEY,
        "asked_date": DAY,
        "questions": "What do you hope for?\nWhat holds you back?",
        "women_asked": 20,
        "women_answered": 12,
        "men_asked": 20,
        "men_answered": 15,
        "source": "invented for a test",
    }
    return AspirationRound.objects.create(scheme=scheme or make_scheme(), **defaults | fields)


def make_finding(asked_in=None, **fields) -> AspirationFinding:
    defaults = {"theme": AspirationFinding.Theme.FAMILY, "text": "Visits home yearly", "named_by": 9}
    return AspirationFinding.objects.create(round=asked_in or make_round(), **defaults | fields)


def make_change(finding=None, **fields) -> VoiceChange:
    defaults = {"part": VoiceChange.Part.ACTIVITIES, "text": "Two journeys yearly", "changed_date": DAY}
    return VoiceChange.objects.create(finding=finding or make_finding(), **defaults | fields)


def make_need(scheme=None, *, partner=None, **fields) -> CapacityNeed:
    scheme = scheme or make_scheme()
    defaults = {"task": "Matching", "need": "Two advisers", "severity": CapacityNeed.Severity.MEDIUM}
    return CapacityNeed.objects.create(scheme=scheme, partner=partner or make_partner(scheme), **defaults | fields)


def make_link(scheme=None, **fields) -> LocalLink:
    defaults = {
        "kind": LocalLink.Kind.SUBSIDIARY,
        "firm": "Firm (invented)",
        "iso3": "MAR",
        "region": "Fès",
        "happened_date": DAY,
        "evidence": "Register of companies",
        "source": "invented for a test",
    }
    return LocalLink.objects.create(scheme=scheme or make_scheme(), **defaults | fields)


def make_stage(scheme=None, **fields) -> StageDecision:
    defaults = {"stage": StageDecision.Stage.IDEA, "reason": "A first idea", "decided_date": DAY}
    return StageDecision.objects.create(scheme=scheme or make_scheme(), decided_by=make_user(), **defaults | fields)


def make_scheme_with_corridor(**fields):
    scheme = make_scheme(**fields)
    make_corridor(scheme)
    return scheme


def plant_readiness(scheme) -> dict[str, int]:
    """Plant one row of every kind for the access matrix."""
    make_need(scheme)
    make_link(scheme)
    make_change(make_finding(make_round(scheme)))
    return {"element_state": make_element(scheme).pk}
