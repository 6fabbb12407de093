"""What a contract must grant, and how often a worker may be asked."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from corridor.delivery.mobility.rules import (
    SENTENCES,
    Least,
    Terms,
    check_terms,
    media_type_of,
    next_contact_date,
    read_findings,
    stored_findings,
)

GOOD = Terms(Decimal(2000), Decimal(38), Decimal(2), True, "employer", Decimal(0), "fr")
LEAST = Least(Decimal(2000), Decimal(38), Decimal(2), True, True, Decimal(2000), frozenset({"fr", "ar"}))


def codes(**changes):
    return [each.code for each in check_terms(replace(GOOD, **changes), LEAST)]


def test_a_contract_that_just_grants_the_least_has_no_finding():
    assert check_terms(GOOD, LEAST) == ()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"monthly_gross_eur": Decimal("1999.99")}, ["pay_below_floor", "pay_below_offer"]),
        ({"weekly_hours": Decimal("38.5")}, ["hours_above_limit"]),
        ({"rest_days_per_week": Decimal(1)}, ["rest_below_limit"]),
        ({"is_insured": False}, ["insurance_missing"]),
        ({"repatriation_paid_by": "worker"}, ["repatriation_not_paid"]),
        ({"worker_fees_eur": Decimal("0.01")}, ["fees_charged"]),
        ({"language": "nl"}, ["language_not_read"]),
    ],
)
def test_each_shortfall_is_found(changes, expected):
    assert codes(**changes) == expected


def test_a_contract_below_the_accepted_offer_is_found_even_above_the_floor():
    least = replace(LEAST, offered_eur=Decimal(2500))

    assert [each.code for each in check_terms(GOOD, least)] == ["pay_below_offer"]


def test_what_the_model_does_not_ask_for_is_not_found():
    least = replace(LEAST, insurance_required=False, repatriation_required=False, languages=frozenset())

    assert check_terms(replace(GOOD, is_insured=False, repatriation_paid_by="worker", language="nl"), least) == ()


def test_findings_come_back_as_they_were_kept():
    findings = check_terms(replace(GOOD, worker_fees_eur=Decimal("350.50"), weekly_hours=Decimal(44)), LEAST)

    kept = read_findings(stored_findings(findings))

    assert [(each.code, dict(each.params)) for each in kept] == [(each.code, dict(each.params)) for each in findings]
    assert stored_findings(findings)["version"] == 1


def test_a_finding_that_is_no_longer_known_is_left_out():
    assert read_findings({"version": 1, "findings": [{"code": "old_rule", "params": {}}]}) == ()


def test_every_sentence_says_also_what_to_do():
    for message, advice in SENTENCES.values():
        assert message.endswith(".")
        assert advice.endswith(".")


def test_a_worker_may_be_asked_six_times_within_a_year_and_not_seven_times():
    today = date(2026, 11, 1)
    asked = [today - timedelta(days=days) for days in (10, 50, 90, 130, 170)]

    assert next_contact_date(asked, today=today) is None
    assert next_contact_date([*asked, today - timedelta(days=300)], today=today) == today + timedelta(days=65)


def test_questions_of_last_year_do_not_count():
    today = date(2026, 11, 1)

    assert next_contact_date([today - timedelta(days=365)] * 6, today=today) is None


@pytest.mark.parametrize(
    ("head", "expected"),
    [(b"%PDF-1.4", "application/pdf"), (b"\xff\xd8\xff\xe0", "image/jpeg"), (b"\x89PNG\r\n", "image/png"), (b"MZ", "")],
)
def test_a_document_is_known_by_its_first_bytes(head, expected):
    assert media_type_of(head) == expected
