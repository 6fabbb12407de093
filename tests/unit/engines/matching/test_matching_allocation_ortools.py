"""The greatest total, and quotas that nest, against the min-cost flow of OR-tools on markets of 20,000 people."""

from dataclasses import replace

import numpy as np
import pytest

from corridor.engines.matching import Choice, Objective, Quota, allocate
from corridor.engines.matching.certificate import blocking_pairs, price_bound
from corridor.engines.matching.clearing import clear

flow = pytest.importorskip("ortools.graph.python.min_cost_flow")

PEOPLE, POSTS, WISHES, GROUPS = 20_000, 8_000, 12, 60
KINDS = (np.int32, np.int32, np.int64, np.int64)


@pytest.fixture(scope="module")
def market():
    """Return a market of unit groups with popular vacancies and too few seats."""
    rng = np.random.default_rng(8)
    group_of_post = np.sort(rng.integers(0, GROUPS, POSTS))
    start = np.searchsorted(group_of_post, np.arange(GROUPS + 1))
    group = rng.integers(0, GROUPS, PEOPLE)
    many = (start[group + 1] - start[group])[:, None]
    posts = start[group][:, None] + (rng.random((PEOPLE, WISHES)) ** 2 * many).astype(np.int64)
    pairs = np.unique(posts * PEOPLE + np.arange(PEOPLE)[:, None])
    vacancy, candidate = np.divmod(pairs, PEOPLE)
    micro = rng.integers(200_000, 1_000_001, len(pairs))
    return Choice(
        vacancy=vacancy.astype(np.int32),
        candidate=candidate.astype(np.int32),
        micro=micro.astype(np.int32),
        positions=rng.integers(1, 4, POSTS),
        people=PEOPLE,
    )


def greatest_by_flow(choice, *, some=None, most=None):
    """Return the greatest total in millionths; `most` of the people in `some` may have a seat."""
    solver = flow.SimpleMinCostFlow()
    pairs, first = len(choice.vacancy), choice.people + len(choice.positions)
    source, group, sink = first, first + 1, first + 2
    gate = np.full(choice.people, source)
    if some is not None:
        gate[some] = group
        solver.add_arc_with_capacity_and_unit_cost(source, group, most, 0)
    people, posts = np.arange(choice.people), np.arange(len(choice.positions))
    for tail, head, room, cost in (
        (gate, people, np.ones(choice.people), np.zeros(choice.people)),
        (choice.candidate, choice.people + choice.vacancy, np.ones(pairs), -choice.micro.astype(np.int64)),
        (choice.people + posts, np.full(len(posts), sink), choice.positions, np.zeros(len(posts))),
        ([source], [sink], [choice.people], [0]),
    ):
        columns = (np.asarray(column, kind) for column, kind in zip((tail, head, room, cost), KINDS, strict=True))
        solver.add_arcs_with_capacity_and_unit_cost(*columns)
    solver.set_node_supply(source, choice.people)
    solver.set_node_supply(sink, -choice.people)
    assert solver.solve() == solver.OPTIMAL
    return -solver.optimal_cost()


def test_the_exact_auction_equals_the_min_cost_flow(market):
    cleared = clear(market, 0.0)

    total = int(market.micro[cleared.chosen].sum(dtype=np.int64))
    assert total == cleared.bound == greatest_by_flow(market)
    assert price_bound(market, np.rint(cleared.prices).astype(np.int64)) >= total
    assert blocking_pairs(market, cleared.chosen) > 0


def test_a_quota_on_a_group_equals_the_min_cost_flow_with_a_gate(market):
    women = np.random.default_rng(1).random(PEOPLE) < 0.5
    free = allocate(market, Objective.OPTIMAL, gap=1e-4)
    most = int(np.count_nonzero(women[free.candidate]) * 0.8)
    limited = replace(market, quotas=(Quota("women, *", women, np.ones(POSTS, np.bool_), None, most),))

    found = allocate(limited, Objective.OPTIMAL, gap=2e-4)

    greatest = greatest_by_flow(market, some=women, most=most) / 1e6
    assert found.quotas[0].nominated <= most
    assert found.total <= greatest + 1e-6 <= found.bound + 2e-6
    assert found.gap <= 2e-4
