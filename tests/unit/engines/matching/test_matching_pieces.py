"""A ranking in pieces is the ranking at once."""

import random
from dataclasses import fields, replace

import numpy as np
import pytest

from corridor.engines.matching import Asking, Edges, choice_from, store_from_rows
from corridor.engines.matching.fast import rank_fast
from corridor.engines.matching.pieces import (
    Gathering,
    choice_of,
    cuts_of,
    ground_of,
    pen_of,
    piece_alone,
    piece_of,
    table_between,
)
from tests.factories.matching_markets import random_market


def market(seed):
    """Return a market with both sides, and options."""
    candidates, vacancies, options = random_market(seed, most_candidates=40, most_vacancies=40)
    store = store_from_rows(candidates, vacancies)
    return (store, options) if len(store.candidates) and len(store.vacancies) else market(seed + 1000)


def gathered(store, options, rows, work=piece_of, seed=0):
    """Return the ground and the pieces, taken in in any order."""
    ground = ground_of(store, options)
    cuts = cuts_of(len(ground.order), rows)
    random.Random(seed).shuffle(cuts)
    gathering = Gathering(ground)
    for cut in cuts:
        gathering.add(work(ground, *cut))
    return ground, gathering


def edges_of(store, ground, gathering, pairs):
    """Return all that was gathered as edges."""
    pen = pen_of(store, ground)
    tables = [table_between(pen, gathering, *span) for span in gathering.spans(pairs)]
    columns = [np.concatenate(column) for column in zip(*tables, strict=True)]
    return Edges(*columns, gathering.pairs, gathering.candidate_reached, gathering.vacancy_reached)


def same(left, right):
    """Fail where two records of arrays differ, in type or value."""
    for field in fields(left):
        mine, theirs = getattr(left, field.name), getattr(right, field.name)
        assert np.array_equal(mine, theirs), field.name
        assert getattr(mine, "dtype", None) == getattr(theirs, "dtype", None), field.name


@pytest.mark.parametrize("asking", list(Asking))
@pytest.mark.parametrize("seed", range(12))
def test_pieces_of_any_size_in_any_order_give_the_lists_of_the_whole(seed, asking):
    store, options = market(seed)
    options = replace(options, asking=asking)
    count = len(store.vacancies if asking is Asking.VACANCIES else store.candidates)
    expected = rank_fast(store, options, np.arange(count))

    for rows, work in ((3, piece_of), (7, piece_alone), (1000, piece_of)):
        ground, gathering = gathered(store, options, rows, work, seed)
        same(edges_of(store, ground, gathering, 5), expected)


@pytest.mark.parametrize("asking", list(Asking))
@pytest.mark.parametrize("seed", range(6))
def test_the_choice_of_gathered_pairs_is_that_of_the_edges(seed, asking):
    store, options = market(seed)
    ground, gathering = gathered(store, replace(options, asking=asking), 5)
    edges = edges_of(store, ground, gathering, 9)

    found = choice_of(store, gathering, for_vacancies=asking is Asking.VACANCIES, quotas=(), groups=())

    same(found, choice_from(store, edges))


def test_every_asking_row_stands_in_one_piece():
    store, options = market(3)
    for asking in Asking:
        ground = ground_of(store, replace(options, asking=asking))
        rows = np.concatenate([piece_of(ground, *cut).rows for cut in cuts_of(len(ground.order), 4)])
        assert sorted(rows.tolist()) == list(range(len(ground.order)))


@pytest.mark.parametrize(("asking", "rows"), [(0, 5), (1, 5), (5, 5), (6, 5), (99, 10), (100, 10)])
def test_cuts_are_even_and_none_is_too_long(asking, rows):
    cuts = cuts_of(asking, rows)
    sizes = [last - first for first, last in cuts]

    assert [first for first, _ in cuts[1:]] == [last for _, last in cuts[:-1]]
    assert (cuts[0][0], cuts[-1][1]) == (0, asking)
    assert max(sizes) <= rows
    assert max(sizes) - min(sizes) <= 1


def test_room_for_keys_may_be_given():
    store, options = market(5)
    ground = ground_of(store, options)
    room = np.full(len(ground.order) * ground.width, -1, np.int64)
    gathering = Gathering(ground, room)
    gathering.add(piece_of(ground, 0, len(ground.order)))

    assert gathering.keys is room
    assert (room[: gathering.used] >= 0).all()
    assert (room[gathering.used :] == -1).all()
