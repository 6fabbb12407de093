from datetime import date

import pytest

from corridor.kernel import InputError, Period, add_months, age_years, parse_date, whole_months


def test_an_iso_date_is_read():
    assert parse_date(" 2026-03-31 ") == date(2026, 3, 31)


@pytest.mark.parametrize("text", ["31/03/2026", "2026-3-31", "20260331", "", "2026-W14-2", "soon"])
def test_a_date_in_another_form_is_refused_with_the_right_form(text):
    with pytest.raises(InputError) as caught:
        parse_date(text, field="start_date")

    assert caught.value.message.startswith('"%(text)s" is not a date in the form')
    assert caught.value.advice() == "Write the date as 2026-03-31."
    assert caught.value.field == "start_date"


@pytest.mark.parametrize("text", ["2026-02-29", "2026-13-01", "2026-00-10", "0000-01-01"])
def test_a_day_that_does_not_exist_is_refused(text):
    with pytest.raises(InputError, match="not a day of the calendar"):
        parse_date(text)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2023, 12, 15), 2, date(2024, 2, 15)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
    ],
)
def test_months_are_added_within_the_calendar(day, months, later):
    assert add_months(day, months) == later


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2026, 1, 15), date(2026, 4, 14), 2),
        (date(2026, 1, 15), date(2026, 4, 15), 3),
        (date(2026, 4, 15), date(2026, 1, 15), -3),
        (date(2026, 1, 31), date(2026, 2, 28), 1),
    ],
)
def test_only_completed_months_count(start, end, months):
    assert whole_months(start, end) == months


@pytest.mark.parametrize(
    ("birth", "on", "age"),
    [
        (date(2000, 6, 2), date(2026, 6, 1), 25),
        (date(2000, 6, 2), date(2026, 6, 2), 26),
        (date(2004, 2, 29), date(2026, 2, 28), 21),
        (date(2004, 2, 29), date(2026, 3, 1), 22),
    ],
)
def test_age_is_in_whole_years(birth, on, age):
    assert age_years(birth, on) == age


def test_both_ends_belong_to_a_period():
    year = Period.parse("2026-01-01", "2026-12-31")

    assert (year.days, year.months) == (365, 12)
    assert year.contains(date(2026, 12, 31))
    assert not year.contains(date(2027, 1, 1))


def test_a_period_of_one_day_has_one_day():
    assert Period.parse("2026-05-01", "2026-05-01").days == 1


def test_a_period_cannot_end_before_it_starts():
    with pytest.raises(InputError) as caught:
        Period.parse("2026-02-01", "2026-01-31")

    assert caught.value.sentence() == "The period ends on 2026-01-31, before it starts on 2026-02-01."


def test_an_open_period_has_no_length_but_contains_every_later_day():
    permit = Period.parse("2026-01-01")

    assert permit.is_open
    assert permit.contains(date(2099, 1, 1))
    with pytest.raises(InputError, match="no end"):
        permit.days  # noqa: B018 - the access is the act


@pytest.mark.parametrize(
    ("first", "second", "shared"),
    [
        (("2026-01-01", "2026-01-31"), ("2026-01-31", "2026-03-01"), ("2026-01-31", "2026-01-31")),
        (("2026-01-01", "2026-01-31"), ("2026-02-01", "2026-03-01"), None),
        (("2026-01-01", ""), ("2025-01-01", "2026-01-02"), ("2026-01-01", "2026-01-02")),
        (("2026-01-01", ""), ("2025-01-01", ""), ("2026-01-01", "")),
    ],
)
def test_two_periods_share_their_common_days(first, second, shared):
    one, other = Period.parse(*first), Period.parse(*second)
    expected = Period.parse(*shared) if shared else None

    assert one.overlap(other) == other.overlap(one) == expected
    assert one.overlaps(other) is (expected is not None)
