"""The clock of a case, worked by hand."""

from datetime import date, timedelta

import pytest

from corridor.delivery.recognition.rules.clocks import (
    DAYS,
    MONTHS,
    Clock,
    Length,
    after,
    days_left,
    extend,
    resume,
    start,
    stop,
)
from corridor.kernel.errors import RuleViolation

THREE_MONTHS, TWO_MONTHS, ONE_MONTH = (Length(n, MONTHS) for n in (3, 2, 1))


@pytest.mark.parametrize(
    ("day", "length", "expected"),
    [
        (date(2026, 1, 15), THREE_MONTHS, date(2026, 4, 15)),
        # Ninety days are not three months.
        (date(2026, 1, 15), Length(90, DAYS), date(2026, 4, 15)),
        (date(2026, 7, 15), Length(90, DAYS), date(2026, 10, 13)),
        (date(2026, 11, 30), THREE_MONTHS, date(2027, 2, 28)),
        (date(2027, 11, 30), THREE_MONTHS, date(2028, 2, 29)),
        (date(2026, 12, 31), ONE_MONTH, date(2027, 1, 31)),
        (date(2026, 10, 5), Length(14, MONTHS), date(2027, 12, 5)),
    ],
)
def test_a_term_ends_on_the_same_day_of_a_later_month_or_after_so_many_days(day, length, expected):
    assert after(day, length) == expected


def test_the_fast_track_is_a_month_shorter():
    usual = start(complete_on=date(2026, 3, 10), decision=THREE_MONTHS)
    fast = start(complete_on=date(2026, 3, 10), decision=TWO_MONTHS)

    assert (usual.due_on, fast.due_on) == (date(2026, 6, 10), date(2026, 5, 10))


def test_a_law_without_a_term_gives_no_day():
    clock = start(complete_on=date(2026, 3, 10), decision=None)

    assert (clock.limit, days_left(clock, today=date(2026, 4, 1))) == (None, None)


def test_the_clock_stands_while_papers_are_missing_and_the_days_are_added_at_the_end():
    clock = start(complete_on=date(2026, 3, 10), decision=THREE_MONTHS)

    standing = stop(clock, on=date(2026, 4, 1))
    going = resume(standing, on=date(2026, 4, 21))

    # 70 days were left on 1 April, and 70 are left twenty days later.
    assert days_left(standing, today=date(2026, 4, 15)) == 70
    assert (going.due_on, going.stopped_days, going.stopped_on) == (date(2026, 6, 30), 20, None)
    assert days_left(going, today=date(2026, 4, 21)) == 70


def test_a_clock_that_has_not_started_does_not_stand():
    assert stop(Clock(), on=date(2026, 4, 1)) == Clock()


def test_a_standing_clock_is_not_stopped_a_second_time():
    standing = stop(start(complete_on=date(2026, 3, 10), decision=THREE_MONTHS), on=date(2026, 4, 1))

    assert stop(standing, on=date(2026, 4, 5)) == standing


def test_the_time_is_extended_once_and_waiting_moves_the_extension_too():
    clock = start(complete_on=date(2026, 3, 10), decision=THREE_MONTHS)

    longer = extend(clock, to=date(2026, 7, 10), longest=ONE_MONTH)
    waited = resume(stop(longer, on=date(2026, 7, 1)), on=date(2026, 7, 4))

    assert (longer.limit, waited.limit) == (date(2026, 7, 10), date(2026, 7, 13))
    with pytest.raises(RuleViolation) as refused:
        extend(longer, to=date(2026, 7, 20), longest=ONE_MONTH)
    assert refused.value.code == "extended_once"


@pytest.mark.parametrize("to", [date(2026, 6, 10), date(2026, 7, 11)])
def test_an_extension_lies_after_the_day_that_is_due_and_within_the_longest(to):
    clock = start(complete_on=date(2026, 3, 10), decision=THREE_MONTHS)

    with pytest.raises(RuleViolation) as refused:
        extend(clock, to=to, longest=ONE_MONTH)

    assert refused.value.code == "extension_too_long"


def test_a_procedure_without_an_extension_is_not_extended():
    clock = start(complete_on=date(2026, 3, 10), decision=THREE_MONTHS)

    with pytest.raises(RuleViolation):
        extend(clock, to=clock.due_on + timedelta(days=1), longest=None)
