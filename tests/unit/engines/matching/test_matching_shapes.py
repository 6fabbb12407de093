"""Markets of odd shapes through the compiled loops: the list of the plain reference, for any number of threads."""

from dataclasses import astuple, replace

import numpy as np
import pytest

from corridor.engines.matching import Asking, Occupations, Options, store_from_rows
from corridor.engines.matching.fast import rank_fast
from corridor.engines.matching.reference import rank_plainly
from tests.factories.matching_markets import random_market
from tests.factories.matching_shapes import SHAPES, extreme_zipf


def written(edges):
    """Return the edges of the reference as plain tuples."""
    return [(edge.vacancy_id, edge.candidate_id, edge.rank, edge.score, astuple(edge.parts)) for edge in edges]


def ranked(candidates, vacancies, options):
    """Return the edges of the compiled loops as plain tuples."""
    store = store_from_rows(candidates, vacancies)
    asking = store.vacancies if options.asking is Asking.VACANCIES else store.candidates
    edges = rank_fast(store, options, np.arange(len(asking)))
    parts = zip(edges.part_essential, edges.part_optional, edges.part_occupation, edges.part_experience, strict=True)
    return [(*pair, tuple(map(float, part))) for pair, part in zip(edges.pairs(store), parts, strict=True)]


@pytest.mark.parametrize("asking", list(Asking))
@pytest.mark.parametrize("shape", SHAPES)
def test_a_market_of_an_odd_shape_equals_the_reference(shape, asking):
    candidates, vacancies = (rows[: 60 if shape == "extreme Zipf" else None] for rows in SHAPES[shape]())
    modes = [Occupations.WIDE] if shape in ("all equal", "70,000 skills") else list(Occupations)

    for mode in modes:
        options = Options(asking=asking, occupations=mode, top=50)
        expected = written(rank_plainly(candidates, vacancies, options))
        for threads in (1, 2, 5):
            found = ranked(candidates, vacancies, replace(options, threads=threads))
            assert found == expected, f"{mode}, {threads} threads"


@pytest.mark.parametrize("asking", list(Asking))
@pytest.mark.parametrize("mode", list(Occupations))
def test_lists_shorter_than_the_eligible_pairs_equal_the_reference(asking, mode):
    for seed in range(1000, 1006):
        candidates, vacancies, options = random_market(seed, most_candidates=60, most_vacancies=60)
        options = replace(options, asking=asking, occupations=mode, top=3)

        assert ranked(candidates, vacancies, options) == written(rank_plainly(candidates, vacancies, options))


def test_the_order_of_rows_changes_nothing():
    people, jobs = extreme_zipf()
    rng = np.random.default_rng(8)
    shuffled = [people[n] for n in rng.permutation(len(people))], [jobs[n] for n in rng.permutation(len(jobs))]

    assert ranked(*shuffled, Options(top=7)) == ranked(people, jobs, Options(top=7))


def test_batches_of_people_equal_one_batch(monkeypatch):
    people, jobs = extreme_zipf()
    options = Options(asking=Asking.CANDIDATES, top=4)
    whole = ranked(people, jobs, options)

    monkeypatch.setattr("corridor.engines.matching.fast.MOST_KEYS", 40)
    monkeypatch.setattr("corridor.engines.matching.fast.LEAST_CROWD", 3)

    assert ranked(people, jobs, options) == whole
