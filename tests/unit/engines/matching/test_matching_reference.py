"""Every way of computing returns the list of the plain reference, to the last bit."""

from dataclasses import astuple, replace
from datetime import date

import numba
import numpy as np
import pytest

from corridor.engines.matching import Asking, CandidateRow, Occupations, Options, VacancyRow, rank, store_from_rows
from corridor.engines.matching.fast import rank_fast
from corridor.engines.matching.kernels import micro_score
from corridor.engines.matching.reference import rank_plainly
from corridor.engines.matching.rows import candidate_row, vacancy_row
from tests.factories.matching_markets import random_market

MARKETS = 1000


def listed(store, edges):
    """Return edges as plain tuples."""
    parts = zip(edges.part_essential, edges.part_optional, edges.part_occupation, edges.part_experience, strict=True)
    return [(*pair, tuple(map(float, part))) for pair, part in zip(edges.pairs(store), parts, strict=True)]


def plain(edges):
    """Return the edges of the reference as plain tuples."""
    return [(edge.vacancy_id, edge.candidate_id, edge.rank, edge.score, astuple(edge.parts)) for edge in edges]


def asking_rows(store, options):
    """Return the places of all asking rows."""
    return np.arange(len(store.vacancies if options.asking is Asking.VACANCIES else store.candidates))


def test_a_thousand_random_markets_equal_the_reference_both_ways():
    pairs = 0
    for seed in range(MARKETS):
        candidates, vacancies, options = random_market(seed)
        expected = plain(rank_plainly(candidates, vacancies, options))
        store = store_from_rows(candidates, vacancies)

        small = rank(store, options)
        large = rank_fast(store, options, asking_rows(store, options))

        assert listed(store, small) == expected, f"market {seed}, matrices"
        assert listed(store, large) == expected, f"market {seed}, compiled loops"
        assert small.eligible_pairs == large.eligible_pairs
        assert small.candidate_reached.tolist() == large.candidate_reached.tolist()
        assert small.vacancy_reached.tolist() == large.vacancy_reached.tolist()
        pairs += len(expected)

    assert pairs > 5_000, "the markets are too empty to prove anything"


def test_rows_come_back_from_the_columns_as_they_went_in():
    candidate = CandidateRow(
        "a", [("2221.1", 2.5), ("5120", None)], ("s", "t"), [("de", 3)], 6, (), ("DEU",), date(2026, 1, 2), (),
        date(1990, 5, 6), 2000.0, False,
    )  # fmt: skip
    vacancy = VacancyRow(
        5, "2221", ("s",), None, (), 4, True, 2.0, "DEU", 3, date(2026, 3, 4), ("B",), 2100.0, None, 18, None, "E1"
    )
    bare = CandidateRow("b")
    store = store_from_rows(
        [bare, replace(candidate, languages=[("de", 1), ("de", 3)], skills=["t", "s", "s"])], [vacancy]
    )

    assert candidate_row(store, 0) == replace(
        candidate, occupations=(("2221.1", 2.5), ("5120", None)), languages=(("de", 3),)
    )
    assert candidate_row(store, 1) == bare
    assert vacancy_row(store, 0) == vacancy


@pytest.mark.parametrize("asking", list(Asking))
def test_ten_thousand_skills_on_one_person_are_exact(asking):
    skills = [f"skill {number}" for number in range(10_000)]
    rich = CandidateRow(1, [("2221", 5.0)], skills[1:])
    poor = CandidateRow(2, [("2221", 5.0)], skills[:1])
    vacancies = [VacancyRow(1, "2221", skills), VacancyRow(2, "2221", skills[:3])]
    options = Options(asking=asking)
    store = store_from_rows([rich, poor], vacancies)

    edges = rank_fast(store, options, asking_rows(store, options))

    assert listed(store, edges) == plain(rank_plainly([rich, poor], vacancies, options))
    assert listed(store, rank(store, options)) == listed(store, edges)


@numba.njit
def rounded(value):
    """Return what the compiled loops round a score to; they alone can call `micro_score`."""
    return micro_score(value)


def test_scores_near_a_half_round_as_python_does():
    halves = [(2 * number + 1) / 2e6 for number in range(0, 1_000_000, 37)]
    near = [float(np.nextafter(half, side)) for half in halves for side in (0.0, 1.0)]

    for value in [*halves, *near, 1 / 64, 3 / 64, 0.0, 1.0]:
        assert rounded(value) / 1e6 == round(value, 6)


def test_only_the_asking_rows_are_answered():
    candidates, vacancies, _ = random_market(18)
    store = store_from_rows(candidates, vacancies)
    options = Options(occupations=Occupations.OPEN)
    everything = listed(store, rank(store, options))
    chosen = store.vacancies.ids.tolist()[1]

    some = rank(store, options, asked_by=[1])

    assert listed(store, some) == [edge for edge in everything if edge[0] == chosen]
