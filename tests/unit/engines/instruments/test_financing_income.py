"""Income shares: what is paid when, which terms are mentioned, and what they may never pay for."""

import math

import pytest

from corridor.engines.costing import RELATED_COSTS, FeeClass
from corridor.engines.instruments import IncomeShareProfile, income_share
from corridor.kernel.errors import InputError, RuleViolation

INCOMES = [20000, 30000, 40000]
# Terms that are not mentioned: 10 % of incomes from 25,000, at most twice the advance of 3,000.
FAIR = {"incomes": INCOMES, "share": 0.1, "threshold": 25000, "cap": 6000, "max_payments": 5, "advance": 3000}


def test_nothing_is_paid_below_the_threshold():
    found = income_share(**FAIR)

    assert (found.payments, found.total, found.n_payments) == ((0, 3000, 3000), 6000, 2)
    assert (found.cap_reached, found.last_payment_year, found.paid_for_advance) == (True, 3, 2)
    assert found.findings == ()


def test_an_income_at_the_threshold_pays():
    assert income_share(**(FAIR | {"threshold": 20000})).payments[0] == 2000


def test_years_without_a_payment_do_not_count():
    found = income_share(**(FAIR | {"incomes": [30000, 0, 30000, 30000], "max_payments": 2, "cap": 99999}))

    assert found.payments == (3000, 0, 3000, 0)
    assert not found.cap_reached


def test_the_last_payment_is_what_is_left_under_the_cap():
    assert income_share(**(FAIR | {"cap": 3500})).payments == (0, 3000, 500)


def test_amounts_are_taken_as_written():
    found = income_share(incomes=[0.1] * 10, share=0.1, threshold=0.1, cap=0.05)

    assert (found.total, found.n_payments) == (0.05, 5)


def test_what_the_advance_costs_a_year_is_told():
    found = income_share(incomes=[11000, 0], share=0.1, threshold=1, cap=2000, advance=1000)

    assert found.effective_rate == pytest.approx(0.1, rel=1e-9)


def test_an_advance_that_is_never_paid_back_has_no_rate():
    found = income_share(incomes=[0, 0], share=0.1, threshold=1, cap=2000, advance=1000)

    assert (found.effective_rate, found.last_payment_year, found.total) == (None, None, 0)


@pytest.mark.parametrize("item", sorted(RELATED_COSTS | {FeeClass.ILLEGITIMATE}))
def test_an_income_share_never_pays_for_recruitment(item):
    with pytest.raises(RuleViolation, match=item) as refused:
        income_share(**FAIR, finances=[FeeClass.NONE, item])

    assert refused.value.exit_code == 4
    assert "employer" in refused.value.advice()


def test_an_income_share_may_pay_for_voluntary_education():
    assert income_share(**FAIR, finances=[FeeClass.NONE]).total == 6000


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        ({"cap": 6001}, ["6001", "2", "3000"]),
        ({"cap": None}, ["no cap"]),
        ({"threshold": None}, ["no income below"]),
        ({"threshold": 0}, ["no income below"]),
        ({"share": 0.16}, ["16", "15"]),
        ({"penalty_on_return": True}, ["returns home"]),
    ],
)
def test_terms_that_are_hard_on_the_worker_are_mentioned(terms, words):
    findings = income_share(**(FAIR | terms)).findings

    assert [(finding.rule, finding.severity) for finding in findings] == [("R28", "warn")]
    assert all(word in findings[0].sentence() for word in words)
    assert findings[0].advice()


def test_terms_at_the_limits_pass():
    assert income_share(**(FAIR | {"share": 0.15, "cap": 6000})).findings == ()


def test_all_hard_terms_are_mentioned_at_once():
    found = income_share(incomes=INCOMES, share=0.5, penalty_on_return=True)

    assert len(found.findings) == 4


def test_without_an_advance_a_cap_cannot_be_compared_and_is_not_mentioned():
    assert income_share(**(FAIR | {"cap": 99999, "advance": None})).findings == ()


def test_a_profile_sets_other_limits_or_leaves_them_out():
    strict = IncomeShareProfile(name="own", share_most=0.05, cap_most_advances=1)
    silent = IncomeShareProfile(name="own", share_most=None, cap_most_advances=None, threshold_needed=False)

    assert len(income_share(**FAIR, profile=strict).findings) == 2
    assert income_share(incomes=INCOMES, share=0.5, profile=silent).findings == ()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"incomes": []}, "incomes"),
        ({"incomes": [1, -1]}, "incomes[1]"),
        ({"incomes": [math.nan]}, "incomes[0]"),
        ({"share": 1.5}, "share"),
        ({"share": -0.1}, "share"),
        ({"threshold": -1}, "threshold"),
        ({"cap": -1}, "cap"),
        ({"max_payments": -1}, "max_payments"),
        ({"max_payments": 1.5}, "max_payments"),
        ({"advance": 0}, "advance"),
    ],
)
def test_an_income_share_that_cannot_be_is_refused_by_name(wrong, field):
    with pytest.raises(InputError) as refused:
        income_share(**(FAIR | wrong))

    assert refused.value.field == field
    assert refused.value.advice()
