"""What holds for every market."""

import random
from dataclasses import replace

import numpy as np
from hypothesis import given, settings, strategies as st

from corridor.engines.matching import Asking, Options, VacancyRow, explain, rank, store_from_rows, vacancy_row
from corridor.engines.matching.fast import rank_fast
from corridor.engines.matching.reference import first_failing, parts_of, score_of, skill_weights
from corridor.engines.matching.simulate import simulate_market
from corridor.engines.matching.types import CandidateRow
from tests.factories.matching_markets import random_market

SEEDS = st.integers(0, 10**6)


def every_row(store, options):
    """Return the places of all asking rows."""
    return np.arange(len(store.vacancies if options.asking is Asking.VACANCIES else store.candidates))


@given(SEEDS, SEEDS, st.integers(1, 4))
@settings(max_examples=60, deadline=None, derandomize=True)
def test_the_order_of_rows_and_the_number_of_threads_change_nothing(seed, shuffle, threads):
    candidates, vacancies, options = random_market(seed)
    expected = store_from_rows(candidates, vacancies)
    rng = random.Random(shuffle)

    people = rng.sample(candidates, len(candidates))
    posts = [with_shuffled_lists(row, rng) for row in rng.sample(vacancies, len(vacancies))]
    store = store_from_rows(people, posts)
    edges = rank_fast(store, replace(options, threads=threads), every_row(store, options))

    assert list(edges.pairs(store)) == list(rank(expected, options).pairs(expected))


def with_shuffled_lists(row, rng):
    """Return a vacancy with its skills in another order."""
    skills = list(row.essential_skills)
    rng.shuffle(skills)
    return replace(row, essential_skills=skills)


@given(SEEDS, st.integers(0, 7), st.integers(0, 11))
@settings(max_examples=100, deadline=None, derandomize=True)
def test_a_further_skill_never_lowers_a_score(seed, vacancy, candidate):
    candidates, vacancies, options = random_market(seed)
    if not candidates or not vacancies:
        return
    person, post = candidates[candidate % len(candidates)], vacancies[vacancy % len(vacancies)]
    weight = skill_weights(vacancies)
    before = score_of(parts_of(person, post, options, weight), options.weights)

    for skill in weight:
        richer = replace(person, skills=[*(person.skills or ()), skill])
        assert score_of(parts_of(richer, post, options, weight), options.weights) >= before
        assert first_failing(richer, post, options) == first_failing(person, post, options)


@given(SEEDS)
@settings(max_examples=60, deadline=None, derandomize=True)
def test_an_explanation_says_what_the_ranking_says(seed):
    candidates, vacancies, options = random_market(seed)
    options = replace(options, top=1000)
    store = store_from_rows(candidates, vacancies)
    edges = rank(store, options)
    listed = {
        (int(c), int(v)): (score, essential)
        for c, v, score, essential in zip(
            edges.candidate, edges.vacancy, edges.score, edges.part_essential, strict=True
        )
    }

    for c in range(len(candidates)):
        for v in range(len(vacancies)):
            explanation = explain(store, c, v, options)
            assert explanation.is_eligible == ((c, v) in listed)
            assert (explanation.first_failing is None) == explanation.is_eligible
            assert bool(explanation.changes) != explanation.is_eligible
            if explanation.is_eligible:
                assert (explanation.score, explanation.parts.essential) == listed[c, v]


@given(SEEDS)
@settings(max_examples=60, deadline=None, derandomize=True)
def test_the_date_of_birth_decides_no_score(seed):
    candidates, vacancies, options = random_market(seed)
    weight = skill_weights(vacancies)
    births = [row.birth_date for row in candidates]
    random.Random(seed).shuffle(births)

    for row, birth in zip(candidates, births, strict=True):
        other = replace(row, birth_date=birth)
        for vacancy in vacancies:
            assert parts_of(other, vacancy, options, weight) == parts_of(row, vacancy, options, weight)


def test_a_row_has_no_place_for_protected_traits():
    protected = {"sex", "region", "track", "household_id", "pathways"}

    assert protected.isdisjoint(CandidateRow.__dataclass_fields__)
    assert protected.isdisjoint(VacancyRow.__dataclass_fields__)


def test_planted_twins_are_found_first_in_a_simulated_market():
    store = simulate_market(candidates=3_000, vacancies=120, rng=np.random.default_rng(7))
    posts = [vacancy_row(store, place) for place in range(120)]
    crowd = [random_market(seed)[0] for seed in range(20)]
    strangers = [replace(row, candidate_id=10_000 + n) for n, row in enumerate(row for rows in crowd for row in rows)]
    twins = [twin_of(post) for post in posts]

    market = store_from_rows([*strangers, *twins], posts)
    edges = rank(market)

    best = {vacancy: score for vacancy, _, place, score in edges.pairs(market) if place == 1}
    found = {(vacancy, candidate) for vacancy, candidate, _, score in edges.pairs(market) if score == 1.0}
    assert best == dict.fromkeys(range(1, 121), 1.0)
    assert {(post.vacancy_id, post.vacancy_id) for post in posts} <= found


def twin_of(post):
    """Return the candidate who has all that a vacancy asks for."""
    return CandidateRow(
        candidate_id=post.vacancy_id,
        occupations=[(post.occupation, 9.0)],
        skills=[*post.essential_skills, *(post.optional_skills or ())],
        languages=post.languages,
        eqf=8,
        destinations=[post.country],
        recognised_in=[post.country],
        available=post.start,
        licences=post.licences,
    )


def test_the_same_seed_gives_the_same_simulated_market():
    first, second = (simulate_market(candidates=200, vacancies=40, rng=np.random.default_rng(3)) for _ in range(2))

    assert list(rank(first).pairs(first)) == list(rank(second).pairs(second))
    assert list(rank(first, Options(asking=Asking.CANDIDATES)).pairs(first))
