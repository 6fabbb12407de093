"""The command `corridor evidence`: check and import say the same of a file; import writes, check does not."""

import json

import pytest

from corridor.cli import main
from corridor.knowledge.labour_market.models import Observation
from tests.factories.labour_market import row, tidy_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(capsys):
    def run(*words):
        code = main(["evidence", *map(str, words)])
        return code, capsys.readouterr()

    return run


def test_import_writes_what_check_has_found(run, tmp_path):
    path = tidy_file(tmp_path, *(row(year=year) for year in range(2000, 2010)), row(iso3="QQQ"))

    checked, check = run("check", path, "--json")
    assert not Observation.objects.exists()
    imported, report = run("import", path, "--json", "--origin-url", "https://example.org/a.csv", "--licence", "CC0")

    check, report = json.loads(check.out), json.loads(report.out)
    assert (checked, imported) == (1, 1)
    assert {name: report[name] for name in check} == check
    assert [report[name] for name in ("added", "changed", "unchanged", "gone")] == [10, 0, 0, 0]
    assert (report["dataset"], report["version"], report["repeated"]) == ("tidy/unemployed", 1, False)
    assert Observation.objects.count() == 10


def test_a_good_file_gives_exit_code_zero_and_a_sentence(run, tmp_path):
    code, said = run("import", tidy_file(tmp_path, row()))

    assert code == 0
    assert "version 1 of tidy/unemployed (tidy)" in said.out
    assert "1 figures added, 0 changed, 0 unchanged, 0 not in this file" in said.out


def test_the_same_file_again_says_so(run, tmp_path):
    path = tidy_file(tmp_path, row())
    run("import", path)

    code, said = run("import", path)
    again = json.loads(run("import", path, "--json")[1].out)

    assert code == 0
    assert "imported before, as version 1 of tidy/unemployed; nothing was changed" in said.out
    assert (again["repeated"], again["added"], Observation.objects.count()) == (True, 0, 1)


def test_a_file_that_cannot_be_used_gives_exit_code_three_and_its_reason(run, tmp_path):
    path = tmp_path / "page.html"
    path.write_text("<html>\n")

    code, said = run("import", path)

    assert code == 3
    assert "none of the formats that can be read" in said.err


def test_too_many_bad_rows_give_exit_code_three(run, tmp_path):
    path = tidy_file(tmp_path, row(), row(iso3="QQQ"))

    assert run("import", path)[0] == 3
    assert run("import", path, "--bad-share", "0.5")[0] == 1


def test_invented_figures_are_marked(run, tmp_path):
    run("import", tidy_file(tmp_path, row()), "--synthetic")

    assert Observation.objects.get().dataset.is_synthetic


def test_a_file_that_is_not_there_is_refused_by_its_name(run, tmp_path):
    code, said = run("import", tmp_path / "nowhere.csv")

    assert code == 3
    assert "nowhere.csv cannot be read." in said.err
