"""All that an appraisal asks of one ledger, in one call."""

from dataclasses import replace

import pytest

from corridor.engines.appraisal import (
    SCHEME,
    SOCIAL,
    Alternative,
    AppraisalPlan,
    LedgerRow,
    PairCorrelation,
    PublishedRatio,
    Scenario,
    SimulationSettings,
    TornadoSettings,
    Uncertain,
    WeightSettings,
    appraise,
    ledger,
    simulate,
)
from corridor.kernel.errors import InputError

COST = LedgerRow(t=0, item="training", kind="resource", amount=-100, split={"employer": -60, "orig_gov": -40})
WORK = LedgerRow(t="1-3", item="work", kind="resource", amount=50, split={"employer": 50}, factors=["demand"])
WAGE = LedgerRow(t="1-3", item="wage", kind="transfer", split={"employer": -9, "migrant": 9}, factors=["pay"])
FIGURES = {
    "demand": Uncertain(distribution="pert", a=0.5, mode=1, b=1.2),
    "pay": Uncertain(distribution="normal", mean=1, sd=0.1),
    "count": 3.0,
}
PLAN = AppraisalPlan(
    rate=0.05,
    ledger=[COST, WORK, WAGE],
    figures=FIGURES,
    correlation=[PairCorrelation(("pay", "demand"), 0.5)],
    simulation=SimulationSettings(draws=400, seed=9),
)


def test_the_plan_is_valued_at_its_central_figures():
    result = appraise(PLAN)

    plain = ledger(0.05, PLAN.ledger, figures={"demand": 1, "pay": 1, "count": 3})
    assert result.ledger.npv == plain.npv
    assert (result.rate, result.movers) == (0.05, 1.0)
    assert result.switching.value == pytest.approx(plain.social)
    assert result.compensation.receives == pytest.approx({"orig_gov": 40})


def test_draws_are_those_of_the_simulation():
    result = appraise(PLAN).simulation

    spread = {**FIGURES, "count": Uncertain(distribution="normal", mean=3, sd=0)}
    same = simulate(0.05, PLAN.ledger, spread, 400, 9, [[1, 0.5, 0], [0.5, 1, 0], [0, 0, 1]])
    assert result.outcomes == same.outcomes
    assert result.rank_correlation["count"][SOCIAL] is None


def test_a_tornado_shows_uncertain_figures_only():
    result = appraise(replace(PLAN, tornado=TornadoSettings(of="employer", tail=0.2))).tornado

    assert set(result.bars) == set(result.order) == {"demand", "pay"}
    assert result.base == pytest.approx(appraise(PLAN).ledger.npv["employer"])


def test_a_plan_without_uncertain_figures_has_no_draws():
    result = appraise(replace(PLAN, figures={"demand": 1.0, "pay": 1.0}, correlation=()))

    assert (result.simulation, result.tornado) == (None, None)


def test_rate_and_movers_may_be_figures():
    figures = {**FIGURES, "r": Uncertain(distribution="triangular", a=0.01, mode=0.04, b=0.1), "n": 12.0}
    rows = [COST, replace(WORK, per="mover"), WAGE]

    result = appraise(replace(PLAN, rate="r", movers="n", ledger=rows, figures=figures))

    assert (result.rate, result.movers) == (0.04, 12)
    assert result.simulation.rank_correlation["r"][SOCIAL] < 0


def test_what_is_not_asked_for_is_left_out():
    result = appraise(PLAN)

    assert (result.scenarios, result.weighted, result.comparison, result.published) == (None, None, None, {})


def test_scenarios_show_every_party():
    chosen = {"bad": Scenario(p=0.5, figures={"demand": 0.1}), "plan": Scenario(p=0.5)}

    result = appraise(replace(PLAN, scenarios=chosen)).scenarios

    assert result.npv["plan"] == pytest.approx(appraise(PLAN).ledger.npv | {SOCIAL: appraise(PLAN).ledger.social})
    assert result.by_party["employer"].prob_loss == 0.5
    assert result.by_party["migrant"].sd == pytest.approx(0, abs=1e-9)


def test_alternatives_share_rate_and_figures():
    other = {"training only": Alternative(ledger=[COST]), "more": Alternative(ledger=[COST, WORK, WORK], movers=2)}

    result = appraise(replace(PLAN, alternatives=other)).comparison

    assert list(result.npv) == [SCHEME, "training only", "more"]
    assert result.best_for[SOCIAL] == "more"
    assert result.npv["more"]["migrant"] == 0


def test_findings_stand_together():
    ratio = PublishedRatio(name="sector", bcr=1.7, cost=1_000_000)

    result = appraise(replace(PLAN, published=[ratio]))

    assert [finding.code for finding in result.findings] == ["origin_loser", "loser", "not_a_bcr"]
    assert all(finding.sentence() and finding.advice() for finding in result.findings)


def test_who_gains_as_planned_but_mostly_loses_is_found():
    figures = {**FIGURES, "demand": Uncertain(distribution="triangular", a=0, mode=0.65, b=0.7)}

    findings = appraise(replace(PLAN, figures=figures)).findings

    probable = [finding for finding in findings if finding.code == "probable_loser"]
    assert [finding.params["party"] for finding in probable] == ["employer"]


def test_weights_follow_incomes():
    weights = WeightSettings(eta=1, ref_income=10, incomes={"migrant": 5})

    result = appraise(replace(PLAN, weights=weights)).weighted

    assert result.weights["migrant"] == 2
    assert result.plain == appraise(PLAN).ledger.npv


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"ledger": [replace(COST, amount=-99)]}, "ledger[0].split"),
        ({"ledger": [replace(WORK, factors=["sun"])]}, "ledger[0].factors"),
        ({"alternatives": {"b": Alternative(ledger=[COST, replace(COST, t="x")])}}, "alternatives.b.ledger[1].t"),
        ({"alternatives": {SCHEME: Alternative(ledger=[COST])}}, "alternatives.scheme"),
        ({"figures": FIGURES | {"pay": Uncertain(distribution="pert", a=1, mode=0, b=2)}}, "figures.pay"),
        ({"figures": FIGURES | {"count": float("nan")}}, "figures.count"),
        ({"correlation": [PairCorrelation(("pay", "count"), 0.5)]}, "correlation[0]"),
        ({"scenarios": {"bad": Scenario(p=1, figures={"sun": 1})}}, "scenarios.bad.figures.sun"),
        ({"weights": WeightSettings(eta=1, ref_income=10, incomes={"cook": 5})}, "weights.incomes.cook"),
        ({"rate": "interest"}, "figures"),
        ({"simulation": SimulationSettings(draws=1)}, "draws"),
        ({"tornado": TornadoSettings(of="nobody")}, "of"),
    ],
)
def test_a_refusal_names_the_place_in_the_plan(change, field):
    with pytest.raises(InputError) as refused:
        appraise(replace(PLAN, **change))

    assert refused.value.field == field
    assert refused.value.advice()
