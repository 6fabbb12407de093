"""What holds for near skills in every market."""

import random
from dataclasses import replace

from hypothesis import given, settings, strategies as st

from corridor.engines.matching import explain, rank, store_from_rows
from corridor.engines.matching.near.ranking import rank_near
from corridor.engines.matching.reference import first_failing, parts_of, score_of, skill_weights
from tests.factories.matching_markets import random_market
from tests.factories.matching_near import random_near, skills_in
from tests.unit.engines.matching.test_matching_near import asking_rows, listed, near_market, same

SEEDS = st.integers(0, 10**6)


@given(SEEDS)
@settings(max_examples=40, deadline=None, derandomize=True)
def test_a_table_without_pairs_changes_nothing(seed):
    candidates, vacancies, options = random_market(seed)
    store = store_from_rows(candidates, vacancies)

    same(rank(store, replace(options, near=frozenset())), rank(store, options))


@given(SEEDS, st.integers(1, 99))
@settings(max_examples=80, deadline=None, derandomize=True)
def test_a_further_pair_of_near_skills_never_lowers_a_score_and_opens_no_vacancy(seed, nearness):
    candidates, vacancies, options = near_market(seed, most=6)
    skills = random.Random(seed).sample([*skills_in(candidates, vacancies), "strange"], 2)
    richer = replace(options, near=options.near | {(*skills, nearness)})
    weight = skill_weights(vacancies)

    for person in candidates:
        for post in vacancies:
            before, after = (score_of(parts_of(person, post, way, weight), way.weights) for way in (options, richer))
            assert after >= before
            assert first_failing(person, post, richer) == first_failing(person, post, options)


@given(SEEDS)
@settings(max_examples=60, deadline=None, derandomize=True)
def test_a_score_lies_between_that_of_held_skills_and_that_of_holding_all_near_ones(seed):
    candidates, vacancies, options = near_market(seed, most=6)
    weight = skill_weights(vacancies)

    for person in candidates:
        held = {str(skill) for skill in person.skills or ()}
        near = {skill for pair in options.near for skill in pair[:2] if held & set(pair[:2])}
        generous = replace(person, skills=[*held, *near])
        for post in vacancies:
            plainly = replace(options, near=frozenset())
            low, high = (parts_of(one, post, plainly, weight) for one in (person, generous))
            middle = parts_of(person, post, options, weight)
            assert low.essential <= middle.essential <= high.essential
            assert low.optional <= middle.optional <= high.optional


@given(SEEDS, SEEDS, st.integers(1, 4), st.integers(1, 4))
@settings(max_examples=60, deadline=None, derandomize=True)
def test_the_order_of_rows_and_of_pairs_threads_and_bands_change_nothing(seed, shuffle, threads, limits):
    candidates, vacancies, options = near_market(seed)
    expected = store_from_rows(candidates, vacancies)
    rng = random.Random(shuffle)
    turned = frozenset((b, a, n) if rng.random() < 0.5 else (a, b, n) for a, b, n in options.near)

    store = store_from_rows(rng.sample(candidates, len(candidates)), rng.sample(vacancies, len(vacancies)))
    other = replace(options, threads=threads, near=turned)
    edges = rank_near(store, other, asking_rows(store, other), limits=limits)

    assert listed(store, edges) == listed(expected, rank(expected, options))


@given(SEEDS)
@settings(max_examples=40, deadline=None, derandomize=True)
def test_an_explanation_says_what_the_ranking_by_near_skills_says(seed):
    candidates, vacancies, options = random_market(seed, most_candidates=6, most_vacancies=6)
    options = replace(options, top=1000, near=random_near(seed, candidates, vacancies))
    store = store_from_rows(candidates, vacancies)
    edges = rank(store, options)

    for c, v, score, part in zip(edges.candidate, edges.vacancy, edges.score, edges.part_essential, strict=True):
        found = explain(store, int(c), int(v), options)
        total = sum(line.weight for line in found.essential)
        counted = sum(line.weight * (100 if line.is_held else line.nearness) for line in found.essential)
        assert (found.score, found.parts.essential) == (score, part)
        assert part == counted / (100 * total)
