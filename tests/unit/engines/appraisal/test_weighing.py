"""Weights, scenarios and cost-effectiveness."""

import numpy as np
import pytest

from corridor.engines.appraisal import cost_effectiveness, distribution_weights, scenarios
from corridor.engines.appraisal.reference import mixture_beats
from corridor.kernel.errors import InputError

EXACT = 1e-12  # a handful of operations


def test_a_poorer_party_weighs_more():
    result = distribution_weights(100, {"poor": 50, "same": 100, "rich": 400}, 0.5)

    assert result.weights == pytest.approx({"poor": 2**0.5, "same": 1, "rich": 0.5}, rel=EXACT)
    assert set(distribution_weights(100, {"poor": 50, "rich": 400}, 0).weights.values()) == {1}


def test_scenarios_can_be_added_by_hand():
    result = scenarios([0.5, 0.5], {"bad": -10, "good": 30})

    assert (result.expected, result.sd, result.prob_loss) == pytest.approx((10, 20, 0.5), rel=EXACT)
    assert (result.worst, result.best) == (-10, 30)


def test_thirds_as_written_add_up_to_one():
    assert scenarios([0.1] * 10, dict.fromkeys("abcdefghij", 4.0)).expected == pytest.approx(4, rel=EXACT)
    assert scenarios([1 / 3, 1 / 3, 1 / 3], {"a": 1, "b": 2, "c": 3}).expected == pytest.approx(2, rel=EXACT)


def test_zero_is_not_a_loss():
    assert scenarios([0.25, 0.75], {"none": 0, "gain": 1}).prob_loss == 0


def test_drawn_scenarios_have_the_mean_and_spread_computed():
    values = {"low": -40_000.0, "base": 100_000.0, "high": 220_000.0}
    drawn = np.random.default_rng(2).choice(list(values.values()), p=[0.25, 0.5, 0.25], size=100_000)

    result = scenarios([0.25, 0.5, 0.25], values)

    assert result.expected == pytest.approx(drawn.mean(), abs=4 * drawn.std() / 100_000**0.5)
    assert result.sd == pytest.approx(drawn.std(), rel=0.01)  # sampling error of a standard deviation


def test_an_option_that_costs_more_and_does_less_is_dominated():
    result = cost_effectiveness({"a": (100, 10), "b": (200, 30), "c": (250, 25), "d": (100, 9), "e": (210, 30)})

    assert result.dominated == ("c", "d", "e")
    assert result.frontier == ("a", "b")
    assert result.icer == {"a_to_b": 5}


def test_an_option_that_a_mix_beats_is_marked_apart():
    result = cost_effectiveness({"none": (0, 0), "weak": (90, 1), "strong": (100, 10)})

    assert (result.dominated, result.extended_dominated) == ((), ("weak",))
    assert result.icer == {"none_to_strong": 10}
    assert result.acer["none"] is None


def test_an_option_equal_to_another_is_named_once():
    result = cost_effectiveness({"a": (10, 1), "again": (10, 1), "b": (30, 2)})

    assert (result.tied, result.dominated, result.frontier) == (("again",), (), ("a", "b"))


def test_a_single_option_has_an_average_and_nothing_to_compare_with():
    result = cost_effectiveness({"only": (50, 5)})

    assert (result.acer, result.icer, result.frontier) == ({"only": 10}, {}, ("only",))


def test_marked_options_are_those_that_trying_every_mix_marks():
    random = np.random.default_rng(3)
    for _ in range(40):
        options = {
            f"o{n}": (float(cost), float(effect))
            for n, (cost, effect) in enumerate(zip(random.permutation(90)[:8], random.permutation(40)[:8], strict=True))
        }

        result = cost_effectiveness(options)

        beaten = {
            name
            for name, (cost, effect) in options.items()
            if any(c <= cost and e >= effect and (c, e) != (cost, effect) for c, e in options.values())
        }
        assert set(result.dominated) == beaten
        mixed = {name for name in options if name not in beaten and mixture_beats(name, options)}
        assert set(result.extended_dominated) == mixed
        assert list(result.icer.values()) == sorted(result.icer.values())


@pytest.mark.parametrize(
    ("call", "word"),
    [
        (lambda: distribution_weights(0, {"a": 1}, 1.3), "ref_income"),
        (lambda: distribution_weights(5, {"a": -1}, 1.3), "incomes.a"),
        (lambda: distribution_weights(5, {}, 1.3), "incomes"),
        (lambda: distribution_weights(5, {"a": 1}, -1), "eta"),
        (lambda: scenarios([0.5, 0.4], {"a": 1, "b": 2}), "0.9"),
        (lambda: scenarios([-0.5, 1.5], {"a": 1, "b": 2}), "-0.5"),
        (lambda: scenarios([1], {"a": 1, "b": 2}), "1 and 2"),
        (lambda: scenarios([], {}), "p is empty"),
        (lambda: cost_effectiveness({}), "options"),
        (lambda: cost_effectiveness({"a": (1, -1)}), "options.a"),
    ],
)
def test_shares_and_figures_that_cannot_be_are_refused(call, word):
    with pytest.raises(InputError, match=word) as refused:
        call()

    assert refused.value.advice()
