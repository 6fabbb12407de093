"""What holds for every instrument: parts add up, rates make flows worthless, more risk never needs less capital."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from corridor.engines.costing import Payer
from corridor.engines.costing.exact import exact
from corridor.engines.instruments import (
    Milestone,
    OutcomeContract,
    Payments,
    PeriodMilestone,
    correlated_guarantee,
    employer_loan,
    grant_element,
    guarantee_fund,
    income_share,
    levy,
    milestone_tariffs,
    outcome_investment,
    sustainability_path,
    training_fund,
)
from corridor.engines.instruments.cash_flow import internal_rates
from corridor.engines.instruments.reference import (
    balances_in_full,
    defaults_by_counting,
    grant_element_by_payments,
    income_share_by_year,
    investment_by_cohort,
    rate_by_halving,
    shares_of_year,
    vasicek_below,
    within_a_unit,
)

FEW = settings(max_examples=40, deadline=None)
SHARE = st.integers(0, 100).map(lambda percent: percent / 100)
RATE = st.integers(0, 30).map(lambda percent: percent / 100)
AMOUNT = st.integers(0, 100_000)
RTOL = 1e-9  # sums of at most some hundred float64 products
MILESTONES = st.lists(st.tuples(SHARE, AMOUNT, st.integers(0, 4)), min_size=1, max_size=4)
CONTRACTS = st.builds(
    lambda starts, cost, rows, lag, cap, attrition, default: OutcomeContract(
        starts=starts,
        cost_per_start=cost,
        milestones=[PeriodMilestone(str(n), *row) for n, row in enumerate(rows)],
        fixed_cost=100,
        payment_lag=lag,
        payment_cap=cap,
        attrition=attrition,
        default=default,
    ),
    st.lists(st.integers(0, 50), min_size=1, max_size=5),
    AMOUNT,
    MILESTONES,
    st.integers(0, 3),
    st.none() | AMOUNT,
    SHARE,
    SHARE,
)


def parts_of_a_hundred(payers):
    """Shares of some payers that add up to one: cuts of a hundred."""
    return st.lists(st.integers(0, 100), min_size=len(payers) - 1, max_size=len(payers) - 1).map(
        lambda cuts: dict(zip(payers, (np.diff([0, *sorted(cuts), 100]) / 100).tolist(), strict=True))
    )


PAYERS = parts_of_a_hundred([Payer.DONOR, Payer.EMPLOYER, Payer.DEST_GOV, Payer.ORIG_GOV])


@FEW
@given(st.lists(st.integers(-1000, 1000), min_size=2, max_size=12))
def test_flows_are_worth_nothing_at_every_internal_rate(flows):
    for rate in internal_rates(np.asarray(flows, dtype=float)):
        factors = (1 + rate) ** -np.arange(len(flows), dtype=float)
        # Divided by the largest term, as a rate near -100 % makes late flows immense.
        assert abs(factors @ flows) <= 1e-6 * np.abs(factors * flows).max()


@FEW
@given(st.lists(st.integers(1, 1000), min_size=1, max_size=6), st.lists(st.integers(1, 1000), min_size=1, max_size=8))
def test_money_that_goes_out_before_it_comes_in_has_one_rate(paid, received):
    flows = [-amount for amount in paid] + received

    rates = internal_rates(np.asarray(flows, dtype=float))

    assert len(rates) == 1
    assert rates[0] == pytest.approx(rate_by_halving(flows), rel=1e-8, abs=1e-8)


@FEW
@given(AMOUNT, RATE, MILESTONES)
def test_with_its_break_even_tariff_a_starter_costs_what_it_earns(cost, rate, rows):
    milestones = [Milestone(str(n), *row) for n, row in enumerate(rows)]

    tariffs = milestone_tariffs(cost, rate, milestones).breakeven_tariffs

    for place, item in enumerate(milestones):
        tariff = tariffs[item.name]
        if tariff is None:
            assert item.p == 0
            continue
        if tariff >= 0:
            changed = [*milestones[:place], Milestone(item.name, item.p, tariff, item.t), *milestones[place + 1 :]]
            assert milestone_tariffs(cost, rate, changed).npv == pytest.approx(0, abs=1e-6)


@FEW
@given(CONTRACTS)
def test_a_contract_gives_the_flows_of_its_cohorts(contract):
    found = outcome_investment(contract)

    outlays, payments = investment_by_cohort(contract)
    assert found.outlays == pytest.approx(outlays, rel=RTOL, abs=1e-6)
    assert found.payments == pytest.approx(payments, rel=RTOL, abs=1e-6)
    assert sum(found.due) == pytest.approx(sum(found.payments) + found.over_cap + found.unpaid, abs=1e-6)
    assert found.returns.peak_funding == pytest.approx(max(0, -np.cumsum(found.net).min()), abs=1e-9)


@FEW
@given(st.integers(-100_000, 100_000), RATE, st.integers(0, 50), AMOUNT, AMOUNT, AMOUNT, st.integers(1, 15), RATE)
def test_a_training_fund_is_the_sum_of_its_years(opening, interest, hires, fee, cap, cost, years, growth):
    found = training_fund(opening, interest, hires, fee, cap, cost, years, cost_growth=growth)

    assert found.balance == pytest.approx(balances_in_full(opening, interest, found.net), rel=RTOL, abs=1e-4)
    if found.least_fee is not None:
        kept = training_fund(opening, interest, hires, found.least_fee, cap, cost, years, cost_growth=growth)
        scale = max(1.0, abs(opening), hires * cost) * (1 + interest) ** years * (1 + growth) ** years
        assert min(kept.balance) >= -1e-9 * scale


@FEW
@given(AMOUNT, SHARE, st.integers(1, 500), SHARE, SHARE)
def test_a_levy_goes_to_somebody(payroll, rate, workers, avoidance, admin):
    found = levy(payroll, rate, workers, avoidance, admin)

    assert found.net + found.lost_to_avoidance + found.admin_cost == pytest.approx(found.gross, rel=RTOL, abs=1e-6)
    assert 0 <= found.net <= found.gross


@FEW
@given(st.integers(1, 120), SHARE, st.sampled_from([0.5, 0.9, 0.95, 0.99, 0.999]))
def test_the_capital_covers_the_counted_defaults(loans, pd, confidence):
    found = guarantee_fund(loans, 1000, pd, 1, 1, confidence)

    assert found.defaults_q == defaults_by_counting(loans, pd, confidence)
    assert found.capital == 1000 * found.defaults_q


@settings(max_examples=6, deadline=None)
@given(st.integers(1, 25), st.integers(2, 60), st.integers(5, 60))
def test_the_vasicek_quantile_is_the_first_count_that_reaches_the_confidence(loans, pd, rho):
    q = correlated_guarantee(loans, 1, pd / 100, 1, 1, 0.95, rho / 100).vasicek.defaults_q

    # A step of 1e-5 around the confidence leaves the two rules of integration their difference.
    assert vasicek_below(q, loans, pd / 100, rho / 100) >= 0.95 - 1e-5
    assert q == 0 or vasicek_below(q - 1, loans, pd / 100, rho / 100) < 0.95 + 1e-5


@FEW
@given(st.integers(1, 300), st.integers(1, 50), st.integers(0, 90), st.integers(0, 90))
def test_defaults_that_come_together_more_closely_never_correlate_less(loans, pd, first, second):
    low, high = sorted((first, second))

    loose, close = (correlated_guarantee(loans, 1, pd / 100, 1, 1, 0.99, rho / 100) for rho in (low, high))

    assert loose.default_correlation <= close.default_correlation + 1e-9
    assert close.default_correlation <= high / 100 + 1e-9


@FEW
@given(AMOUNT.filter(bool), RATE, st.integers(1, 30), st.data(), RATE, st.sampled_from(Payments))
def test_a_grant_element_is_what_the_payments_leave(principal, rate, years, data, discount, payments):
    grace = data.draw(st.integers(0, years - 1))

    found = grant_element(principal, rate, years, grace, discount, payments)

    plain = grant_element_by_payments(principal, rate, years, grace, discount, payments)
    assert found.grant_element_pct == pytest.approx(plain, rel=1e-9, abs=1e-8)
    assert found.grant_element_pct >= -1e-8 or rate > discount


@FEW
@given(st.integers(1, 10_000_000), RATE, st.integers(1, 60), st.data())
def test_a_schedule_pays_back_exactly_what_was_lent(cents, rate, periods, data):
    grace = data.draw(st.integers(0, periods - 1))

    found = employer_loan(cents / 100, rate, periods, grace_periods=grace)

    rows = found.schedule
    assert sum(row.principal for row in rows) == rows[0].opening == exact(cents / 100)
    assert rows[-1].closing == 0
    assert all(row.payment == row.interest + row.principal for row in rows)
    assert all(after.opening == before.closing for before, after in pairwise(rows))
    assert all(row.principal >= 0 for row in rows)


@FEW
@given(st.lists(AMOUNT, min_size=1, max_size=15), SHARE, AMOUNT, AMOUNT, st.integers(0, 10))
def test_an_income_share_is_what_each_year_asks_for(incomes, share, threshold, cap, most):
    found = income_share(incomes, share, threshold, cap, most)

    assert list(found.payments) == income_share_by_year(incomes, share, threshold, cap, most)
    assert found.total <= cap
    assert found.n_payments <= most


@FEW
@given(st.lists(st.integers(0, 10_000_000), min_size=2, max_size=8), PAYERS, PAYERS)
def test_every_year_of_a_path_is_paid_to_the_cent(cents, start, target):
    found = sustainability_path([cent / 100 for cent in cents], start, target)

    for row, cost in zip(found.years, cents, strict=True):
        parts = {payer: int(amount * 100) for payer, amount in row.amounts.items()}
        assert within_a_unit(parts, cost, shares_of_year(start, target, row.year, len(cents)))
    assert sum(found.by_payer.values()) == found.total
