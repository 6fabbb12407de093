"""Who pays: the employer-pays rule, benefits, a shared facility, grants, aid, waivers and debt."""

from datetime import date

import pytest
from hypothesis import given, strategies as st

from corridor.engines.costing import (
    RELATED_COSTS,
    FeeClass,
    PaidItem,
    Payer,
    benefit_shares,
    cofinancing,
    de_minimis,
    debt_burden,
    employer_pays,
    fee_waiver,
    grant_budget,
    in_kind,
    shapley_shared_facility,
)
from corridor.engines.costing.reference import shapley_by_orders
from corridor.kernel.errors import InputError

COSTS = st.dictionaries(st.sampled_from("ABCDE"), st.integers(0, 500), min_size=1)


@pytest.mark.parametrize("ilo", sorted(RELATED_COSTS))
def test_a_worker_is_never_charged_a_recruitment_fee_or_related_cost(ilo):
    found = employer_pays([PaidItem("item", ilo, Payer.MIGRANT, 1.0)])

    assert (found.violations, found.compliant) == (("item",), False)


@pytest.mark.parametrize("payer", [payer for payer in Payer if payer != Payer.MIGRANT])
def test_anybody_else_may_pay_a_related_cost(payer):
    assert employer_pays([PaidItem("visa", FeeClass.ADMINISTRATIVE, payer, 90)]).compliant


def test_an_illegitimate_cost_is_found_whoever_pays_it():
    found = employer_pays([PaidItem("bribe", FeeClass.ILLEGITIMATE, Payer.EMPLOYER, 50)])

    assert (found.violations, found.illegitimate, found.compliant) == ((), ("bribe",), False)
    assert found.migrant_borne_recruitment_cost == 0


def test_what_the_worker_bears_is_added_up_exactly():
    lines = [PaidItem(str(n), FeeClass.FEE, Payer.MIGRANT, 0.1) for n in range(3)]

    assert employer_pays(lines).migrant_borne_recruitment_cost == 0.3


def test_a_worker_may_pay_what_no_recruitment_needs():
    assert employer_pays([PaidItem("degree", FeeClass.NONE, Payer.MIGRANT, 1000)]).compliant


def test_parties_pay_in_proportion_to_what_they_gain_and_the_worker_nothing():
    split = benefit_shares(900, {"employer": 200, "dest_gov": 100, "orig_gov": -50, "migrant": 5000})

    assert split.shares == {"employer": 600, "dest_gov": 300, "orig_gov": 0, "migrant": 0}


@given(COSTS)
def test_the_shared_facility_is_paid_as_the_average_over_all_orders(costs):
    shares = shapley_shared_facility(costs).shares

    assert shares == pytest.approx(shapley_by_orders(costs), rel=1e-12, abs=1e-12)
    assert sum(shares.values()) == pytest.approx(max(costs.values()), rel=1e-12, abs=1e-12)


@given(COSTS)
def test_no_party_pays_more_for_a_shared_facility_than_alone(costs):
    assert all(share <= costs[party] + 1e-9 for party, share in shapley_shared_facility(costs).shares.items())


def test_a_grant_budget_grows_from_direct_costs():
    budget = grant_budget(direct=200000, indirect_rate=0.05, contingency=8000)

    assert (budget.indirect, budget.total_excl_reserve, budget.total_eligible) == (10000, 210000, 218000)
    assert (budget.contingency_rate, budget.contingency_ok, budget.indirect_ok) == (0.04, True, True)


@pytest.mark.parametrize(("rate", "ok"), [(0.07, True), (0.0701, False)])
def test_the_indirect_rate_keeps_its_cap_to_the_last_digit(rate, ok):
    assert grant_budget(100, rate, 0).indirect_ok is ok


@given(st.integers(0, 10**9), st.integers(0, 100))
def test_the_two_sides_of_co_financing_make_the_whole(total, percent):
    split = cofinancing(total, percent / 100)

    assert split.eu + split.own == pytest.approx(total, rel=1e-12)


def test_a_gift_in_kind_leaves_its_value_as_a_gap():
    counted = in_kind(total_eligible=50000, eu_grant=40000, own_cash=6000, in_kind_office=4000)

    assert (counted.co_financing_counted, counted.financing_gap, counted.eligible_in_kind) == (6000, 4000, 0)


def test_salaried_staff_assigned_to_the_project_counts_as_cash():
    assert in_kind(50000, 40000, 6000, 0, assigned_staff=4000).financing_gap == 0


GRANTS = [(date(2024, 2, 1), 120000), (date(2025, 6, 1), 150000), (date(2026, 9, 1), 60000)]


def test_a_fourth_grant_drops_the_first_out_of_the_window():
    found = de_minimis(300000, [*GRANTS, (date(2027, 3, 1), 40000)])

    assert (found.sum_window_at_last, found.breach, found.headroom_before_last) == (250000, False, 90000)
    assert found.window_start_date == date(2024, 3, 2)
    assert found.breach_dates == (date(2026, 9, 1),)


@pytest.mark.parametrize(("first", "total"), [(date(2023, 9, 1), 60000), (date(2023, 9, 2), 160000)])
def test_both_ends_of_the_window_are_days_of_it(first, total):
    assert de_minimis(300000, [(first, 100000), (date(2026, 9, 1), 60000)]).sum_window_at_last == total


def test_the_order_of_grants_does_not_matter():
    assert de_minimis(300000, GRANTS) == de_minimis(300000, GRANTS[::-1])


def test_a_window_that_ends_on_the_leap_day_starts_on_the_first_of_march():
    assert de_minimis(1, [(date(2028, 2, 29), 1)]).window_start_date == date(2025, 3, 1)


def test_a_sum_at_the_ceiling_is_no_breach():
    assert not de_minimis(300000, [(date(2026, 1, 1), 300000)]).breach


def test_a_waived_fee_moves_no_cash_and_leaves_the_work():
    waived = fee_waiver(fee=75, processing_resource_cost=100, n=20)

    assert (waived.dest_gov_cash_out, waived.forgone_revenue, waived.resource_cost) == (0, 1500, 2000)
    assert (waived.dest_gov_net_if_charged, waived.dest_gov_net_if_waived) == (-500, -2000)


@given(st.integers(0, 1000), st.integers(0, 1000), st.integers(0, 1000))
def test_a_waiver_costs_the_state_what_the_others_gain(fee, work, n):
    waived = fee_waiver(fee, work, n)

    assert waived.dest_gov_net_if_charged - waived.dest_gov_net_if_waived == waived.migrant_or_employer_gain


def test_a_loan_without_interest_is_paid_in_equal_parts():
    debt = debt_burden(principal=600, monthly_rate=0, n=12, net_wage=500)

    assert (debt.payment, debt.dsr, debt.total_interest, debt.above_10_percent) == (50, 0.1, 0, False)


def test_the_payments_repay_the_loan_month_by_month():
    debt, owed = debt_burden(principal=1000, monthly_rate=0.015, n=24, net_wage=400), 1000.0

    for _ in range(24):
        owed = owed * 1.015 - debt.payment

    assert owed == pytest.approx(0, abs=1e-9)  # 24 multiplications of numbers near 1,000


@pytest.mark.parametrize(
    ("call", "field"),
    [
        (lambda: employer_pays([PaidItem("x", FeeClass.FEE, Payer.MIGRANT, -1)]), "amount"),
        (lambda: benefit_shares(100, {"migrant": 50}), "benefit"),
        (lambda: benefit_shares(100, {}), "benefit"),
        (lambda: shapley_shared_facility({}), "standalone_cost"),
        (lambda: grant_budget(0, 0.07, 0), "direct"),
        (lambda: cofinancing(100, 80), "eu_rate"),
        (lambda: de_minimis(300000, []), "grants"),
        (lambda: fee_waiver(1, 1, 1.5), "n"),
        (lambda: debt_burden(100, 0.01, 12, 0), "net_wage"),
        (lambda: debt_burden(100, 0.01, 0, 100), "n"),
    ],
)
def test_what_cannot_be_shared_is_refused_by_name(call, field):
    with pytest.raises(InputError) as refused:
        call()

    assert refused.value.field == field
