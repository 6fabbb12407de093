"""How cost moves with size: fixed and variable cost, learning, attrition, break-even."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from corridor.engines.compute import above_zero, at_least_zero, not_empty, same_length, share, whole
from corridor.engines.costing.exact import Number, exact
from corridor.kernel.errors import N_, InputError


@dataclass(frozen=True, slots=True)
class AverageCost:
    """Average cost at each size."""

    n: tuple[float, ...]
    avg: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class FixedVariable:
    """Fixed cost F and cost v of one more person, in the symbols of total = F + v n."""

    F: float
    v: float


@dataclass(frozen=True, slots=True)
class LearningCurve:
    """Cost of the n-th unit and average of the first n, with the exponent b = log2(rate)."""

    b: float
    unit: tuple[float, ...]
    cumulative_average: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class AttritionCost:
    """What one success costs when people leave between stages."""

    expected_cost_per_intake: float
    success: float
    cost_per_success: float


@dataclass(frozen=True, slots=True)
class BreakEvenVolume:
    """The smallest number of placements at which fees cover costs."""

    n: int


def scale_economies(
    F: Number,  # noqa: N803 - the symbol of the cost function, as the case files write it
    v: Number,
    n: Sequence[Number],
) -> AverageCost:
    """Compute average cost F / n + v at each size.

    Raises
    ------
    InputError : a size of zero or less, a negative cost
    """
    fixed, variable = exact(at_least_zero(F, "F")), exact(at_least_zero(v, "v"))
    sizes = [exact(above_zero(size, "n")) for size in not_empty(n, "n")]
    return AverageCost(tuple(map(float, sizes)), tuple(float(fixed / size + variable) for size in sizes))


def fit_fixed_variable(n1: Number, total1: Number, n2: Number, total2: Number) -> FixedVariable:
    """Recover fixed and variable cost from total cost at two sizes.

    A negative F means that the two totals do not come from one straight line with a fixed cost.

    Raises
    ------
    InputError : the two sizes are equal
    """
    if exact(n1) == exact(n2):
        raise InputError(
            N_("Both sizes are %(n)s, so fixed and variable cost cannot be told apart."),
            hint=N_("Give totals at two different sizes."),
            field="n2",
            params={"n": n1},
        )
    slope = (exact(total2) - exact(total1)) / (exact(n2) - exact(n1))
    return FixedVariable(F=float(exact(total1) - slope * exact(n1)), v=float(slope))


def learning_curve(c1: Number, rate: Number, n: Sequence[int]) -> LearningCurve:
    """Compute unit costs that fall by a constant rate with every doubling (Crawford's unit model).

    Parameters
    ----------
    c1 : cost of the first unit
    rate : cost of unit 2 n as a share of the cost of unit n, above 0, usually 0.7 to 1
    n : unit numbers, at least 1

    Returns
    -------
    The exponent, the cost of the n-th unit, and the average over units 1 to n. O(max n).

    Source: Crawford (1944); docs/methods/costing.md, Learning.
    """
    first, exponent = float(at_least_zero(c1, "c1")), math.log2(above_zero(rate, "rate"))
    numbers = [whole(number, "n", least=1) for number in not_empty(n, "n")]
    averages = [math.fsum(first * k**exponent for k in range(1, number + 1)) / number for number in numbers]
    return LearningCurve(exponent, tuple(first * number**exponent for number in numbers), tuple(averages))


def attrition_cost(stage_cost: Sequence[Number], pass_rate: Sequence[Number]) -> AttritionCost:
    """Compute the cost of one success when everybody who enters a stage costs and only some pass it.

    Parameters
    ----------
    stage_cost : (n,) cost of each stage per person who enters it
    pass_rate : (n,) share who pass it, 0 to 1

    Raises
    ------
    InputError : lists of different length, or a stage that nobody passes
    """
    same_length(not_empty(stage_cost, "stage_cost"), pass_rate, "stage_cost and pass_rate")
    entering, expected = Fraction(1), Fraction(0)
    for cost, rate in zip(stage_cost, pass_rate, strict=True):
        expected += entering * exact(at_least_zero(cost, "stage_cost"))
        entering *= exact(share(rate, "pass_rate"))
    above_zero(float(entering), "pass_rate")
    return AttritionCost(float(expected), float(entering), float(expected / entering))


def break_even_volume(fixed: Number, variable: Number, fee_per_placement: Number) -> BreakEvenVolume:
    """Find the smallest number of placements whose fees cover fixed and variable cost.

    Raises
    ------
    InputError : the fee does not exceed the variable cost, so no number is enough
    """
    margin = exact(fee_per_placement) - exact(at_least_zero(variable, "variable"))
    if margin <= 0:
        raise InputError(
            N_("A fee of %(fee)s does not exceed the variable cost of %(variable)s, so no volume breaks even."),
            hint=N_("Raise the fee or lower the cost of one placement."),
            field="fee_per_placement",
            params={"fee": fee_per_placement, "variable": variable},
        )
    return BreakEvenVolume(math.ceil(exact(at_least_zero(fixed, "fixed")) / margin))
