"""Rates of groups, partly pooled."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from corridor.engines.nominating import GroupCount, learn_rates, types
from corridor.engines.nominating.pooling import grid_of
from corridor.kernel.errors import InputError

# Rats with a tumour in 70 earlier experiments and the current one (Tarone 1982; Bayesian Data Analysis, table 5.1).
RATS = """
0/20 0/20 0/20 0/20 0/20 0/20 0/20 0/19 0/19 0/19 0/19 0/18 0/18 0/17 1/20 1/20 1/20 1/20 1/19 1/19 1/18 1/18 2/25 2/24
2/23 2/20 2/20 2/20 2/20 2/20 2/20 1/10 5/49 2/19 5/46 3/27 2/17 7/49 7/47 3/20 3/20 2/13 9/48 10/50 4/20 4/20 4/20 4/20
4/20 4/20 4/20 10/48 4/19 4/19 4/19 5/22 11/46 12/49 5/20 5/20 6/23 5/19 6/22 6/20 6/20 6/20 16/52 15/46 15/47 9/24 4/14
"""


def rats():
    return [tuple(int(number) for number in pair.split("/")) for pair in RATS.split()]


def counted(*pairs, stage="offered"):
    return [GroupCount(stage, (f"g{place:02}",), n, y) for place, (y, n) in enumerate(pairs)]


def test_the_data_are_those_of_the_book():
    shares = np.array([y / n for y, n in rats()[:70]])

    assert len(rats()) == 71
    assert (round(shares.mean(), 3), round(shares.std(ddof=1), 3)) == (0.136, 0.103)


def test_the_pooling_of_the_rat_tumours_is_the_published_one():
    y, n = np.array(rats(), float).T

    grid = grid_of(y, n)

    # BDA, third edition, section 5.3: E(alpha | y) = 2.4, E(beta | y) = 14.3, printed to one decimal.
    assert np.sum(grid.weight * grid.mean * grid.strength) == pytest.approx(2.4, abs=0.05)
    assert np.sum(grid.weight * (1 - grid.mean) * grid.strength) == pytest.approx(14.3, abs=0.05)


def test_a_small_experiment_leans_on_the_others():
    rates = learn_rates(counted(*rats()))

    # 4 of 14 = .286 alone, .144 in all; BDA's figure 5.4 shows about .21 for the last experiment.
    last = rates.of("offered", ("g70",))
    assert last.belief.mean == pytest.approx(0.21, abs=0.01)
    assert rates.of("offered", ()).belief.mean == pytest.approx(0.144, abs=0.002)
    assert 0.4 < last.own_share < 0.55


def test_many_people_speak_for_themselves_and_few_hardly():
    rates = learn_rates(counted((300, 1000), (350, 1000), (500, 1000), (3, 3)))

    assert rates.of("offered", ("g02",)).belief.mean == pytest.approx(0.5, abs=0.01)
    assert rates.of("offered", ("g03",)).belief.mean < 0.75


def test_a_new_employer_takes_the_rate_of_its_occupation_with_a_wider_interval():
    counts = [
        GroupCount("offered", ("MAR-BEL", code, employer), 40, passed)
        for code, shares in (("2512", (30, 32, 28)), ("7126", (10, 12, 9)))
        for employer, passed in zip("abc", shares, strict=True)
    ]

    rates = learn_rates(counts)

    new = rates.belief("offered", ("MAR-BEL", "2512", "new"))
    occupation = rates.of("offered", ("MAR-BEL", "2512"))
    assert new.mean == pytest.approx(occupation.belief.mean, abs=1e-9)
    assert new.mean == pytest.approx(0.75, abs=0.06)
    assert new.weight < occupation.belief.weight
    assert rates.belief("offered", ("MAR-BEL", "7126", "a")).mean == pytest.approx(0.26, abs=0.06)


def test_a_stage_that_everybody_passed_stays_open_for_a_new_employer():
    counts = [
        GroupCount("offered", ("MAR-BEL", code, employer), 5, 5) for code in ("2512", "7126") for employer in "ab"
    ]

    new = learn_rates(counts).belief("offered", ("MAR-BEL", "2512", "new"))

    assert 0.8 < new.mean < 0.99
    assert new.between()[0] < 0.8


def test_an_unknown_corridor_takes_the_rate_of_everybody():
    rates = learn_rates(counted((30, 60), (20, 60), (25, 60)))

    found = rates.belief("offered", ("elsewhere",))

    assert found.mean == pytest.approx(75 / 180, abs=0.02)
    assert found.weight < rates.of("offered", ()).belief.weight


def test_a_chain_holds_one_belief_per_stage_in_the_order_of_the_counts():
    counts = counted((80, 100), stage="selected") + counted((30, 80), stage="offered")

    rates = learn_rates(counts)

    assert rates.stages == ("selected", "offered")
    assert [round(one.mean, 1) for one in rates.chain(("g00",))] == [0.8, 0.4]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=1, max_size=6), st.randoms())
def test_rates_lie_between_0_and_1_inside_their_intervals_whatever_the_order(pairs, random):
    counts = counted(*((y, y + more) for y, more in pairs))
    if not sum(one.entered for one in counts):
        return
    shuffled = random.sample(counts, len(counts))

    rates = learn_rates(counts)

    for one in rates.rates:
        assert 0 < one.low < one.belief.mean < one.high < 1
    again = {(one.stage, one.group): one.belief.mean for one in learn_rates(shuffled).rates}
    # The order of the rows changes the order of sums, nothing else.
    assert again == pytest.approx({(one.stage, one.group): one.belief.mean for one in rates.rates}, rel=1e-6)


@settings(max_examples=15, deadline=None)
@given(st.integers(1, 30), st.integers(0, 30))
def test_one_more_success_never_lowers_the_rate(entered, passed):
    passed = min(passed, entered - 1)
    others = ((12, 30), (18, 30))

    before, after = (
        learn_rates(counted((y, entered), *others)).of("offered", ("g00",)).belief.mean for y in (passed, passed + 1)
    )

    assert after > before


def drawn(rng, *, corridors=4, occupations=5, employers=6):
    """Return counts and true rates of employers in a nested world."""
    counts, truth = [], {}
    for c in range(corridors):
        wide = rng.beta(0.6 * 20, 0.4 * 20)
        for o in range(occupations):
            middle = rng.beta(wide * 25, (1 - wide) * 25)
            for e in range(employers):
                rate = rng.beta(middle * 15, (1 - middle) * 15)
                entered = int(rng.integers(0, 30))
                group = (f"c{c}", f"o{o}", f"e{e}")
                truth[group] = rate
                counts.append(GroupCount("offered", group, entered, int(rng.binomial(entered, rate))))
    return counts, truth


def test_intervals_cover_the_truth_as_often_as_they_say_and_pooling_is_nearer_than_raw_shares():
    rng = np.random.default_rng(1)
    covered, pooled, raw, groups = 0, 0.0, 0.0, 0
    for _ in range(12):
        counts, truth = drawn(rng)
        rates = learn_rates(counts, level=0.9)
        for one in counts:
            found = rates.of("offered", one.group)
            covered += found.low <= truth[one.group] <= found.high
            if one.entered:
                pooled += (found.belief.mean - truth[one.group]) ** 2
                raw += (one.passed / one.entered - truth[one.group]) ** 2
            groups += 1

    # 1,440 groups in 12 worlds; over 50 worlds the coverage was .887: the strengths of the levels are not known either.
    assert covered / groups == pytest.approx(0.9, abs=0.03)
    assert pooled < 0.6 * raw


def test_no_public_type_has_a_place_for_a_person():
    for name in ("GroupCount", "Belief", "Rate", "Rates", "Pipeline", "Forecast", "NominationPlan", "TradeOff"):
        fields = {field.name for field in dataclasses.fields(getattr(types, name))}
        assert not {one for one in fields if "person" in one or "candidate" in one or one.endswith("id")}, name


@pytest.mark.parametrize(
    "counts",
    [
        [],
        [GroupCount("offered", (), 4, 2)],
        [GroupCount("offered", ("a",), 4, 2), GroupCount("offered", ("a", "b"), 4, 2)],
        [GroupCount("offered", ("a",), 0, 0)],
    ],
)
def test_counts_from_which_nothing_can_be_learnt_are_refused(counts):
    with pytest.raises(InputError):
        learn_rates(counts)


def test_a_level_of_1_is_refused():
    with pytest.raises(InputError, match="level of 1"):
        learn_rates(counted((1, 2)), level=1)


@pytest.mark.parametrize(("entered", "passed"), [(3, 4), (3, -1), (-1, -1)])
def test_more_people_passing_than_came_are_refused(entered, passed):
    with pytest.raises(InputError, match="cannot have passed"):
        GroupCount("offered", ("a",), entered, passed)


def test_a_stage_that_was_not_counted_is_named():
    with pytest.raises(InputError, match="The stage visa was not counted"):
        learn_rates(counted((1, 2))).belief("visa", ("g00",))
