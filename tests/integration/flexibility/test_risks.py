"""The register: triggers from indicators and values by hand, reviews that are overdue, a history of judgements."""

from datetime import date
from decimal import Decimal

import pytest

from corridor.core.models import AuditEntry
from corridor.design.flexibility import services
from corridor.design.flexibility.models import Risk
from corridor.design.flexibility.selectors import heat_map, register_of
from corridor.design.results.models import IndicatorValue
from corridor.kernel.errors import InputError, NotPermitted, RuleViolation
from tests.factories.access import make_member
from tests.factories.design import make_colleague, make_designer, make_indicator
from tests.factories.flexibility import make_approved_scheme, make_request, make_risk

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)


def watch(risk, user=None):
    rows = register_of(user=user or make_designer(risk.scheme), scheme=risk.scheme, today=TODAY)
    return next(row for row in rows if row.risk == risk)


def record(risk, value, day=TODAY, by=None):
    by = by or make_designer(risk.scheme)
    return services.record_reading(risk=risk, value=Decimal(value), as_of=day, source="Consulate", today=TODAY, by=by)


@pytest.mark.parametrize(
    ("direction", "value", "triggered"),
    [("above", 91, True), ("above", 90, False), ("below", 89, True), ("below", 90, False)],
)
def test_a_risk_is_triggered_by_the_last_value_beyond_its_threshold(direction, value, triggered):
    risk = make_risk(direction=direction)
    record(risk, 10 if triggered and direction == "above" else 500, date(2026, 5, 1))

    record(risk, value)

    assert watch(risk).is_triggered is triggered
    assert watch(risk).as_of == TODAY


def test_a_risk_without_a_value_is_not_said_to_be_safe():
    assert watch(make_risk()).is_triggered is None


def test_an_indicator_of_the_plan_triggers_its_risk():
    scheme = make_approved_scheme()
    indicator = make_indicator(scheme)
    risk = make_risk(scheme, indicator=indicator, measured_by="", direction="below", threshold=20)

    IndicatorValue.objects.create(indicator=indicator, value=12, as_of=date(2026, 5, 1), source="Records")

    row = watch(risk)
    assert (row.is_triggered, row.value, row.source) == (True, 12, "Records")


def test_the_newer_of_indicator_and_value_by_hand_counts():
    scheme = make_approved_scheme()
    indicator = make_indicator(scheme)
    risk = make_risk(scheme, indicator=indicator, measured_by="", direction="below", threshold=20)
    IndicatorValue.objects.create(indicator=indicator, value=12, as_of=date(2026, 5, 1), source="Records")

    record(risk, 25)

    assert watch(risk).is_triggered is False


def test_a_value_of_tomorrow_is_refused():
    with pytest.raises(InputError, match="has not come"):
        record(make_risk(), 5, date(2026, 6, 2))


def test_a_second_value_of_the_same_day_takes_the_place_of_the_first():
    risk = make_risk()
    record(risk, 5)

    record(risk, 7)

    assert [reading.value for reading in risk.readings.all()] == [7]


@pytest.mark.parametrize(("review", "overdue"), [(date(2026, 5, 31), True), (TODAY, False)])
def test_a_review_is_overdue_after_its_day(review, overdue):
    assert watch(make_risk(review_date=review)).is_overdue is overdue


def test_a_closed_risk_is_neither_triggered_nor_overdue():
    risk = make_risk(review_date=date(2026, 1, 1))
    record(risk, 500)

    services.close_risk(risk=risk, by=make_designer(risk.scheme))

    assert (watch(risk).is_triggered, watch(risk).is_overdue) == (None, False)


def test_every_new_judgement_goes_into_the_history():
    risk = make_risk()
    designer = make_designer(risk.scheme)
    services.save_risk(risk=risk, by=designer)
    risk.likelihood = 5
    services.save_risk(risk=risk, by=designer)

    services.save_risk(risk=risk, by=designer)

    assert list(risk.assessments.order_by("pk").values_list("likelihood", "impact")) == [(3, 3), (5, 3)]
    assert AuditEntry.objects.filter(action="flexibility.risk_changed").count() == 3


def test_triggered_risks_come_first_and_then_the_graver_ones():
    scheme = make_approved_scheme()
    low, high, triggered = (make_risk(scheme, likelihood=n, impact=n) for n in (1, 5, 2))
    record(triggered, 500)

    rows = register_of(user=make_designer(scheme), scheme=scheme, today=TODAY)

    assert [row.risk for row in rows] == [triggered, high, low]


def test_the_heat_map_holds_every_open_risk_once():
    scheme = make_approved_scheme()
    make_risk(scheme, likelihood=4, impact=5)
    make_risk(scheme, likelihood=1, impact=1)
    make_risk(scheme, status=Risk.Status.CLOSED)

    rows = heat_map(register_of(user=make_designer(scheme), scheme=scheme, today=TODAY))

    held = {(likelihood, cell.impact, cell.band) for likelihood, cells in rows for cell in cells if cell.risks}
    assert held == {(4, 5, "high"), (1, 1, "low")}
    assert [likelihood for likelihood, _cells in rows] == [5, 4, 3, 2, 1]


def test_only_designers_of_the_lead_keep_the_register():
    risk = make_risk()

    with pytest.raises(NotPermitted):
        services.save_risk(risk=risk, by=make_colleague(risk.scheme, "designer"))


def test_the_register_of_a_closed_scheme_is_kept_as_it_was():
    risk = make_risk(make_approved_scheme(status="closed"))

    with pytest.raises(RuleViolation, match="closed"):
        record(risk, 5)


def test_a_stranger_to_the_scheme_sees_no_risk():
    risk = make_risk()

    assert register_of(user=make_member("designer"), scheme=risk.scheme, today=TODAY) == []


def test_a_triggered_risk_opens_a_request_with_its_rule_in_one_act():
    risk = make_risk(rule="dates")

    request = services.open_request(scheme=risk.scheme, risk=risk, by=make_designer(risk.scheme))

    assert (request.kind, request.title, request.reason) == ("dates", risk.title, risk.response)
    assert (request.risk, request.state, request.base_version) == (risk, "draft", 1)


def test_a_risk_without_a_rule_opens_no_request():
    risk = make_risk(rule="")

    with pytest.raises(InputError, match="what may be changed"):
        services.open_request(scheme=risk.scheme, risk=risk, by=make_designer(risk.scheme))


def test_a_plan_that_is_not_approved_is_changed_directly():
    scheme = make_approved_scheme(version=0)

    with pytest.raises(RuleViolation, match="not been approved"):
        services.open_request(scheme=scheme, kind="numbers", title="x", by=make_designer(scheme))


def test_a_request_outlives_its_risk():
    request = make_request()
    request.risk = make_risk(request.scheme)
    request.save()

    request.risk.delete()

    request.refresh_from_db()
    assert request.risk is None
