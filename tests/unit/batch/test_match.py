"""Matching from files to files."""

import argparse
import dataclasses
import json
import random

import numpy as np
import polars as pl
import pytest

from corridor.batch import match
from corridor.batch.match import match_files
from corridor.batch.match_layout import CANDIDATES, VACANCIES
from corridor.batch.match_store import store_from_tables
from corridor.batch.match_tables import read_table
from corridor.engines.matching import rank, store_from_rows
from corridor.kernel.errors import InputError, RuleViolation
from tests.factories.matching_files import ANA, BEN, NURSE, WRITERS, write_market
from tests.factories.matching_markets import random_market


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
