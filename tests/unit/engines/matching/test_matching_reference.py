"""Every way of computing returns the list of the plain reference, to the last bit."""

from dataclasses import astuple

from corridor.engines.matching import rank, store_from_rows
from corridor.engines.matching.reference import rank_plainly
from tests.factories.matching_markets import random_market

MARKETS = 1000


def listed(store, edges):
    """Return edges as plain tuples."""
    parts = zip(edges.part_essential, edges.part_optional, edges.part_occupation, edges.part_experience, strict=True)
    return [(*pair, tuple(map(float, part))) for pair, part in zip(edges.pairs(store), parts, strict=True)]


def plain(edges):
    """Return the edges of the reference as plain tuples."""
    return [(edge.vacancy_id, edge.candidate_id, edge.rank, edge.score, astuple(edge.parts)) for edge in edges]


def test_a_thousand_random_markets_equal_the_reference():
    pairs = 0
    for seed in range(MARKETS):
        candidates, vacancies, options = random_market(seed)
        expected = plain(rank_plainly(candidates, vacancies, options))
        store = store_from_rows(candidates, vacancies)

        assert listed(store, rank(store, options)) == expected, f"market {seed}"
        pairs += len(expected)

    assert pairs > 5_000, "the markets are too empty to prove anything"
