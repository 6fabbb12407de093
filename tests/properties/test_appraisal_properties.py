"""Whatever the figures: parties add up to society, roots are roots, draws keep their margins."""

import math

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from corridor.engines.appraisal import (
    SOCIAL,
    Alternative,
    LedgerRow,
    Uncertain,
    cash_flow,
    compare,
    compensation_plan,
    cost_effectiveness,
    employer,
    irr_roots,
    ledger,
    npv,
    scenarios,
    simulate,
    switching_values,
    triangular,
)
from corridor.engines.appraisal.reference import party_values, present_value

MONEY = st.floats(-1e6, 1e6, allow_nan=False).map(lambda value: round(value, 2))
RATES = st.floats(-0.5, 1.0)
PARTIES = ("migrant", "employer", "dest_gov", "orig_gov", "home_trainee")
FAST = settings(max_examples=40, deadline=None)
BRISK = settings(max_examples=15, deadline=None)


@st.composite
def rows(draw):
    first = draw(st.integers(0, 6))
    last = first + draw(st.integers(0, 6))
    split = draw(st.dictionaries(st.sampled_from(PARTIES), MONEY, min_size=1, max_size=4))
    kind = draw(st.sampled_from(["resource", "transfer"]))
    amount = math.fsum(split.values())
    if kind == "transfer":
        split = split | {"rest": -amount}
        amount = 0.0
    return LedgerRow(
        t=f"{first}-{last}",
        item="row",
        kind=kind,
        amount=amount,
        split=split,
        per=draw(st.sampled_from(["scheme", "mover"])),
        factors=draw(st.lists(st.sampled_from(["x", "y"]), max_size=2)),
        growth=draw(st.sampled_from([0.0, 0.03, -0.2])),
        leaving=draw(st.sampled_from([0.0, 0.15, 1.0])),
    )


LEDGERS = st.lists(rows(), min_size=1, max_size=8)


def size(ledger_rows):
    return sum(abs(part) for row in ledger_rows for part in row.split.values()) + 1


@BRISK
@given(LEDGERS, RATES, st.integers(1, 500), st.sampled_from(["end-year", "mid-year"]))
def test_parties_always_add_up_to_society(ledger_rows, rate, movers, convention):
    result = ledger(rate, ledger_rows, convention, movers, {"x": 1.5, "y": 0.2})

    gross = sum(account.pv_benefits + account.pv_costs for account in result.accounts.values()) + 1
    assert abs(result.sum_of_parties - result.social) <= 1e-9 * gross
    assert all(result.npv[party] < 0 for party in result.losers)
    assert result.min_compensation_t0 >= 0


@BRISK
@given(LEDGERS, RATES, st.integers(1, 50))
def test_the_plain_definition_agrees_on_any_ledger(ledger_rows, rate, movers):
    figures = {"x": 1.7, "y": -0.4}

    values = ledger(rate, ledger_rows, movers=movers, figures=figures).npv

    plain = party_values(rate, ledger_rows, movers, figures)
    most = size(ledger_rows) * movers * max(1.0, 1 / (1 + rate)) ** 12
    assert values.keys() == plain.keys()
    assert all(abs(values[party] - plain[party]) <= 1e-9 * most for party in values)


@FAST
@given(st.lists(MONEY, min_size=1, max_size=15), RATES, st.sampled_from(["end-year", "mid-year"]))
def test_the_plain_definition_agrees_on_any_flow(flows, rate, convention):
    most = 1e6 * max(1.0, 1 / (1 + rate)) ** 15

    assert npv(rate, flows, convention).npv == pytest.approx(
        present_value(rate, flows, convention == "mid-year"), abs=1e-9 * most
    )


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(-900, 900), min_size=1, max_size=8))
def test_in_the_middle_of_years_present_value_is_zero_at_every_rate_too(flows):
    if not any(flows):
        return
    for rate in irr_roots(flows, "mid-year").irr:
        factors = npv(rate, [0] * len(flows), "mid-year").factors if rate > -0.999 else None
        if factors:
            gross = sum(abs(flow) * factor for flow, factor in zip(flows, factors, strict=True)) + 1e-9
            assert abs(npv(rate, flows, "mid-year").npv) <= 1e-12 * len(flows) * gross


@BRISK
@given(LEDGERS, RATES, st.sampled_from(["social", *PARTIES]))
def test_a_row_moved_by_its_switching_change_leaves_nothing(ledger_rows, rate, of):
    known = {"x": 1, "y": 1}
    if of != SOCIAL and all(of not in row.split for row in ledger_rows):
        return
    result = switching_values(rate, ledger_rows, of, figures=known)

    for row in result.rows:
        if row.factor is not None:
            assert result.value + row.value * row.change == pytest.approx(
                0, abs=1e-9 * (abs(row.value) + abs(result.value))
            )
    assert math.fsum(row.value for row in result.rows) == pytest.approx(result.value, abs=1e-6)


@BRISK
@given(LEDGERS, LEDGERS, RATES)
def test_differences_to_the_first_alternative_are_differences_of_values(first, second, rate):
    result = compare(rate, {"a": Alternative(ledger=first), "b": Alternative(ledger=second)}, figures={"x": 1, "y": 2})

    for party, gap in result.difference["b"].items():
        assert gap == pytest.approx(result.npv["b"][party] - result.npv["a"][party])
        best = result.best_for[party]
        assert result.npv[best][party] == max(row[party] for row in result.npv.values())


@BRISK
@given(LEDGERS, RATES)
def test_transfers_are_worth_nothing_to_society(ledger_rows, rate):
    transfers = [row for row in ledger_rows if row.kind == "transfer"]
    if transfers:
        assert ledger(rate, transfers, figures={"x": 2, "y": 3}).social == 0


@BRISK
@given(LEDGERS, st.floats(0, 0.2))
def test_compensation_makes_every_party_whole(ledger_rows, rate):
    result = ledger(rate, ledger_rows, figures={"x": 1, "y": 1})

    paid = {party: part.t0 for party, part in result.compensation.items()}
    receipts = [
        LedgerRow(t=0, item="compensation", kind="transfer", split={"fund": -part, party: part})
        for party, part in paid.items()
    ]
    after = ledger(rate, [*ledger_rows, *receipts], figures={"x": 1, "y": 1})
    assert set(after.losers) <= {"fund"}
    assert after.social == pytest.approx(result.social, rel=1e-9, abs=1e-6)


@FAST
@given(st.dictionaries(st.sampled_from(PARTIES), MONEY, min_size=1))
def test_what_is_paid_is_what_is_received(values):
    plan = compensation_plan(values)

    paid, received = math.fsum(plan.pays.values()), math.fsum(plan.receives.values())
    assert paid == pytest.approx(received, rel=1e-9)
    assert all(amount <= values[party] * (1 + 1e-9) for party, amount in plan.pays.items())
    assert received + plan.uncovered == pytest.approx(-sum(v for v in values.values() if v < 0), rel=1e-9, abs=1e-6)


@settings(max_examples=80, deadline=None)
@given(st.lists(MONEY, min_size=1, max_size=14))
def test_present_value_is_zero_at_every_rate_of_return(flows):
    if not any(flows):
        return
    result = irr_roots(flows)

    assert len(result.irr) <= result.sign_changes
    for rate in result.irr:
        # One float64 step of the rate moves present value by up to this much.
        x = 1 / (1 + rate)
        slope = math.fsum(abs(flow) * (year + 1) * x**year for year, flow in enumerate(flows))
        assert abs(math.fsum(flow * x**year for year, flow in enumerate(flows))) <= 4e-15 * slope * max(1.0, x)


@FAST
@given(st.lists(st.integers(-999, 999), min_size=2, max_size=10), st.integers(2, 900))
def test_rates_of_return_do_not_depend_on_the_currency(flows, price):
    if any(flows):
        assert irr_roots([flow * price for flow in flows]) == irr_roots(flows)


@FAST
@given(st.lists(MONEY, min_size=1, max_size=12), RATES)
def test_a_flow_is_its_benefits_less_its_costs(flows, rate):
    result = cash_flow(rate, flows)

    assert result.npv == pytest.approx(result.pv_benefits - result.pv_costs, rel=1e-9, abs=1e-4)
    if result.bcr is not None and abs(result.npv) > 1:
        assert (result.bcr > 1) == (result.npv > 0)
    if result.discounted_payback is not None:
        assert 0 <= result.discounted_payback <= len(flows) - 1
        if result.stays_paid_back:
            assert result.npv >= -1e-6 * sum(map(abs, flows))


@FAST
@given(st.lists(MONEY, min_size=1, max_size=12), st.lists(MONEY, min_size=1, max_size=12), RATES)
def test_present_value_is_additive(first, second, rate):
    length = max(len(first), len(second))
    both = [
        (a + b) for a, b in zip(first + [0] * (length - len(first)), second + [0] * (length - len(second)), strict=True)
    ]

    scale = (1 + abs(1 / (1 + rate))) ** length * 1e6
    assert npv(rate, both).npv == pytest.approx(npv(rate, first).npv + npv(rate, second).npv, abs=1e-9 * scale)


@FAST
@given(st.floats(1, 1e5), st.floats(1, 1e5), st.floats(0, 0.3), st.integers(1, 30), st.floats(0, 1))
def test_the_more_leave_the_less_an_employer_gains(upfront, surplus, rate, years, hazard):
    result = employer(upfront, surplus, rate, years, hazard)

    assert result.npv <= result.npv_full_retention + 1e-6
    if result.breakeven_hazard is not None:
        assert employer(upfront, surplus, rate, years, result.breakeven_hazard).npv == pytest.approx(
            0, abs=1e-7 * (upfront + surplus * years)
        )


@FAST
@given(st.lists(st.tuples(st.integers(1, 50), MONEY), min_size=1, max_size=6))
def test_the_expected_value_lies_between_worst_and_best(weighted):
    total = sum(weight for weight, _ in weighted)
    values = {f"s{place}": value for place, (_, value) in enumerate(weighted)}

    result = scenarios([weight / total for weight, _ in weighted], values)

    assert result.worst - 1e-6 <= result.expected <= result.best + 1e-6
    assert 0 <= result.prob_loss <= 1 + 1e-12
    assert result.sd <= (result.best - result.worst) / 2 + 1e-6


@FAST
@given(st.dictionaries(st.sampled_from("abcdefgh"), st.tuples(st.integers(0, 99), st.integers(0, 99)), min_size=1))
def test_every_option_is_on_the_frontier_or_marked(options):
    result = cost_effectiveness(options)

    marked = [*result.frontier, *result.dominated, *result.extended_dominated]
    assert set(marked) | set(result.tied) == set(options)
    assert len(marked) == len(set(marked))
    steps = list(result.icer.values())
    assert steps == sorted(steps)


@FAST
@given(st.floats(-50, 50), st.floats(0, 50), st.floats(0, 50))
def test_a_triangle_keeps_its_order(a, up, down):
    result = triangular(a, a + up, a + up + down)

    assert a - 1e-9 <= result.p10 <= result.p50 + 1e-9
    assert result.p50 <= result.p90 + 1e-9
    assert result.p90 <= a + up + down + 1e-9


@settings(max_examples=15, deadline=None)
@given(LEDGERS, st.integers(0, 10_000))
def test_parties_add_up_to_society_in_every_draw(ledger_rows, seed):
    figures = {
        "x": Uncertain(distribution="lognormal", mean=1, sd=0.5),
        "y": Uncertain(distribution="normal", mean=0, sd=2),
        "rate": Uncertain(distribution="pert", a=0.01, mode=0.03, b=0.2),
    }

    result = simulate("rate", ledger_rows, figures, 200, seed, [[1, 0.5, 0], [0.5, 1, 0], [0, 0, 1]])

    most = np.abs(result.npv).max() + size(ledger_rows)
    assert np.abs(result.npv[:-1].sum(axis=0) - result.npv[-1]).max() <= 1e-9 * most
    for found in result.outcomes.values():
        assert found.p5 <= found.p50 <= found.p95
    assert list(result.outcomes)[-1] == SOCIAL
