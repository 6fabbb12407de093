"""Worked examples run, pass, fail and are refused as the command's contract says."""

import argparse
import json
from pathlib import Path

import pytest

from corridor.batch import case
from corridor.kernel.errors import DataUnavailable, InputError

CASES = Path(__file__).parents[2] / "cases" / "cases.yaml"


def run(*words):
    parser = argparse.ArgumentParser()
    case.add_arguments(parser)
    return case.run(parser.parse_args([str(word) for word in words]))


@pytest.fixture
def write(tmp_path):
    def write_cases(text):
        path = tmp_path / "own.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write_cases


def one_case(given="{fee: 180, processing_resource_cost: 120, n: 50}", expect="{forgone_revenue: 9000}", **more):
    entry = {"id": "X01", "call": "costing.fee_waiver", "given": given, "expect": expect} | more
    return "cases:\n- " + "\n  ".join(f"{name}: {value}" for name, value in entry.items()) + "\n"


def test_all_twenty_seven_budget_and_unit_cost_cases_pass():
    outcome = run(CASES, "--only", "B,U")

    assert outcome.exit_code == 0
    assert len(outcome.document["cases"]) == 27
    assert [entry["id"] for entry in outcome.document["cases"] if not entry["ok"]] == []
    assert outcome.text.endswith("27 of 27 cases pass.")


def test_all_ninety_two_cases_pass():
    outcome = run(CASES)

    assert [entry["id"] for entry in outcome.document["cases"] if not entry["ok"]] == []
    assert outcome.text.endswith("92 of 92 cases pass.")
    assert outcome.exit_code == 0


def test_every_case_of_the_choice_of_sector_and_country_passes():
    outcome = run(CASES, "--only", "M")

    assert outcome.text.endswith("13 of 13 cases pass.")


def test_cases_of_the_same_shapes_with_other_numbers_pass():
    outcome = run(CASES.with_name("other_numbers.yaml"))

    assert [entry for entry in outcome.document["cases"] if not entry["ok"]] == []


def test_one_case_is_selected_by_its_id():
    outcome = run(CASES, "--only", "U02")

    assert [entry["id"] for entry in outcome.document["cases"]] == ["U02"]


def test_an_id_does_not_select_the_longer_id_that_begins_with_it():
    cases = case.select(case.load(CASES), "M03")

    assert [selected.entry["id"] for selected in cases] == ["M03"]


def test_the_document_holds_every_check_and_is_json():
    outcome = run(CASES, "--only", "B07")

    document = json.loads(json.dumps(outcome.document))

    assert document["cases"][0]["checks"] == [
        {"field": "eu", "expected": 448000.0, "actual": 448000.0, "ok": True},
        {"field": "own", "expected": 112000.0, "actual": 112000.0, "ok": True},
    ]


def test_a_wrong_expectation_fails_with_exit_code_one(write):
    outcome = run(write(one_case(expect="{forgone_revenue: 9001, resource_cost: 6000}")))

    assert outcome.exit_code == 1
    assert [(check["field"], check["ok"]) for check in outcome.document["cases"][0]["checks"]] == [
        ("forgone_revenue", False),
        ("resource_cost", True),
    ]
    assert "forgone_revenue: expected 9001, got 9000.0" in outcome.text


def test_an_expected_name_that_the_result_does_not_have_fails(write):
    outcome = run(write(one_case(expect="{profit: 1}")))

    assert outcome.exit_code == 1
    assert outcome.document["cases"][0]["checks"][0]["actual"] is None


REFUSED = [
    (one_case(call="costing.fee_weaver"), ["X01", "costing.fee_weaver", "line 3"]),
    (one_case(call="casting.fee_waiver"), ["casting.fee_waiver"]),
    (one_case(call="costing.annotations"), ["costing.annotations"]),
    (one_case(call="costing.Payer"), ["costing.Payer"]),
    (one_case(given="{fee: 180, processing_resource_cost: 120, n: 50, tip: 1}"), ["X01", "tip", "line 4"]),
    (one_case(given="{fee: 180, n: 50}"), ["X01", "processing_resource_cost"]),
    (one_case(given="{fee: high, processing_resource_cost: 120, n: 50}"), ["X01", "fee", "high", "number"]),
    (one_case(given="{fee: 180, processing_resource_cost: 120, n: 1.5}"), ["X01", "1.5", "whole number"]),
    (one_case(given="{fee: -180, processing_resource_cost: 120, n: 5}"), ["X01", "-180", "below zero"]),
    (one_case(given="[1]"), ["given"]),
    (one_case(call="costing.learning_curve", given="{c1: 9, rate: 1.0e+300, n: [9]}"), ["X01", "line 4", "too large"]),
    (one_case(call="costing.learning_curve", given="{c1: 9, rate: 0.9, n: [99999999]}"), ["X01", "99999999"]),
    (one_case(call="costing.allocate_by_ratio", given="{total: 9, ratios: {a: 1}, decimals: -1}"), ["X01", "-1"]),
    (one_case(expect="{}"), ["expect"]),
    (one_case() + one_case()[7:], ["X01", "twice"]),
    ("cases:\n- id: X01\n  id: X02\n", ["line 3", "twice"]),
    ("cases: [\n", ["YAML"]),
    ("", ["own.yaml", "line 1"]),
    ("cases: []\n", ["cases"]),
]


@pytest.mark.parametrize(("text", "words"), REFUSED)
def test_a_case_that_cannot_run_is_refused_with_its_place(write, text, words):
    with pytest.raises(InputError) as refused:
        run(write(text))

    assert refused.value.exit_code == 3
    assert refused.value.advice()
    for word in words:
        assert word in refused.value.sentence()


def test_only_that_names_nothing_is_refused():
    with pytest.raises(InputError, match="Q99"):
        run(CASES, "--only", "B,Q99")


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(DataUnavailable, match=r"none\.yaml"):
        run(tmp_path / "none.yaml")


def test_a_file_in_another_encoding_is_refused(tmp_path):
    path = tmp_path / "latin.yaml"
    path.write_bytes("cases: [é]".encode("latin-1"))

    with pytest.raises(InputError, match=r"latin\.yaml"):
        run(path)


def test_a_tolerance_in_scientific_notation_without_a_point_is_a_number(write):
    outcome = run(write(one_case(expect="{forgone_revenue: 9000.005}", tol="1e-6")))

    assert outcome.exit_code == 0


AGREEMENTS = [
    (100.0, 100.00009, 1e-6, False, True),
    (100.0, 100.0002, 1e-6, False, False),
    (0.001, 0.0010009, 1e-6, False, True),
    (100.0, 100.009, 0.01, True, True),
    (100.0, 100.02, 0.01, True, False),
    (True, True, 0, False, True),
    (True, 1, 0, False, False),
    (1, True, 0, False, False),
    (None, None, 0, False, True),
    (None, 0.0, 0, False, False),
    (0, None, 1, False, False),
    ("green", "green", 0, False, True),
    ([1, 2], (1.0, 2.0), 0, False, True),
    ([1, 2], (1.0, 2.0, 3.0), 0, False, False),
    ([1, [2, 3]], ((1,), (2, 3)), 0, False, False),
    ([], (), 0, False, True),
    ({"a": {"b": 1}}, {"a": {"b": 1, "c": 9}}, 0, False, True),
    ({"a": {"z": 1}}, {"a": {"b": 1}}, 0, False, False),
    ({"1": 0.5}, {1: 0.5}, 0, False, True),
]


@pytest.mark.parametrize(("expected", "actual", "tol", "statistical", "ok"), AGREEMENTS)
def test_a_result_agrees_within_the_tolerance_and_no_further(expected, actual, tol, statistical, ok):
    assert case.agrees(expected, actual, tol, statistical=statistical) is ok
