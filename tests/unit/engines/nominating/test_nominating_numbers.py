"""How many to nominate, and how many come."""

import numpy as np
import pytest
from hypothesis import example, given, settings, strategies as st
from scipy import stats

from corridor.engines.nominating import Belief, Pipeline, WishesContradict, call_next, forecast, nominations_needed
from corridor.engines.nominating.chain import stage_table
from corridor.engines.nominating.reference import least_number, outcomes, outcomes_together
from corridor.kernel.errors import InputError, RuleViolation

RTOL = 1e-9  # sums of a few hundred products
MEANS = st.floats(0.05, 0.95)
BELIEFS = st.builds(Belief, MEANS, st.one_of(st.floats(1.5, 200), st.just(float("inf"))))


def test_two_nominations_at_one_half_by_hand():
    plan = nominations_needed(target=1, capacity=2, rates=[Belief(0.5)], chance_to_reach=0.7)

    # 1 - 1/4 = .75 with two, 1/2 with one; three could come to three with 1/8 > .1
    assert (plan.nominate, plan.most, plan.chance_to_reach, plan.chance_of_overfill) == (2, 2, 0.75, 0.0)
    assert plan.forecast.chance.tolist() == pytest.approx([0.25, 0.5, 0.25])


def test_an_unknown_rate_spreads_the_outcome_by_hand():
    # Beta(1, 1): every number from 0 to 3 is equally likely.
    found = forecast([Pipeline((Belief(0.5, 2.0),), (3,))])

    assert found.chance.tolist() == pytest.approx([0.25] * 4)
    assert found.expected == pytest.approx(1.5)


def test_the_published_intake_for_150_contracts_is_found():
    # A pilot's funnel of 130, 120, 101, 100 and 70 people; its report asks for an intake of 279 for 150 contracts.
    rates = [Belief(share) for share in (120 / 130, 101 / 120, 100 / 101, 70 / 100)]

    found = [forecast([Pipeline(tuple(rates), (people, 0, 0, 0))]).expected for people in (278, 279)]

    assert found[0] < 150 <= found[1]


def test_on_average_is_reached_only_half_of_the_time():
    rates = [Belief(70 / 130)]

    plan = nominations_needed(target=150, capacity=180, rates=rates, chance_to_reach=0.9, chance_of_overfill=0.2)

    assert forecast([Pipeline(tuple(rates), (279,))]).at_least(150) == pytest.approx(0.55, abs=0.03)
    assert plan.nominate > 290


@pytest.mark.parametrize(
    ("people", "mean", "weight"), [(12, 0.3, 4.0), (150, 0.72, 55.5), (1, 0.5, 1.5), (0, 0.4, 9.0)]
)
def test_one_stage_is_the_beta_binomial_of_scipy(people, mean, weight):
    belief = Belief(mean, weight)

    found = stage_table(belief, people)[people]

    second = stats.betabinom.pmf(np.arange(people + 1), people, belief.alpha, belief.beta)
    assert found == pytest.approx(second, rel=1e-7)


def test_groups_of_known_rates_are_the_poisson_binomial_by_enumeration():
    shares = (0.2, 0.5, 0.9)
    by_hand = np.zeros(4)
    for draw in range(8):
        came = [draw >> place & 1 for place in range(3)]
        by_hand[sum(came)] += np.prod([p if yes else 1 - p for p, yes in zip(shares, came, strict=True)])

    found = forecast([Pipeline((Belief(p),), (1,)) for p in shares])

    assert found.chance == pytest.approx(by_hand, rel=RTOL)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(BELIEFS, st.integers(0, 5)), min_size=1, max_size=3), st.integers(1, 2))
def test_the_forecast_is_the_plain_definition(stages, copies):
    pipeline = Pipeline(tuple(one for one, _ in stages), tuple(n for _, n in stages))

    found = forecast([pipeline] * copies).chance

    plain = outcomes_together([pipeline] * copies)
    assert found.sum() == pytest.approx(1.0, rel=RTOL)
    assert found == pytest.approx([plain[k] for k in range(len(found))], rel=1e-6, abs=1e-12)


@settings(max_examples=25, deadline=None)
@example([Belief(0.5, 1.5)], 1, 0.5, 0)
@given(
    st.lists(BELIEFS, min_size=1, max_size=2), st.integers(1, 3), st.sampled_from([0.5, 0.8, 0.95]), st.integers(0, 2)
)
def test_the_least_number_is_that_of_trying_one_after_the_other(rates, target, chance, waiting):
    at = (0, waiting)[: len(rates)] if len(rates) > 1 else (waiting,)
    plain = least_number(target, rates, chance, at, 12)
    if plain is None:
        return

    try:
        plan = nominations_needed(
            target=target, capacity=400, rates=rates, chance_to_reach=chance, chance_of_overfill=0.5, waiting=at
        )
    except RuleViolation:
        pytest.fail("a number was found plainly")

    assert plan.nominate == plain


@settings(max_examples=25, deadline=None)
@given(st.builds(Belief, st.floats(0.4, 0.9), st.floats(10, 200)), st.integers(1, 6), st.floats(0.3, 0.7))
def test_more_certainty_and_more_targets_never_take_fewer_people(belief, target, chance):
    asked = [(target, chance), (target, chance + 0.1), (target + 1, chance)]

    try:
        first, surer, more = (
            nominations_needed(
                target=n, capacity=10_000, rates=[belief], chance_to_reach=share, chance_of_overfill=0.99
            ).nominate
            for n, share in asked
        )
    except RuleViolation:
        return

    assert first <= surer
    assert first < more


def test_people_on_their_way_are_counted_before_anybody_new():
    rates = [Belief(0.5), Belief(0.8)]

    alone = nominations_needed(target=6, capacity=12, rates=rates)
    helped = nominations_needed(target=6, capacity=12, rates=rates, waiting=(0, 5))
    enough = nominations_needed(
        target=6, capacity=12, rates=rates, others=[Pipeline((Belief(0.95),), (9,))], chance_of_overfill=0.2
    )

    assert 0 < helped.nominate < alone.nominate
    assert enough.nominate == 0
    assert enough.forecast.expected == pytest.approx(8.55)


def test_unknown_rates_ask_for_more_people_than_known_ones():
    known, unknown = (
        nominations_needed(target=10, capacity=40, rates=[Belief(0.5, weight)]).nominate
        for weight in (float("inf"), 20.0)
    )

    assert unknown > known


def test_two_wishes_that_no_number_meets_are_refused_with_the_table():
    with pytest.raises(WishesContradict) as caught:
        nominations_needed(target=10, capacity=10, rates=[Belief(0.5)], chance_to_reach=0.9, chance_of_overfill=0.05)

    error = caught.value
    assert error.params["most"] < error.params["least"]
    assert "10 people as surely as wished takes 26 nominations" in error.sentence()
    assert any(row.chance_to_reach >= 0.9 for row in error.table)
    assert any(row.chance_of_overfill <= 0.05 for row in error.table)
    for row in error.table:
        assert row.chance_to_reach < 0.9 or row.chance_of_overfill > 0.05
        assert row.chance_to_reach == pytest.approx(stats.binom.sf(9, row.nominations, 0.5), rel=RTOL)
        assert row.chance_of_overfill == pytest.approx(stats.binom.sf(10, row.nominations, 0.5), rel=1e-6)


def test_a_number_that_always_overfills_contradicts_as_well():
    with pytest.raises(WishesContradict) as caught:
        nominations_needed(target=2, capacity=2, rates=[Belief(0.9)], waiting=(9,))

    assert caught.value.params["most"] == 0


def test_a_target_that_nobody_reaches_is_refused_with_the_chance():
    with pytest.raises(RuleViolation, match="3000 nominations would reach 20 people with a chance of 0 %"):
        nominations_needed(target=20, capacity=30, rates=[Belief(0.001)])


def test_the_plan_keeps_its_promise_in_a_simulated_world():
    rng = np.random.default_rng(3)
    rates = [Belief(0.7, 30.0), Belief(0.8, 50.0)]

    plan = nominations_needed(target=15, capacity=30, rates=rates, chance_to_reach=0.85, chance_of_overfill=0.3)

    draws = 20_000
    came = np.full(draws, plan.nominate)
    for one in rates:
        came = rng.binomial(came, rng.beta(one.alpha, one.beta, draws))
    # The standard error of a share of .85 in 20,000 draws is .0025.
    assert np.mean(came >= 15) == pytest.approx(plan.chance_to_reach, abs=0.01)
    assert np.mean(came > 30) == pytest.approx(plan.chance_of_overfill, abs=0.01)
    assert plan.chance_to_reach >= 0.85


def test_the_waiting_list_calls_the_best_who_are_free():
    found = call_next(waiting=[4, 2, 3, 1, 2], is_free=[True, True, True, False, True], number=3)

    assert (found.called, found.waiting, found.short) == ((1, 4, 2), (0,), 0)


def test_a_waiting_list_that_is_too_short_says_how_many_are_missing():
    assert call_next(waiting=[1, 2], is_free=[True, False], number=3).short == 2


@pytest.mark.parametrize(
    "wish",
    [
        {"target": 0},
        {"target": 9},
        {"chance_to_reach": 1.0},
        {"chance_to_reach": 0.0},
        {"chance_of_overfill": 1.2},
        {"waiting": (1, 2)},
        {"waiting": (-1,)},
        {"waiting": (4000,)},
    ],
)
def test_impossible_wishes_are_refused(wish):
    with pytest.raises(InputError):
        nominations_needed(**{"target": 2, "capacity": 4, "rates": [Belief(0.5)], **wish})


@pytest.mark.parametrize(("mean", "weight"), [(1.2, 5.0), (-0.1, 5.0), (0.0, 5.0), (1.0, 5.0), (0.5, 0.0), (0.5, -1.0)])
def test_impossible_beliefs_are_refused(mean, weight):
    with pytest.raises(InputError):
        Belief(mean, weight)


def test_a_waiting_list_of_wrong_length_is_refused():
    with pytest.raises(InputError):
        call_next(waiting=[1, 2], is_free=[True], number=1)


def test_certain_stages_are_allowed():
    found = outcomes(Pipeline((Belief(1.0), Belief(0.0)), (3, 0)))

    assert forecast([Pipeline((Belief(1.0), Belief(0.0)), (3, 0))]).chance[0] == pytest.approx(found[0]) == 1.0
