"""What holds for every choice by several criteria, whatever its figures."""

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from corridor.engines.screening import (
    Alternative,
    Criterion,
    Method,
    Preference,
    Shape,
    Stakeholder,
    ahp_weights,
    pareto,
    promethee2,
    rank_agreement,
    screen,
    smaa,
    topsis,
    wsm,
)
from corridor.engines.screening.reference import priorities, tau_b

quickly = settings(max_examples=25, deadline=None)
VALUES = st.integers(0, 20)
WEIGHTS = st.lists(st.integers(0, 9), min_size=3, max_size=3).filter(any)
TABLES = st.lists(st.lists(VALUES, min_size=3, max_size=3), min_size=2, max_size=6)
TYPES = st.lists(st.sampled_from([1, -1]), min_size=3, max_size=3)
FUNCTIONS = st.lists(
    st.builds(
        lambda shape, q, length, s: Preference(shape, q=q, p=q + length, s=s),
        st.sampled_from(list(Shape)),
        st.integers(0, 5),
        st.integers(1, 9),
        st.integers(1, 9),
    ),
    min_size=3,
    max_size=3,
)
GAPPY = st.lists(st.lists(st.none() | VALUES, min_size=3, max_size=3), min_size=1, max_size=6)


def criteria_of(weights):
    return [Criterion(name, weight, *scale) for name, weight, scale in zip("abc", weights, SCALES, strict=True)]


SCALES = [(0, 20), (20, 0), (-5, 25)]


def alternatives_of(table):
    return [Alternative(f"x{n}", dict(zip("abc", row, strict=True))) for n, row in enumerate(table)]


@quickly
@given(TABLES, WEIGHTS, TYPES, FUNCTIONS)
def test_net_flows_add_up_to_zero_and_parts_to_the_flows(table, weights, types, functions):
    found = promethee2(np.array(table, dtype=float), weights, types, functions)

    assert sum(found.net) == pytest.approx(0, abs=1e-12)
    assert np.sum(found.parts, axis=1) == pytest.approx(found.net, abs=1e-12)
    assert np.sum(found.parts, axis=0) == pytest.approx([0, 0, 0], abs=1e-12)
    assert all(-1 <= flow <= 1 for flow in found.net)


@quickly
@given(TABLES, WEIGHTS, TYPES, FUNCTIONS)
def test_turning_every_criterion_around_turns_every_net_flow_around(table, weights, types, functions):
    matrix = np.array(table, dtype=float)

    there, back = (promethee2(matrix, weights, kinds, functions).net for kinds in (types, [-t for t in types]))

    assert there == pytest.approx([-flow for flow in back], abs=1e-12)


@quickly
@given(TABLES, st.sampled_from(["wsm", "topsis", "promethee2"]), st.integers(0, 99))
def test_acceptabilities_add_up_to_one_by_alternative_and_by_rank(table, method, seed):
    found = smaa({f"x{n}": row for n, row in enumerate(table)}, 50, seed, method)

    shares = np.array(list(found.rank_acceptability.values()))
    assert shares.sum(axis=0) == pytest.approx(np.ones(len(table)), abs=1e-12)
    assert shares.sum(axis=1) == pytest.approx(np.ones(len(table)), abs=1e-12)
    for weights in found.central_weights.values():
        assert weights is None or sum(weights) == pytest.approx(1, abs=1e-12)


@quickly
@given(GAPPY, WEIGHTS, st.lists(st.none() | VALUES, min_size=3, max_size=3))
def test_a_newcomer_never_changes_the_order_of_the_others_on_fixed_scales(table, weights, newcomer):
    criteria, old = criteria_of(weights), alternatives_of(table)

    before = [row.name for row in wsm(criteria, old).alternatives]
    after = [
        row.name
        for row in wsm(criteria, [*old, Alternative("new", dict(zip("abc", newcomer, strict=True)))]).alternatives
    ]

    assert [name for name in after if name != "new"] == before


@quickly
@given(TABLES, WEIGHTS, TYPES, st.sampled_from(["vector", "minmax"]))
def test_closeness_lies_between_zero_and_one_and_does_not_mind_units(table, weights, types, normalisation):
    matrix = np.array(table, dtype=float)
    if not (np.ptp(matrix, axis=0) * weights).any():
        return

    found = topsis(matrix, weights, types, normalisation).closeness
    other = topsis(matrix * [1e-6, 1.0, 1e9], weights, types, normalisation).closeness

    assert all(0 <= value <= 1 for value in found)
    assert found == pytest.approx(other, abs=1e-9)


@quickly
@given(TABLES, TYPES, WEIGHTS)
def test_nobody_whom_another_dominates_stands_above_it(table, types, weights):
    names = [f"x{n}" for n in range(len(table))]
    matrix = np.array(table, dtype=float)
    front = pareto(dict(zip(names, table, strict=True)), types)
    net = promethee2(matrix, weights, types, [Preference()] * 3).net

    assert front.pareto
    assert sorted((*front.pareto, *front.dominated)) == sorted(names)
    for i, j in np.ndindex(len(table), len(table)):
        if all(t * (a - b) >= 0 for t, a, b in zip(types, table[i], table[j], strict=True)):
            assert net[i] >= net[j] - 1e-12


@quickly
@given(st.integers(2, 6), st.integers(0, 10_000))
def test_weights_from_comparisons_are_those_of_repeated_multiplication(n, seed):
    rng = np.random.default_rng(seed)
    table = np.ones((n, n))
    upper = np.triu_indices(n, 1)
    table[upper] = rng.choice([1 / 9, 1 / 5, 1 / 3, 1, 3, 5, 9], len(upper[0]))
    table.T[upper] = 1 / table[upper]

    found = ahp_weights(table)

    weights, eigenvalue = priorities(table.tolist())
    assert found.weights == pytest.approx(weights, abs=1e-9)
    assert found.lambda_max == pytest.approx(eigenvalue, rel=1e-9)
    assert found.ci >= 0
    assert found.consistent == (found.cr <= 0.1)


@quickly
@given(st.lists(st.tuples(st.integers(1, 6), st.integers(1, 6)), min_size=2, max_size=9))
def test_agreement_is_tau_b_by_its_definition_and_the_same_both_ways(pairs):
    first, second = (list(ranks) for ranks in zip(*pairs, strict=True))
    if len(set(first)) < 2 or len(set(second)) < 2:
        return

    found = rank_agreement(first, second)

    assert found.tau == pytest.approx(tau_b(first, second), abs=1e-12)
    assert found == rank_agreement(second, first)
    assert rank_agreement(first, first).tau == pytest.approx(1, abs=1e-12)


@quickly
@given(TABLES, WEIGHTS, st.sampled_from([Method.WSM, Method.TOPSIS, Method.PROMETHEE2]))
def test_a_veto_on_one_leaves_the_study_that_would_be_made_without_it(table, weights, method):
    criteria, rows = criteria_of(weights), alternatives_of(table)
    listed = Alternative("listed", {"a": 20, "b": 0, "c": 25}, vetoes=("on the list",))
    groups = [Stakeholder("g", dict(zip("abc", weights, strict=True)))]

    with_veto, without = (
        screen(criteria, given_rows, method, groups=groups, draws=20) for given_rows in ([*rows, listed], rows)
    )

    for part in ("places", "switches", "acceptability", "stability", "opinions", "pareto", "groups"):
        assert getattr(with_veto, part) == getattr(without, part)


@quickly
@given(GAPPY, WEIGHTS)
def test_parts_of_the_weighted_sum_add_up_to_the_score(table, weights):
    found = screen(criteria_of(weights), alternatives_of(table), draws=5)

    for name, parts in found.places.parts.items():
        assert sum(parts.values()) == pytest.approx(found.places.score[name], abs=1e-12)
    for row in found.scored.alternatives:
        assert row.low - 1e-12 <= found.places.score[row.name] <= row.high + 1e-12
        assert found.places.rank[row.name] == row.rank


@quickly
@given(TABLES, st.lists(WEIGHTS, min_size=1, max_size=4))
def test_pairs_that_all_groups_rank_alike_and_disagreements_never_overlap(table, all_weights):
    groups = [Stakeholder(f"g{n}", dict(zip("abc", weights, strict=True))) for n, weights in enumerate(all_weights)]

    found = screen(criteria_of([1, 1, 1]), alternatives_of(table), groups=groups, draws=5).groups

    own = [pair for pair in found.pairs if found.compromise not in (pair.first, pair.second)]
    disputed = {frozenset((row.first_prefers, row.second_prefers)) for pair in own for row in pair.disagreements}
    assert found.undisputed_pairs + len(disputed) <= found.all_pairs
    assert all(0 <= pair.weight_distance <= 1 + 1e-12 for pair in found.pairs)
    for group in found.groups:
        assert sum(group.weights.values()) == pytest.approx(1, abs=1e-12)
