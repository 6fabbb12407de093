"""The invented statistics: every format, plainly marked, readable, the same for the same seed."""

import gzip
import json
import zipfile

import openpyxl
import pytest

from corridor import cli
from corridor.batch.evidence_check import check_file
from corridor.batch.evidence_record import FORMATS
from corridor.demo.evidence import FULL, SMALL, synthetic_world, write_sample
from corridor.demo.evidence.sample import FILES
from corridor.demo.evidence.world import OCCUPATIONS
from corridor.design.evidence.rules import occupations_of_sector
from corridor.knowledge.codelists.rules import rows_by_code

SEED, YEAR = 7, 2025


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sample")
    write_sample(folder, seed=SEED, last_year=YEAR, shape=SMALL)
    return folder


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    folder = tmp_path_factory.mktemp("full")
    write_sample(folder, seed=SEED, last_year=YEAR)
    return folder


def text_in(path):
    if path.suffix == ".gz":
        return gzip.decompress(path.read_bytes()).decode()
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            return "".join(archive.read(name).decode() for name in archive.namelist())
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path, read_only=True)
        return " ".join(
            str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell
        )
    return path.read_text(encoding="utf-8")


def test_the_set_has_forty_countries_ten_years_and_all_two_digit_occupations():
    two_digit = {code for code in rows_by_code("isco08") if len(code) == 2}

    assert (len(FULL.countries), FULL.years, set(OCCUPATIONS)) == (40, 10, two_digit)


def test_the_set_has_a_file_in_every_format_that_is_read():
    assert {file.format for file, _write in FILES} >= set(FORMATS)


@pytest.mark.parametrize("file", [file for file, _write in FILES], ids=lambda file: file.name)
def test_every_file_of_the_full_set_is_read_without_an_error(full, file):
    if file.format not in FORMATS:
        pytest.skip("This format is not read yet.")

    check = check_file(full / file.name, year=YEAR + 1)

    assert (check.format, check.bad, [problem.code for problem in check.problems]) == (file.format, 0, [])
    assert check.figures > 100
    assert not check.without_value


@pytest.mark.parametrize("file", [file for file, _write in FILES], ids=lambda file: file.name)
def test_every_file_says_that_it_is_invented(folder, file):
    assert file.name.startswith("synthetic-")
    assert "SYNTHETIC" in text_in(folder / file.name)


def test_the_same_seed_gives_the_same_figures_and_another_one_does_not(folder, tmp_path):
    write_sample(tmp_path / "same", seed=SEED, last_year=YEAR, shape=SMALL)
    write_sample(tmp_path / "other", seed=SEED + 1, last_year=YEAR, shape=SMALL)

    for file, _write in FILES:
        assert text_in(tmp_path / "same" / file.name) == text_in(folder / file.name), file.name
        assert text_in(tmp_path / "other" / file.name) != text_in(folder / file.name), file.name


def test_women_and_men_add_up_to_all(folder):
    rows = [line.split(",") for line in text_in(folder / "synthetic-working-age.xlsx").splitlines()]
    assert rows

    world = synthetic_world(seed=SEED, last_year=YEAR, shape=SMALL)

    assert (world.employed == world.employed.round()).all()
    assert (world.employed > 0).all()
    assert (world.unemployed >= 0).all()


def test_the_right_answer_stands_beside_the_files(folder):
    truth = json.loads((folder / "truth.json").read_text())
    page = (folder / "README.md").read_text()

    assert [row["destination"] for row in truth["answers"]] == list(SMALL.destinations)
    for row in truth["answers"]:
        assert f"| {row['destination']} | {row['sector']} | {row['origin']} |" in page
        assert row["origin"] in SMALL.origins


def test_a_planted_sector_shares_all_its_occupations_with_no_other():
    for seed in range(10):
        for truth in synthetic_world(seed=seed, last_year=YEAR, shape=SMALL).truths:
            own = set(occupations_of_sector()[truth.sector])
            others = [set(codes) for sector, codes in occupations_of_sector().items() if sector != truth.sector]
            assert not any(codes <= own for codes in others)


def test_the_command_writes_the_set_and_names_its_files(tmp_path, capsys):
    assert cli.main(["evidence", "sample", str(tmp_path / "set"), "--seed", "4", "--json"]) == 0

    document = json.loads(capsys.readouterr().out)

    assert document["seed"] == 4
    assert all((tmp_path / "set" / file["name"]).is_file() for file in document["files"])
