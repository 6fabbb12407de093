from datetime import date, timedelta

import numpy as np
import pytest
from scipy.stats import CensoredData, ecdf

from corridor.engines.caseflow import (
    StepRecords,
    duration_quantile,
    measure_durations,
    share_longer_than,
    survival_curve,
)
from corridor.kernel.errors import InputError

AS_OF = date(2026, 6, 1)
ATOL = 1e-12  # products of at most some hundred factors


def records_of(step, durations, open_for=()):
    start = date(2026, 1, 1)
    completed = [(f"c{place}", step, start, start + timedelta(days)) for place, days in enumerate(durations)]
    still_open = [(f"o{place}", step, AS_OF - timedelta(days), None) for place, days in enumerate(open_for)]
    return completed + still_open


def measured(rows, legal=None, **options):
    return measure_durations(StepRecords.of(rows), legal_days=legal or {}, as_of=AS_OF, **options)


def test_without_open_cases_the_median_is_the_ordinary_one():
    step = measured(records_of("visa", [1, 2, 3, 10])).steps[0]

    assert (step.median_days, step.completed_median_days, step.n, step.n_open) == (2.5, 2.5, 4, 0)


def test_open_cases_push_the_median_up():
    # Completed after 10, 20, 30 days; two still open after 40: half of the five are done after 30 days.
    step = measured(records_of("visa", [10, 20, 30], open_for=[40, 40])).steps[0]

    assert step.completed_median_days == 20
    assert step.median_days == 30
    assert step.p80_days is None


def test_a_median_that_is_not_reached_is_not_invented():
    report = measured(records_of("visa", [5] * 3, open_for=[50] * 9))

    assert report.steps[0].median_days is None
    assert report.steps[0].longest_days == 50
    assert (report.slowest_step, report.slowest_is_lower_bound) == ("visa", True)


def test_the_share_over_the_legal_limit_counts_what_is_certain():
    # Limit 30: of 20 and 40 completed one is over; open for 35 is over, open for 10 is not yet known.
    step = measured(records_of("visa", [20, 40], open_for=[35, 10]), {"visa": 30}).steps[0]

    assert (step.n_over_legal, step.n_judged) == (2, 3)
    # Kaplan-Meier: three were at risk at day 20, one was completed.
    assert step.share_over_legal == pytest.approx(2 / 3, abs=ATOL)


def test_a_limit_beyond_all_experience_has_no_share():
    assert measured(records_of("visa", [20], open_for=[30]), {"visa": 60}).steps[0].share_over_legal is None


def test_a_step_without_a_legal_limit_is_not_judged():
    step = measured(records_of("visa", [20])).steps[0]

    assert (step.legal_days, step.n_over_legal, step.n_judged, step.share_over_legal) == (None, None, None, None)


def test_the_slowest_step_needs_enough_records():
    rows = records_of("rare", [150] * 9) + records_of("visa", [60] * 10) + records_of("medical", [4] * 20)

    assert measured(rows).slowest_step == "visa"
    assert measured(rows, minimum_cases=9).slowest_step == "rare"
    assert measured(rows, minimum_cases=50).slowest_step is None


def test_no_records_give_an_empty_report():
    report = measured([])

    assert (report.steps, report.slowest_step) == ((), None)


# Remission in weeks of 21 patients under 6-mercaptopurine, Freireich et al. (1963), as used in textbooks of survival
# analysis; + marks who was still in remission. Published: S(6) .857, S(10) .753, S(16) .627, S(23) .448, median 23.
FREIREICH = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+"
# Months of 11 maintained patients, acute myelogenous leukaemia, Miller (1997). Published: median 31 (R, survfit).
MAINTAINED = "9 13 13+ 18 23 28+ 31 34 45+ 48 161+"


def curve_of(text):
    marks = text.split()
    return survival_curve([float(mark.rstrip("+")) for mark in marks], [not mark.endswith("+") for mark in marks])


@pytest.mark.parametrize(("day", "share"), [(6, 0.857), (7, 0.807), (10, 0.753), (13, 0.690), (16, 0.627), (23, 0.448)])
def test_the_curve_agrees_with_published_numbers(day, share):
    assert share_longer_than(curve_of(FREIREICH), day) == pytest.approx(share, abs=0.0005)  # printed to three decimals


@pytest.mark.parametrize(("marks", "median"), [(FREIREICH, 23), (MAINTAINED, 31)])
def test_the_median_agrees_with_published_numbers(marks, median):
    assert duration_quantile(curve_of(marks), 0.5) == median


def test_the_curve_agrees_with_a_second_tool():
    rng = np.random.default_rng(20260601)
    days, done = rng.integers(0, 40, 300).astype(float), rng.random(300) < 0.7

    curve = survival_curve(days, done)
    other = ecdf(CensoredData(uncensored=days[done], right=days[~done])).sf

    assert other.evaluate(curve.days) == pytest.approx(curve.still_open, abs=ATOL)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8, 0.95])
def test_quantiles_of_complete_records_agree_with_numpy(share):
    days = np.random.default_rng(7).integers(0, 90, 240).astype(float)

    quantile = duration_quantile(survival_curve(days, np.ones(240, dtype=bool)), share)

    assert quantile == np.quantile(days, share, method="averaged_inverted_cdf")


def test_the_true_median_is_found_while_many_cases_are_still_open():
    # Exponential durations with a median of 60 days, started over the last 120 days: about half are still open.
    rng = np.random.default_rng(3)
    true, age = rng.exponential(60 / np.log(2), 20_000), rng.uniform(0, 120, 20_000)

    curve = survival_curve(np.minimum(true, age), true <= age)

    assert duration_quantile(curve, 0.5) == pytest.approx(60, rel=0.03)  # about three standard errors
    assert np.median(true[true <= age]) < 40


@pytest.mark.parametrize(("days", "done"), [([], []), ([1.0], []), ([-1.0], [True]), ([float("nan")], [True])])
def test_durations_that_cannot_be_are_refused(days, done):
    with pytest.raises(InputError):
        survival_curve(days, done)


@pytest.mark.parametrize(
    ("row", "match"),
    [
        (("c1", "visa", date(2026, 2, 1), date(2026, 1, 1)), 'The step "visa" of case c1 ends before it starts'),
        (("c1", "visa", date(2026, 7, 1), None), "in the future"),
        (("c1", "visa", None, None), "no start"),
    ],
)
def test_an_impossible_record_names_case_and_step(row, match):
    with pytest.raises(InputError, match=match):
        measured([row])
