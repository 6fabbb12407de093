"""The engine gives the lists of a definition in SQL that shares no code with it, part columns and counts included."""

import itertools
import random
from dataclasses import replace

import duckdb
import numpy as np
import polars as pl
import pytest

from corridor.batch.match import match_files
from corridor.engines.matching import Asking, Occupations, Options, Weights, store_from_rows
from corridor.engines.matching.reference import rank_plainly
from tests.factories.matching_crowds import WEIGHTS, random_crowd
from tests.factories.matching_files import write_market
from tests.factories.matching_markets import random_market
from tests.factories.matching_shapes import SHAPES
from tests.oracles.answers import by_duckdb, by_loops, by_matrices
from tests.oracles.match_sql import MICRO, Oracle, Question

THREADS = (1, 2, 5)
HALVES = Weights(0.5, 0.5, 0.0, 0.0)
"""With these, scores of the market of exact halves lie halfway between two millionths."""


def as_pairs(edges):
    """Return edges of the plain reference in the order of the oracle's columns."""
    return [(edge.vacancy_id, edge.candidate_id, edge.rank, edge.score, edge.parts.essential, edge.parts.optional,
             edge.parts.occupation, edge.parts.experience) for edge in edges]  # fmt: skip


def test_three_ways_and_the_reference_give_the_lists_of_duckdb_on_small_markets():
    markets = {}
    for seed in range(5000, 5240):
        candidates, vacancies, options = random_market(seed)
        rng = random.Random(seed)
        markets[seed] = candidates, vacancies, replace(options, top=rng.randint(1, 60), weights=rng.choice(WEIGHTS))

    expected = by_duckdb(markets)

    for seed, (candidates, vacancies, options) in markets.items():
        store = store_from_rows(candidates, vacancies)
        assert by_matrices(store, options) == expected[seed], f"market {seed}, matrices"
        assert by_loops(store, options) == expected[seed], f"market {seed}, compiled loops"
        plain = rank_plainly(candidates, vacancies, options)
        assert as_pairs(plain) == expected[seed].pairs, f"market {seed}, reference"
    assert sum(len(answer.pairs) for answer in expected.values()) > 1_000, "too empty to prove anything"


@pytest.mark.parametrize("asking", list(Asking))
def test_markets_of_odd_shapes_give_the_lists_of_duckdb(asking):
    drawn = {shape: make() for shape, make in SHAPES.items()}
    markets = {}
    for number, (shape, mode) in enumerate(itertools.product(drawn, Occupations)):
        weights = HALVES if shape == "exact halves" else WEIGHTS[number % len(WEIGHTS)]
        options = Options(asking=asking, occupations=mode, top=(1, 50, 60, 3)[number % 4], weights=weights)
        markets[number] = (*drawn[shape], options)

    expected = by_duckdb(markets)

    stores = {shape: store_from_rows(*rows) for shape, rows in drawn.items()}
    for number, shape in enumerate(shape for shape in drawn for _ in Occupations):
        options = markets[number][2]
        assert by_matrices(stores[shape], options) == expected[number], (shape, options)
        for threads in THREADS:
            found = by_loops(stores[shape], replace(options, threads=threads))
            assert found == expected[number], (shape, options, threads)


def test_crowds_give_the_lists_of_duckdb_for_any_number_of_threads():
    markets = {seed: random_crowd(seed, people=300, posts=2600) for seed in range(18)}

    expected = by_duckdb(markets)

    for seed, (candidates, vacancies, options) in markets.items():
        store = store_from_rows(candidates, vacancies)
        for threads in THREADS:
            assert by_loops(store, replace(options, threads=threads)) == expected[seed], f"crowd {seed}, {threads}"
    assert max(answer.eligible for answer in expected.values()) > 50_000


@pytest.mark.parametrize(("asking", "mode"), [("vacancies", "wide"), ("candidates", "open")])
def test_the_command_gives_the_lists_of_duckdb_whatever_the_order_of_rows_and_columns(tmp_path, asking, mode):
    candidates, vacancies, _ = random_market(17, most_candidates=90, most_vacancies=90)
    paths = write_market(tmp_path, candidates, vacancies)
    question = Question(asking=asking, occupations=mode, top=7)
    expected = Oracle(*paths).lists([question])
    for path in paths:
        shuffled(pl.read_parquet(path)).write_parquet(path)

    match_files(*paths, out=tmp_path / "out", top=7, for_=asking, occupations=mode)

    found = pl.read_parquet(tmp_path / "out" / "edges.parquet")
    assert found.rows() == [row[1:] for row in expected]


def shuffled(frame):
    """Return the rows and columns in another order."""
    names = random.Random(3).sample(frame.columns, len(frame.columns))
    return frame.select(names).sample(fraction=1.0, shuffle=True, seed=4)


def test_the_oracle_rounds_as_python_does():
    rng = np.random.default_rng(9)
    halves = [(2 * number + 1) / 2e6 for number in range(0, 1_000_000, 977)]
    near = [float(np.nextafter(half, side)) for half in halves for side in (0.0, 1.0)]
    exact = [number / 128 for number in range(129)]
    totals = [*halves, *near, *exact, *rng.random(2000).tolist(), 0.0, 4e-7, 5e-7, 1.0, 1.0 + 2**-52]

    found = duckdb_rounds(totals)

    assert [micro / 1e6 for micro in found] == [round(total, 6) for total in totals]


def duckdb_rounds(totals):
    """Return totals in millionths as the oracle rounds them."""
    with duckdb.connect() as base:
        rows = base.execute(f"SELECT {MICRO} FROM (SELECT unnest($1::DOUBLE[]) AS total)", [totals]).fetchall()
    return [row[0] for row in rows]
