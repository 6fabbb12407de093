"""Dates of which only a year or a month may be known are read as people write them."""

from datetime import date
from decimal import Decimal

import pytest

from corridor.delivery.skills.days import check_order, check_past, partial_date, years_between
from corridor.kernel.errors import InputError


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("", ""),
        ("2021", "2021"),
        (" 2021-3 ", "2021-03"),
        ("03/2021", "2021-03"),
        ("5.10.2021", "2021-10-05"),
        ("2021/10/05", "2021-10-05"),
        ("٢٠٢١/١٠", "2021-10"),
        ("29-02-2024", "2024-02-29"),
    ],
)
def test_a_date_is_understood_however_it_is_written(written, kept):
    assert partial_date(written, field="from_date") == kept


@pytest.mark.parametrize(
    "written", ["21", "2021-13", "2021-00", "2021-02-30", "29/02/2023", "summer 2021", "2021-", "1/2/3", "０", "3021"]
)
def test_what_is_no_date_is_refused_with_its_value(written):
    with pytest.raises(InputError, match="is not a date") as caught:
        partial_date(written, field="from_date")

    assert caught.value.field == "from_date"


@pytest.mark.parametrize(
    ("start", "end"), [("2021", "2021-03"), ("2021-12", "2021"), ("", "2020"), ("2020", ""), ("2021-03", "2021-03-01")]
)
def test_an_order_that_may_be_right_is_accepted(start, end):
    check_order(start, end, field="to_date")


@pytest.mark.parametrize(("start", "end"), [("2021", "2020"), ("2021-05", "2021-04-30"), ("2021-05-02", "2021-05-01")])
def test_an_end_before_its_start_is_refused(start, end):
    with pytest.raises(InputError, match="before it starts"):
        check_order(start, end, field="to_date")


@pytest.mark.parametrize(
    ("text", "is_past"), [("2026", True), ("2026-11", True), ("2026-11-24", False), ("2027", False)]
)
def test_the_future_is_no_part_of_a_profile(text, is_past):
    today = date(2026, 11, 23)
    if is_past:
        check_past(text, today=today, field="from_date")
        return
    with pytest.raises(InputError, match="in the future"):
        check_past(text, today=today, field="from_date")


@pytest.mark.parametrize(
    ("start", "end", "years"),
    [("2018", "2021", "3.0"), ("2018-01", "2018-07-15", "0.5"), ("2020", "2020-01", "0.0"), ("2019-03", "2021", "2.3")],
)
def test_years_are_counted_from_what_is_known(start, end, years):
    assert years_between(start, end) == Decimal(years)
