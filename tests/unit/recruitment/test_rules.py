"""Bands, refusals and shares of recruitment."""

from datetime import date
from decimal import Decimal

import pytest

from corridor.delivery.recruitment.rules import (
    check_employer,
    check_matchable,
    check_offer,
    impact_ratio,
    licence_status,
)
from corridor.kernel.errors import InputError, RuleViolation

TODAY = date(2026, 6, 1)


def matchable(**changes):
    values = {"reference": "V-1", "status": "open", "closes_date": date(2026, 7, 1), "has_skills": True, "today": TODAY}
    check_matchable(**(values | changes))


def test_an_open_vacancy_is_matched_up_to_its_last_day():
    matchable(closes_date=TODAY)


def test_a_vacancy_that_ended_is_not_matched_and_the_sentence_names_the_day():
    with pytest.raises(RuleViolation, match="V-1 ended on 2026-05-31") as refusal:
        matchable(closes_date=date(2026, 5, 31))
    assert "new closing date" in refusal.value.advice()


@pytest.mark.parametrize("status", ["draft", "filled", "closed", "withdrawn"])
def test_a_vacancy_in_another_state_is_not_matched(status):
    with pytest.raises(RuleViolation, match="V-1") as refusal:
        matchable(status=status)
    assert refusal.value.code == f"vacancy_{status}"


def test_a_vacancy_without_skills_cannot_be_compared():
    with pytest.raises(InputError, match="no essential skill"):
        matchable(has_skills=False)


@pytest.mark.parametrize("status", ["pending", "withdrawn"])
def test_an_employer_who_is_not_vetted_gets_nobody(status):
    with pytest.raises(RuleViolation, match="Atlas Code"):
        check_employer(name="Atlas Code", status=status)
    check_employer(name="Atlas Code", status="vetted")


def offer(**changes):
    values = {
        "agreed": True,
        "posts_left": 1,
        "pay": Decimal(2900),
        "ordered_pay": Decimal(2900),
        "start": date(2026, 9, 1),
        "today": TODAY,
    }
    check_offer(**(values | changes))


def test_an_offer_at_the_pay_of_the_job_order_is_made():
    offer()


@pytest.mark.parametrize(
    ("changes", "error", "words"),
    [
        ({"agreed": False}, RuleViolation, "yes first"),
        ({"posts_left": 0}, RuleViolation, "already has an offer"),
        ({"pay": Decimal(2899)}, RuleViolation, "2899.00 EUR a month is below the 2900.00"),
        ({"start": date(2026, 5, 31)}, InputError, "2026-05-31 lies in the past"),
    ],
)
def test_an_offer_that_breaks_a_rule_is_refused(changes, error, words):
    with pytest.raises(error, match=words):
        offer(**changes)


@pytest.mark.parametrize(
    ("status", "number", "until", "shown"),
    [
        ("licensed", "MA-7", date(2026, 6, 1), "licensed"),
        ("licensed", "MA-7", date(2026, 5, 31), "expired"),
        ("licensed", "", date(2027, 1, 1), "unlicensed"),
        ("suspended", "MA-7", date(2027, 1, 1), "suspended"),
        ("unlicensed", "MA-7", None, "unlicensed"),
        ("licensed", "MA-7", None, "licensed"),
    ],
)
def test_a_licence_is_what_the_register_and_the_dates_say(status, number, until, shown):
    assert licence_status(status=status, number=number, valid_until=until, today=TODAY) == shown


def test_rates_are_compared_only_where_both_groups_have_ten_people():
    assert impact_ratio({"f": (4, 10), "m": (5, 10)}) == 0.8
    assert impact_ratio({"f": (4, 9), "m": (5, 10)}) is None
    assert impact_ratio({"f": (4, 10)}) is None
    assert impact_ratio({"f": (0, 10), "m": (0, 10)}) is None
