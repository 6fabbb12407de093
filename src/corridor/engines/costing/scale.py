"""How cost moves with size: fixed and variable cost, learning, attrition, break-even."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from corridor.engines.compute import above_zero, at_least_zero, not_empty, same_length, share, whole
from corridor.engines.costing.exact import Number, exact
from corridor.kernel.errors import N_, InputError

MOST_UNITS = 1_000_000


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
class RequiredIntake:
    """How many must start for a target, how many are expected at each stage, and what they cost."""

    intake: int
    success: float
    expected_at_stage: tuple[float, ...]
    expected_reached: float
    expected_cost: float | None


@dataclass(frozen=True, slots=True)
class FittedCost:
    """A straight line through total costs at several sizes, and how well it fits."""

    F: float
    v: float
    residual_sd: float | None
    r_squared: float | None


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


def fit_cost_function(n: Sequence[Number], total: Sequence[Number]) -> FittedCost:
    """Fit total cost = F + v n by least squares to two sizes or more.

    Parameters
    ----------
    n : (k,) sizes, at least two of them different
    total : (k,) total cost at each size

    Returns
    -------
    Fixed and variable cost, the standard deviation of the residuals (k - 2 degrees of freedom; None with two sizes)
    and the share of the variance that the line explains (None where all totals are equal).

    Raises
    ------
    InputError : lists of different length, or sizes that are all equal

    Source: docs/methods/costing.md, Scale and Learning.
    """
    count = same_length(not_empty(n, "n"), total, "n and total")
    sizes, costs = [exact(size) for size in n], [exact(cost) for cost in total]
    mean_n, mean_cost = sum(sizes, Fraction(0)) / count, sum(costs, Fraction(0)) / count
    spread = sum((size - mean_n) ** 2 for size in sizes)
    if spread == 0:
        raise InputError(
            N_("Both sizes are %(n)s, so fixed and variable cost cannot be told apart."),
            hint=N_("Give totals at two different sizes."),
            field="n",
            params={"n": n[0]},
        )
    slope = sum((s - mean_n) * (c - mean_cost) for s, c in zip(sizes, costs, strict=True)) / spread
    fixed = mean_cost - slope * mean_n
    left = sum((c - fixed - slope * s) ** 2 for s, c in zip(sizes, costs, strict=True))
    variance = sum((c - mean_cost) ** 2 for c in costs)
    return FittedCost(
        F=float(fixed),
        v=float(slope),
        residual_sd=math.sqrt(left / (count - 2)) if count > 2 else None,
        r_squared=float(1 - left / variance) if variance else None,
    )


def learning_curve(
    c1: Number, rate: Number, n: Sequence[int], model: Literal["crawford", "wright"] = "crawford"
) -> LearningCurve:
    """Compute costs that fall by a constant rate with every doubling.

    Parameters
    ----------
    c1 : cost of the first unit
    rate : cost at 2 n as a share of the cost at n, above 0, usually 0.7 to 1
    n : unit numbers, at least 1
    model : crawford: the cost of the n-th unit falls by the rate; wright: the average over units 1 to n does

    Returns
    -------
    The exponent, the cost of the n-th unit, and the average over units 1 to n. O(max n) under crawford.

    Raises
    ------
    InputError : a negative cost, a rate of zero, a unit number below 1

    Source: Wright (1936), Crawford (1944); docs/methods/costing.md, Scale and Learning.
    """
    first, exponent = float(at_least_zero(c1, "c1")), math.log2(above_zero(rate, "rate"))
    numbers = [_unit_number(number) for number in not_empty(n, "n")]
    if model == "wright":
        totals = [(first * (k - 1) ** (exponent + 1) if k > 1 else 0.0, first * k ** (exponent + 1)) for k in numbers]
        return LearningCurve(
            exponent,
            tuple(after - before for before, after in totals),
            tuple(first * number**exponent for number in numbers),
        )
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


def _unit_number(number: int) -> int:
    """Return a unit number that can be counted up to."""
    counted = whole(number, "n", least=1)
    if counted > MOST_UNITS:
        raise InputError(
            N_("Unit %(n)s lies beyond the %(most)s units that are added up one by one."),
            hint=N_("Give a lower unit number, or use Wright's model."),
            field="n",
            params={"n": counted, "most": MOST_UNITS},
        )
    return counted


def required_intake(
    target: int, pass_rate: Sequence[Number], stage_cost: Sequence[Number] | None = None
) -> RequiredIntake:
    """Find the smallest intake that is expected to reach a target, stage by stage, and what it costs.

    Parameters
    ----------
    target : people wanted after the last stage, at least zero
    pass_rate : (n,) share who pass each stage, above 0, at most 1
    stage_cost : (n,) cost of one person who enters each stage; None where costs are not asked for

    Returns
    -------
    The whole intake, the share who succeed, the people expected to enter each stage and to come out of the last,
    and the expected cost.

    Raises
    ------
    InputError : no stage, a stage that nobody passes, lists of different length

    Source: docs/methods/costing.md, Stages.
    """
    rates = [exact(share(rate, "pass_rate")) for rate in not_empty(pass_rate, "pass_rate")]
    success = math.prod(rates, start=Fraction(1))
    above_zero(float(success), "pass_rate")
    intake = math.ceil(whole(target, "target") / success)
    entering = [intake * math.prod(rates[:place], start=Fraction(1)) for place in range(len(rates))]
    cost = None
    if stage_cost is not None:
        same_length(stage_cost, rates, "stage_cost and pass_rate")
        costs = [exact(at_least_zero(each, "stage_cost")) for each in stage_cost]
        cost = float(sum(people * each for people, each in zip(entering, costs, strict=True)))
    return RequiredIntake(
        intake=intake,
        success=float(success),
        expected_at_stage=tuple(map(float, entering)),
        expected_reached=float(intake * success),
        expected_cost=cost,
    )


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
