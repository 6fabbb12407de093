"""Loans: the gift in a concessional loan, and the schedule of an employer's loan to the cent."""

from decimal import Decimal

import pytest

from corridor.engines.instruments import CONCESSIONAL_PROFILES, Payments, employer_loan, grant_element
from corridor.kernel.errors import InputError

LOAN = {"principal": 100, "rate": 0.0, "years": 2, "grace": 0, "discount": 0.25}


def test_an_interest_free_loan_is_a_gift_as_far_as_money_is_worth_more_today():
    found = grant_element(**LOAN)

    # 50 / 1.25 + 50 / 1.5625 = 40 + 32
    assert (found.present_value, found.grant_element_pct) == (pytest.approx(72), pytest.approx(28))
    assert found.service == (50, 50)


def test_a_loan_at_the_discount_rate_holds_no_gift():
    for payments in Payments:
        found = grant_element(principal=700, rate=0.05, years=9, grace=2, discount=0.05, payments=payments)

        assert found.grant_element_pct == pytest.approx(0, abs=1e-9)
        assert not found.concessional


def test_a_loan_dearer_than_the_discount_rate_is_a_burden():
    assert grant_element(**(LOAN | {"rate": 0.4})).grant_element_pct < 0


def test_grace_and_a_late_principal_make_the_gift_larger():
    terms = {"principal": 1000, "rate": 0.01, "years": 20, "discount": 0.05}

    gifts = [
        grant_element(**terms, grace=0).grant_element_pct,
        grant_element(**terms, grace=0, payments=Payments.ANNUITY).grant_element_pct,
        grant_element(**terms, grace=10).grant_element_pct,
        grant_element(**terms, grace=0, payments=Payments.LUMP_SUM).grant_element_pct,
    ]

    assert gifts == sorted(gifts)


def test_an_annuity_pays_the_same_every_year_after_the_grace():
    found = grant_element(principal=1000, rate=0.1, years=4, grace=1, discount=0.05, payments=Payments.ANNUITY)

    assert found.service[0] == pytest.approx(100)
    # 1000 x 0.1 / (1 - 1.1^-3)
    assert found.service[1:] == pytest.approx((402.1148036,) * 3)


def test_a_loan_is_held_against_the_profile_of_whoever_counts_it():
    terms = {"principal": 1e6, "rate": 0.01, "years": 12, "grace": 2}

    found = {code: grant_element(**terms, profile=profile) for code, profile in CONCESSIONAL_PROFILES.items()}

    assert {code: gift.concessional for code, gift in found.items()} == {
        "imf-wb": False,
        "dac-low": False,
        "dac-lower-middle": True,
        "dac-upper-middle": True,
    }
    assert found["imf-wb"].grant_element_pct == grant_element(**terms, discount=0.05).grant_element_pct


def test_every_profile_is_dated_and_sourced():
    assert all(
        profile.source and profile.name and profile.as_of.year > 2000 for profile in CONCESSIONAL_PROFILES.values()
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"principal": 0},
        {"principal": -5},
        {"rate": -0.01},
        {"discount": -0.01},
        {"years": 0},
        {"years": 2.5},
        {"years": 500},
        {"grace": -1},
        {"grace": 2},
        {"grace": 0.5},
        {"rate": 5},
    ],
)
def test_a_loan_that_cannot_be_is_refused_by_name(wrong):
    with pytest.raises(InputError) as refused:
        grant_element(**(LOAN | wrong))

    assert refused.value.field == next(iter(wrong))
    assert refused.value.advice()


def test_an_employer_pays_a_loan_back_in_equal_payments():
    found = employer_loan(principal=1000, annual_rate=0.12, periods=3)

    # Payment 1000 x 0.01 / (1 - 1.01^-3) = 340.02; interest 10.00, 6.70 and 3.37.
    assert [row.payment for row in found.schedule] == [Decimal("340.02"), Decimal("340.02"), Decimal("340.03")]
    assert [row.interest for row in found.schedule] == [Decimal("10.00"), Decimal("6.70"), Decimal("3.37")]
    assert found.schedule[-1].closing == 0
    assert (found.total_paid, found.total_interest) == (Decimal("1020.07"), Decimal("20.07"))


def test_the_yearly_rate_of_a_monthly_loan_is_above_its_nominal_rate():
    found = employer_loan(principal=1000, annual_rate=0.12, periods=12)

    assert found.effective_annual_rate == pytest.approx(1.01**12 - 1)


def test_a_loan_without_interest_is_split_to_the_cent():
    found = employer_loan(principal=100, annual_rate=0, periods=3)

    assert [row.payment for row in found.schedule] == [Decimal("33.33"), Decimal("33.33"), Decimal("33.34")]


def test_in_the_grace_an_employer_pays_interest_only():
    found = employer_loan(principal=1000, annual_rate=0.12, periods=3, grace_periods=2)

    assert [row.principal for row in found.schedule] == [0, 0, 1000]
    assert [row.interest for row in found.schedule] == [10, 10, 10]


def test_a_currency_without_minor_units_has_whole_payments():
    found = employer_loan(principal=100, annual_rate=0, periods=3, minor_digits=0)

    assert [str(row.payment) for row in found.schedule] == ["33", "33", "34"]


def test_payments_stand_beside_the_cash_that_is_there():
    found = employer_loan(principal=300, annual_rate=0, periods=3, cash_per_period=[200, 50, 0])

    assert found.service_ratio == (0.5, 2.0, None)
    assert (found.highest_service_ratio, found.uncovered_periods) == (2.0, (2, 3))


def test_one_amount_of_cash_stands_for_every_period():
    found = employer_loan(principal=300, annual_rate=0, periods=3, cash_per_period=400)

    assert (found.service_ratio, found.uncovered_periods) == ((0.25, 0.25, 0.25), ())


def test_without_cash_there_is_no_ratio():
    found = employer_loan(principal=300, annual_rate=0, periods=3)

    assert (found.service_ratio, found.highest_service_ratio, found.uncovered_periods) == ((), None, ())


@pytest.mark.parametrize(
    "wrong",
    [
        {"principal": 0},
        {"annual_rate": -0.1},
        {"annual_rate": 12},
        {"periods": 0},
        {"periods": 2000},
        {"periods_per_year": 0},
        {"grace_periods": 3},
        {"cash_per_period": [1, 2]},
        {"cash_per_period": -1},
        {"minor_digits": -1},
    ],
)
def test_an_employers_loan_that_cannot_be_is_refused_by_name(wrong):
    with pytest.raises(InputError) as refused:
        employer_loan(**({"principal": 100, "annual_rate": 0.1, "periods": 3} | wrong))

    assert refused.value.field == next(iter(wrong))
