"""The invented outlook of the demonstration: marked as invented, and its pages find the truth that it was made from."""

from datetime import UTC, datetime

import pytest

from corridor.demo.planting import outlook as planting
from corridor.demo.planting.ground import Ground
from corridor.design.outlook.models import DelphiStudy
from corridor.design.outlook.runs.panels import courses_of
from corridor.design.outlook.runs.projections import project
from corridor.design.outlook.selectors import drain_state
from corridor.design.outlook.selectors.projections import data_of
from corridor.design.outlook.services.panels import close_study
from corridor.design.schemes.models import SchemeOccupation
from tests.factories.design import make_corridor, make_designer, make_scheme

pytestmark = pytest.mark.django_db


@pytest.fixture
def planted():
    scheme = make_scheme(reference=planting.SCHEME)
    make_corridor(scheme, origin_iso3="TUN")
    SchemeOccupation.objects.create(scheme=scheme, isco08="7411")
    ground = Ground(datetime.now(tz=UTC).date(), schemes={planting.SCHEME: scheme})
    ground.users["designer"] = make_designer(scheme)
    planting.plant_outlook(ground)
    return ground, scheme


def test_everything_invented_says_so(planted):
    _ground, scheme = planted
    outlook = scheme.outlooks.get()

    assert all(row.is_synthetic for row in [*outlook.points.all(), *outlook.inputs.all()])
    assert all(row.is_invented for row in [*scheme.drain_statements.all(), *scheme.drain_readings.all()])
    assert scheme.delphi_studies.get().is_invented


def test_the_projection_holds_the_growth_that_the_series_was_made_from(planted):
    ground, scheme = planted
    scenarios = list(scheme.scenarios.order_by("pk"))

    found = project(data=data_of(scheme.outlooks.get()), scenarios=scenarios, by=ground.user("designer"))

    base = found.base
    truth = planting.FIRST + planting.STEP * (len(planting.WOBBLE) - 1 + 5)
    fifth = base.years[4].demand
    assert not base.is_short_series
    assert fifth.p10 < truth < fifth.p90
    assert abs(fifth.p50 - truth) < planting.STEP
    assert base.backtest.mase < base.backtest.naive_mase
    assert len(found.by_scenario) == 6


def test_the_panel_is_in_its_second_round_and_comes_close_to_the_truth(planted):
    ground, scheme = planted
    study = scheme.delphi_studies.get()
    open_number = study.rounds.get(closed_at=None).number

    close_study(study=study, by=ground.user("designer"))
    first, second = courses_of(DelphiStudy.objects.get())[0].course.rounds

    assert open_number == 2
    assert abs(second.median - planting.TRUTH) <= abs(first.median - planting.TRUTH) <= 1000
    assert second.iqr < first.iqr
    assert second.consensus


def test_the_origin_states_a_surplus_while_an_indicator_calls_for_care(planted):
    ground, scheme = planted

    found = drain_state(origin_iso3="TUN", isco08="7411", on=ground.today, scheme=scheme)

    assert (found, found.has_statement, found.reason.code) == ("amber", True, "drain_measured")
    assert set(scheme.drain_actions.values_list("action", flat=True)) == {"watch", "slow_intake"}
