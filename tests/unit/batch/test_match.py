"""Matching from files to files."""

import argparse
import dataclasses
import json
import random
from datetime import date

import numpy as np
import polars as pl
import pytest

from corridor.batch import match
from corridor.batch.match import match_files
from corridor.batch.match_layout import CANDIDATES, VACANCIES
from corridor.batch.match_store import store_from_tables
from corridor.batch.match_tables import read_table
from corridor.engines.matching import CandidateRow, VacancyRow, rank, store_from_rows
from corridor.kernel.errors import DataUnavailable, InputError, RuleViolation
from tests.factories.matching_files import WRITERS, records, write_market
from tests.factories.matching_markets import random_market

ANA = {
    "candidate_id": 1,
    "occupations": [("2221", 4.0)],
    "skills": ["a", "b"],
    "languages": [("de", 4)],
    "eqf": 6,
    "country": "MAR",
    "destinations": ["DEU"],
    "recognised_in": ["DEU"],
    "available": date(2026, 1, 1),
    "sex": "F",
    "track": "home",
}
BEN = ANA | {"candidate_id": 2, "skills": ["a"], "sex": "M", "track": "away"}
NURSE = {
    "vacancy_id": 7,
    "employer_id": "K1",
    "occupation": "2221.1",
    "essential_skills": ["a", "b"],
    "optional_skills": None,
    "languages": [("de", 3)],
    "eqf_min": 6,
    "regulated": True,
    "years_min": 2.0,
    "country": "DEU",
    "positions": 1,
    "start": date(2026, 3, 1),
}


def same(left, right, place=""):
    """Fail where two stores differ."""
    if dataclasses.is_dataclass(left):
        for field in dataclasses.fields(left):
            same(getattr(left, field.name), getattr(right, field.name), f"{place}.{field.name}")
    elif isinstance(left, np.ndarray):
        assert np.array_equal(left, right, equal_nan=left.dtype.kind == "f"), place
    else:
        assert left == right, place


def command(*arguments):
    """Run the command line of the module."""
    parser = argparse.ArgumentParser()
    match.add_arguments(parser)
    return match.run(parser.parse_args([str(argument) for argument in arguments]))


@pytest.mark.parametrize("suffix", list(WRITERS))
@pytest.mark.parametrize("seed", range(12))
def test_every_format_gives_the_columns_of_the_rows(tmp_path, suffix, seed):
    candidates, vacancies, options = random_market(seed)
    paths = write_market(tmp_path, candidates, vacancies, suffix=suffix)

    store = store_from_tables(read_table(paths[0], CANDIDATES), read_table(paths[1], VACANCIES))

    expected = store_from_rows(candidates, vacancies)
    assert list(rank(store, options).pairs(store)) == list(rank(expected, options).pairs(expected))
    if suffix == "parquet":
        same(store, expected)


def test_a_match_writes_edges_and_report(tmp_path):
    paths = write_market(tmp_path, [BEN, ANA], [NURSE])

    report = match_files(*paths, out=tmp_path / "out")

    edges = pl.read_parquet(tmp_path / "out" / "edges.parquet")
    assert edges.schema == {
        "vacancy_id": pl.Int64,
        "candidate_id": pl.Int64,
        "rank": pl.Int32,
        "score": pl.Float64,
        "part_essential": pl.Float64,
        "part_optional": pl.Float64,
        "part_occupation": pl.Float64,
        "part_experience": pl.Float64,
    }
    # Same unit group .6, four of five years; Ben holds one of two skills of equal weight.
    assert edges.rows() == [(7, 1, 1, 0.88, 1.0, 1.0, 0.6, 0.8), (7, 2, 2, 0.555, 0.5, 0.5, 0.6, 0.8)]
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == ["edges.parquet", "report.json"]
    document = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert document == json.loads(json.dumps(report.document))
    assert document["counts"] == {
        "candidates": 2,
        "vacancies": 1,
        "eligible_pairs": 2,
        "edges": 2,
        "candidates_without": 0,
        "vacancies_without": 0,
    }
    assert len(document["inputs"]["candidates"]["sha256"]) == 64


def test_the_command_says_what_was_found(tmp_path):
    paths = write_market(tmp_path, [BEN, ANA], [NURSE], suffix="csv")

    outcome = command(*paths, "--out", tmp_path / "out", "--allocate", "stable", "--for", "candidates")

    assert outcome.exit_code == 0
    assert "2 candidates, 1 vacancies, 2 eligible pairs, 2 listed" in outcome.text
    assert "stable: 1 nominated, total score 0.880000, 0 blocking pairs" in outcome.text
    assert pl.read_parquet(tmp_path / "out" / "allocation.parquet").rows() == [(7, 1, 0.88)]


def test_the_order_of_rows_and_columns_and_the_threads_change_nothing(tmp_path):
    candidates, vacancies, _ = random_market(21, most_candidates=60, most_vacancies=40)
    first = write_market(tmp_path, candidates, vacancies)
    frames = [pl.read_parquet(path) for path in first]
    second = tmp_path / "c.parquet", tmp_path / "v.parquet"
    for frame, path in zip(frames, second, strict=True):
        names = random.Random(1).sample(frame.columns, len(frame.columns))
        frame.select(names).sample(fraction=1.0, shuffle=True, seed=3).write_parquet(path)

    match_files(*first, out=tmp_path / "one", threads=1, allocate="stable")
    match_files(*second, out=tmp_path / "two", threads=3, allocate="stable")

    for name in ("edges.parquet", "allocation.parquet"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_unknown_columns_are_reported_and_not_used(tmp_path):
    candidates, vacancies = write_market(tmp_path, [ANA], [NURSE])
    frame = pl.read_parquet(candidates)
    frame.with_columns(pl.lit("yes").alias("favourite")).write_parquet(candidates)

    outcome = command(candidates, vacancies, "--out", tmp_path / "out")

    assert outcome.document["inputs"]["candidates"]["columns_not_used"] == ["favourite"]
    assert "columns of candidates that were not used: favourite" in outcome.text


def test_null_passes_and_an_empty_list_holds_none(tmp_path):
    nothing = dict.fromkeys(ANA) | {"candidate_id": 1}
    empty = ANA | {"candidate_id": 2, "languages": []}
    unrecognised = ANA | {"candidate_id": 3, "recognised_in": []}
    anywhere = ANA | {"candidate_id": 4, "destinations": []}
    paths = write_market(tmp_path, [nothing, empty, unrecognised, anywhere], [NURSE], suffix="csv")

    match_files(*paths, out=tmp_path / "out")

    edges = pl.read_parquet(tmp_path / "out" / "edges.parquet")
    assert edges["candidate_id"].to_list() == [4, 1]
    assert edges["score"].to_list() == [0.88, 0.0]


def test_weights_and_related_groups_come_from_files(tmp_path):
    paths = write_market(tmp_path, [ANA | {"occupations": [("5321", 8.0)]}], [NURSE])
    weights, related = tmp_path / "weights.yaml", tmp_path / "related.csv"
    weights.write_text("essential: 0.4\noptional: 0.2\noccupation: 0.2\nexperience: 0.2\n")
    related.write_text("a,b\n5321,2221\n")

    report = match_files(*paths, out=tmp_path / "out", weights=weights, related=related)

    # .4 + .2 + .2 * .3 + .2 * floor(8 / 2) / 5
    assert pl.read_parquet(report.edges_file)["score"].to_list() == [0.82]
    assert report.document["parameters"]["related"] == [("5321", "2221")]


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


def test_parquet_may_hold_dates_as_text_integers_as_skills_and_small_numbers(tmp_path):
    candidates, vacancies = write_market(tmp_path, [ANA], [NURSE])
    people, posts = pl.read_parquet(candidates), pl.read_parquet(vacancies)
    people.with_columns(
        pl.lit("2026-01-01").alias("available"),
        pl.Series("skills", [[1, 2]], dtype=pl.List(pl.Int16)),
        pl.col("eqf").cast(pl.Int8),
        pl.col("sex").cast(pl.Categorical),
        pl.col("candidate_id").cast(pl.UInt16),
    ).write_parquet(candidates)
    posts.with_columns(pl.Series("essential_skills", [["1", "3"]]), pl.lit(None).alias("salary_eur")).write_parquet(
        vacancies
    )

    report = match_files(candidates, vacancies, out=tmp_path / "out")

    assert pl.read_parquet(report.edges_file)["part_essential"].to_list() == [0.5]


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


def test_a_missing_file_a_cluster_and_too_little_memory_are_not_available(tmp_path):
    paths = write_market(tmp_path, [ANA], [NURSE])

    for arguments in ({"dask": "tcp://scheduler:8786"}, {"memory": 1e-9}):
        with pytest.raises(DataUnavailable):
            match_files(*paths, out=tmp_path / "out", **arguments)
    with pytest.raises(DataUnavailable, match="does not exist"):
        match_files(tmp_path / "none.csv", paths[1], out=tmp_path / "out")


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


def test_quotas_are_kept_or_refused(tmp_path):
    paths = write_market(tmp_path, [ANA, BEN], [NURSE])
    quotas = tmp_path / "quotas.csv"
    quotas.write_text("group_column,value,scope,min,max\ntrack,away,K1,1,\n")

    report = match_files(*paths, out=tmp_path / "out", allocate="optimal", quotas=quotas)

    assert pl.read_parquet(report.allocation_file)["candidate_id"].to_list() == [2]
    assert report.document["allocation"]["quotas"] == [
        {"quota": "track=away, K1", "min": 1, "max": None, "nominated": 1}
    ]
    assert report.document["allocation"]["bound"] == pytest.approx(0.555)
    before = sorted((file.name, file.read_bytes()) for file in (tmp_path / "out").iterdir())
    with pytest.raises(RuleViolation, match="track=away, K1 asks for 1 to - nominations"):
        match_files(*paths, out=tmp_path / "out", allocate="stable", quotas=quotas)
    assert sorted((file.name, file.read_bytes()) for file in (tmp_path / "out").iterdir()) == before


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("colour,red,*,1,", "have no column colour"),
        ("skills,a,*,1,", "have no column skills"),
        ("sex,X,*,1,", "no candidate has sex X"),
        ("sex,F,K9,1,", "K9 is neither a vacancy nor an employer"),
        ("sex,F,*,few,", "min is few"),
        ("sex,F,*,,-1", "max is -1"),
    ],
)
def test_quotas_that_name_nothing_are_refused(tmp_path, line, sentence):
    paths = write_market(tmp_path, [ANA, BEN], [NURSE])
    quotas = tmp_path / "quotas.csv"
    quotas.write_text(f"group_column,value,scope,min,max\n{line}\n")

    with pytest.raises(InputError, match=sentence):
        match_files(*paths, out=tmp_path / "out", allocate="optimal", quotas=quotas)


def test_a_quota_may_use_a_further_column_of_the_candidates(tmp_path):
    candidates, vacancies = write_market(tmp_path, [BEN, ANA], [NURSE])
    pl.read_parquet(candidates).with_columns(pl.Series("school", ["north", "south"])).write_parquet(candidates)
    quotas = tmp_path / "quotas.csv"
    quotas.write_text("group_column,value,scope,min,max\nschool,south,7,,0\n")

    report = match_files(candidates, vacancies, out=tmp_path / "out", allocate="balanced", quotas=quotas)

    assert pl.read_parquet(report.allocation_file)["candidate_id"].to_list() == [2]
    assert report.document["inputs"]["candidates"]["columns_for_quotas_only"] == ["school"]


def test_a_later_match_without_allocation_leaves_no_old_one(tmp_path):
    paths = write_market(tmp_path, [ANA], [NURSE])
    match_files(*paths, out=tmp_path / "out", allocate="stable")

    match_files(*paths, out=tmp_path / "out")

    assert not (tmp_path / "out" / "allocation.parquet").exists()
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith(".")] == []


def test_empty_files_give_empty_results(tmp_path):
    paths = write_market(tmp_path, [], [], suffix="csv")

    report = match_files(*paths, out=tmp_path / "out", allocate="stable")

    assert pl.read_parquet(report.edges_file).height == 0
    assert report.document["counts"]["candidates"] == 0
