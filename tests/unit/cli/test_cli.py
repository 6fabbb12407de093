"""The `corridor` command: exit codes, JSON, refusals."""

import json

import pytest

from corridor import cli


def test_without_a_command_the_help_is_shown_and_the_usage_is_wrong(capsys):
    assert cli.main([]) == 2
    assert "commands" in capsys.readouterr().out


def test_an_unknown_command_is_wrong_usage():
    with pytest.raises(SystemExit) as stop:
        cli.main(["fly"])

    assert stop.value.code == 2


def test_bad_input_exits_with_three_and_says_where(tmp_path, capsys):
    broken = tmp_path / "broken.yaml"
    broken.write_text("cases: [")

    assert cli.main(["case", str(broken)]) == 3
    assert "broken.yaml" in capsys.readouterr().err


def test_a_missing_file_exits_with_five_and_is_one_json_document_with_json(tmp_path, capsys):
    assert cli.main(["case", str(tmp_path / "missing.yaml"), "--json"]) == 5
    assert "missing.yaml" in json.loads(capsys.readouterr().out)["message"]


def test_the_worked_examples_of_budget_and_unit_cost_pass(capsys):
    code = cli.main(["case", "tests/cases/cases.yaml", "--only", "B,U", "--json"])

    cases = json.loads(capsys.readouterr().out)["cases"]
    assert code == 0
    assert len(cases) == 27
    assert all(case["ok"] for case in cases)


def test_the_gallery_conforms(capsys):
    assert cli.main(["gallery", "check"]) == 0
    assert "190 entries" in capsys.readouterr().out


def test_an_unknown_schema_is_answered_with_the_names(capsys):
    assert cli.main(["schema", "nonsense"]) == 3
    assert "budget" in capsys.readouterr().err


def test_operation_commands_do_not_load_the_engines():
    names = [action.choices for action in cli.build_parser("serve")._actions if action.choices]

    assert "serve" in names[0]
    assert "match" not in names[0]
    assert "match" in next(a.choices for a in cli.build_parser("")._actions if a.choices)
