"""Skills that are near to held ones count by their nearness, in every way of computing."""

import random
from dataclasses import astuple, fields, replace

import numpy as np
import pytest

from corridor.engines.matching import (
    Asking,
    CandidateRow,
    Occupations,
    Options,
    VacancyRow,
    explain,
    live,
    rank,
    shares,
    store_from_rows,
)
from corridor.engines.matching.fast import rank_fast
from corridor.engines.matching.near import bounds, pieces
from corridor.engines.matching.near.ranking import rank_near
from corridor.engines.matching.pieces import Gathering, cuts_of
from corridor.engines.matching.reference import rank_plainly
from corridor.engines.matching.types import Edges
from corridor.kernel.errors import InputError
from tests.factories.matching_markets import random_market
from tests.factories.matching_near import random_near

VALUES = (range(1, 100), (60,), (30, 60), (99, 1, 50))


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


def near_market(seed, *, most=16):
    """Return rows of a random market with both sides, and options with a table of near skills."""
    candidates, vacancies, options = random_market(seed, most_candidates=most, most_vacancies=most)
    if not candidates or not vacancies:
        return near_market(seed + 100_000, most=most)
    values = VALUES[seed % len(VALUES)]
    return candidates, vacancies, replace(options, near=random_near(seed, candidates, vacancies, values=values))


def same(left, right):
    """Fail where two records of arrays differ, in type or value."""
    for field in fields(left):
        mine, theirs = getattr(left, field.name), getattr(right, field.name)
        assert np.array_equal(mine, theirs), field.name
        assert getattr(mine, "dtype", None) == getattr(theirs, "dtype", None), field.name


WELDER = CandidateRow(1, [("7212", 5.0)], ["weld", "drill"])
POST = VacancyRow(1, "7212", ["solder", "cut"], ["drill", "mill"])
NEAR = frozenset({("weld", "solder", 60), ("solder", "drill", 20), ("mill", "weld", 45), ("saw", "cut", 90)})


@pytest.mark.parametrize("asking", list(Asking))
def test_a_pair_worked_by_hand(asking):
    # One vacancy: all four skills weigh 30. Essential: 60 of solder by weld, nothing of cut, (60 + 0) / 200.
    # Optional: drill is held, 45 of mill by weld, (100 + 45) / 200. Score .50 * .3 + .15 * .725 + .25 + .10.
    options = Options(asking=asking, near=NEAR)
    store = store_from_rows([WELDER], [POST])

    expected = [(1, 1, 1, 0.60875, (0.3, 0.725, 1.0, 1.0))]
    assert plain(rank_plainly([WELDER], [POST], options)) == expected
    assert listed(store, rank(store, options)) == expected
    assert listed(store, rank_near(store, options, np.zeros(1, np.int64))) == expected


def test_an_explanation_names_skills_as_held_near_or_missing():
    store = store_from_rows([WELDER], [POST])

    found = explain(store, 0, 0, Options(near=NEAR))

    lines = {line.skill: (line.is_held, line.nearest, line.nearness) for line in (*found.essential, *found.optional)}
    assert lines == {
        "solder": (False, "weld", 60),
        "cut": (False, None, 0),
        "drill": (True, None, 0),
        "mill": (False, "weld", 45),
    }
    assert found.score == 0.60875
    assert [line.nearest for line in explain(store, 0, 0).essential] == [None, None]


def test_of_two_skills_that_are_as_near_an_explanation_names_the_first():
    options = Options(near=frozenset({("weld", "solder", 60), ("drill", "solder", 60)}))

    found = explain(store_from_rows([WELDER], [POST]), 0, 0, options)

    assert [line.nearest for line in found.essential if line.skill == "solder"] == ["drill"]


def test_many_random_markets_equal_the_reference_both_ways():
    pairs, changed, modes = 0, 0, set()
    for seed in range(120):
        candidates, vacancies, options = near_market(seed)
        expected = plain(rank_plainly(candidates, vacancies, options))
        store = store_from_rows(candidates, vacancies)

        small = rank(store, options)
        large = rank_near(store, options, asking_rows(store, options), limits=1 + seed % 4)

        assert listed(store, small) == expected, f"market {seed}, matrices"
        assert listed(store, large) == expected, f"market {seed}, bounds"
        same(small, large)
        pairs += len(expected)
        changed += expected != plain(rank_plainly(candidates, vacancies, replace(options, near=frozenset())))
        modes.add((options.asking, options.occupations))

    assert pairs > 1_500, "the markets are too empty to prove anything"
    assert changed > 45, "the tables change too little to prove anything"
    assert len(modes) == len(Asking) * len(Occupations)


@pytest.mark.parametrize("asking", list(Asking))
def test_lists_are_asked_for_again_until_nobody_else_can_come_in(asking, monkeypatch):
    # Thirty of forty partners have something near to all that is wanted, at one hundredth: the bound promises most
    # of them, while ten others hold nearly all.
    skills = [f"s{number}" for number in range(10)]
    far = [f"far {skill}" for skill in skills]
    lists = [far] * 30 + [[*skills[1:], f"own {number}"] for number in range(10)]
    people = [CandidateRow(n, skills=lists[n] if asking is Asking.VACANCIES else skills) for n in range(40)]
    posts = [VacancyRow(n, None, skills if asking is Asking.VACANCIES else lists[n]) for n in range(40)]
    options = Options(asking=asking, top=2, near=frozenset(zip(skills, far, [1] * 10, strict=True)), threads=2)
    asked, ask = [], pieces.ask
    monkeypatch.setattr(pieces, "ask", lambda *given: asked.append(given[-1]) or ask(*given))

    store = store_from_rows(people, posts)
    edges = rank_near(store, options, asking_rows(store, options), limits=1)

    assert listed(store, edges) == plain(rank_plainly(people, posts, options))
    assert asked == [4, 16, 40]
    assert edges.eligible_pairs == 1_600


@pytest.mark.parametrize("seed", range(8))
def test_people_spread_out_a_few_at_a_time_have_the_same_shares_and_bands(seed, monkeypatch):
    candidates, vacancies, options = near_market(seed, most=30)
    store, limits = store_from_rows(candidates, vacancies), bounds.limits_of(options.near, 1 + seed % 4)
    whole = shares.shares_of(store, options.near)
    bands = bounds.filled(whole, limits)

    monkeypatch.setattr(shares, "TOGETHER", 3)
    monkeypatch.setattr(bounds, "TOGETHER", 3)
    parts = shares.shares_of(store, options.near, threads=2)

    same(parts, whole)
    same(bounds.filled(parts, limits), bands)
    counted = np.searchsorted(limits, whole.share) + 1
    named = zip(whole.skill.tolist(), counted.tolist(), strict=True)
    assert bands.value.tolist() == [skill * len(limits) + band for skill, count in named for band in range(count)]


def test_places_between_those_that_are_left_are_asked_for_with_them():
    assert pieces.with_gaps(np.array([3, 6, 70, 700])).tolist() == [*range(3, 71), 700]
    assert pieces.with_gaps(np.array([5])).tolist() == [5]
    assert pieces.with_gaps(np.arange(0)).tolist() == []


@pytest.mark.parametrize("asking", list(Asking))
def test_ties_are_settled_without_asking_again(asking, monkeypatch):
    people = [CandidateRow(n, skills=["a"]) for n in range(60)]
    posts = [VacancyRow(n, None, ["b", "c"]) for n in range(60)]
    options = Options(asking=asking, top=3, near=frozenset({("a", "b", 50)}))
    asked, ask = [], pieces.ask
    monkeypatch.setattr(pieces, "ask", lambda *given: asked.append(given[-1]) or ask(*given))

    store = store_from_rows(people, posts)
    edges = rank_near(store, options, asking_rows(store, options))

    assert asked == [3]
    assert listed(store, edges) == plain(rank_plainly(people, posts, options))
    assert edges.eligible_pairs == 3_600


@pytest.mark.parametrize("asking", list(Asking))
@pytest.mark.parametrize("seed", range(6))
def test_some_asking_rows_get_the_lists_of_the_whole(seed, asking):
    candidates, vacancies, options = near_market(seed)
    options = replace(options, asking=asking)
    store = store_from_rows(candidates, vacancies)
    rows = np.array(sorted(random.Random(seed).sample(asking_rows(store, options).tolist(), 1 + seed % 2)))

    whole, some = rank(store, options), rank_near(store, options, rows)

    same(rank(store, options, asked_by=rows.tolist()), some)
    asker = whole.vacancy if asking is Asking.VACANCIES else whole.candidate
    assert listed(store, some) == [edge for edge, row in zip(listed(store, whole), asker, strict=True) if row in rows]


@pytest.mark.parametrize("asking", list(Asking))
@pytest.mark.parametrize("seed", range(8))
def test_pieces_of_any_size_and_threads_give_the_lists_of_the_whole(seed, asking):
    candidates, vacancies, options = near_market(seed, most=40)
    store, options = store_from_rows(candidates, vacancies), replace(options, asking=asking)
    expected = rank_near(store, options, asking_rows(store, options))

    for rows, work, threads in ((3, pieces.piece_of, 1), (7, pieces.piece_alone, 5), (1000, pieces.piece_of, 5)):
        ground = pieces.ground_of(store, replace(options, threads=threads), limits=2)
        gathering = Gathering(ground.bounds)
        for cut in cuts_of(len(ground.bounds.order), rows):
            gathering.add(work(ground, *cut))
        pen = pieces.pen_of(ground)
        tables = [pieces.table_between(pen, gathering, *span) for span in gathering.spans(5)]
        columns = [np.concatenate(column) for column in zip(*tables, strict=True)]
        edges = Edges(*columns, gathering.pairs, gathering.candidate_reached, gathering.vacancy_reached)
        same(edges, expected)


def test_a_table_that_names_no_skill_of_the_market_changes_nothing():
    candidates, vacancies, options = random_market(7, most_candidates=30, most_vacancies=30)
    store, rows = store_from_rows(candidates, vacancies), asking_rows(store_from_rows(candidates, vacancies), options)
    strange = replace(options, near=frozenset({("x", "y", 50)}))

    same(rank_near(store, strange, rows), rank_fast(store, options, rows))
    same(rank(store, strange), rank(store, options))


def test_a_pair_named_twice_counts_at_its_greatest_nearness_in_either_order():
    twice = Options(near=frozenset({("weld", "solder", 10), ("solder", "weld", 60)}))
    once = Options(near=frozenset({("weld", "solder", 60)}))
    store = store_from_rows([WELDER], [POST])

    for options in (twice, once):
        assert listed(store, rank(store, options)) == plain(rank_plainly([WELDER], [POST], once))
        assert listed(store, rank_near(store, options, np.zeros(1, np.int64))) == listed(store, rank(store, once))


def test_so_many_heavy_skills_that_bands_would_overflow_are_counted_in_one():
    skills = [f"s{number}" for number in range(60)]
    posts = [VacancyRow(n, None, [skill]) for n, skill in enumerate(skills)]
    store = store_from_rows([CandidateRow(1, skills=["s0"])], posts)
    options = Options(asking=Asking.CANDIDATES, near=frozenset({("s0", "s1", 33), ("s0", "s2", 66)}))
    heavy = replace(store, skill_weight=np.full(60, 60_000_000, np.int32))

    ground = pieces.ground_of(heavy, options)

    assert len(ground.bounds.market.job.weight) == 60
    assert not ground.is_exact
    found = rank_near(heavy, options, np.zeros(1, np.int64))
    assert found.part_essential[:4].tolist() == [1.0, 0.66, 0.33, 0.0]
    assert bounds.heaviest(heavy) == 60_000_000


@pytest.mark.parametrize(
    "pair", [("weld", "weld", 50), ("weld", "cut", 0), ("weld", "cut", 100), ("weld", "cut", -1), ("weld", "cut", 0.5)]
)
def test_a_pair_that_is_none_and_a_nearness_that_is_none_are_refused(pair):
    with pytest.raises(InputError, match=f"The skills weld and {pair[1]} have the nearness") as refused:
        Options(near=frozenset({pair}))

    assert refused.value.field == "near"
    assert refused.value.hint


def test_single_questions_refuse_a_table_rather_than_leave_it_out():
    with pytest.raises(InputError, match="they can not use a table of near skills"):
        live.warm(store_from_rows([WELDER], [POST]), Options(near=NEAR))
