"""The appraise command values a ledger file, and refuses what it cannot use with its line."""

import argparse
import json
from pathlib import Path

import pytest

from corridor.batch import appraise, schemas
from corridor.engines.appraisal import SOCIAL
from corridor.kernel.errors import DataUnavailable, InputError

EXAMPLES = Path(__file__).parents[3] / "examples"
HEAD = "version: 1\ncurrency: EUR\nrate: 0.1\n"
COST = "- {t: 0, item: training, kind: resource, amount: -100, split: {employer: -60, orig_gov: -40}}\n"
GAIN = "- {t: 1, item: output, kind: resource, amount: 121, split: {employer: 121}}\n"
LEDGER = "ledger:\n" + COST + GAIN
CHANCE = (
    "ledger:\n"
    + COST
    + "- {t: 1, item: output, kind: resource, amount: 121, factors: [demand], split: {employer: 121}}\n"
    + "- {t: 1, item: wage, kind: transfer, factors: [pay], split: {employer: -20, migrant: 20}}\n"
)
FIGURES = (
    "figures:\n  demand: {distribution: normal, mean: 1, sd: 0.2}\n"
    "  pay: {distribution: triangular, a: 0.5, mode: 1, b: 1.5}\n  fixed: 3\n"
)


def run(path):
    parser = argparse.ArgumentParser()
    appraise.add_arguments(parser)
    return appraise.run(parser.parse_args([str(path)]))


@pytest.fixture
def write(tmp_path):
    def write_ledger(text):
        path = tmp_path / "own.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write_ledger


def same(found, expected):
    """Say whether two documents agree; figures to a millionth, which another processor may round otherwise."""
    if isinstance(expected, dict):
        return found.keys() == expected.keys() and all(same(found[name], expected[name]) for name in expected)
    if isinstance(expected, list):
        return len(found) == len(expected) and all(map(same, found, expected))
    if isinstance(expected, float):
        return found == pytest.approx(expected, rel=1e-6, abs=1e-6)
    return found == expected


def test_the_worked_file_gives_what_stands_beside_it():
    outcome = run(EXAMPLES / "appraise/dual_track.yaml")

    expected = json.loads((EXAMPLES / "appraise/dual_track.expected.json").read_text(encoding="utf-8"))
    assert same(json.loads(json.dumps(outcome.document)), expected)
    assert not same(json.loads(json.dumps(outcome.document | {"social": 0})), expected)
    assert outcome.exit_code == 0


def test_a_ledger_is_valued_for_each_party_and_for_society(write):
    document = run(write(HEAD + LEDGER)).document

    assert document["npv"] == pytest.approx({"employer": 50, "orig_gov": -40})
    assert document["social"] == pytest.approx(10)
    assert document["sum_of_parties"] == pytest.approx(10)
    assert document["accounts"][SOCIAL]["irr_roots"] == pytest.approx([0.21])
    assert document["accounts"][SOCIAL]["bcr"] == pytest.approx(1.1)
    assert (document["losers"], document["min_compensation_t0"]) == (["orig_gov"], pytest.approx(40))
    assert document["compensation"]["plan"]["pays"] == pytest.approx({"employer": 40})
    assert document["simulation"] is document["scenarios"] is document["alternatives"] is None


def test_an_origin_that_loses_is_a_finding_with_its_rule(write):
    outcome = run(write(HEAD + LEDGER))

    finding = outcome.document["findings"][0]
    assert (finding["code"], finding["rule"], finding["severity"]) == ("origin_loser", "R23", "warn")
    assert "origin_loser warn: The country of origin loses 40.00" in outcome.text
    assert outcome.exit_code == 0


def test_a_flow_without_a_rate_of_return_is_told(write):
    document = run(write(HEAD + "ledger:\n" + COST)).document

    assert [finding["code"] for finding in document["findings"]] == ["origin_loser", "loser", "loser", "no_irr"]
    assert document["accounts"][SOCIAL]["irr"] is None


def test_several_rates_of_return_are_told(write):
    rows = "".join(
        f"- {{t: {year}, item: flow, kind: resource, amount: {flow}, split: {{orig_gov: {flow}}}}}\n"
        for year, flow in enumerate([-1600, 10000, -10000])
    )

    document = run(write(HEAD + "ledger:\n" + rows)).document

    assert document["accounts"][SOCIAL]["irr_roots"] == [0.25, 4.0]
    assert "several_irr" in [finding["code"] for finding in document["findings"]]


def test_uncertain_figures_are_drawn_and_the_seed_is_kept(write):
    path = write(HEAD + CHANCE + FIGURES + "simulation: {draws: 4000, seed: 7}\n")

    outcome = run(path)

    simulation = outcome.document["simulation"]
    assert (simulation["draws"], simulation["seed"]) == (4000, 7)
    assert simulation["outcomes"][SOCIAL]["sd"] == pytest.approx(22, rel=0.05)  # 0.2 of 110
    assert simulation["rank_correlation"]["demand"]["orig_gov"] is None
    assert simulation["rank_correlation"]["pay"]["migrant"] == pytest.approx(1)
    assert outcome.document["tornado"]["order"] == ["demand", "pay"]
    assert run(path).document == outcome.document
    assert "4000 draws, seed 7" in outcome.text


def test_correlations_are_given_by_pair(write):
    pair = "correlation: [{between: [demand, pay], rank: 0.9}]\nsimulation: {draws: 4000}\n"

    together = run(write(HEAD + CHANCE + FIGURES + pair)).document["simulation"]

    assert together["rank_correlation"]["demand"]["migrant"] == pytest.approx(0.9, abs=0.03)


def test_correlations_that_cannot_hold_together_are_repaired_only_on_request(write):
    figures = FIGURES + "  third: {distribution: normal, mean: 1, sd: 1}\n"
    pairs = (
        "correlation:\n- {between: [demand, pay], rank: 0.9}\n"
        "- {between: [pay, third], rank: 0.9}\n- {between: [demand, third], rank: -0.9}\n"
    )

    with pytest.raises(InputError, match="cannot hold together"):
        run(write(HEAD + CHANCE + figures + pairs))
    repaired = run(write(HEAD + CHANCE + figures + pairs + "simulation: {draws: 500, on_indefinite: repair}\n"))

    assert "correlation_repaired" in [finding["code"] for finding in repaired.document["findings"]]
    assert repaired.document["simulation"]["correlation_change"] > 0.1


def test_scenarios_change_figures_and_are_weighed_by_probability(write):
    text = "scenarios:\n  bad: {p: 0.25, figures: {demand: 0}}\n  plan: {p: 0.75}\n"

    document = run(write(HEAD + CHANCE + FIGURES + text)).document["scenarios"]

    assert document["npv"]["bad"][SOCIAL] == pytest.approx(-100)
    assert document["by_party"][SOCIAL]["expected"] == pytest.approx(-100 + 0.75 * 110)
    assert document["by_party"][SOCIAL]["prob_loss"] == 0.25


def test_weighted_values_stand_beside_plain_ones(write):
    document = run(write(HEAD + LEDGER + "weights: {eta: 1, ref_income: 10, incomes: {employer: 20}}\n")).document[
        "weighted"
    ]

    assert document["plain"] == pytest.approx({"employer": 50, "orig_gov": -40})
    assert document["weighted"] == pytest.approx({"employer": 25, "orig_gov": -40})


def test_alternatives_are_compared_with_the_scheme(write):
    document = run(write(HEAD + LEDGER + "alternatives:\n  training only:\n    ledger:\n    " + COST)).document

    assert document["alternatives"]["difference"]["training only"][SOCIAL] == pytest.approx(-110)
    assert document["alternatives"]["best_for"][SOCIAL] == "scheme"
    assert document["alternatives"]["cost_effectiveness"] is None


def test_effects_lead_to_cost_effectiveness(write):
    text = HEAD + LEDGER + "effect: 4\nalternatives:\n  training only:\n    effect: 5\n    ledger:\n    " + COST

    outcome = run(write(text))

    assert outcome.document["alternatives"]["cost_effectiveness"]["dominated"] == ["scheme"]
    assert "scheme is dominated" in outcome.text


def test_a_printed_ratio_is_held_against_what_it_claims(write):
    document = run(write(HEAD + LEDGER + "published: [{name: sector, bcr: 1.7, cost: 10}]\n")).document

    assert document["published"]["sector"]["net"] == pytest.approx(7)
    assert "not_a_bcr" in json.dumps(document["findings"])


def test_break_even_movers_are_named(write):
    text = HEAD + "movers: 5\nledger:\n" + COST + GAIN.replace("121", "22").replace("kind", "per: mover, kind")

    assert run(write(text)).document["break_even_movers"] == {"employer": 3, "orig_gov": None, SOCIAL: 5}


def test_the_report_is_readable_without_the_document(write):
    text = run(write(HEAD + "title: Own scheme\nprice_year: 2025\n" + CHANCE + FIGURES)).text

    for words in (
        "Own scheme",
        "prices of 2025",
        "Who gains and who loses",
        "P95",
        "in year 0",
        "One figure at a time",
    ):
        assert words in text


REFUSED = [
    (HEAD + "ledger:\n" + COST + GAIN.replace("121}", "120}"), ["line 6", "row 2", "120", "121"]),
    (HEAD + "ledger:\n" + GAIN.replace("resource", "transfer"), ["line 5", "row 1", "121"]),
    (HEAD + LEDGER.replace("t: 1,", "t: 5-1,"), ["line 6", "5-1"]),
    (HEAD + LEDGER.replace("t: 1,", "t: soon,"), ["line 6", "soon"]),
    (HEAD + CHANCE, ["line 6", "demand"]),
    (HEAD + CHANCE + FIGURES.replace("sd: 0.2", "sd: -0.2"), ["line 9", "demand.sd", "-0.2"]),
    (HEAD + CHANCE + FIGURES.replace(", sd: 0.2", ""), ["line 9", "demand", "sd"]),
    (HEAD + CHANCE + FIGURES.replace("a: 0.5", "a: 2"), ["line 10", "pay", "2, 1, 1.5"]),
    (HEAD + CHANCE + FIGURES + "correlation: [{between: [demand, fixed], rank: 0.5}]\n", ["line 12", "fixed"]),
    (HEAD + CHANCE + FIGURES + "correlation: [{between: [demand, demand], rank: 0.5}]\n", ["line 12", "demand"]),
    (HEAD + CHANCE + FIGURES + "scenarios: {bad: {p: 0.4}}\n", ["line 12", "0.4"]),
    (HEAD + CHANCE + FIGURES + "scenarios: {bad: {p: -1}}\n", ["-1"]),
    (HEAD + CHANCE + FIGURES + "scenarios: {bad: {p: 1, figures: {wage: 2}}}\n", ["line 12", "bad", "wage"]),
    (HEAD + CHANCE + FIGURES + "tornado: {of: nobody}\n", ["line 12", "nobody"]),
    (HEAD + LEDGER + "weights: {eta: 1, ref_income: 10, incomes: {cook: 20}}\n", ["line 7", "cook"]),
    (HEAD + LEDGER + "weights: {eta: 1, ref_income: 0, incomes: {employer: 20}}\n", ["line 7", "ref_income", "0"]),
    (
        HEAD + LEDGER + "alternatives:\n  other:\n    ledger:\n    " + GAIN.replace("121}", "1}"),
        ["line 10", "row 1", "121"],
    ),
    (HEAD + LEDGER + "alternatives:\n  scheme:\n    ledger:\n    " + COST, ["scheme"]),
    (HEAD.replace("0.1", "-1") + LEDGER, ["line 3", "rate", "-1"]),
    (HEAD.replace("0.1", "interest") + LEDGER, ["interest"]),
    (HEAD + "movers: 0\n" + LEDGER, ["line 4", "movers", "0"]),
    (HEAD + LEDGER + "published: [{name: a, bcr: 2, cost: 0}]\n", ["line 7", "cost", "0"]),
    (HEAD + LEDGER.replace("resource", "gift", 1), ["line 5", "gift"]),
    (HEAD + LEDGER.replace("employer: 121", "employer: many"), ["line 6", "many"]),
    (HEAD + LEDGER + "rat: 3\n", ["rat"]),
    (HEAD.replace("EUR", "euro") + LEDGER, ["line 2", "euro"]),
    (HEAD + "ledger: []\n", ["ledger"]),
    ("version: 2\n", ["own.yaml"]),
    ("", ["own.yaml"]),
]


@pytest.mark.parametrize(("text", "words"), REFUSED)
def test_a_file_that_cannot_be_used_is_refused_with_its_line_and_a_remedy(write, text, words):
    with pytest.raises(InputError) as refused:
        run(write(text))

    assert refused.value.exit_code == 3
    assert refused.value.advice()
    for word in ("own.yaml", *words):
        assert word in refused.value.sentence() + refused.value.advice()


def test_a_file_that_is_not_there_is_told():
    with pytest.raises(DataUnavailable, match=r"nowhere\.yaml"):
        run("nowhere.yaml")


def test_the_schema_is_packaged_under_its_name():
    assert schemas.load("appraise")["$id"] == "corridor:appraise:1"
