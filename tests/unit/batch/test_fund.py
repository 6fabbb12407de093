"""The fund command computes a file, and refuses what it cannot use with its line."""

import argparse
import json
from dataclasses import fields

import pytest

from corridor.batch import fund, schemas
from corridor.engines.instruments import FundPlan, FundRates, FundScenario
from corridor.kernel.errors import InputError

HEAD = """version: 1
currency: USD
contracts: 10000
contract_years: 2
fee: 40
fund_share: 0.6
reserve: 500000
years: 6
paths: 200
"""
BENEFITS = "benefits:\n- {name: death, amount: 10000, rate_per_1000_year: 0.4}\n"


def run(path):
    parser = argparse.ArgumentParser()
    fund.add_arguments(parser)
    return fund.run(parser.parse_args([str(path)]))


@pytest.fixture
def write(tmp_path):
    def write_fund(text):
        path = tmp_path / "own.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write_fund


def test_a_sound_fund_ends_with_code_zero(write):
    outcome = run(write(HEAD + BENEFITS))

    assert outcome.exit_code == 0
    assert (outcome.document["blocked"], outcome.document["findings"]) == (False, [])
    assert outcome.text.endswith("none")


def test_a_fund_that_members_pay_ends_with_code_one(write):
    outcome = run(write(HEAD + "payer_percent: {migrant: 100}\n" + BENEFITS))

    assert outcome.exit_code == 1
    assert [finding["rule"] for finding in outcome.document["findings"]] == ["R27", "R01"]
    assert outcome.document["findings"][0]["code"] == "migrant_paid_fund"
    assert "R01 employer_pays block: The worker would pay 40.00 USD" in outcome.text


def test_a_named_law_ends_with_code_zero_and_keeps_the_finding(write):
    outcome = run(write(HEAD + "payer_percent: {migrant: 100}\nlaw: Act 21 of 1985\n" + BENEFITS))

    assert outcome.exit_code == 0
    assert {finding["severity"] for finding in outcome.document["findings"]} == {"warn"}
    assert "Act 21 of 1985" in outcome.text


def test_the_document_is_json_and_holds_premium_balance_ruin_and_reserves(write):
    document = json.loads(json.dumps(run(write(HEAD + BENEFITS)).document))

    assert document["premium"]["pure"] == 8
    assert document["splits"]["gross_fee"]["1.0"] == 8
    assert document["base"]["projection"]["reserve"][0] == pytest.approx(500_000 + 10_000 * (24 - 8))
    assert document["base"]["ruin"]["ruin_probability"] == 0
    assert document["solvency"]["exact_step"] == 10_000
    assert document["payers"] == {"by_payer": {"employer": 400_000}, "worker_pays_per_contract": 0}
    assert (document["version"], document["seed"]) == (1, 1)


def test_the_text_shows_every_part_that_was_asked_for(write):
    more = """rates: {growth: 0.02}
scenarios:
- {name: twice the claims, claims_factor: 2}
sectors:
- {name: building, share: 0.5, rates_per_1000_year: {death: 0.6}}
- {name: care, share: 0.5, rates_per_1000_year: {death: 0.2}}
mass_repatriation: {event_workers: 100, cost: 2500}
top_up: {benefit: 1000, groups: [{share: 1, annual_claim_prob: 0.01, uptake: 0}]}
claims:
- {group: North, cause: injury, claims: 3, contract_years: 1000}
"""

    text = run(write(HEAD + BENEFITS + more)).text

    for words in ("building (50 %)", "twice the claims", "year 6", "never", "Mass repatriation", "seed 1", "North"):
        assert words in text
    assert "bought by 0 % of members" in text
    assert "its buyers" not in text


BENEFIT = "benefits:\n- {name: death, amount: 10000, rate_per_1000_year: "
REFUSED = [
    (HEAD + BENEFIT + "-0.4}\n", ["line 11", "-0.4"]),
    (HEAD + BENEFIT + ".nan}\n", ["nan"]),
    (HEAD + BENEFIT + "high}\n", ["line 11", "high"]),
    (HEAD + BENEFITS + "- {name: death, amount: 1, rate_per_1000_year: 1}\n", ["line 12", "death"]),
    (HEAD + "benefits: []\n", ["line 10", "benefits"]),
    (HEAD, ["benefits"]),
    (HEAD.replace("0.6", "60") + BENEFITS, ["line 6", "60"]),
    (HEAD.replace("0.6", "0") + BENEFITS, ["line 6", "fund_share"]),
    (HEAD.replace("fee: 40", "fee: -40") + BENEFITS, ["line 5", "-40"]),
    (HEAD.replace("USD", "dollars") + BENEFITS, ["line 2", "dollars"]),
    (HEAD.replace("years: 6", "years: 201") + BENEFITS, ["201"]),
    (HEAD + "payer_percent: {employer: 60, migrant: 30}\n" + BENEFITS, ["line 10", "90 %", "100 %"]),
    (HEAD + "payer_percent: {bank: 100}\n" + BENEFITS, ["line 10", "bank"]),
    (HEAD + "law: ''\n" + BENEFITS, ["line 10", "law"]),
    (HEAD + "fees: 3\n" + BENEFITS, ["fees"]),
    (HEAD + BENEFITS + "rates: {growth: -1}\n", ["line 12", "growth", "-1"]),
    (HEAD.replace("years: 6", "years: 200") + BENEFITS + "rates:\n  ret: 0\n  growth: 30\n", ["line 13", "ret"]),
    (HEAD.replace("years: 6", "years: 200") + BENEFITS + "rates:\n  growth: 30\n", ["line 13", "growth"]),
    (HEAD + BENEFITS + "sectors:\n- {name: care, share: 0.5}\n", ["line 13", "0.5"]),
    (
        HEAD + BENEFITS + "sectors:\n- {name: care, share: 1, rates_per_1000_year: {loan: 1}}\n",
        ["line 13", "loan"],
    ),
    (HEAD + BENEFITS + "scenarios:\n- {name: base}\n", ["line 13", "base"]),
    (
        HEAD + BENEFITS + "top_up:\n  benefit: 1\n  groups:\n  - {share: 0.9, annual_claim_prob: 0, uptake: 0}\n",
        ["line 15", "0.9"],
    ),
    (
        HEAD + BENEFITS + "claims:\n- {group: N, cause: injury, claims: 2, contract_years: 0}\n",
        ["line 13", "N has 2 claims"],
    ),
    (HEAD + BENEFITS + "confidence: 1\n", ["line 12", "confidence"]),
    (HEAD + BENEFITS + "mass_repatriation: {event_workers: 10, cost: 0}\n", ["line 12", "cost"]),
    ("version: 2\n", ["own.yaml"]),
    ("", ["own.yaml"]),
    ("just words", ["just words"]),
]


@pytest.mark.parametrize(("text", "words"), REFUSED)
def test_a_file_that_cannot_be_used_is_refused_with_place_and_remedy(write, text, words):
    with pytest.raises(InputError) as refused:
        run(write(text))

    assert refused.value.exit_code == 3
    assert refused.value.advice()
    for word in words:
        assert word in refused.value.sentence()


def test_every_part_of_the_plan_stands_in_the_schema():
    properties = schemas.load("fund")["properties"]

    assert {member.name for member in fields(FundPlan)} == set(properties) - {"version", "title"}
    assert {member.name for member in fields(FundRates)} == set(properties["rates"]["properties"])
    assert {member.name for member in fields(FundScenario)} == set(properties["scenarios"]["items"]["properties"])
