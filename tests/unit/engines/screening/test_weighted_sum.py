"""The weighted sum on fixed scales: parts, gaps, vetoes and what the order depends on."""

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings, strategies as st

from corridor.engines.screening import (
    Alternative,
    Criterion,
    interval_score,
    rank,
    rank_stability,
    smaa,
    switching_weight,
    weight_switches,
    wsm,
)
from corridor.engines.screening.reference import leader_at
from corridor.kernel.errors import InputError

SHORTAGE = Criterion("shortage", weight=3, worst=0, best=10)
DISTANCE = Criterion("distance_km", weight=1, worst=8000, best=0)
NURSES = Alternative("nurses", {"shortage": 8, "distance_km": 2000})
CODERS = Alternative("coders", {"shortage": 5, "distance_km": 0})


def names(ranking):
    return [row.name for row in ranking.alternatives]


def test_a_score_is_the_sum_of_its_contributions():
    first, second = wsm([SHORTAGE, DISTANCE], [CODERS, NURSES]).alternatives

    assert (first.name, first.rank, second.name, second.rank) == ("nurses", 1, "coders", 2)
    assert first.score == pytest.approx(0.75 * 0.8 + 0.25 * 0.75, rel=1e-12)
    assert {name: part.points for name, part in first.contributions.items()} == pytest.approx(
        {"shortage": 0.6, "distance_km": 0.1875}, rel=1e-12
    )


def test_less_is_better_where_the_best_end_lies_below_the_worst():
    near = Alternative("near", {"distance_km": 800})

    assert wsm([DISTANCE], [near]).alternatives[0].score == pytest.approx(0.9, rel=1e-12)


def test_a_value_off_the_scale_counts_as_its_nearer_end_and_is_marked():
    far = Alternative("far", {"distance_km": 9000})

    row = wsm([DISTANCE], [far]).alternatives[0]

    assert (row.score, row.contributions["distance_km"].is_outside) == (0, True)


def test_what_is_not_known_widens_the_score_and_is_never_filled_in():
    row = wsm([SHORTAGE, DISTANCE], [Alternative("welders", {"shortage": 8, "distance_km": None})]).alternatives[0]

    assert (row.low, row.high, row.score) == pytest.approx((0.6, 0.85, 0.725), rel=1e-12)
    assert (row.renormalised, row.coverage) == pytest.approx((0.8, 0.75), rel=1e-12)
    assert row.is_thin
    assert row.contributions["distance_km"].points is None


def test_an_alternative_of_which_nothing_is_known_has_the_whole_range():
    row = wsm([SHORTAGE], [Alternative("unknown", {})]).alternatives[0]

    assert (row.low, row.high, row.renormalised, row.coverage) == (0, 1, None, 0)


def test_a_veto_comes_before_any_score():
    listed = replace(NURSES, vetoes=("on the health list",))

    ranking = wsm([SHORTAGE, DISTANCE], [listed, CODERS])

    assert names(ranking) == ["coders", "nurses"]
    assert [(row.rank, row.vetoes) for row in ranking.alternatives] == [
        (1, ()),
        (None, ("on the health list",)),
    ]


@pytest.mark.parametrize(("km", "vetoes"), [(5000, ()), (5001, ("distance_km",)), (None, ())])
def test_a_limit_filters_what_lies_beyond_it(km, vetoes):
    limited = replace(DISTANCE, limit=5000)

    assert wsm([limited], [Alternative("a", {"distance_km": km})]).alternatives[0].vetoes == vetoes


def test_equal_scores_share_a_rank():
    ranking = wsm(
        [SHORTAGE], [Alternative(name, {"shortage": value}) for name, value in (("a", 4), ("b", 4), ("c", 1))]
    )

    assert [row.rank for row in ranking.alternatives] == [1, 1, 3]


VALUES = st.floats(0, 10)
TABLES = st.lists(st.tuples(VALUES, VALUES, VALUES), min_size=2, max_size=6)
CRITERIA = [Criterion(name, weight, 0, 10) for name, weight in (("a", 5), ("b", 3), ("c", 2))]


def alternatives_of(table):
    return [Alternative(f"x{n}", dict(zip("abc", row, strict=True))) for n, row in enumerate(table)]


@settings(max_examples=30, deadline=None)
@given(TABLES, st.tuples(VALUES, VALUES, VALUES))
def test_one_more_alternative_never_turns_the_others_around(table, newcomer):
    old = alternatives_of(table)

    before = names(wsm(CRITERIA, old))
    after = names(wsm(CRITERIA, [*old, Alternative("new", dict(zip("abc", newcomer, strict=True)))]))

    assert [name for name in after if name != "new"] == before


@settings(max_examples=30, deadline=None)
@given(TABLES)
def test_the_scale_of_the_weights_does_not_matter(table):
    tenfold = [replace(criterion, weight=criterion.weight * 10) for criterion in CRITERIA]

    first, second = wsm(CRITERIA, alternatives_of(table)), wsm(tenfold, alternatives_of(table))

    assert [row.score for row in first.alternatives] == pytest.approx([row.score for row in second.alternatives])


@settings(max_examples=30, deadline=None)
@given(st.dictionaries(st.sampled_from("abc"), st.none() | st.floats(0, 1)))
def test_the_interval_holds_every_way_to_fill_the_gaps(values):
    weights = {"a": 0.5, "b": 0.3, "c": 0.2}

    score = interval_score(weights, values)

    for filler in (0.0, 0.3, 1.0):
        known = {name: values.get(name) for name in weights}
        filled = sum(w * (filler if known[name] is None else known[name]) for name, w in weights.items())
        assert score.low - 1e-12 <= filled <= score.high + 1e-12


def test_the_switching_weight_of_two_alternatives_is_where_they_are_equal():
    found = switching_weight([1.0, 0.0], [0.0, 0.25]).switch_weight

    assert found == 0.2


def test_an_alternative_that_is_always_better_has_no_switching_weight():
    assert switching_weight([0.9, 0.9], [0.1, 0.2]).switch_weight is None


def test_the_lead_changes_at_the_weight_that_is_named():
    criteria = [Criterion("a", 0.5, 0, 1), Criterion("b", 0.5, 0, 1)]
    table = [Alternative("x", {"a": 1, "b": 0.2}), Alternative("y", {"a": 0.2, "b": 0.6})]

    switch = weight_switches(criteria, table)["a"]

    assert switch.below == pytest.approx(1 / 3, rel=1e-12)  # w + .2(1-w) = .2w + .6(1-w)
    assert (switch.leader_below, switch.above) == ("y", None)


@settings(max_examples=30, deadline=None)
@given(TABLES)
def test_just_beyond_a_switch_somebody_else_leads_and_before_it_nobody(table):
    rows = alternatives_of(table)
    scores = {row.name: [value / 10 for value in row.values.values()] for row in rows}
    today = [0.5, 0.3, 0.2]
    leader = leader_at(scores, today)

    for k, switch in enumerate(weight_switches(CRITERIA, rows).values()):
        for edge, step in ((switch.below, -1), (switch.above, 1)):
            if edge is None or not 1e-3 < edge < 1 - 1e-3 or abs(edge - today[k]) < 1e-3:
                continue
            for shift, same in ((-1e-6, True), (1e-6, False)):
                weight = edge + step * shift
                moved = [weight if i == k else w * (1 - weight) / (1 - today[k]) for i, w in enumerate(today)]
                margin = score_of(scores, leader, moved) - max(score_of(scores, n, moved) for n in scores)
                assert margin >= -1e-12 if same else margin <= 1e-12


def score_of(scores, name, weights):
    return sum(w * v for w, v in zip(weights, scores[name], strict=True))


def test_a_single_criterion_has_nothing_to_switch_with():
    assert weight_switches([SHORTAGE], [NURSES_ONLY, OTHERS])["shortage"].below is None


NURSES_ONLY = Alternative("nurses", {"shortage": 8})
OTHERS = Alternative("others", {"shortage": 3})


def test_two_opposite_alternatives_share_the_lead_and_the_compromise_takes_the_rest():
    found = smaa({"A": [1, 0], "B": [0, 1], "C": [0.6, 0.6]}, draws=40_000, seed=7)

    # Analytic: A leads for w > .6, B for w < .4, C between. Three standard errors of 40,000 draws are .0074.
    assert found.rank_acceptability["A"] == pytest.approx((0.4, 0.1, 0.5), abs=0.0075)
    assert found.rank_acceptability["C"] == pytest.approx((0.2, 0.8, 0.0), abs=0.0075)
    assert found.central_weights["C"] == pytest.approx((0.5, 0.5), abs=0.0075)


def test_a_value_that_is_not_known_is_drawn_evenly():
    found = smaa({"known": [0.3], "unknown": [None]}, draws=40_000, seed=7)

    assert found.rank_acceptability["unknown"] == pytest.approx((0.7, 0.3), abs=0.0075)


def test_an_alternative_that_never_leads_has_no_central_weights():
    assert smaa({"A": [1, 1], "B": [0, 0]}, draws=10).central_weights["B"] is None


@settings(max_examples=30, deadline=None)
@given(TABLES, st.integers(0, 1000))
def test_acceptabilities_add_up_to_one_by_row_and_by_rank(table, seed):
    found = smaa({f"x{n}": list(row) for n, row in enumerate(table)}, draws=200, seed=seed)

    rows = list(found.rank_acceptability.values())
    assert [sum(row) for row in rows] == pytest.approx([1] * len(rows), rel=1e-12)
    assert [sum(column) for column in zip(*rows, strict=True)] == pytest.approx([1] * len(rows), rel=1e-12)


def test_the_same_seed_gives_the_same_ranks_and_blocks_do_not_show(monkeypatch):
    scores = {"A": [0.9, 0.2, 0.4], "B": [0.3, 0.8, 0.5]}
    whole = smaa(scores, draws=1000, seed=3)

    monkeypatch.setattr("corridor.engines.screening.draws.BLOCK", 64)

    assert smaa(scores, draws=1000, seed=3).rank_acceptability == whole.rank_acceptability


def test_a_clear_leader_stays_first_under_weights_around_the_stated_ones():
    criteria = [Criterion("a", 1, 0, 1), Criterion("b", 1, 0, 1)]
    table = [Alternative("x", {"a": 0.9, "b": 0.6}), Alternative("y", {"a": 0.2, "b": 0.7})]

    found = rank_stability(criteria, table, spread=0.5, draws=2000)

    assert found.rank_acceptability["x"] == (1.0, 0.0)


def test_a_ranking_brings_its_switches_and_its_stability_without_the_vetoed():
    listed = Alternative("listed", {"shortage": 10, "distance_km": 0}, vetoes=("no legal pathway",))

    ranking = rank([SHORTAGE, DISTANCE], [NURSES, CODERS, listed], draws=500)

    assert names(ranking) == ["nurses", "coders", "listed"]
    assert set(ranking.switches) == {"shortage", "distance_km"}
    assert set(ranking.stability.rank_acceptability) == {"nurses", "coders"}


def test_where_everything_is_vetoed_there_is_no_stability():
    assert rank([SHORTAGE], [Alternative("a", {}, vetoes=("war",))]).stability is None


@pytest.mark.parametrize(
    ("call", "field"),
    [
        (lambda: wsm([], [NURSES]), "criteria"),
        (lambda: wsm([SHORTAGE], []), "alternatives"),
        (lambda: wsm([SHORTAGE, SHORTAGE], [NURSES]), "criteria"),
        (lambda: wsm([SHORTAGE], [NURSES_ONLY, NURSES_ONLY]), "alternatives"),
        (lambda: wsm([SHORTAGE], [NURSES]), "distance_km"),
        (lambda: wsm([replace(SHORTAGE, weight=0)], [NURSES_ONLY]), "weights"),
        (lambda: wsm([replace(SHORTAGE, weight=-1)], [NURSES_ONLY]), "shortage"),
        (lambda: wsm([replace(SHORTAGE, best=0)], [NURSES_ONLY]), "shortage"),
        (lambda: wsm([SHORTAGE], [Alternative("a", {"shortage": math.nan})]), "shortage"),
        (lambda: interval_score({"a": 1}, {"a": 1.5}), "a"),
        (lambda: interval_score({"a": 1}, {"b": 0.5}), "b"),
        (lambda: switching_weight([1, 2, 3], [1, 2, 3]), "a"),
        (lambda: smaa({}), "scores"),
        (lambda: smaa({"A": [1], "B": [1, 2]}), "A and B"),
        (lambda: smaa({"A": [1]}, draws=0), "draws"),
        (lambda: rank_stability([SHORTAGE], [NURSES_ONLY], spread=0), "spread"),
        (lambda: rank_stability([SHORTAGE], [NURSES_ONLY], spread=2), "spread"),
    ],
)
def test_a_table_that_cannot_be_ranked_is_refused_by_name(call, field):
    with pytest.raises(InputError) as refused:
        call()

    assert refused.value.field == field
