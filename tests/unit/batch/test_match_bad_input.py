"""Columns of another order or type, odd machines and odd rows: taken as they are, or refused with a sentence."""

import random
from dataclasses import replace
from datetime import datetime

import polars as pl
import pytest

from corridor.batch import match_ranking, match_report
from corridor.batch.match import match_files
from corridor.engines.matching import Asking, CandidateRow, Options, VacancyRow
from corridor.engines.matching.reference import rank_plainly
from corridor.kernel.errors import InputError
from tests.factories.matching_files import ANA, BEN, NURSE, WRITERS, write_market
from tests.factories.matching_markets import random_market
from tests.unit.batch.test_match import command

INNER = pl.Struct({"level": pl.Int16, "code": pl.Categorical})
NEAR = [
    ("eqf", pl.Series([6.0, 6.0])),
    ("eqf", pl.Series([6, 6], dtype=pl.UInt8)),
    ("skills", pl.Series([["a", "b"], ["a"]], dtype=pl.List(pl.Categorical))),
    ("skills", pl.Series([["a", None, "b"], ["a"]])),
    ("skills", pl.Series([["b", "a"], ["a", "a"]], dtype=pl.Array(pl.String, 2))),
    ("languages", pl.Series([[{"level": 4, "code": "de"}]] * 2, dtype=pl.List(INNER))),
    ("languages", pl.Series([[{"code": "de", "level": 4.0}]] * 2)),
    ("occupations", pl.Series([[{"years": 4, "code": "2221"}]] * 2)),
    ("occupations", pl.Series([[{"years": 4.0, "code": 2221}]] * 2)),
    ("available", pl.Series([datetime(2026, 1, 1)] * 2)),
    ("available", pl.Series(["2026-01-01"] * 2)),
    ("licences", pl.Series([None, None])),
    ("licences", pl.Series([[], []], dtype=pl.List(pl.Null))),
    ("country", pl.Series([504, 504])),
    ("sex", pl.Series(["F", "M"], dtype=pl.Enum(["F", "M"]))),
]


@pytest.fixture
def plain(tmp_path):
    """The edges of a market as its columns should be."""
    paths = write_market(tmp_path, [ANA, BEN], [NURSE])
    report = match_files(*paths, out=tmp_path / "plain")
    return paths, pl.read_parquet(report.edges_file)


@pytest.mark.parametrize(("column", "values"), NEAR)
def test_columns_of_a_near_type_change_nothing(tmp_path, plain, column, values):
    (candidates, vacancies), expected = plain
    pl.read_parquet(candidates).with_columns(values.alias(column)).write_parquet(candidates)

    report = match_files(candidates, vacancies, out=tmp_path / "out")

    assert pl.read_parquet(report.edges_file).equals(expected)


@pytest.mark.parametrize("suffix", list(WRITERS))
def test_ids_as_text_are_ordered_by_code_point(tmp_path, suffix):
    people = [ANA | {"candidate_id": name} for name in ("é", "10", "a9", "9")]
    paths = write_market(tmp_path, people, [NURSE], suffix=suffix)

    report = match_files(*paths, out=tmp_path / "out")

    assert pl.read_parquet(report.edges_file)["candidate_id"].to_list() == ["10", "9", "a9", "é"]


FAR = [
    ("eqf", pl.Series(["6", "6"]), "eqf holds String, which is not a whole number"),
    ("eqf", pl.Series([6.0, 6.5]), "Row 2 (candidates.parquet): eqf holds 6.5"),
    ("eqf", pl.Series([6.0, float("nan")]), "Row 2 (candidates.parquet): eqf holds nan"),
    ("skills", pl.Series(["a|b", "a"]), "skills holds String, which is not a list of texts"),
    ("skills", pl.Series([[1.5], [2.5]]), "skills holds List(Float64)"),
    ("languages", pl.Series([[{"code": "de", "level": 4.5}]] * 2), "Row 1 (candidates.parquet): languages holds 4.5"),
    ("languages", pl.Series([[{"code": "de", "niveau": 4}]] * 2), "languages holds List(Struct("),
    ("languages", pl.Series([[{"code": "", "level": 4}]] * 2), "Row 1 (candidates.parquet): a language in languages"),
    ("languages", pl.Series([[{"code": "de", "level": None}]] * 2), "Row 1 (candidates.parquet): the language level"),
    ("occupations", pl.Series([[None], []], dtype=pl.List(pl.Struct({"code": pl.String, "years": pl.Float64}))),
     "Row 1 (candidates.parquet): the occupation code None"),
    ("occupations", pl.Series([[{"code": "2221", "years": float("inf")}]] * 2), "occupations holds inf years"),
    ("remote", pl.Series([1, 0]), "remote holds Int64, which is neither true nor false"),
    ("available", pl.Series([20260101, 20260101]), "available holds Int64, which is not a date"),
    ("min_salary_eur", pl.Series([float("nan"), 1.0]), "min_salary_eur is nan, which is not an amount of money"),
    ("sex", pl.Series([1.0, 2.0]), "sex holds Float64, which is not text"),
]  # fmt: skip


@pytest.mark.parametrize(("column", "values", "sentence"), FAR)
def test_columns_of_another_type_are_refused(tmp_path, plain, column, values, sentence):
    (candidates, vacancies), _ = plain
    pl.read_parquet(candidates).with_columns(values.alias(column)).write_parquet(candidates)

    with pytest.raises(InputError) as refused:
        match_files(candidates, vacancies, out=tmp_path / "out")

    assert sentence in refused.value.sentence()
    assert refused.value.exit_code == 3
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("suffix", list(WRITERS))
@pytest.mark.parametrize("seed", range(4))
def test_shuffled_rows_and_columns_give_the_lists_of_the_reference(tmp_path, suffix, seed):
    candidates, vacancies, options = random_market(seed, most_candidates=12, most_vacancies=8)
    rng = random.Random(seed)
    shuffled = rng.sample(candidates, len(candidates)), rng.sample(vacancies, len(vacancies))
    paths = write_market(tmp_path, *shuffled, suffix=suffix)
    if suffix == "parquet":
        for path in paths:
            frame = pl.read_parquet(path)
            frame.select(rng.sample(frame.columns, len(frame.columns))).write_parquet(path)
    options = Options(asking=options.asking, occupations=options.occupations)

    report = match_files(*paths, out=tmp_path / "out", for_=options.asking.value, occupations=options.occupations.value)

    assert listed(report) == expected(candidates, vacancies, options)


def listed(report):
    """Return the edges of a report, without the parts."""
    return [row[:4] for row in pl.read_parquet(report.edges_file).rows()]


def expected(candidates, vacancies, options):
    """Return what the definition lists."""
    plain = rank_plainly(candidates, vacancies, options)
    return [(edge.vacancy_id, edge.candidate_id, edge.rank, edge.score) for edge in plain]


def test_more_threads_than_cores_are_taken_with_a_note(tmp_path, monkeypatch):
    monkeypatch.setattr(match_report, "available_cores", lambda: 2)
    paths = write_market(tmp_path, [ANA, BEN], [NURSE])

    outcome = command(*paths, "--out", tmp_path / "many", "--threads", "7")
    match_files(*paths, out=tmp_path / "one", threads=1)

    assert outcome.document["notes"] == ["7 threads on 2 cores: the result is the same, and no sooner there."]
    assert "note: 7 threads on 2 cores" in outcome.text
    assert (tmp_path / "many" / "edges.parquet").read_bytes() == (tmp_path / "one" / "edges.parquet").read_bytes()


MANY, WORDS = 10_000, 70_000


@pytest.fixture
def large_vocabulary():
    """A market with a person of 10,000 skills, and 70,000 different skills in all."""
    rng = random.Random(7)
    words = [f"s{number}" for number in range(WORDS)]
    everything = CandidateRow(1, occupations=[("2221", 3.0)], skills=words[:MANY])
    others = [
        CandidateRow(number, occupations=[("2221.1", 1.0)], skills=words[MANY + number * 3000 :][:3000])
        for number in range(2, 20)
    ]
    rest = CandidateRow(20, occupations=[("2222", 9.0)], skills=words[:6] + words[MANY : MANY + 6000])
    posts = [
        VacancyRow(number, "2221", rng.sample(words, 12), optional_skills=rng.sample(words[:MANY], 5), positions=1)
        for number in range(30)
    ]
    return [everything, *others, rest], posts


@pytest.mark.parametrize("is_large", [False, True])
@pytest.mark.parametrize("asking", list(Asking))
def test_ten_thousand_skills_of_one_person_and_seventy_thousand_in_all(
    tmp_path, large_vocabulary, asking, is_large, monkeypatch
):
    people, posts = large_vocabulary
    paths = write_market(tmp_path, people, [replace(post, employer_id="E") for post in posts])
    if is_large:
        monkeypatch.setattr(match_ranking, "SMALL_PAIRS", -1)

    report = match_files(*paths, out=tmp_path / "out", for_=asking.value)

    assert len({skill for row in [*people] for skill in row.skills}) > 65_536
    assert listed(report) == expected(people, posts, Options(asking=asking))
