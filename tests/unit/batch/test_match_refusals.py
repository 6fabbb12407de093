"""Files that can not be matched are refused with place, value and remedy, and change nothing."""

import dataclasses
import json

import polars as pl
import pytest

from corridor.batch.match import match_files
from corridor.batch.match_layout import CANDIDATES
from corridor.cli import main
from corridor.engines.matching import CandidateRow, VacancyRow, store_from_rows
from corridor.kernel.errors import DataUnavailable, InputError
from tests.factories.matching_files import ANA, BEN, NURSE, WRITERS, records, write_market

BAD_CANDIDATES = [
    ({"occupations": [("22", 1.0)]}, "the occupation code 22 in occupations"),
    ({"occupations": [("2221x", 1.0)]}, "the occupation code 2221x"),
    ({"occupations": [("2221", float("nan"))]}, "occupations holds nan years"),
    ({"occupations": [("2221", -1.0)]}, "occupations holds -1.0 years"),
    ({"languages": [("de", 0)]}, "the language level 0 in languages is outside 1 to 6"),
    ({"languages": [("de", 7)]}, "the language level 7"),
    ({"eqf": 9}, "the qualification level 9 in eqf is outside 1 to 8"),
]
BAD_VACANCIES = [
    ({"occupation": "nurse"}, "the occupation code nurse in occupation"),
    ({"occupation": "22211"}, "the occupation code 22211"),
    ({"years_min": -0.5}, "years_min holds -0.5 years"),
    ({"years_min": float("nan")}, "years_min holds nan years"),
    ({"languages": [("de", 8)]}, "the language level 8"),
    ({"positions": 0}, "positions is 0"),
    ({"positions": -3}, "positions is -3"),
    ({"positions": None}, "positions is None"),
    ({"essential_skills": []}, "the vacancy 8 has no essential skills in essential_skills"),
    ({"essential_skills": None}, "the vacancy 8 has no essential skills"),
    ({"vacancy_id": 7}, "the id 7 stands in vacancy_id more than once"),
]


@pytest.mark.parametrize("suffix", list(WRITERS))
@pytest.mark.parametrize(("change", "sentence"), [*BAD_CANDIDATES, ({"candidate_id": 1}, "the id 1 stands in")])
def test_bad_candidates_are_refused_with_file_row_column_and_value(tmp_path, suffix, change, sentence):
    paths = write_market(tmp_path, [ANA, BEN | change], [NURSE], suffix=suffix)
    place = 3 if suffix == "csv" else 2

    with pytest.raises(InputError) as refused:
        match_files(*paths, out=tmp_path / "out")

    assert f"Row {place} (candidates.{suffix}): " in refused.value.sentence()
    assert sentence in refused.value.sentence()
    assert refused.value.hint
    assert refused.value.exit_code == 3
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("suffix", list(WRITERS))
@pytest.mark.parametrize(("change", "sentence"), BAD_VACANCIES)
def test_bad_vacancies_are_refused_with_file_row_column_and_value(tmp_path, suffix, change, sentence):
    paths = write_market(tmp_path, [ANA], [NURSE, NURSE | {"vacancy_id": 8} | change], suffix=suffix)
    place = 3 if suffix == "csv" else 2

    with pytest.raises(InputError) as refused:
        match_files(*paths, out=tmp_path / "out")

    assert f"Row {place} (vacancies.{suffix}): " in refused.value.sentence()
    assert sentence in refused.value.sentence()
    assert refused.value.hint
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([BEN | {"occupations": [("2221", 1.0), ("2", 1.0)]}], "Row 1: the occupation code 2 "),
        ([ANA, ANA], "Row 2: the id 1 stands in candidate_id more than once"),
        ([ANA, BEN | {"candidate_id": "x"}], "Row 2: the id x in candidate_id is not of the same type"),
        ([BEN | {"languages": [("de", 9)]}], "Row 1: the language level 9"),
        ([BEN | {"min_salary_eur": float("nan")}], "Row 1: min_salary_eur is nan"),
    ],
)
def test_rows_given_in_memory_are_refused_alike(rows, sentence):
    names = {field.name for field in dataclasses.fields(CandidateRow)}
    people = [CandidateRow(**{name: value for name, value in row.items() if name in names}) for row in rows]

    with pytest.raises(InputError, match="Row") as refused:
        store_from_rows(people, [VacancyRow(1, "2221", ["a"])])

    assert refused.value.sentence().startswith(sentence)


CELLS = [
    ("available", "31.12.2026", "is not a date"),
    ("available", "2026-02-30", "is not a date"),
    ("eqf", "six", "is not a whole number"),
    ("eqf", "5.5", "is not a whole number"),
    ("occupations", "2221:many", "is not a list of codes with years"),
    ("languages", "de:B1", "is not a list of languages with levels"),
    ("languages", "de", "is not a list of languages with levels"),
    ("remote", "perhaps", "is neither true nor false"),
    ("min_salary_eur", "2.000,00", "is not a number"),
]


@pytest.mark.parametrize(("column", "text", "sentence"), CELLS)
def test_csv_cells_of_the_wrong_kind_are_refused(tmp_path, column, text, sentence):
    candidates, vacancies = write_market(tmp_path, [ANA], [NURSE], suffix="csv")
    header, row = candidates.read_text(encoding="utf-8").splitlines()
    cells = dict(zip(header.split(","), row.split(","), strict=True)) | {column: f'"{text}"'}
    candidates.write_text(f"{header}\n{','.join(cells.values())}\n", encoding="utf-8")

    with pytest.raises(InputError) as refused:
        match_files(candidates, vacancies, out=tmp_path / "out")

    assert refused.value.sentence().startswith(f"Row 2 (candidates.csv): {column} holds {text}, which {sentence}")


JSON_VALUES = [
    ("available", "2026-13-01"),
    ("available", 20260101),
    ("eqf", "6"),
    ("eqf", True),
    ("remote", 1),
    ("skills", "a"),
    ("skills", [1.5]),
    ("occupations", ["2221"]),
    ("languages", [{"code": "de", "level": "B1"}]),
    ("candidate_id", 1.5),
    ("min_salary_eur", "much"),
]


@pytest.mark.parametrize(("column", "value"), JSON_VALUES)
def test_json_values_of_the_wrong_kind_are_refused(tmp_path, column, value):
    candidates, vacancies = write_market(tmp_path, [ANA], [NURSE], suffix="jsonl")
    row = records([ANA], CANDIDATES)[0] | {column: value}
    candidates.write_text(json.dumps(row, default=str) + "\n", encoding="utf-8")

    with pytest.raises(InputError) as refused:
        match_files(candidates, vacancies, out=tmp_path / "out")

    assert refused.value.field == column
    assert refused.value.sentence().startswith(f"Row 1 (candidates.jsonl): {column} holds ")


PARQUET_COLUMNS = [
    ("available", pl.Series(["2026-02-30"]), "Row 1 (candidates.parquet): available holds 2026-02-30"),
    ("eqf", pl.Series(["six"]), "Row - (candidates.parquet): eqf holds String"),
    ("eqf", pl.Series([5.5]), "Row 1 (candidates.parquet): eqf holds 5.5"),
    ("skills", pl.Series(["a"]), "Row - (candidates.parquet): skills holds String"),
    ("languages", pl.Series([["de:3"]]), "Row - (candidates.parquet): languages holds List(String)"),
    ("candidate_id", pl.Series([1.5]), "Row - (candidates.parquet): candidate_id holds Float64"),
    ("candidate_id", pl.Series([None], dtype=pl.Int64), "Row 1 (candidates.parquet): candidate_id is empty"),
]


@pytest.mark.parametrize(("column", "values", "sentence"), PARQUET_COLUMNS)
def test_parquet_columns_of_the_wrong_type_are_refused(tmp_path, column, values, sentence):
    candidates, vacancies = write_market(tmp_path, [ANA], [NURSE])
    pl.read_parquet(candidates).with_columns(values.alias(column)).write_parquet(candidates)

    with pytest.raises(InputError) as refused:
        match_files(candidates, vacancies, out=tmp_path / "out")

    assert refused.value.sentence().startswith(sentence)


def test_a_missing_column_is_named(tmp_path):
    candidates, vacancies = write_market(tmp_path, [ANA], [NURSE])
    pl.read_parquet(candidates).rename({"languages": "langauges"}).write_parquet(candidates)

    with pytest.raises(InputError, match=r"candidates\.parquet has no column languages"):
        match_files(candidates, vacancies, out=tmp_path / "out")


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("c.csv", b"candidate_id,skills\n1,\xff\xfe\n", InputError),
        ("c.jsonl", b'{"candidate_id": 1\n', InputError),
        ("c.jsonl", b"[1, 2]\n", InputError),
        ("c.jsonl", b'{"candidate_id": "\xff"}\n', InputError),
        ("c.parquet", b"not parquet at all", InputError),
        ("c.xlsx", b"", InputError),
        ("c.csv", b"", InputError),
    ],
)
def test_damaged_files_are_refused(tmp_path, name, content, error):
    _, vacancies = write_market(tmp_path, [ANA], [NURSE])
    (tmp_path / name).write_bytes(content)

    with pytest.raises(error) as refused:
        match_files(tmp_path / name, vacancies, out=tmp_path / "out")

    assert name in refused.value.sentence()


def test_a_missing_file_is_not_available(tmp_path):
    paths = write_market(tmp_path, [ANA], [NURSE])

    with pytest.raises(DataUnavailable, match="does not exist"):
        match_files(tmp_path / "none.csv", paths[1], out=tmp_path / "out")


@pytest.mark.parametrize("suffix", list(WRITERS))
def test_too_little_memory_is_refused_with_what_is_needed(tmp_path, suffix):
    paths = write_market(tmp_path, [ANA], [NURSE], suffix=suffix)

    with pytest.raises(InputError, match=r"needs about 0\.2[0-9] GB of memory; 0\.01 GB are allowed") as refused:
        match_files(*paths, out=tmp_path / "out", memory=0.01)

    assert refused.value.exit_code == 3
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("arguments", [{"top": 0}, {"threads": -1}])
def test_options_out_of_range_are_refused(tmp_path, arguments):
    paths = write_market(tmp_path, [ANA], [NURSE])

    with pytest.raises(InputError):
        match_files(*paths, out=tmp_path / "out", **arguments)


def test_weights_that_do_not_sum_to_one_are_refused(tmp_path):
    paths = write_market(tmp_path, [ANA], [NURSE])
    weights = tmp_path / "weights.yaml"
    weights.write_text("essential: 0.5\noptional: 0.2\noccupation: 0.2\nexperience: 0.2\n")

    with pytest.raises(InputError, match=r"sum to 1\.1, not to 1"):
        match_files(*paths, out=tmp_path / "out", weights=weights)


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["--memory", "0.01"], 3, "corridor: The match needs about 0."),
        (["--gap", "0.7", "--allocate", "optimal"], 3, "corridor: The gap is 0.7"),
        (["--top", "0"], 3, "corridor: The length of the list is 0."),
        (["--dask", "nonsense://x"], 5, "corridor: No Dask scheduler answers at nonsense://x."),
        (["--quotas", "none.csv"], 5, "corridor: The file none.csv does not exist."),
    ],
)
def test_the_command_ends_with_a_code_and_one_clear_sentence(tmp_path, capsys, arguments, code, sentence):
    paths = write_market(tmp_path, [ANA], [NURSE])

    ended = main(["match", *map(str, paths), "--out", str(tmp_path / "out"), *arguments])

    told = capsys.readouterr()
    assert ended == code
    assert told.out == ""
    assert told.err.startswith(sentence)
    assert len(told.err.splitlines()) == 2
    assert not (tmp_path / "out").exists()
