"""The budget command adds a file up, checks it, and refuses what it cannot use with its place."""

import argparse
import json
from decimal import Decimal

import pytest

from corridor.batch import budget, schemas
from corridor.batch.taxonomy import LANGUAGES, cost_item, cost_items, driver_labels
from corridor.engines.costing import RELATED_COSTS, FeeClass, Payer
from corridor.kernel.errors import InputError

HEAD = "version: 1\ncurrency: EUR\nparticipants: 10\nplacements: 5\nmonths: 4\nlines:\n"


def run(path):
    parser = argparse.ArgumentParser()
    budget.add_arguments(parser)
    return budget.run(parser.parse_args([str(path)]))


@pytest.fixture
def write(tmp_path):
    def write_budget(text):
        path = tmp_path / "own.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write_budget


def test_a_line_takes_what_it_leaves_out_from_the_taxonomy(write):
    path = write(HEAD + "- {code: TR.02, amount: 200, payer_percent: {employer: 100}}\n")

    assessment = budget.assess_file(path)

    assert assessment.total == 2000
    assert assessment.by_phase == {"training": 2000}
    assert assessment.by_head == {"mobility": 2000}
    assert assessment.lines[0].label == "Language training that the job or visa requires"


def test_a_line_may_say_otherwise_than_the_taxonomy(write):
    path = write(
        HEAD + "- {code: TR.02, amount: 200, quantity: 3, phase: arrival, label: B1, payer_percent: {donor: 100}}\n"
    )

    assessment = budget.assess_file(path)

    assert (assessment.total, assessment.by_phase, assessment.lines[0].label) == (600, {"arrival": 600}, "B1")


def test_a_blocking_finding_gives_exit_code_one(write):
    outcome = run(write(HEAD + "- {code: TV.03, amount: 90, payer_percent: {migrant: 100}}\n"))

    assert outcome.exit_code == 1
    assert outcome.document["blocked"] is True
    assert outcome.document["findings"][0]["rule"] == "R01"
    assert "R01 block: Line 1 (TV.03" in outcome.text


def test_a_budget_without_a_blocking_finding_gives_exit_code_zero(write):
    outcome = run(write(HEAD + "- {code: TV.03, amount: 90, payer_percent: {employer: 100}}\n"))

    assert outcome.exit_code == 0


def test_the_document_is_json_with_numbers(write):
    outcome = run(write(HEAD + "- {code: TV.03, amount: 90.10, payer_percent: {employer: 100}}\n"))

    document = json.loads(json.dumps(outcome.document))

    assert (document["version"], document["total"], document["by_payer"]) == (1, 901.0, {"employer": 901.0})


def test_a_profile_replaces_a_threshold(write):
    items = "PI.04, amount: 9", "PI.13, amount: 0.1"
    lines = "".join(f"- {{code: {item}, payer_percent: {{donor: 100}}}}\n" for item in items)

    capped, free = (
        budget.assess_file(write(HEAD + lines + profile)) for profile in ("", "profile: {indirect_cap: 0.1}\n")
    )

    assert "R07" in [finding.rule for finding in capped.findings]
    assert "R07" not in [finding.rule for finding in free.findings]


LINE = "- {code: TR.02, amount: 200, payer_percent: {employer: 100}}\n"
REFUSED = [
    (HEAD + LINE + "- {code: TR.01, amount: 1, payer_percent: {employer: 70, donor: 50}}\n", ["line 8", "120 %"]),
    (HEAD + "- {code: TR.01, amount: 1, payer_percent: {employer: 90}}\n", ["line 7", "cost line 1", "90 %", "100 %"]),
    (
        HEAD + "- {code: TV.03, amount: 1, ilo: none, payer_percent: {migrant: 100}}\n",
        ["line 7", "TV.03", "admin", "none"],
    ),
    (HEAD + "- {code: TR.99, amount: 1, payer_percent: {donor: 100}}\n", ["line 7", "TR.99"]),
    (HEAD + "- {code: TR.01, amount: high, payer_percent: {donor: 100}}\n", ["line 7", "lines.0.amount", "high"]),
    (HEAD + "- {code: TR.01, amount: -1, payer_percent: {donor: 100}}\n", ["line 7", "-1"]),
    (HEAD + "- {code: TR.01, amount: .nan, payer_percent: {donor: 100}}\n", ["nan"]),
    (HEAD + "- {code: TR.01, amount: 1, payer_percent: {bank: 100}}\n", ["bank"]),
    (HEAD + "- {code: TR.01, amount: 1, cost: 2, payer_percent: {donor: 100}}\n", ["line 7", "cost"]),
    (HEAD + "- {code: TR.01, amount: 1, currency: MAD, payer_percent: {donor: 100}}\n", ["own.yaml", "MAD", "rate"]),
    (
        HEAD + "- {code: TR.01, amount: 1, fx_rate: 1, fx_rate_date: 2026-02-30, payer_percent: {donor: 100}}\n",
        ["line 7", "2026-02-30", "date"],
    ),
    (HEAD.replace("EUR", "euro") + LINE, ["line 2", "currency", "euro"]),
    (HEAD.replace("10", "many") + LINE, ["line 3", "participants", "many"]),
    (HEAD.replace("lines:", "lines: []"), ["lines"]),
    ("version: 2\n", ["own.yaml"]),
    ("", ["own.yaml"]),
    ("just words", ["own.yaml", "just words"]),
]


@pytest.mark.parametrize(("text", "words"), REFUSED)
def test_a_file_that_cannot_be_used_is_refused_with_place_and_remedy(write, text, words):
    with pytest.raises(InputError) as refused:
        run(write(text))

    assert refused.value.exit_code == 3
    assert refused.value.advice()
    for word in words:
        assert word in refused.value.sentence()


def test_a_refusal_stays_readable_however_much_is_wrong(write):
    with pytest.raises(InputError) as refused:
        run(write(HEAD.replace("lines:", "lines: {" + ", ".join(f"a{n}: 1" for n in range(500)) + "}")))

    assert len(refused.value.sentence()) < 300


def test_the_schema_is_printed_by_its_name():
    parser = argparse.ArgumentParser()
    schemas.add_arguments(parser)

    outcome = schemas.run(parser.parse_args(["budget"]))

    assert outcome.document["$id"] == "corridor:budget:1"
    assert json.loads(outcome.text) == outcome.document


def test_without_a_name_the_schemas_are_listed():
    assert {"budget", "case"} <= set(schemas.names())


def test_an_unknown_schema_is_refused_with_the_known_ones():
    with pytest.raises(InputError, match="bugdet") as refused:
        schemas.load("bugdet")

    assert "budget" in refused.value.advice()


def test_the_taxonomy_has_fifty_two_items_named_in_four_languages():
    items = cost_items()

    assert len(items) == 52
    assert all(item.labels[language].strip() for item in items.values() for language in LANGUAGES)
    assert {item.driver for item in items.values()} == set(driver_labels())


def test_no_item_of_the_definition_of_recruitment_fees_lets_the_worker_pay():
    assert not [
        item.code for item in cost_items().values() if item.ilo in RELATED_COSTS and Payer.MIGRANT in item.payers
    ]
    assert [item.code for item in cost_items().values() if Payer.MIGRANT in item.payers] == ["DS.08", "TR.06", "TV.07"]


def test_nobody_may_pay_an_illegitimate_cost():
    bribe = cost_item("XX.01")

    assert (bribe.ilo, bribe.payers, bribe.in_grant) == (FeeClass.ILLEGITIMATE, (), False)


def test_money_in_an_assessment_is_decimal(write):
    assert isinstance(budget.assess_file(write(HEAD + LINE)).total, Decimal)


PEOPLE = "people: {candidates: 40, learners: 12, returnees: 3, retained: 4, populations: {placement: contracts}}\n"
RATES = "prices: {year: 2026, index: {2024: 100, 2026: 110}, rate_date: 2026-10-01, rates: [{currency: MAD, date: 2026-09-15, rate: 0.09}]}\n"  # noqa: E501


def test_a_file_says_whom_it_counts_and_in_which_prices(write):
    lines = (
        "- {code: PS.03, amount: 10, behaviour: C, payer_percent: {employer: 100}}\n"
        "- {code: TR.05, amount: 1000, behaviour: L, currency: MAD, payer_percent: {donor: 100}}\n"
        "- {code: RR.01, amount: 100, behaviour: RE, price_year: 2024, payer_percent: {employer: 100}}\n"
        "- {code: ME.01, amount: 60, amount_least: 30, amount_most: 90, start_month: 13, end_month: 14, "
        "payer_percent: {donor: 100}}\n"
    )

    document = run(write(HEAD + lines + PEOPLE + RATES)).document

    assert [line["total"] for line in document["lines"]] == [400, 1080, 330, 60]
    assert document["unit_costs"]["per_retained_job"] == 467.5
    assert {row["measure"]: row["population"] for row in document["cost_per"]}["placement"] == "contracts"
    assert (document["range"]["least"], document["range"]["most"]) == (1840, 1900)
    assert document["cash_profile"]["by_year"] == [1810, 60]


def test_an_item_moves_with_its_own_people_where_the_file_counts_them(write):
    line = "- {code: RR.01, amount: 100, payer_percent: {employer: 100}}\n"

    totals = [
        budget.assess_file(write(HEAD + line + people)).total for people in ("", PEOPLE, "people: {learners: 9}\n")
    ]

    assert totals == [1000, 300, 1000]


def test_published_figures_stand_beside_their_recomputation(write):
    published = (
        "published:\n- {label: cost, kind: unit_cost, published: 20811, numerator: 13300000, denominator: 631, "
        "population: aimed at}\n"
    )

    outcome = run(write(HEAD + LINE + published))

    (row,) = outcome.document["published"]
    assert (row["published"], row["implied_numerator"]) == (20811, 13131741)
    assert row["recomputed"] == pytest.approx(21077.65452)
    assert row["gap"] == pytest.approx(0.0128131525)
    assert "21077.65452" in outcome.text
    assert "[published_gap]" in outcome.text


def test_a_profile_moves_the_gap_that_is_mentioned(write):
    published = (
        "profile: {published_gap_most: 0.02}\npublished:\n"
        "- {label: cost, kind: unit_cost, published: 20811, numerator: 13300000, denominator: 631, population: all}\n"
    )

    codes = [finding["code"] for finding in run(write(HEAD + LINE + published)).document["findings"]]

    assert "published_gap" not in codes


def test_facts_of_a_file_are_held_against_their_rules(write):
    facts = (
        "facts:\n"
        "  loans: [{label: loan, principal: 1200, monthly_rate: 0.02, n: 12, net_wage: 450}]\n"
        "  funding: {grant: 900, receipts: 200, eligible_costs: 1000}\n"
        "  worker_costs: [{recruitment_cost: 900, monthly_earnings: 450}]\n"
        "  aid: [{undertaking: firm, state: DE, date: 2026-01-01, amount: 400000}]\n"
    )

    outcome = run(write(HEAD + LINE + facts))

    codes = {finding["code"] for finding in outcome.document["findings"]}
    assert {"debt_service", "debt_interest", "no_profit", "sdg_10_7_1", "de_minimis"} <= codes
    assert outcome.document["burden"]["mean"] == 2
    assert outcome.exit_code == 1


def test_a_finding_has_a_code_and_the_item_that_it_stands_on(write):
    finding = run(write(HEAD + "- {code: TV.03, amount: 90, payer_percent: {migrant: 100}}\n")).document["findings"][0]

    assert (finding["rule"], finding["code"], finding["item"], finding["line"]) == ("R01", "employer_pays", "TV.03", 1)


PLACED = [
    (LINE + "- {code: PS.03, amount: 1, behaviour: C, payer_percent: {donor: 100}}\n", ["line 8", "candidates"]),
    (LINE + "- {code: TR.01, amount: 1, currency: USD, payer_percent: {donor: 100}}\n" + RATES, ["line 8", "USD"]),
    (LINE + "- {code: TR.01, amount: 1, price_year: 1999, payer_percent: {donor: 100}}\n", ["line 8", "1999"]),
    (LINE + "- {code: TR.01, amount: 1, amount_most: 0.5, payer_percent: {donor: 100}}\n", ["line 8", "order"]),
    (LINE + "people: {candidates: -1}\n", ["line 8", "candidates", "-1"]),
    (LINE + "prices: {rates: [{currency: MAD, rate: 1}]}\n", ["line 8", "date"]),
    (LINE + "published:\n- {label: x, kind: guess, published: 1}\n", ["line 9", "guess"]),
    (LINE + "published:\n- {label: x, kind: rate, published: 1, denominator: 0}\n", ["line 9", "denominator"]),
    (LINE + "facts:\n  costs: [{item: a, date: 2026-01-01, amount: 1}]\n", ["period"]),
    (LINE + "facts:\n  loans: [{label: x}]\n", ["line 9", "loans"]),
    (LINE + "facts:\n  guesses: []\n", ["guesses"]),
    (LINE + "facts:\n  aid: [{undertaking: f, state: DE, date: 2026-02-30, amount: 1}]\n", ["2026-02-30", "date"]),
]


@pytest.mark.parametrize(("text", "words"), PLACED)
def test_a_part_of_a_file_that_cannot_be_used_is_refused_with_its_line(write, text, words):
    with pytest.raises(InputError) as refused:
        run(write(HEAD + text))

    assert refused.value.exit_code == 3
    assert refused.value.advice()
    for word in words:
        assert word in refused.value.sentence()
