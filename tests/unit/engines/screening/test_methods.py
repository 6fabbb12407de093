"""Rankings under every method, their agreement, and who turns whom around by being there."""

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from corridor.engines.screening import (
    Alternative,
    Criterion,
    Method,
    Preference,
    Shape,
    ahp,
    promethee2,
    screen,
    topsis,
)
from corridor.engines.screening.ahp import Priorities
from corridor.engines.screening.reference import closeness, net_flows
from corridor.engines.screening.scoring import Closeness, Flows
from corridor.kernel.errors import InputError

CRITERIA = [
    Criterion("jobs", 40, 0, 10, preference=Preference(Shape.VSHAPE, p=5)),
    Criterion("km", 35, 8000, 0, preference=Preference(Shape.LINEAR, q=500, p=4000)),
    Criterion("visa", 25, 200, 20, preference=Preference(Shape.GAUSS, s=60)),
]
ROWS = {"a": (6, 2000, 60), "b": (8, 5000, 90), "c": (3, 1000, 120), "d": (9, 7500, 30), "e": (5, 3000, 40)}
ALTERNATIVES = [Alternative(name, dict(zip(("jobs", "km", "visa"), row, strict=True))) for name, row in ROWS.items()]
MATRIX, WEIGHTS, TYPES = np.array(list(ROWS.values()), dtype=float), [40, 35, 25], [1, -1, -1]
FUNCTIONS = [criterion.preference for criterion in CRITERIA]
COMPARISONS = np.array([[1, 2, 4], [1 / 2, 1, 2], [1 / 4, 1 / 2, 1]])
LOCAL = [np.array([[1, 3, 5], [1 / 3, 1, 2], [1 / 5, 1 / 2, 1]]), np.ones((3, 3)), np.ones((3, 3))]


def place_of(method, alternatives=ALTERNATIVES, **given):
    return screen(CRITERIA, alternatives, method, draws=200, **given).places


@pytest.mark.parametrize("normalisation", ["vector", "minmax"])
def test_a_study_with_topsis_is_topsis_on_the_raw_values(normalisation):
    places = place_of(Method.TOPSIS, normalisation=normalisation)

    found = topsis(MATRIX, WEIGHTS, TYPES, normalisation)

    assert tuple(places.score.values()) == pytest.approx(found.closeness, rel=1e-12)
    assert tuple(places.rank.values()) == found.rank
    assert places.score == pytest.approx(
        dict(zip(ROWS, closeness(MATRIX.tolist(), WEIGHTS, TYPES, normalisation), strict=True)), rel=1e-9
    )
    assert places.parts == {}


def test_a_study_with_promethee_is_promethee_and_its_parts_add_up_to_the_net_flow():
    places = place_of(Method.PROMETHEE2)

    found = promethee2(MATRIX, WEIGHTS, TYPES, FUNCTIONS)

    assert tuple(places.score.values()) == pytest.approx(found.net, abs=1e-12)
    assert [list(ROWS).index(name) + 1 for name in places.order] == list(found.ranking)
    for name, parts in places.parts.items():
        assert sum(parts.values()) == pytest.approx(places.score[name], abs=1e-12)


def test_where_no_preference_is_given_it_comes_from_the_scale():
    plain = [Criterion("jobs", 1, 0, 10), Criterion("km", 1, 8000, 0)]
    rows = [Alternative(row.name, {k: row.values[k] for k in ("jobs", "km")}) for row in ALTERNATIVES]

    opinions = screen(plain, rows, draws=10).opinions

    assert opinions.preferences == {
        "jobs": Preference(Shape.LINEAR, q=1, p=5),
        "km": Preference(Shape.LINEAR, q=800, p=4000),
    }


def test_ahp_weighs_local_priorities():
    rows = [Alternative(name, {}) for name in "xyz"]

    places = place_of(Method.AHP, rows, comparisons=COMPARISONS, local=LOCAL)

    third = 1 / 3 * (2 + 1) / 7  # what the two criteria without a preference give each
    first = screen(CRITERIA, rows, Method.AHP, comparisons=COMPARISONS, local=LOCAL, draws=1).local["jobs"].weights
    assert tuple(places.score.values()) == pytest.approx([4 / 7 * share + third for share in first], rel=1e-9)
    assert sum(places.score.values()) == pytest.approx(1, rel=1e-12)


def test_with_nothing_but_comparisons_no_other_method_invents_values():
    rows = [Alternative(name, {}) for name in "xyz"]

    found = screen(CRITERIA, rows, Method.AHP, comparisons=COMPARISONS, local=LOCAL, draws=50)

    assert [ranking.method for ranking in found.opinions.rankings] == [Method.AHP, Method.SMAA]
    assert found.opinions.assumed == ()
    assert found.pareto is None


def test_ahp_without_comparisons_of_the_alternatives_is_the_weighted_sum_with_its_weights():
    places = place_of(Method.AHP, comparisons=COMPARISONS)

    found = screen(CRITERIA, ALTERNATIVES, Method.AHP, comparisons=COMPARISONS, draws=10)

    assert found.weights == pytest.approx({"jobs": 4 / 7, "km": 2 / 7, "visa": 1 / 7}, rel=1e-9)
    assert (places.method, places.can_reverse) == (Method.AHP, False)
    assert places.score == {row.name: pytest.approx(row.score, rel=1e-12) for row in found.scored.alternatives}


def test_smaa_ranks_by_the_mean_rank_and_less_is_better():
    places = place_of(Method.SMAA)

    ordered = [places.score[name] for name in places.order]

    assert ordered == sorted(ordered)
    assert sum(ordered) == pytest.approx(1 + 2 + 3 + 4 + 5, rel=1e-12)


def turned_pairs(before, after):
    names = list(after)
    return sum(
        (before[a] - before[b]) * (after[a] - after[b]) < 0
        and min(abs(before[a] - before[b]), abs(after[a] - after[b])) > 1e-12
        for i, a in enumerate(names)
        for b in names[:i]
    )


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(*[st.integers(1, 9)] * 3), min_size=3, max_size=6),
    st.sampled_from([Method.TOPSIS, Method.PROMETHEE2]),
)
def test_every_removal_that_turns_others_around_is_named_with_its_pairs(table, method):
    """Held against working each smaller table out anew with the plain definitions."""
    names, types, weights = [f"x{n}" for n in range(len(table))], [1, 1, -1], [3, 2, 1]
    criteria = [
        Criterion(name, w, *((0, 10) if t == 1 else (10, 0))) for name, w, t in zip("abc", weights, types, strict=True)
    ]
    rows = [Alternative(name, dict(zip("abc", row, strict=True))) for name, row in zip(names, table, strict=True)]

    def scores(kept):
        part = [table[names.index(name)] for name in kept]
        if method == Method.TOPSIS:
            # Alternatives that do not differ have no closeness: all are equal.
            values = closeness(part, weights, types) if len(set(part)) > 1 else [0.5] * len(part)
        else:
            values = net_flows(part, weights, types, [Preference(Shape.LINEAR, q=1, p=5)] * 3)
        return dict(zip(kept, values, strict=True))

    found = {row.removed: row for row in screen(criteria, rows, method, draws=1).places.removals}

    today = scores(names)
    for removed in names:
        after = scores([name for name in names if name != removed])
        turned = turned_pairs(today, after)
        assert (found[removed].turned_pairs if removed in found else 0) == turned
        if removed in found:
            assert after[found[removed].leader] == pytest.approx(max(after.values()), abs=1e-12)


def left_out(scorer, smaller, weights):
    """Hold the scores without each alternative against the smaller problem worked out anew."""
    found = scorer.without(weights)
    assert len(found) == 5
    for r, row in enumerate(found):
        kept = [n for n in range(5) if n != r]
        assert np.isnan(row[r])
        assert row[kept] == pytest.approx(smaller(kept), abs=1e-12)


@pytest.mark.parametrize("seed", range(3))
def test_scores_without_an_alternative_are_those_of_the_smaller_problem(seed):
    rng = np.random.default_rng(seed)
    matrix, types, weights = rng.uniform(0, 10, (5, 3)), np.array([1.0, -1.0, 1.0]), np.array([0.5, 0.3, 0.2])
    functions = [Preference(Shape.LINEAR, q=1, p=4), Preference(Shape.USUAL), Preference(Shape.GAUSS, s=2)]
    tables = [ratios[:, None] / ratios[None, :] for ratios in rng.uniform(1, 5, (3, 5))]

    left_out(
        Closeness(matrix, types, "minmax"),
        lambda kept: topsis(matrix[kept], weights, types, "minmax").closeness,
        weights,
    )
    left_out(
        Flows(matrix, types, functions), lambda kept: promethee2(matrix[kept], weights, types, functions).net, weights
    )
    left_out(
        Priorities(tables),
        lambda kept: weights @ np.array(ahp(np.ones((3, 3)), [table[np.ix_(kept, kept)] for table in tables]).local),
        weights,
    )


def test_methods_that_put_others_first_say_so_pair_by_pair():
    criteria = [Criterion("jobs", 60, 0, 10), Criterion("km", 40, 8000, 0)]
    rows = [Alternative("near", {"jobs": 4, "km": 1000}), Alternative("big", {"jobs": 9, "km": 6000})]

    agreement = screen(criteria, rows, draws=500).opinions.agreement

    same = {(pair.first, pair.second): pair.same_leader for pair in agreement}
    assert same[Method.WSM, Method.PROMETHEE2] is True
    assert same[Method.WSM, Method.TOPSIS] is False
    assert {pair.tau for pair in agreement if not pair.same_leader} == {-1}


def test_a_copy_of_another_that_flips_the_lead_under_topsis_is_named():
    rows = {"a": (9.0, 1.0), "b": (3.0, 6.0), "copy": (9.2, 0.4), "d": (1.0, 9.0)}
    criteria = [Criterion("x", 1, 0, 10), Criterion("y", 1, 0, 10)]
    flips = []
    for shift in np.linspace(0, 5, 26):
        table = [Alternative(n, {"x": x + shift * (n == "d"), "y": y}) for n, (x, y) in rows.items()]
        places = screen(criteria, table, Method.TOPSIS, draws=1).places
        flips += [(places.order[0], row) for row in places.removals if row.flips_lead]

    assert flips
    assert all(row.removed != leader != row.leader for leader, row in flips)


def test_the_weighted_sum_never_reverses():
    places = place_of(Method.WSM)

    assert (places.can_reverse, places.removals) == (False, ())


def test_two_alternatives_leave_nothing_to_turn_around():
    assert place_of(Method.TOPSIS, ALTERNATIVES[:2]).removals == ()


def test_a_single_alternative_is_first_under_every_method():
    found = screen(CRITERIA, ALTERNATIVES[:1], Method.PROMETHEE2, draws=10)

    assert {ranking.rank["a"] for ranking in found.opinions.rankings} == {1}
    assert all((pair.tau, pair.spearman, pair.same_leader) == (None, None, True) for pair in found.opinions.agreement)


def test_every_two_methods_are_compared_once():
    opinions = screen(CRITERIA, ALTERNATIVES, draws=500).opinions

    assert [ranking.method for ranking in opinions.rankings] == ["wsm", "topsis", "promethee2", "smaa"]
    assert len({(pair.first, pair.second) for pair in opinions.agreement}) == 6
    assert all(-1 <= pair.tau <= 1 for pair in opinions.agreement)


def test_methods_that_cannot_work_with_gaps_take_the_middle_and_say_so():
    rows = [*ALTERNATIVES, Alternative("f", {"jobs": 7, "km": None, "visa": 100})]
    filled = [*ALTERNATIVES, Alternative("f", {"jobs": 7, "km": 4000, "visa": 100})]

    found = screen(CRITERIA, rows, Method.TOPSIS, draws=10)

    assert [(gap.alternative, gap.criterion, gap.value) for gap in found.opinions.assumed] == [("f", "km", 4000)]
    assert found.places.score == place_of(Method.TOPSIS, filled).score


def test_alternatives_that_do_not_differ_are_equal_under_every_method():
    twins = [Alternative(name, dict(ALTERNATIVES[0].values)) for name in "xy"]

    for method in (Method.WSM, Method.TOPSIS, Method.PROMETHEE2):
        assert set(place_of(method, twins).rank.values()) == {1}


def test_a_net_flow_changes_the_lead_at_the_weight_that_is_named():
    found = screen(CRITERIA, ALTERNATIVES, Method.PROMETHEE2, draws=10)
    crossed = [(k, edge) for k, switch in found.switches.items() for edge in (switch.below, switch.above) if edge]

    assert crossed
    for name, edge in crossed:
        rest = 1 - found.weights[name]
        leads = [
            promethee2(
                MATRIX,
                [w if k == name else v * (1 - w) / rest for k, v in found.weights.items()],
                TYPES,
                FUNCTIONS,
            ).ranking[0]
            for w in (edge - 1e-6, edge + 1e-6)
        ]
        assert leads[0] != leads[1]


@pytest.mark.parametrize("method", [Method.TOPSIS, Method.SMAA])
def test_where_a_score_is_not_linear_in_stated_weights_none_switches(method):
    assert screen(CRITERIA, ALTERNATIVES, method, draws=10).switches == {}


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"method": Method.AHP}, "comparisons"),
        ({"comparisons": np.ones((2, 2))}, "comparisons and criteria"),
        ({"comparisons": np.zeros((3, 3))}, "comparisons"),
        ({"local": [np.ones((5, 5))]}, "local and criteria"),
        ({"local": [np.ones((2, 2))] * 3}, "comparisons[jobs] and alternatives"),
        ({"normalisation": "none"}, "normalisation"),
        ({"spread": 0}, "spread"),
        ({"draws": 0}, "draws"),
        ({"seed": -1}, "seed"),
    ],
)
def test_a_study_that_cannot_be_made_is_refused_by_name(given, field):
    with pytest.raises(InputError) as refused:
        screen(CRITERIA, ALTERNATIVES, **{"draws": 10, **given})

    assert refused.value.field == field
    assert refused.value.advice()


def test_a_preference_function_that_never_begins_is_refused_with_its_criterion():
    with pytest.raises(InputError) as refused:
        screen([Criterion("jobs", 1, 0, 10, preference=Preference(Shape.LEVEL, q=5, p=2))], [Alternative("a", {})])

    assert refused.value.field == "jobs"
    assert "5" in refused.value.sentence()
