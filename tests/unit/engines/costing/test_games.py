"""A cost is shared by percent, by benefit, by what each would need alone, or by the game of all groups."""

from itertools import combinations, permutations
from random import Random

import pytest

from corridor.engines.costing import (
    Allocation,
    SharingMethod,
    fit_cost_function,
    learning_curve,
    payer_shares,
    required_intake,
    shapley_game,
    shapley_shared_facility,
    stage_rates,
)
from corridor.engines.costing.reference import shapley_of_game
from corridor.kernel.errors import InputError

# Three firms and one trainer: 10 alone, 16 for two, 18 for all.
TRAINER = {"A": 10, "B": 10, "C": 10, "A+B": 16, "A+C": 16, "B+C": 16, "A+B+C": 18}


def test_equal_parties_pay_equal_shares():
    assert shapley_game(TRAINER).shares == {"A": 6, "B": 6, "C": 6}


def test_a_hand_worked_game_of_two():
    # A adds 8 when first, 14 - 9 = 5 when second; B 9 and 6.
    assert shapley_game({"A": 8, "B": 9, "A+B": 14}).shares == {"A": 6.5, "B": 7.5}


def test_a_party_that_makes_groups_cheaper_is_paid():
    assert shapley_game({"A": 0, "B": 10, "A+B": 4}).shares == {"A": -3, "B": 7}


def test_one_party_pays_all():
    assert shapley_game({"A": 7}).shares == {"A": 7}


def test_names_of_a_group_stand_in_any_order():
    assert shapley_game({"B + A": 14, "A": 8, "B": 9}).shares == {"B": 7.5, "A": 6.5}


def game(random, parties):
    groups = [group for size in range(1, len(parties) + 1) for group in combinations(parties, size)]
    return {"+".join(group): random.randint(0, 500) for group in groups}


@pytest.mark.parametrize("seed", range(8))
def test_a_random_game_gives_the_average_over_all_orders(seed):
    random = Random(seed)
    cost = game(random, "ABCDE"[: random.randint(2, 5)])

    assert shapley_game(cost).shares == pytest.approx(shapley_of_game(cost))


def test_the_airport_is_one_game_among_others():
    alone = {"A": 100, "B": 200, "C": 300}
    cost = {
        "+".join(group): max(alone[party] for party in group)
        for size in (1, 2, 3)
        for group in combinations(alone, size)
    }

    assert shapley_game(cost).shares == pytest.approx(shapley_shared_facility(alone).shares)


def test_twelve_parties_share_and_thirteen_are_refused():
    parties = [f"p{n}" for n in range(12)]
    cost = {"+".join(group): len(group) for size in range(1, 13) for group in combinations(parties, size)}

    assert set(shapley_game(cost).shares.values()) == {1.0}
    with pytest.raises(InputError, match="13"):
        shapley_game({f"p{n}": 1 for n in range(13)})


@pytest.mark.parametrize(
    ("cost", "word"),
    [
        ({"A": 1, "B": 1}, r"A\+B"),
        ({"A": 1, "A+A": 2}, r"A\+A"),
        ({"A": 1, "B": 1, "A+B": 2, "B+A": 2}, r"B\+A"),
        ({"A": -1}, "-1"),
        ({}, "empty"),
    ],
)
def test_a_game_that_cannot_be_used_is_refused(cost, word):
    with pytest.raises(InputError, match=word) as refused:
        shapley_game(cost)

    assert refused.value.advice()


@pytest.mark.parametrize(
    ("method", "given", "parts"),
    [
        (SharingMethod.FIXED, {"donor": 33.3, "employer": 66.7}, {"donor": 33.3, "employer": 66.7}),
        (SharingMethod.FIXED, {"donor": 50, "employer": 50, "migrant": 0}, {"donor": 50, "employer": 50, "migrant": 0}),
        (SharingMethod.BENEFIT, {"employer": 2, "dest_gov": 1}, {"employer": 66.67, "dest_gov": 33.33}),
        (SharingMethod.BENEFIT, {"employer": 2, "orig_gov": -4}, {"employer": 100, "orig_gov": 0}),
        (SharingMethod.FACILITY, {"A": 100, "B": 200}, {"A": 25, "B": 75}),
        (SharingMethod.GAME, TRAINER, {"A": 33.34, "B": 33.33, "C": 33.33}),
    ],
)  # fmt: skip
def test_a_hundred_is_shared_to_the_cent(method, given, parts):
    assert payer_shares(100, method, given) == Allocation(parts, 100)


def test_a_currency_without_cents_is_shared_in_whole_units():
    assert payer_shares(100, SharingMethod.GAME, TRAINER, decimals=0).parts == {"A": 34, "B": 33, "C": 33}


@pytest.mark.parametrize(
    ("method", "given", "word"),
    [
        (SharingMethod.FIXED, {"donor": 60, "employer": 50}, "110"),
        (SharingMethod.FIXED, {"donor": 90}, "90"),
        (SharingMethod.FIXED, {"donor": -1, "employer": 101}, "-1"),
        (SharingMethod.BENEFIT, {"employer": 0}, "benefit"),
        (SharingMethod.FACILITY, {"A": 0}, "0"),
        (SharingMethod.FIXED, {}, "empty"),
    ],
)
def test_shares_that_cannot_be_used_are_refused(method, given, word):
    with pytest.raises(InputError, match=word):
        payer_shares(100, method, given)


def test_an_intake_is_found_stage_by_stage_with_its_cost():
    found = required_intake(150, [120 / 130, 101 / 120, 100 / 101, 70 / 100], [10, 20, 30, 40])

    assert found.intake == stage_rates([130, 120, 101, 100, 70], target=150).required_intake == 279
    assert found.expected_at_stage == pytest.approx((279, 257.538, 216.762, 214.615), abs=0.001)
    assert found.expected_reached == pytest.approx(150.23, abs=0.01)
    assert found.expected_cost == pytest.approx(279 * 10 + 257.538 * 20 + 216.762 * 30 + 214.615 * 40, abs=0.05)


def test_a_target_of_nobody_needs_nobody():
    assert required_intake(0, [0.5]).intake == 0
    assert required_intake(3, [1, 1]).intake == 3


@pytest.mark.parametrize(
    ("target", "rates", "costs"), [(1, [], None), (1, [0], None), (1, [1.1], None), (-1, [1], None), (1, [1], [1, 2])]
)
def test_an_intake_that_cannot_be_found_is_refused(target, rates, costs):
    with pytest.raises(InputError):
        required_intake(target, rates, costs)


def test_a_line_through_exact_totals_leaves_nothing():
    found = fit_cost_function([100, 500, 1000], [1_000_000, 2_600_000, 4_600_000])

    assert (found.F, found.v, found.residual_sd, found.r_squared) == (600_000, 4_000, 0, 1)


def test_a_line_through_scattered_totals_agrees_with_least_squares():
    found = fit_cost_function([1, 2, 3, 4], [6, 5, 7, 10])

    assert (found.F, found.v) == pytest.approx((3.5, 1.4))
    assert found.residual_sd == pytest.approx((4.2 / 2) ** 0.5)
    assert found.r_squared == pytest.approx(1 - 4.2 / 14)


def test_a_line_needs_two_sizes():
    with pytest.raises(InputError):
        fit_cost_function([5, 5], [1, 2])
    with pytest.raises(InputError):
        fit_cost_function([5], [1, 2])
    assert fit_cost_function([1, 2], [3, 3]).r_squared is None


def test_wrights_average_falls_where_crawfords_unit_does():
    crawford, wright = (learning_curve(20_000, 0.85, [1, 8], model) for model in ("crawford", "wright"))

    assert wright.cumulative_average == pytest.approx(crawford.unit)
    assert wright.unit[0] == 20_000
    assert wright.unit[1] == pytest.approx(8 * wright.cumulative_average[1] - 7 * 20_000 * 7**wright.b)


def test_an_order_of_arrival_changes_no_share():
    cost = {"A": 8, "B": 9, "A+B": 14}

    for order in permutations(cost):
        assert shapley_game({name: cost[name] for name in order}).shares == {"A": 6.5, "B": 7.5}
