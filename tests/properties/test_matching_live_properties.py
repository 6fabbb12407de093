"""A warm index gives what the definition gives, for rows it knows and rows it does not, and after every change."""

import random
from dataclasses import replace

import pytest

from corridor.engines.matching import Asking, rank, store_from_rows
from corridor.engines.matching.live import (
    SPARE,
    Change,
    best_candidates,
    best_vacancies,
    changed,
    explained,
    follow,
    keep_lists,
    list_of,
    under_weights_of,
    warm,
)
from tests.factories.matching_changes import moving_market
from tests.factories.matching_markets import random_candidate, random_vacancy


def index_of(market):
    """Return the warm index of a market as it is now."""
    return warm(store_from_rows([*market.candidates.values()], [*market.vacancies.values()]), market.options)


def plain(answer):
    """Return ids, scores and parts of an answer."""
    parts = (answer.part_essential, answer.part_optional, answer.part_occupation, answer.part_experience)
    return list(zip(answer.ids, answer.score.tolist(), *(part.tolist() for part in parts), strict=True))


def wanted(market, row, asking):
    """Return ids, scores and parts of what the definition lists."""
    found = market.listed(row, asking, market.options.top)
    return [
        (other, score, parts.essential, parts.optional, parts.occupation, parts.experience)
        for other, score, parts in found
    ]


def check_everybody(market, index):
    for row in market.candidates.values():
        assert plain(best_vacancies(index, row)) == wanted(market, row, Asking.CANDIDATES)
    for row in market.vacancies.values():
        assert plain(best_candidates(index, row)) == wanted(market, row, Asking.VACANCIES)


@pytest.mark.parametrize("seed", range(40))
def test_a_question_gives_the_list_of_the_definition(seed):
    market = moving_market(seed)
    check_everybody(market, index_of(market))


@pytest.mark.parametrize("seed", range(60, 75))
def test_rows_with_words_that_the_index_does_not_know_are_answered_exactly(seed):
    market, rng = moving_market(seed), random.Random(seed)
    index = index_of(market)
    strange = ["a", "b", 3, "never seen", "nor this"]
    for number in range(4):
        person = random_candidate(rng, 900 + number, strange, 0.5)
        person = replace(person, destinations=["DEU", "ZZZ"], languages=[("de", 6), ("xx", 3)], licences=["B", "none"])
        assert plain(best_vacancies(index, person)) == wanted(market, person, Asking.CANDIDATES)
        post = random_vacancy(rng, 900 + number, strange, 0.5)
        for changes in ({}, {"country": "ZZZ"}, {"languages": [("xx", 1)]}, {"occupation": "2221.77"}):
            other = replace(post, **changes)
            assert plain(best_candidates(index, other)) == wanted(market, other, Asking.VACANCIES)


@pytest.mark.parametrize("seed", range(200, 225))
def test_answers_stay_exact_after_any_sequence_of_changes(seed):
    market = moving_market(seed)
    index = index_of(market)
    for _ in range(4):
        index = changed(index, market.change())
        check_everybody(market, index)
    assert (len(index.candidates), len(index.vacancies)) == (len(market.candidates), len(market.vacancies))


@pytest.mark.parametrize("seed", range(260, 270))
def test_a_ranking_under_the_weights_of_an_index_and_its_explanations_give_its_answers(seed):
    market = moving_market(seed)
    index = changed(index_of(market), market.change())
    store = store_from_rows([*market.candidates.values()], [*market.vacancies.values()])
    edges = rank(under_weights_of(index, store), replace(market.options, asking=Asking.CANDIDATES))
    found = {}
    for vacancy, candidate, _, score in edges.pairs(store):
        found.setdefault(candidate, []).append((vacancy, score))
        (why,) = explained(index, [(market.candidates[candidate], market.vacancies[vacancy])])
        assert (why.is_eligible, why.score) == (True, score)
    for row in market.candidates.values():
        answer = best_vacancies(index, row)
        assert list(zip(answer.ids, answer.score.tolist(), strict=True)) == found.get(row.candidate_id, [])


@pytest.mark.parametrize("asking", list(Asking))
@pytest.mark.parametrize("seed", range(300, 315))
def test_kept_lists_stay_exact_after_any_sequence_of_changes(seed, asking):
    market = moving_market(seed, most_candidates=30, most_vacancies=30)
    top = 1 + seed % 3
    market.options = replace(market.options, asking=asking, top=top + SPARE, related=frozenset())
    index = index_of(market)
    store = store_from_rows([*market.candidates.values()], [*market.vacancies.values()])
    kept = keep_lists(index, rank(store, market.options), asking=asking, top=top)
    for step in range(6):
        change = shrunk(market) if step % 2 else market.change()
        after = changed(index, change)
        kept, index = follow(kept, index, after, threads=1 + step % 2), after
        for row in (market.candidates if asking is Asking.CANDIDATES else market.vacancies).values():
            asker = row.candidate_id if asking is Asking.CANDIDATES else row.vacancy_id
            found = list_of(kept, index, asker)
            assert list(zip(found.ids, found.score, strict=True)) == [
                (other, score) for other, score, _ in market.listed(row, asking, top)
            ]


def shrunk(market):
    """Let so many vacancies and people go that spare places are used up."""
    gone = market.rng.sample(sorted(market.vacancies), len(market.vacancies) // 3)
    left = market.rng.sample(sorted(market.candidates), len(market.candidates) // 3)
    for one in gone:
        del market.vacancies[one]
    for one in left:
        del market.candidates[one]
    return Change(gone_candidates=left, gone_vacancies=gone)
