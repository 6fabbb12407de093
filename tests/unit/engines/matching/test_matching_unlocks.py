"""Which one change opens how many vacancies for how many people."""

from dataclasses import replace
from datetime import date
from time import process_time

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from corridor.engines.matching import (
    CandidateRow,
    Condition,
    Occupations,
    Options,
    VacancyRow,
    explain,
    store_from_rows,
)
from corridor.engines.matching.reference import TESTS
from corridor.engines.matching.rows import candidate_row, vacancy_row
from corridor.engines.matching.simulate import simulate_market
from corridor.engines.matching.unlocks import GROWING, Kind, Step, after_step, relaxations, training_plan
from corridor.engines.matching.unlocks.reference import plain_pairs
from corridor.kernel.errors import InputError
from tests.factories.matching_markets import random_market

FRENCH = "fr"
# Ana lacks B1, Ben lacks A2 and B1, Cid is open to the cook already, Dia lacks French and the licence.
ANA = CandidateRow(1, [("5120", 3.0)], ["cook"], [(FRENCH, 2)], licences=["B"])
BEN = CandidateRow(2, [("5120", 3.0)], ["cook"], [(FRENCH, 1)], licences=["B"])
CID = CandidateRow(3, [("5120", 3.0)], [], [(FRENCH, 4)], licences=["B"])
DIA = CandidateRow(4, [("5120", 3.0)], ["cook"], [(FRENCH, 1)], licences=[])
COOK = VacancyRow(10, "5120", ["cook"], languages=[(FRENCH, 3)], positions=4)
DRIVER = VacancyRow(11, "5120", ["cook", "drive"], languages=[(FRENCH, 2)], licences=["B"], positions=2)


def plan_of(people, posts, **more):
    return training_plan(store_from_rows(people, posts), **more)


def opening(plan, step):
    return next(one for one in plan.openings if one.step == step)


def test_the_plan_of_four_people_and_two_vacancies_by_hand():
    plan = plan_of([ANA, BEN, CID, DIA], [COOK, DRIVER])

    # To A2: Ben at the driver. To B1: that, and Ana, Ben and Dia at the cook; Dia fails two conditions of the driver.
    a2, b1 = (opening(plan, Step(Kind.LANGUAGES, (FRENCH,), level)) for level in (2, 3))
    assert (a2.pairs, a2.pairs_here, a2.people, a2.vacancies, a2.positions, a2.newcomers) == (1, 1, 1, 1, 2, 1)
    assert (b1.pairs, b1.pairs_here, b1.people, b1.vacancies, b1.positions, b1.newcomers) == (4, 3, 3, 2, 6, 2)
    # Eligible now: Cid at both, Ana at the driver. Cooking completes Cid's skills as a cook, driving Ana's as a driver.
    assert {one.step.words: one.pairs for one in plan.of(Kind.SKILL)} == {("cook",): 1, ("drive",): 1}
    assert (plan.eligible_pairs, plan.single_pairs, plan.reached, plan.reachable) == (3, 4, 2, 2)
    assert plan.openings[0].step == b1.step


def test_one_person_gets_her_own_plan():
    store = store_from_rows([ANA, BEN, CID, DIA], [COOK, DRIVER])

    plan = training_plan(store, candidates=[3])

    assert [(one.step, one.vacancies) for one in plan.openings] == [(Step(Kind.LANGUAGES, (FRENCH,), 3), 1)]
    assert (plan.people, plan.reached) == (1, 0)


def test_a_vacancy_sees_what_each_relaxed_condition_would_open_by_hand():
    store = store_from_rows([ANA, BEN, CID, DIA, replace(DIA, candidate_id=5, occupations=[])], [COOK, DRIVER])

    found = [(one.condition, one.words, one.asked, one.to, one.people) for one in relaxations(store, 0)]

    # To A2: Ana; to A1: Ana, Ben and Dia. The fifth lacks two things.
    assert found == [
        (Condition.LANGUAGES, (FRENCH,), 3.0, 1.0, 3),
        (Condition.LANGUAGES, (FRENCH,), 3.0, 2.0, 1),
    ]
    assert training_plan(store).reached == 2


def test_an_occupation_that_is_too_far_is_a_relaxation_and_no_training():
    far = CandidateRow(1, [("7112", 3.0)], ["cook"], [(FRENCH, 4)])
    store = store_from_rows([far], [replace(COOK, years_min=2.0)])

    (line,) = relaxations(store, 0)

    assert (line.condition, line.people) == (Condition.OCCUPATION, 1)
    assert training_plan(store).openings == ()


def test_all_licences_that_are_missing_are_one_step():
    truck = replace(COOK, languages=None, licences=["B", "C", "CE"])

    plan = plan_of([ANA, DIA], [truck])

    assert {one.step.words for one in plan.of(Kind.LICENCES)} == {("C", "CE"), ("B", "C", "CE")}


def test_an_age_limit_opens_by_no_step_of_a_person():
    born = replace(CID, birth_date=date(1960, 1, 1))
    young = replace(COOK, start=date(2026, 1, 1), age_max=30)
    store = store_from_rows([born], [young])

    assert training_plan(store).openings == ()
    assert [one.condition for one in relaxations(store, 0)] == [Condition.AGE]


@pytest.mark.parametrize("seed", range(250))
def test_the_plan_is_the_plain_one_on_random_markets(seed):
    people, posts, options = random_market(seed)
    if not people or not posts:
        return
    plain = plain_pairs(people, posts, options)

    plan = training_plan(store_from_rows(people, posts), options)

    positions = {one.vacancy_id: one.positions for one in posts}
    assert {one.step: one.pairs_here for one in plan.openings} == {step: len(pairs) for step, pairs in plain.items()}
    for one in plan.openings:
        included = [
            pair
            for step, pairs in plain.items()
            if (step.kind, step.words) == (one.step.kind, one.step.words)
            and (step == one.step or (step.kind in GROWING and step.level < one.step.level))
            for pair in pairs
        ]
        assert one.pairs == len(included)
        assert one.people == len({person for person, _ in included})
        assert one.vacancies == len({post for _, post in included})
        assert one.positions == sum(positions[post] for post in {post for _, post in included})


@pytest.mark.parametrize("seed", range(120))
def test_every_step_tried_again_opens_the_pair(seed):
    people, posts, options = random_market(seed)
    if not people or not posts:
        return
    by_id = {one.candidate_id: one for one in people}, {one.vacancy_id: one for one in posts}

    for step, pairs in plain_pairs(people, posts, options).items():
        for person, post in pairs:
            changed = after_step(by_id[0][person], step, by_id[1][post])
            found = explain(store_from_rows([changed], [by_id[1][post]]), 0, 0, options)
            assert found.is_eligible, (step, person, post)
            assert step.kind is not Kind.SKILL or found.parts.essential == 1.0


@pytest.mark.parametrize("seed", range(60))
def test_every_pair_with_one_least_change_is_opened_by_one_step(seed):
    people, posts, options = random_market(seed)
    if not people or not posts:
        return
    store = store_from_rows(people, posts)
    single = 0
    for person in range(len(people)):
        for post in range(len(posts)):
            changes = explain(store, person, post, options).changes
            single += len(changes) == 1 and changes[0].condition not in (Condition.AGE, Condition.OCCUPATION)

    assert training_plan(store, options).single_pairs == single


@pytest.mark.parametrize("seed", range(80))
def test_a_relaxed_vacancy_lets_in_as_many_as_said(seed):
    people, posts, options = random_market(seed)
    if not people or not posts:
        return
    store = store_from_rows(people, posts)
    rows = [candidate_row(store, place) for place in range(len(people))]
    for place in range(len(posts)):
        post = vacancy_row(store, place)
        for line in relaxations(store, place, options):
            relaxed = relaxed_post(post, line)
            if relaxed is None:
                continue
            opened = [row for row in rows if not failing(row, relaxed, options) and failing(row, post, options)]
            assert len(opened) == line.people, line


def failing(row, post, options):
    return [condition for condition, test in TESTS.items() if test(row, post, options) is False]


def relaxed_post(post, line):
    """Return the vacancy with one condition relaxed; None for kinds that the person alone can meet."""
    if line.condition is Condition.LANGUAGES:
        others = [(code, level) for code, level in post.languages if code != line.words[0]]
        return replace(post, languages=[*others, (line.words[0], line.to)])
    if line.condition is Condition.EQF:
        return replace(post, eqf_min=int(line.to))
    if line.condition is Condition.YEARS:
        return replace(post, years_min=line.to)
    if line.condition is Condition.SALARY:
        return replace(post, salary_eur=line.to)
    if line.condition is Condition.RECOGNITION:
        return replace(post, regulated=False)
    if line.condition is Condition.AGE:
        return replace(post, age_min=None, age_max=None)
    return None


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.randoms())
def test_the_order_of_rows_changes_nothing(seed, random):
    people, posts, options = random_market(seed)

    first = training_plan(store_from_rows(people, posts), options)
    second = training_plan(
        store_from_rows(random.sample(people, len(people)), random.sample(posts, len(posts))), options
    )

    assert first == second


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000))
def test_who_takes_a_step_is_no_longer_among_those_whom_it_opens(seed):
    people, posts, options = random_market(seed)
    if not people or not posts:
        return
    for step, pairs in list(plain_pairs(people, posts, options).items())[:3]:
        if step.kind in (Kind.AVAILABLE, Kind.SALARY):
            continue
        person = next(one for one in people if one.candidate_id == pairs[0][0])
        post = next(one for one in posts if one.vacancy_id == pairs[0][1])

        again = plain_pairs([after_step(person, step, post)], [post], options)

        assert step not in again


def test_planted_needs_are_found_in_their_true_order():
    rng = np.random.default_rng(4)
    lacking = rng.choice(["de", "fr", "eqf", "nothing"], size=400, p=[0.5, 0.3, 0.1, 0.1])
    people = [
        CandidateRow(
            place,
            [("5120", 3.0)],
            ["cook"],
            [("de", 1 if need == "de" else 3), ("fr", 1 if need == "fr" else 3)],
            eqf=3 if need == "eqf" else 5,
        )
        for place, need in enumerate(lacking)
    ]
    post = VacancyRow(1, "5120", ["cook"], languages=[("de", 3), ("fr", 3)], eqf_min=4)

    plan = plan_of(people, [post])

    assert [one.step.words or one.step.kind for one in plan.openings] == [("de",), ("fr",), Kind.EQF]
    assert [one.people for one in plan.openings] == [int((lacking == need).sum()) for need in ("de", "fr", "eqf")]


def test_a_pool_of_4000_by_300_takes_less_than_a_second():
    store = simulate_market(candidates=4000, vacancies=300, rng=np.random.default_rng(1))
    training_plan(store, candidates=[0])

    begin = process_time()
    plan = training_plan(store)

    assert process_time() - begin < 1.0
    assert plan.single_pairs > 1000


@pytest.mark.parametrize("mode", list(Occupations))
def test_people_with_and_without_an_eligible_vacancy_add_up(mode):
    store = simulate_market(candidates=300, vacancies=60, rng=np.random.default_rng(2))

    plan = training_plan(store, Options(occupations=mode))

    assert plan.reached + plan.reachable <= plan.people == 300
    assert max(one.newcomers for one in plan.openings) <= plan.reachable


def test_places_that_are_not_in_the_store_are_refused():
    store = store_from_rows([ANA], [COOK])

    with pytest.raises(InputError, match="no candidate 7 among 1"):
        training_plan(store, candidates=[7])
    with pytest.raises(InputError, match="no vacancy -1 among 1"):
        relaxations(store, -1)


def test_an_empty_pool_has_an_empty_plan():
    assert plan_of([], []).openings == ()
