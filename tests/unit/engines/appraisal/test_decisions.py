"""What may change, who compensates whom, which alternative is best."""

from dataclasses import replace

import pytest

from corridor.engines.appraisal import (
    SOCIAL,
    Alternative,
    LedgerRow,
    Uncertain,
    compare,
    compensation_plan,
    ledger,
    ledger_tornado,
    origin_loser,
    switching_values,
    weigh,
)
from corridor.kernel.errors import InputError

TRAINING = LedgerRow(t=0, item="training", kind="resource", amount=-100, split={"employer": -60, "orig_gov": -40})
OUTPUT = LedgerRow(t="1-2", item="output", kind="resource", amount=80, split={"employer": 80})
WAGE = LedgerRow(t="1-2", item="wage", kind="transfer", split={"employer": -30, "migrant": 30})
ROWS = [TRAINING, OUTPUT, WAGE]


def scaled(row, factor):
    return replace(row, amount=row.amount * factor, split={party: part * factor for party, part in row.split.items()})


@pytest.mark.parametrize("party", ["employer", SOCIAL])
def test_a_row_multiplied_by_its_switching_factor_leaves_no_gain(party):
    result = switching_values(0.03, ROWS, party)

    for row in result.rows:
        if row.factor is not None:
            rows = [scaled(r, row.factor) if n == row.row else r for n, r in enumerate(ROWS, start=1)]
            after = ledger(0.03, rows)
            assert (after.npv | {SOCIAL: after.social})[party] == pytest.approx(0, abs=1e-10)


def test_the_most_critical_row_comes_first_and_untouched_ones_last():
    result = switching_values(0, ROWS, "employer")

    assert [row.item for row in result.rows] == ["output", "training", "wage"]
    assert [row.change for row in result.rows] == pytest.approx([-40 / 160, 40 / 60, 40 / 60])
    assert switching_values(0, ROWS).rows[-1].factor is None


def test_a_tornado_of_a_ledger_moves_one_figure_between_its_quantiles():
    rows = [TRAINING, replace(OUTPUT, factors=["demand"]), replace(WAGE, factors=["pay"])]
    figures = {
        "demand": Uncertain(distribution="triangular", a=0, mode=1, b=2),
        "pay": Uncertain(distribution="triangular", a=0.5, mode=1, b=1.5),
    }

    result = ledger_tornado(0, rows, figures, "employer", tail=0.5)
    wide = ledger_tornado(0, rows, figures, "employer", tail=0.125)

    assert result.base == pytest.approx(-60 + 160 - 60)
    assert all(bar.swing == pytest.approx(0, abs=1e-9) for bar in result.bars.values())
    assert (wide.bars["demand"].low, wide.bars["demand"].high) == pytest.approx((-40, 120))
    assert (wide.bars["pay"].low, wide.bars["pay"].high) == pytest.approx((55, 25))
    assert wide.order == ("demand", "pay")


def test_the_rate_may_be_one_of_the_figures():
    rate = {"r": Uncertain(distribution="triangular", a=0, mode=0.1, b=0.2)}

    assert ledger_tornado("r", ROWS, rate).base == pytest.approx(ledger(0.1, ROWS).social)


def test_gainers_share_what_makes_losers_whole():
    plan = compensation_plan({"employer": 30, "dest_gov": 90, "migrant": 500, "orig_gov": -40, "donor": 0})

    assert plan.pays == pytest.approx({"employer": 10, "dest_gov": 30})
    assert plan.receives == pytest.approx({"orig_gov": 40})
    assert plan.uncovered == 0


def test_a_migrant_is_not_asked_to_pay_for_the_losses_of_others():
    plan = compensation_plan({"migrant": 500, "employer": 10, "orig_gov": -40})

    assert plan.pays == {"employer": 10}
    assert (plan.receives["orig_gov"], plan.uncovered) == pytest.approx((10, 30))


def test_without_losers_nobody_pays():
    plan = compensation_plan({"employer": 5, "migrant": 1, "orig_gov": -1e-15})

    assert (plan.pays, plan.receives, plan.uncovered) == ({}, {}, 0)


def test_weighted_values_stand_beside_plain_ones():
    result = weigh({"migrant": 10, "employer": 20, "dest_gov": -5}, 100, {"migrant": 50, "employer": 200}, 1)

    assert result.plain == {"migrant": 10, "employer": 20, "dest_gov": -5}
    assert result.weighted == pytest.approx({"migrant": 20, "employer": 10, "dest_gov": -5})
    assert (result.plain_social, result.weighted_social) == pytest.approx((25, 25))


def test_alternatives_are_measured_against_the_first():
    result = compare(
        0,
        {
            "scheme": Alternative(ledger=ROWS, effect=3),
            "training only": Alternative(ledger=[TRAINING], effect=2),
            "twice": Alternative(ledger=[replace(row, per="mover") for row in ROWS], movers=2, effect=6),
        },
    )

    assert result.difference["scheme"] == dict.fromkeys(["employer", "orig_gov", "migrant", SOCIAL], 0)
    assert result.difference["training only"]["migrant"] == -60
    assert result.npv["twice"][SOCIAL] == pytest.approx(120)
    assert result.best_for == {"employer": "twice", "orig_gov": "scheme", "migrant": "twice", SOCIAL: "twice"}
    assert result.cost_effectiveness.dominated == ("training only",)


def test_effects_are_compared_only_where_every_alternative_has_one():
    alternatives = {"a": Alternative(ledger=ROWS, effect=3), "b": Alternative(ledger=ROWS)}

    assert compare(0.03, alternatives).cost_effectiveness is None


def test_an_origin_that_loses_is_found():
    (finding,) = origin_loser({"orig_gov": -50, "home_trainee": 20, "migrant": 900})

    assert (finding.code, finding.rule, str(finding.severity)) == ("origin_loser", "R23", "warn")
    assert "30.00" in finding.sentence()
    assert finding.advice()


@pytest.mark.parametrize("npv", [{"orig_gov": -50, "home_trainee": 50}, {"employer": -9}, {"orig_gov": 3}])
def test_an_origin_that_gains_or_is_whole_is_no_finding(npv):
    assert origin_loser(npv) == ()


def test_compensation_in_the_ledger_clears_the_finding():
    paid = LedgerRow(t=0, item="compensation", kind="transfer", split={"employer": -40, "orig_gov": 40})

    assert origin_loser(ledger(0.03, ROWS).npv)
    assert not origin_loser(ledger(0.03, [*ROWS, paid]).npv)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: switching_values(0.03, ROWS, "nobody"), ["nobody", "migrant"]),
        (lambda: ledger_tornado(0.03, ROWS, {}), ["figures"]),
        (lambda: ledger_tornado("r", ROWS, {"x": Uncertain(distribution="normal", mean=1, sd=1)}), ["r", "x"]),
        (lambda: compare(0.03, {}), ["alternatives"]),
    ],
)
def test_a_name_that_is_not_there_is_refused(call, words):
    with pytest.raises(InputError) as refused:
        call()

    for word in words:
        assert word in refused.value.sentence() + refused.value.advice()
