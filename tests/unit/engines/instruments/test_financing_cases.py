"""The financing calls through the runner of worked examples: what a file may hold, and where it is refused."""

import argparse
import json

import numpy as np
import pytest

from corridor.batch import case
from corridor.engines.instruments.cash_flow import internal_rates, investor_return
from corridor.kernel.errors import InputError, RuleViolation

INCOME = {"incomes": [30000], "share": 0.1, "threshold": 1, "cap": 9000, "max_payments": 1}
LOAN = {"principal": 100, "rate": 0.01, "years": 10, "grace": 2, "discount": 0.05}
POOL = {"n": 10, "exposure": 1, "pd": 0.1, "lgd": 1, "cover": 1, "confidence": 0.9}
FUND = {"outlays": [-100], "outcome_payments": [0, 110], "period_years": 1}
PATH = {"costs": [10, 10], "start": {"donor": 1}, "target": {"employer": 1}}
CONTRACT = {
    "starts": [1],
    "cost_per_start": 1,
    "milestones": [{"name": "placement", "p": 1, "tariff": 2, "lag_periods": 1}],
}


@pytest.fixture
def run(tmp_path):
    def run_case(call, given, expect):
        path = tmp_path / "own.yaml"
        entry = {"id": "X1", "call": f"instruments.{call}", "given": given, "expect": expect}
        path.write_text(json.dumps({"version": 1, "cases": [entry]}, indent=1), encoding="utf-8")
        parser = argparse.ArgumentParser()
        case.add_arguments(parser)
        return case.run(parser.parse_args([str(path)]))

    return run_case


@pytest.mark.parametrize(
    ("call", "given", "expect"),
    [
        ("income_share", INCOME | {"finances": ["none"], "advance": 3000}, {"total": 3000, "effective_rate": 0}),
        ("income_share", INCOME | {"max_payments": None, "threshold": None}, {"total": 3000}),
        ("grant_element", LOAN | {"payments": "annual, annuity"}, {"concessional": False}),
        ("grant_element", LOAN | {"payments": "annual, lump sum", "rate": 0}, {"grant_element_pct": 38.60867464590242}),
        ("correlated_guarantee", POOL | {"correlation": 0}, {"vasicek": {"defaults_q": 2}}),
        ("outcome_fund", FUND, {"irr_roots": [0.1], "irr_is_unique": True}),
        ("sustainability_path", PATH, {"by_payer": {"donor": 10, "employer": 10}, "findings": []}),
        ("outcome_investment", {"contract": CONTRACT}, {"net": [-1, 2], "returns": {"irr_per_period": 1}}),
        ("levy", {"payroll_per_worker": 10, "levy": 0.1, "workers": 5, "target": 10}, {"levy_for_target": 0.2}),
        (
            "employer_loan",
            {"principal": 100, "annual_rate": 0, "periods": 4, "cash_per_period": 50},
            {"total_paid": 100},
        ),
    ],
)
def test_a_file_may_give_what_the_call_takes(run, call, given, expect):
    outcome = run(call, given, expect)

    assert outcome.exit_code == 0, outcome.text


@pytest.mark.parametrize(
    ("call", "given", "words"),
    [
        ("guarantee_fund", POOL | {"pd": -0.1}, ["case X1", "pd", "-0.1"]),
        ("guarantee_fund", POOL | {"n": 1.5}, ["case X1", "n", "1.5"]),
        ("grant_element", LOAN | {"payments": "monthly"}, ["payments", "monthly", "annual, annuity"]),
        ("grant_element", LOAN | {"grace": 10}, ["A grace of 10"]),
        ("outcome_fund", FUND | {"outcome_payments": [0]}, ["no internal rate of return"]),
        ("income_share", INCOME | {"finances": ["bribe"]}, ["finances", "bribe"]),
        ("sustainability_path", PATH | {"start": {"bank": 1}}, ["start", "bank"]),
        ("sustainability_path", PATH | {"start": {"donor": 0.9}}, ["start", "90 %"]),
        ("outcome_investment", {"contract": CONTRACT | {"default": 2}}, ["default", "2"]),
        ("outcome_investment", {"contract": CONTRACT | {"wage": 2}}, ["contract", "wage"]),
        ("levy", {"levy": 0.1, "workers": 5}, ["payroll_per_worker"]),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_case_and_value(run, call, given, words):
    with pytest.raises(InputError) as refused:
        run(call, given, {"x": 1})

    assert refused.value.exit_code == 3
    assert all(word in refused.value.sentence() for word in ["own.yaml", "line", *words])
    assert refused.value.advice()


def test_a_file_cannot_make_an_income_share_pay_for_recruitment(run):
    with pytest.raises(RuleViolation) as refused:
        run("income_share", INCOME | {"finances": ["fee"]}, {"total": 0})

    assert (refused.value.exit_code, refused.value.code) == (4, "R01")


def test_thirty_years_of_months_have_their_rate():
    flows = np.full(361, 100.0)
    flows[0] = -10_000

    (rate,) = internal_rates(flows)

    assert flows @ (1 + rate) ** -np.arange(361.0) == pytest.approx(0, abs=1e-6)


def test_long_flows_that_turn_often_are_worth_nothing_at_each_of_their_rates():
    flows = np.random.default_rng(5).normal(size=120)

    rates = internal_rates(flows)

    assert rates
    for rate in rates:
        terms = flows * (1 + rate) ** -np.arange(120.0)
        assert abs(terms.sum()) <= 1e-6 * np.abs(terms).max()


@pytest.mark.parametrize("scale", [1e-9, 1.0, 1e12])
def test_a_rate_does_not_depend_on_the_unit_of_money(scale):
    assert internal_rates(scale * np.array([-100.0, 30, 30, 60])) == pytest.approx(
        internal_rates(np.array([-100.0, 30, 30, 60])), rel=1e-9
    )


def test_flows_that_only_touch_zero_have_one_rate():
    # -(1 - 1.1 x)^2 with x the discount factor: worth zero at 10 %, below zero everywhere else.
    assert internal_rates(np.array([-1.0, 2.2, -1.21])) == pytest.approx((0.1,), abs=1e-6)


def test_periods_without_flows_before_and_after_change_no_rate():
    assert internal_rates(np.array([0.0, -100, 110, 0])) == pytest.approx((0.1,), rel=1e-12)


def test_nothing_paid_in_has_neither_peak_nor_multiple():
    found = investor_return(np.zeros(2), np.array([5.0, 0.0]), 1)

    assert (found.peak_funding, found.peak_period, found.payback_period, found.multiple) == (0, None, None, None)
