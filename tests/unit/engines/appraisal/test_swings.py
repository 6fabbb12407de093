"""One figure at a time."""

import pytest

from corridor.engines.appraisal import annuity_factor, tornado
from corridor.kernel.errors import InputError

BASE = {"annual_gain": 100, "cost": 250, "rate": 0.05, "years": 4}


def test_each_bar_moves_one_figure_only():
    result = tornado(BASE, {"cost": (200, 400), "rate": (0, 0.1)})

    assert result.base == pytest.approx(100 * annuity_factor(0.05, 4) - 250, rel=1e-12)
    assert result.bars["rate"].low == pytest.approx(150, rel=1e-12)
    assert result.bars["rate"].high == pytest.approx(100 * annuity_factor(0.1, 4) - 250, rel=1e-12)
    assert result.bars["cost"].swing == pytest.approx(200, rel=1e-12)


def test_the_longest_bar_comes_first_and_equals_stay_as_given():
    result = tornado(BASE, {"rate": (0.05, 0.05), "cost": (250, 250), "annual_gain": (0, 200)})

    assert result.order == ("annual_gain", "rate", "cost")


def test_no_range_gives_the_plan_alone():
    assert tornado(BASE, {}).order == ()


@pytest.mark.parametrize(
    ("base", "ranges", "word"),
    [
        ({"cost": 1}, {}, "annual_gain"),
        (BASE | {"wage": 1}, {}, "wage"),
        (BASE, {"wage": (1, 2)}, "wage"),
        (BASE, {"years": (1.5, 2)}, "years"),
        (BASE, {"rate": (-1, 0)}, "rate"),
        (BASE, {"cost": (0, float("nan"))}, "cost"),
    ],
)
def test_a_figure_that_is_missing_or_unknown_is_refused(base, ranges, word):
    with pytest.raises(InputError, match=word):
        tornado(base, ranges)
