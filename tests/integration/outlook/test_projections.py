"""Projections: every number has a source, scenarios differ by what they change alone, the same numbers give one run."""

from datetime import date
from decimal import Decimal

import pytest

from corridor.access.roles import Role
from corridor.core.models import AuditEntry, Run
from corridor.design.outlook.models import OccupationOutlook, OutlookScenario
from corridor.design.outlook.runs.projections import project
from corridor.design.outlook.selectors.projections import data_of
from corridor.design.outlook.services import projections as services
from corridor.design.outlook.services.projections import GivenInput, GivenPoint
from corridor.kernel.errors import InputError, NotPermitted, RuleViolation
from corridor.knowledge.labour_market.selectors import Figure, Series
from tests.factories.design import make_colleague, make_designer, make_scheme
from tests.factories.labour_market import plant_figures, row
from tests.factories.outlook import SURVEY, make_grown, make_input, make_outlook, make_series

pytestmark = pytest.mark.django_db


def projected(outlook, scenarios=None):
    rows = scenarios or list(outlook.scheme.scenarios.order_by("pk"))
    return project(data=data_of(outlook), scenarios=rows, by=None)


def figure(year, value, **fields):
    defaults = {
        "indicator": "EMP", "area": "BEL", "partner": "", "occupation": "2512", "sex": "T", "time": str(year),
        "value": None if value is None else Decimal(value), "flags": (), "unit": "persons", "dataset": "lfs",
        "publisher": "Statistics office", "vintage_date": date(2026, 3, 1), "source": "Labour force survey",
        "is_synthetic": False, "is_aggregate": False, "is_modelled": False, "dimensions": {},
    }  # fmt: skip
    return Figure(**defaults | fields)


class TestNumbers:
    def test_the_first_outlook_brings_the_standard_scenarios(self):
        scheme = make_scheme()

        services.open_outlook(
            scheme=scheme, isco08="2512", iso3="BEL", base_year=2024, by=make_designer(scheme), note="Draft"
        )

        assert list(scheme.scenarios.order_by("pk").values_list("code", flat=True)) == [
            "base", "high_growth", "automation", "green_transition", "restricted_visas", "shock",
        ]  # fmt: skip

    def test_an_occupation_stands_once_in_a_country(self):
        scheme = make_scheme()
        make_outlook(scheme)

        with pytest.raises(InputError, match="already"):
            services.open_outlook(scheme=scheme, isco08="2512", iso3="BEL", base_year=2024, by=make_designer(scheme))

    def test_somebody_who_does_not_lead_the_scheme_changes_nothing(self):
        outlook = make_outlook()
        officer = make_colleague(outlook.scheme, Role.OFFICER_DESTINATION)

        with pytest.raises(NotPermitted):
            services.record_inputs(outlook=outlook, inputs={"stock": GivenInput(Decimal(5), source="x")}, by=officer)

        assert not outlook.inputs.exists()

    def test_a_number_without_a_source_is_refused(self):
        outlook = make_outlook()

        with pytest.raises(InputError, match="no source"):
            services.record_inputs(
                outlook=outlook, inputs={"stock": GivenInput(Decimal(1000))}, by=make_designer(outlook.scheme)
            )

    @pytest.mark.parametrize(
        ("given", "message"),
        [
            (GivenInput(Decimal(5), low=Decimal(6), source=SURVEY), "outside its range"),
            (GivenInput(Decimal(5), high=Decimal(4), source=SURVEY), "outside its range"),
            (GivenInput(Decimal(-5), source=SURVEY), "below zero"),
        ],
    )
    def test_a_range_that_is_none_is_refused(self, given, message):
        outlook = make_outlook()

        with pytest.raises(InputError, match=message):
            services.record_inputs(outlook=outlook, inputs={"retire": given}, by=make_designer(outlook.scheme))

    def test_an_emptied_number_is_taken_away(self):
        outlook = make_outlook()
        make_input(outlook, "graduates", "10")

        services.record_inputs(outlook=outlook, inputs={"graduates": None}, by=make_designer(outlook.scheme))

        assert not outlook.inputs.exists()

    def test_what_is_missing_is_named(self):
        data = data_of(make_outlook(demand_kind=OccupationOutlook.DemandKind.RATIO))

        assert [kind.name for kind in data.missing] == ["stock", "population", "per_10000"]
        assert not data.can_be_projected

    def test_a_year_stands_once_in_the_series(self):
        outlook = make_outlook()
        points = [GivenPoint(2020, Decimal(1), SURVEY), GivenPoint(2020, Decimal(2), SURVEY)]

        with pytest.raises(InputError, match="stands twice"):
            services.record_points(outlook=outlook, points=points, by=make_designer(outlook.scheme))

    def test_an_occupation_taken_out_leaves_its_runs(self):
        outlook = make_grown()
        run = projected(outlook).run

        services.remove_outlook(outlook=outlook, by=make_designer(outlook.scheme))

        assert not OccupationOutlook.objects.exists()
        assert Run.objects.get(pk=run.pk).result
        assert AuditEntry.objects.get(action="outlook.outlook_removed").detail["isco08"] == "2512"

    def test_a_closed_scheme_keeps_its_numbers(self):
        outlook = make_outlook(make_scheme(status="closed"))

        with pytest.raises(RuleViolation):
            services.record_points(outlook=outlook, points=[], by=make_designer(outlook.scheme))


class TestSeries:
    def test_a_series_is_taken_over_with_source_and_vintage(self, monkeypatch):
        outlook = make_outlook()
        points = [figure(year, 1000 + year) for year in range(2015, 2025)]
        monkeypatch.setattr(services, "series", lambda **_asked: Series(tuple(points)))

        taken = services.take_series(
            outlook=outlook, indicator="EMP", by=make_designer(outlook.scheme), times=Decimal(10)
        )

        first = outlook.points.order_by("year").first()
        assert taken == 10
        assert (first.year, first.value, first.vintage_date) == (2015, 30150, date(2026, 3, 1))
        assert first.source == "Statistics office, lfs, Labour force survey"

    def test_a_file_of_a_statistics_office_becomes_a_projection(self, tmp_path):
        outlook = make_outlook(base_year=2022, horizon_years=3)
        make_input(outlook, "stock", "1200")
        rows = [
            row("BEL", year, 1000 + 10 * (year - 2012), indicator="employed", isco08="25") for year in range(2012, 2024)
        ]
        plant_figures(tmp_path, *rows, vintage_date=date(2024, 5, 2), publisher="An office", is_synthetic=True)

        services.take_series(outlook=outlook, indicator="employed", occupation="25", by=make_designer(outlook.scheme))
        base = projected(outlook).base

        data = data_of(outlook)
        assert (len(data.points), data.points[-1].year, data.vintage_date) == (11, 2022, date(2024, 5, 2))
        assert data.is_synthetic
        assert data.sources[0].startswith("An office")
        assert base.years[0].demand.p50 == pytest.approx(1110, abs=2)

    def test_what_was_modelled_ahead_stays_out(self, monkeypatch):
        outlook = make_outlook(base_year=2027)
        points = [figure(2025, 5, is_modelled=True), figure(2026, 6, is_modelled=True), figure(2027, 7)]
        monkeypatch.setattr(services, "series", lambda **_asked: Series(tuple(points)))

        services.take_series(outlook=outlook, indicator="EMP", by=make_designer(outlook.scheme))

        assert list(outlook.points.values_list("year", flat=True)) == [2025, 2027]

    def test_what_is_unknown_or_still_to_come_stays_out(self, monkeypatch):
        outlook = make_outlook(base_year=2020)
        points = [figure(2018, None), figure(2019, 5), figure(2020, 6), figure(2021, 7), figure("2020-Q1", 8)]
        monkeypatch.setattr(services, "series", lambda **_asked: Series(tuple(points)))

        services.take_series(outlook=outlook, indicator="EMP", by=make_designer(outlook.scheme))

        assert list(outlook.points.values_list("year", flat=True)) == [2019, 2020]

    def test_a_series_that_is_not_there_is_said_to_be_so(self):
        outlook = make_outlook()

        with pytest.raises(InputError, match="no figures of EMP for BEL"):
            services.take_series(outlook=outlook, indicator="EMP", by=make_designer(outlook.scheme))


class TestProjection:
    def test_numbers_in_per_cent_reach_the_engine_as_shares(self):
        # 1000 people, 10 per cent retire a year, nobody comes: 900 and 810. Demand 1000 grows by 5 per cent.
        outlook = make_grown(growth="5", horizon_years=2)
        make_input(outlook, "retire", "10")

        base = projected(outlook).base

        assert [year.supply.p50 for year in base.years] == pytest.approx([900, 810])
        assert [year.demand.p50 for year in base.years] == pytest.approx([1050, 1102.5])
        assert base.years[-1].gap.p50 == pytest.approx(292.5)

    def test_a_range_widens_the_band(self):
        outlook = make_grown(horizon_years=5)
        make_input(outlook, "retire", "10", low=5, high=20)

        band = projected(outlook).base.years[-1].supply

        assert band.p10 < band.p50 < band.p90

    def test_a_scenario_changes_what_it_says_and_nothing_else(self):
        outlook = make_grown(horizon_years=1)
        make_input(outlook, "immigration", "100")
        make_input(outlook, "graduates", "40")
        visas = OutlookScenario.objects.create(
            scheme=outlook.scheme, code="restricted_visas", times_immigration=Decimal("0.5")
        )

        (_base, now), (_visas, fewer) = projected(outlook).by_scenario

        assert now.years[0].supply.p50 == pytest.approx(1140)
        assert fewer.years[0].supply.p50 == pytest.approx(1090)
        assert fewer.years[0].demand == now.years[0].demand
        assert visas.label == "Restricted visas"

    def test_growth_is_added_in_percentage_points(self):
        outlook = make_grown(growth="2", horizon_years=1)
        OutlookScenario.objects.create(scheme=outlook.scheme, code="high_growth", demand_growth_change=Decimal("1"))

        (_one, now), (_two, more) = projected(outlook).by_scenario

        assert (now.years[0].demand.p50, more.years[0].demand.p50) == pytest.approx((1020, 1030))

    def test_a_forecast_says_how_far_off_it_was_and_when_its_series_is_too_short(self):
        outlook = make_outlook(horizon_years=3)
        make_input(outlook, "stock", "1000")
        make_series(outlook, [900, 940, 930, 980, 1010, 1005, 1040])

        base = projected(outlook).base

        assert base.is_short_series
        assert base.backtest.forecasts == 1
        assert base.years[0].demand.p10 < base.years[0].demand.p90

    def test_the_same_numbers_find_their_run_and_other_numbers_make_a_new_one(self):
        outlook = make_grown()

        first, again = projected(outlook).run, projected(outlook).run
        outlook.inputs.filter(name="stock").update(value=999)
        other = projected(outlook).run

        assert first == again
        assert other != first
        assert Run.objects.filter(engine="outlook.project").count() == 2
        assert first.seed == 1

    def test_recruits_needed_close_the_gap(self):
        # Demand 1100, supply 1000 after five years, nobody moves: 20 recruits a year.
        outlook = make_grown(level="1100", horizon_years=5)

        assert projected(outlook).base.recruits_needed.p50 == pytest.approx(20)


class TestScenarios:
    def test_the_scenario_as_now_changes_no_number(self):
        base = OutlookScenario.objects.create(scheme=make_scheme(), code="base")
        base.times_demand = Decimal("1.1")

        with pytest.raises(RuleViolation):
            services.save_scenario(scenario=base, by=make_designer(base.scheme))

    def test_an_own_scenario_needs_a_name(self):
        scheme = make_scheme()

        with pytest.raises(InputError):
            services.save_scenario(scenario=OutlookScenario(scheme=scheme), by=make_designer(scheme))
