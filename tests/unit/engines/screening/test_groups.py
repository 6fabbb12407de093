"""Stakeholder groups: a ranking per group, where they disagree and what drives it."""

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from corridor.engines.screening import COMPROMISE, Alternative, Criterion, Method, Stakeholder, screen
from corridor.kernel.errors import InputError

CRITERIA = [Criterion(name, 1, 0, 10) for name in ("jobs", "language", "cost")]
ROWS = {"near": (2, 9, 5), "big": (9, 2, 5), "poor": (1, 1, 4)}
ALTERNATIVES = [
    Alternative(name, dict(zip(("jobs", "language", "cost"), row, strict=True))) for name, row in ROWS.items()
]
EMPLOYERS = Stakeholder("employers", {"jobs": 70, "language": 20, "cost": 10})
SCHOOLS = Stakeholder("schools", {"jobs": 10, "language": 80, "cost": 10})


def study(*groups, method=Method.WSM, alternatives=ALTERNATIVES):
    return screen(CRITERIA, alternatives, method, groups=groups, draws=10).groups


def test_each_group_has_the_ranking_of_its_own_weights():
    found = study(EMPLOYERS, SCHOOLS)

    assert {group.name: group.order for group in found.groups[:2]} == {
        "employers": ("big", "near", "poor"),
        "schools": ("near", "big", "poor"),
    }
    assert found.groups[0].score["big"] == pytest.approx(0.7 * 0.9 + 0.2 * 0.2 + 0.1 * 0.5, rel=1e-12)


def test_the_mean_of_the_weights_stands_beside_the_groups_as_one_of_them():
    found = study(EMPLOYERS, SCHOOLS)

    assert [group.name for group in found.groups] == ["employers", "schools", COMPROMISE]
    assert found.groups[2].weights == pytest.approx({"jobs": 0.4, "language": 0.5, "cost": 0.1}, rel=1e-12)


def test_one_group_needs_no_compromise():
    found = study(EMPLOYERS)

    assert (found.compromise, found.pairs, found.undisputed_pairs) == (None, (), 3)
    assert found.common_leaders == ("big",)


def test_a_disagreement_names_the_pair_the_leads_and_the_criterion_that_drives_it():
    pair = study(EMPLOYERS, SCHOOLS).pairs[0]

    [row] = pair.disagreements
    # 0.7 (.9-.2) + 0.2 (.2-.9) = .35 against 0.1 (.9-.2) + 0.8 (.2-.9) = -.49. Either weight alone moves .42.
    assert (row.first_prefers, row.second_prefers) == ("big", "near")
    assert (row.first_lead, row.second_lead) == pytest.approx((0.35, 0.49), rel=1e-12)
    assert row.criterion in ("jobs", "language")
    assert (pair.tau, pair.spearman) == pytest.approx((1 / 3, 0.5), rel=1e-12)
    assert pair.weight_distance == pytest.approx(0.6, rel=1e-12)


def test_the_driver_is_the_criterion_whose_weights_differ_where_the_two_differ():
    # Both differ most in the weight of cost, on which the two alternatives are equal.
    first = Stakeholder("first", {"jobs": 3, "language": 1, "cost": 6})
    second = Stakeholder("second", {"jobs": 3, "language": 5, "cost": 2})

    [row] = study(first, second).pairs[0].disagreements

    assert (row.first_prefers, row.criterion) == ("big", "language")


def test_groups_of_one_mind_have_nothing_to_settle():
    twin = Stakeholder("twins", {"jobs": 7, "language": 2, "cost": 1})

    found = study(EMPLOYERS, twin)

    assert found.pairs[0].disagreements == ()
    assert (found.pairs[0].tau, found.pairs[0].weight_distance) == pytest.approx((1, 0), abs=1e-12)
    assert (found.undisputed_pairs, found.all_pairs, found.common_leaders) == (3, 3, ("big",))


def test_a_group_may_compare_the_criteria_in_pairs():
    table = np.array([[1, 3, 6], [1 / 3, 1, 2], [1 / 6, 1 / 2, 1]])

    found = study(Stakeholder("unions", comparisons=table), EMPLOYERS).groups[0]

    assert found.weights == pytest.approx({"jobs": 6 / 9, "language": 2 / 9, "cost": 1 / 9}, rel=1e-9)
    assert found.comparisons.consistent


def test_inconsistent_comparisons_of_a_group_are_computed_and_marked():
    circle = np.array([[1, 5, 1 / 5], [1 / 5, 1, 5], [5, 1 / 5, 1]])

    found = study(Stakeholder("unions", comparisons=circle)).groups[0]

    assert not found.comparisons.consistent
    assert found.comparisons.cr > 0.1


@pytest.mark.parametrize("method", [Method.TOPSIS, Method.PROMETHEE2])
def test_groups_are_ranked_by_the_method_of_the_study(method):
    found = study(EMPLOYERS, SCHOOLS, method=method)
    alone = screen(
        [Criterion(c.name, EMPLOYERS.weights[c.name], c.worst, c.best) for c in CRITERIA],
        ALTERNATIVES,
        method,
        draws=10,
    )

    assert found.method == method
    assert found.groups[0].score == pytest.approx(alone.places.score, abs=1e-12)


def test_the_mean_rank_has_no_weights_so_groups_are_ranked_by_the_weighted_sum():
    assert study(EMPLOYERS, method=Method.SMAA).method == Method.WSM


def test_alternatives_under_a_veto_take_no_part():
    listed = Alternative("listed", {"jobs": 10, "language": 10, "cost": 10}, vetoes=("no legal pathway",))

    found = study(EMPLOYERS, SCHOOLS, alternatives=[*ALTERNATIVES, listed])

    assert all("listed" not in group.rank for group in found.groups)


WEIGHTS = st.fixed_dictionaries({name: st.integers(0, 9) for name in ("jobs", "language", "cost")}).filter(
    lambda weights: any(weights.values())
)
TABLES = st.lists(st.tuples(*[st.integers(0, 10)] * 3), min_size=2, max_size=5)


@settings(max_examples=60, deadline=None)
@given(TABLES, WEIGHTS, WEIGHTS)
def test_disagreements_are_all_pairs_in_opposite_order_and_their_drivers_pull_apart(table, one, other):
    rows = [
        Alternative(f"x{n}", dict(zip(("jobs", "language", "cost"), row, strict=True))) for n, row in enumerate(table)
    ]
    pair = study(Stakeholder("one", one), Stakeholder("other", other), alternatives=rows).pairs[0]

    def lead(weights, a, b):
        return sum(w * (rows[a].values[k] - rows[b].values[k]) / 10 for k, w in weights.items()) / sum(weights.values())

    opposite = {
        (f"x{a}", f"x{b}")
        for a in range(len(rows))
        for b in range(len(rows))
        if lead(one, a, b) > 1e-12 and lead(other, b, a) > 1e-12
    }
    assert {(row.first_prefers, row.second_prefers) for row in pair.disagreements} == opposite
    for row in pair.disagreements:
        a, b = int(row.first_prefers[1:]), int(row.second_prefers[1:])
        pull = {
            k: (one[k] / sum(one.values()) - other[k] / sum(other.values())) * (rows[a].values[k] - rows[b].values[k])
            for k in one
        }
        assert pull[row.criterion] == pytest.approx(max(pull.values()), abs=1e-12)


@pytest.mark.parametrize(
    ("group", "words"),
    [
        (Stakeholder("g", {"jobs": 1, "language": 1}), ["g", "cost"]),
        (Stakeholder("g", {"jobs": 1, "language": 1, "cost": 1, "fun": 1}), ["g", "fun"]),
        (Stakeholder("g", {"jobs": 0, "language": 0, "cost": 0}), ["weights are zero"]),
        (Stakeholder("g", {"jobs": -1, "language": 1, "cost": 1}), ["jobs", "-1"]),
        (Stakeholder("g", {"jobs": 1, "language": 1, "cost": 1}, np.ones((3, 3))), ["g"]),
        (Stakeholder("g", comparisons=np.ones((2, 2))), ["2", "3"]),
        (Stakeholder("g", comparisons=np.zeros((3, 3))), ["item 1 against 1"]),
        (Stakeholder("g"), ["g", "jobs"]),
        (EMPLOYERS, ["employers"]),
        (Stakeholder(COMPROMISE, {"jobs": 1, "language": 1, "cost": 1}), [COMPROMISE]),
    ],
)
def test_a_group_that_cannot_rank_is_refused_with_its_place(group, words):
    with pytest.raises(InputError) as refused:
        study(EMPLOYERS, group)

    assert refused.value.field == "groups[1]"
    assert refused.value.advice()
    for word in words:
        assert word in refused.value.sentence()
