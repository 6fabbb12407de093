"""Who sees small groups, and who sees only that they are small."""

from dataclasses import replace

import pytest
from hypothesis import given, strategies as st

from corridor.access.roles import Role
from corridor.evaluation.monitoring import runs
from corridor.evaluation.monitoring.lens import Lens
from corridor.evaluation.monitoring.selectors.people import Wish
from corridor.evaluation.monitoring.tables import TABLES, cohort_table, funnel_table
from corridor.evaluation.monitoring.words import past_of
from tests.integration.monitoring.world import TODAY, give_indicators, give_training, give_voices, make_run

pytestmark = pytest.mark.django_db
OPEN, HIDING = Lens(False), Lens(True)


def results(run):
    return runs.results_of(scheme=run.scheme, wish=Wish(), today=TODAY, user=run.readers[Role.DONOR])


def test_an_office_sees_small_counts_and_a_donor_does_not():
    run = make_run()
    found = results(run)

    office, donor = funnel_table(found, OPEN, None), funnel_table(found, HIDING, None)

    assert office.rows[6][1:4] == (5, 2, 3)
    assert donor.rows[6][1:4] == (None, None, None)


def test_what_a_donor_sees_of_women_and_men_is_rounded_to_tens():
    run = make_run(women=23, men=34, departed_women=12, departed_men=17)

    rows = funnel_table(results(run), HIDING, None).rows

    assert rows[0][1:4] == (57, 20, 30)
    assert all(n is None or n % 10 == 0 for row in rows for n in row[2:])


@given(st.lists(st.integers(0, 400), min_size=1, max_size=4))
def test_a_published_group_is_hidden_when_small_and_else_a_ten_nearby(row):
    shown = runs.shown_counts(row)

    for exact, n in zip(row, shown, strict=True):
        assert (n is None) == (0 < exact < 10)
        assert n is None or (n % 10 == 0 and abs(n - exact) <= 5)


def test_a_past_value_of_few_people_is_hidden_like_todays():
    run = make_run(departed_women=6, departed_men=6)
    give_indicators(run)
    row = next(row for row in results(run).indicators if row.indicator.code == "placements")

    assert row.now.value == 12
    assert past_of(row, OPEN)[-1] == 12
    assert [value for value in past_of(row, HIDING) if 0 < value < 10] == []
    few = replace(row, trend=(replace(row.now, value=3.0), row.now))
    assert (past_of(few, OPEN), past_of(few, HIDING)) == ([3.0, 12.0], [12.0])


def test_no_number_below_ten_is_on_any_table_of_people_for_a_donor():
    run = make_run()
    give_training(run, passed=4, failed=3)
    give_voices(run)
    found = results(run)

    for name in ("funnel", "corridors", "steps", "cohorts", "check-ins"):
        for row in TABLES[name](found, HIDING, None).rows:
            counts = [cell for cell in row[1:4] if isinstance(cell, int)]
            assert all(n == 0 or n >= 10 for n in counts), (name, row)
            assert not {"4 of 7", "1 of 2"} & {str(cell) for cell in row}


def test_a_small_remainder_hides_the_share_as_well():
    run = make_run(women=20, men=10)
    give_training(run, passed=18, failed=2)

    (row,) = cohort_table(results(run), HIDING, None).rows

    assert "18" not in row[3]
    assert row[3] == "not shown, of 20"


@pytest.mark.parametrize(("reader", "sees"), [(Role.DONOR, False), (Role.EVALUATOR, False), (Role.DESIGNER, True)])
def test_an_indicator_of_few_people_is_hidden_from_readers_outside(client, sign_in, reader, sees):
    run = make_run()
    give_indicators(run)
    sign_in(run.readers[reader])

    page = client.get(f"/en/results/{run.scheme.pk}/").text

    assert ("2 of 5" in page) is sees


def test_the_computation_page_keeps_its_figures_from_readers_outside(client, sign_in):
    run = make_run()
    kept = runs.keep(results(run), by=None)

    donor = sign_in(run.readers[Role.DONOR]).get(f"/en/results/{run.scheme.pk}/runs/{kept.pk}/").text
    designer = sign_in(run.readers[Role.DESIGNER]).get(f"/en/results/{run.scheme.pk}/runs/{kept.pk}/").text

    assert kept.input_digest in donor
    assert "&#x27;departed&#x27;" not in donor
    assert "&#x27;departed&#x27;" in designer


def test_the_words_of_a_lens():
    assert OPEN.share(3, 7) == "3 of 7"
    assert OPEN.share(30, 40) == "75% (30 of 40)"
    assert HIDING.share(3, 7) == "fewer than 10"
    assert HIDING.share(20, 40) == "50% (20 of 40)"
    assert HIDING.people(0) == "0"
    assert HIDING.people(9) == "fewer than 10"
    assert HIDING.people(10) == "10"
