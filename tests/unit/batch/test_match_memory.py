"""What a match will need is told before it starts, and is about what it takes."""

import json
import subprocess
import sys
from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from corridor.batch import match_memory
from corridor.batch.match import match_files
from corridor.batch.match_layout import CANDIDATES, VACANCIES
from corridor.batch.match_memory import needed_by, size_of
from corridor.kernel.errors import InputError
from tests.factories.matching_files import WRITERS, write_market
from tests.factories.matching_markets import random_market

PEOPLE, POSTS = 25_000, 35_000
RUN = """
import sys
from pathlib import Path
from corridor.batch.match import match_files

files, out = map(Path, sys.argv[1:3]), Path(sys.argv[3])
match_files(*files, out=out, for_="candidates", occupations="strict", allocate="stable")
"""


def lists(rng, rows, length, words):
    """Return a column of lists of words."""
    numbers = pl.Series(rng.integers(0, words, (rows, length)))
    return numbers.cast(pl.Array(pl.String, length)).arr.to_list()


def structs(code, name, beside):
    """Return a column of lists of one struct."""
    return pl.DataFrame({"code": code, name: beside}).to_struct().reshape((len(code), 1)).arr.to_list()


@pytest.fixture(scope="module")
def large_market(tmp_path_factory):
    """Two Parquet files of middle size."""
    folder, rng = tmp_path_factory.mktemp("market"), np.random.default_rng(3)
    codes = pl.Series([str(code) for code in range(2000, 9000, 20)])
    day = pl.Series(["2026-01-01"]).str.to_date()
    people = pl.DataFrame(
        {
            "candidate_id": np.arange(PEOPLE),
            "occupations": structs(
                codes.sample(PEOPLE, with_replacement=True, seed=1), "years", rng.random(PEOPLE) * 9
            ),
            "skills": lists(rng, PEOPLE, 16, 5_000),
            "languages": structs(pl.Series(["de"] * PEOPLE), "level", rng.integers(2, 7, PEOPLE)),
            "eqf": rng.integers(3, 9, PEOPLE),
            "country": pl.Series(["MAR"]).new_from_index(0, PEOPLE),
            "destinations": lists(rng, PEOPLE, 6, 20),
            "recognised_in": lists(rng, PEOPLE, 3, 20),
            "available": day.new_from_index(0, PEOPLE),
        }
    )
    posts = pl.DataFrame(
        {
            "vacancy_id": np.arange(POSTS),
            "employer_id": lists(rng, POSTS, 1, 3_000).list.first(),
            "occupation": codes.sample(POSTS, with_replacement=True, seed=2),
            "essential_skills": lists(rng, POSTS, 9, 5_000),
            "optional_skills": lists(rng, POSTS, 4, 5_000),
            "languages": structs(pl.Series(["de"] * POSTS), "level", rng.integers(1, 5, POSTS)),
            "eqf_min": rng.integers(2, 6, POSTS),
            "regulated": rng.random(POSTS) < 0.2,
            "years_min": rng.integers(0, 2, POSTS) / 2,
            "country": lists(rng, POSTS, 1, 20).list.first(),
            "positions": rng.integers(1, 3, POSTS),
            "start": day.new_from_index(0, POSTS),
        }
    )
    paths = folder / "candidates.parquet", folder / "vacancies.parquet"
    people.write_parquet(paths[0])
    posts.write_parquet(paths[1])
    return paths


def test_the_forecast_is_near_the_peak_of_the_process(tmp_path, large_market):
    command = [sys.executable, "-c", RUN, *map(str, large_market), str(tmp_path / "out")]
    subprocess.run(command, check=True, capture_output=True, timeout=280)

    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))

    assert report["counts"]["edges"] > 100_000
    assert 0.6 < report["forecast_memory_mb"] / report["peak_memory_mb"] < 1.6
    assert report["cpu_seconds"]["total"] > 0


def test_rows_and_items_are_told_from_the_first_and_last_rows(large_market, monkeypatch):
    monkeypatch.setattr(match_memory, "SAMPLE", 1_000)
    people, posts = size_of(large_market[0], CANDIDATES), size_of(large_market[1], VACANCIES)

    assert (people.rows, posts.rows) == (PEOPLE, POSTS)
    assert people.items == PEOPLE * (1 + 16 + 1 + 6 + 3)
    assert posts.items == POSTS * (9 + 4 + 1)


@pytest.mark.parametrize("suffix", list(WRITERS))
def test_small_files_of_any_kind_have_about_their_rows(tmp_path, suffix):
    candidates, vacancies, _ = random_market(21, most_candidates=60, most_vacancies=40)
    paths = write_market(tmp_path, candidates, vacancies, suffix=suffix)

    for path, layout, rows in zip(paths, (CANDIDATES, VACANCIES), (candidates, vacancies), strict=True):
        assert len(rows) <= size_of(path, layout).rows <= len(rows) + 1


def test_more_rows_lists_or_an_allocation_need_more(large_market):
    people, posts = size_of(large_market[0], CANDIDATES), size_of(large_market[1], VACANCIES)
    plain = needed_by(people, posts, 1e6, allocates=False)

    assert needed_by(people, posts, 50e6, allocates=False) > plain
    assert needed_by(people, posts, 50e6, allocates=True) > needed_by(people, posts, 50e6, allocates=False) + 1e9
    assert needed_by(replace(people, rows=people.rows * 2), posts, 1e6, allocates=False) > plain
    assert needed_by(replace(people, items=people.items * 2), posts, 1e6, allocates=False) > plain
    assert needed_by(replace(people, reading=1e9), posts, 1e6, allocates=False) > 1e9


def test_a_bound_that_is_too_small_stops_a_match_before_it_reads(tmp_path, large_market, monkeypatch):
    monkeypatch.setattr("corridor.batch.match_run.read_table", lambda *_, **__: pytest.fail("It was read."))

    with pytest.raises(InputError, match=r"needs about 0\.[0-9]+ GB of memory; 0\.2 GB are allowed") as refused:
        match_files(*large_market, out=tmp_path / "out", memory=0.2)

    assert "--top" in refused.value.advice()
    assert not (tmp_path / "out").exists()
