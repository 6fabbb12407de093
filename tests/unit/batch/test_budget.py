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
