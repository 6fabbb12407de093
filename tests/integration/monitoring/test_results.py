"""What the dashboard counts, checked by hand."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from corridor.access.roles import Role
from corridor.core.models import Run as CoreRun
from corridor.delivery.protection.services.grievances import file_grievance
from corridor.evaluation.monitoring import runs
from corridor.evaluation.monitoring.lens import Lens
from corridor.evaluation.monitoring.rules import Stage
from corridor.evaluation.monitoring.selectors import indicators
from corridor.evaluation.monitoring.selectors.people import Wish
from corridor.evaluation.monitoring.tables import TABLES
from tests.factories.design import make_indicator
from tests.factories.recruitment import make_candidate
from tests.factories.skills import make_person
from tests.integration.monitoring.world import (
    TODAY,
    ago,
    give_indicators,
    give_money,
    give_training,
    give_voices,
    make_run,
)

pytestmark = pytest.mark.django_db


def results(run, *, wish=None, reader=Role.DESIGNER):
    return runs.results_of(scheme=run.scheme, wish=wish or Wish(), today=TODAY, user=run.readers[reader])


def stage(found, name):
    return found.funnel.stages[Stage.values.index(name)]


def test_the_funnel_counts_everybody_who_reached_a_stage_by_sex():
    run = make_run()

    found = results(run)

    assert stage(found, Stage.REGISTERED).by_group == {"f": 12, "m": 14, "x": 0, "": 0}
    assert stage(found, Stage.DEPARTED).by_group == {"f": 2, "m": 3, "x": 0, "": 0}
    assert stage(found, Stage.RETURNED).total == 0


def test_a_duplicate_is_not_counted_twice():
    run = make_run()
    first = run.scheme.candidates.order_by("pk").first()
    make_candidate(run.scheme, duplicate_of=first)

    assert stage(results(run), Stage.REGISTERED).total == 26


def test_a_corridor_narrows_people_and_departures_to_its_origin():
    run = make_run()
    make_candidate(run.scheme, make_person(iso3="TUN"))

    assert stage(results(run, wish=Wish("MAR", "BEL")), Stage.REGISTERED).total == 26
    assert stage(results(run, wish=Wish("TUN", "BEL")), Stage.REGISTERED).total == 1
    assert results(run).corridors == {("MAR", "BEL"): 5}


def test_a_cohort_narrows_the_funnel_to_its_people():
    run = make_run()
    cohort = give_training(run)

    found = results(run, wish=Wish(cohort_id=cohort.pk))

    assert stage(found, Stage.REGISTERED).total == 12
    assert [row.counts.cohort for row in found.cohorts] == [cohort]


def test_the_slowest_step_is_named_once_ten_cases_are_known():
    few, many = make_run(), make_run(departed_women=6, departed_men=6)

    assert results(few).steps.slowest_step is None
    assert results(many).steps.slowest_step == "visa"
    assert {step.step: step.legal_days for step in results(many).steps.steps} == {"apply": 10, "visa": 10}


def test_selection_to_departure_counts_those_who_still_wait():
    run = make_run()
    waiting = run.placements[0]
    waiting.departed_on_date = None
    waiting.save()

    way = results(run).way

    assert (way.n, way.n_completed, way.n_open) == (5, 4, 1)
    assert way.median_days == 40.0


def test_money_is_planned_by_payer_and_spent_also_without_a_line():
    run = make_run()
    give_money(run)

    found = results(run)

    assert {payer: int(n) for payer, n in found.budget.by_payer.items() if n} == {"employer": 5000, "donor": 5000}
    assert found.spent.total == 5000
    assert found.spent.by_both["employer", ""] == 1000


def test_unit_costs_keep_their_numerator_and_denominator():
    run = make_run()
    give_money(run)
    give_training(run)

    costs = results(run).unit_costs

    assert (costs.spent_per_placement.cost, costs.spent_per_placement.count) == (5000, 5)
    assert costs.spent_per_placement.unit == 1000
    # Twelve women were trained; two of them and three men accepted an offer: fifteen took part.
    assert costs.spent_per_participant.count == 15
    assert costs.planned_per_placement.unit == 1000


def test_a_reported_fee_is_counted_even_without_an_amount():
    run = make_run()
    give_voices(run)

    fees = results(run).fees

    assert (fees.reports, fees.known_eur, fees.without_amount) == (2, 300, 1)
    assert fees.by_status == {"recorded": 1, "repayment_open": 1}


def test_a_corridor_or_cohort_does_not_narrow_the_fees_away():
    run = make_run()
    give_voices(run)

    assert results(run, wish=Wish("TUN", "BEL")).fees.reports == 2


@pytest.mark.parametrize("reader", [Role.DONOR, Role.COMMITTEE, Role.EVALUATOR, Role.DESIGNER])
def test_every_reader_sees_the_fees_that_workers_paid(client, sign_in, reader):
    run = make_run()
    give_voices(run)
    sign_in(run.readers[reader])

    page = client.get(f"/en/results/{run.scheme.pk}/").text

    assert "€300" in page
    assert "reports: 2" in page


def test_check_ins_say_how_many_were_asked():
    run = make_run()
    give_voices(run)

    found = results(run).check_ins

    assert (found.asked, found.answered, found.well, found.bad) == (3, 2, 1, 1)
    assert (found.skills_answered, found.uses_skills) == (2, 1)


def test_the_pass_rate_stands_on_those_who_took_the_test():
    run = make_run()
    give_training(run, passed=9, failed=3)

    (cohort,) = results(run).cohorts

    assert (cohort.passed.count, cohort.passed.answered) == (9, 12)
    assert cohort.passed.value == 0.75


def test_indicators_are_computed_from_the_records_with_a_light():
    run = make_run()
    give_voices(run)
    give_indicators(run)

    found = {row.indicator.code: row for row in results(run).indicators}

    assert found["placements"].now.value == 5
    assert found["women-share"].now.value == 40
    assert (found["women-share"].now.numerator, found["women-share"].now.denominator) == (2, 5)
    # Half of the time has passed and half of the ten placements are there.
    assert found["placements"].progress.light == "green"
    # No euro was to be paid by a worker.
    assert found["fees-paid-by-workers"].progress.light == "red"
    assert found["by-hand"].now.value == 45
    assert [row.value for row in found["by-hand"].trend] == [10.0, 45.0]
    # Nobody had departed at the end of the first quarters, so that the line ends with today's five.
    assert [row.value for row in found["placements"].trend][-1] == 5
    assert found["placements"].trend[0].value < 5


def test_a_trend_asks_what_was_true_at_the_ends_of_quarters():
    run = make_run()
    give_voices(run)
    made = give_indicators(run)
    known = {name: indicators.measure(indicator=row, today=TODAY, known={}) for name, row in made.items()}

    fees = indicators.trend_of(made["fees_paid_by_workers"], known["fees_paid_by_workers"], TODAY)
    placements = indicators.trend_of(made["placements"], known["placements"], TODAY)

    # Both fees were reported today: none was known at the end of any past quarter.
    assert [row.value for row in fees] == [0, 0, 0, 0, 0, 300]
    assert [row.as_of for row in placements] == [*indicators.quarter_ends(TODAY), TODAY]
    gone = [row.departed_on_date for row in run.placements]
    assert [row.value for row in placements] == [sum(day <= row.as_of for day in gone) for row in placements]


def test_quarters_end_before_today_also_at_the_turn_of_a_year():
    assert indicators.quarter_ends(date(2026, 2, 15), 3) == [date(2025, 6, 30), date(2025, 9, 30), date(2025, 12, 31)]
    assert indicators.quarter_ends(date(2026, 4, 1), 1) == [date(2026, 3, 31)]


def test_the_same_figures_are_one_computation():
    run = make_run()
    first = runs.keep(results(run), by=run.readers[Role.DESIGNER])
    again = runs.keep(results(run), by=run.readers[Role.DONOR])
    make_candidate(run.scheme)
    changed = runs.keep(results(run), by=run.readers[Role.DONOR])

    assert first == again
    assert changed != first
    assert CoreRun.objects.filter(engine=runs.ENGINE).count() == 2


def test_a_scheme_without_records_has_tables_and_no_figures():
    run = make_run(women=0, men=0, departed_women=0, departed_men=0)
    found = results(run)

    for hides in (True, False):
        for make in TABLES.values():
            assert make(found, Lens(hides), None).columns
    assert found.steps is None
    assert found.unit_costs.spent_per_placement.unit is None


def test_retention_counts_those_who_stayed_a_year_and_leaves_unknown_days_out():
    run = make_run(departed_women=4, departed_men=0)
    stayed, left, unknown, fresh = run.placements
    for placement in (stayed, left, unknown):
        placement.arrived_on_date = ago(400)
    left.left_reported_on_date, left.status = ago(300), "left_reason_unknown"
    unknown.status = "ended"
    for placement in run.placements:
        placement.save()
    make_indicator(run.scheme, code="stay", computed_from="retention_12m", unit="percent", target=80)

    (row,) = results(run).indicators

    assert fresh.arrived_on_date > ago(365)
    assert (row.now.numerator, row.now.denominator, row.now.value) == (1, 2, 50)


def test_complaints_closed_in_time_are_counted_of_those_old_enough():
    run = make_run()
    for received, closed in ((60, 40), (60, 10), (60, None), (5, 1)):
        grievance = file_grievance(category="pay", text="Late", scheme=run.scheme, iso3="BEL")
        moment = timezone.now() - timedelta(days=received)
        ended = None if closed is None else timezone.now() - timedelta(days=closed)
        type(grievance).objects.filter(pk=grievance.pk).update(received_at=moment, closed_at=ended)
    make_indicator(run.scheme, code="closed", computed_from="grievances_closed_30d", unit="percent", target=80)

    (row,) = results(run).indicators

    assert (row.now.numerator, row.now.denominator) == (1, 3)
