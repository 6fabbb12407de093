"""Weights of distribution, scenarios with probabilities, and cost-effectiveness of options."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corridor.engines.compute import above_zero, at_least_zero, finite, not_empty, same_length, share
from corridor.engines.costing.exact import exact_sum
from corridor.kernel.errors import N_, InputError

_SUM_SLACK = 1e-9


@dataclass(frozen=True, slots=True)
class DistributionWeights:
    """What one unit of money counts for each party, by name."""

    weights: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class ScenarioValue:
    """Mean and spread over scenarios, and the probability of a loss."""

    expected: float
    sd: float
    prob_loss: float
    worst: float
    best: float


@dataclass(frozen=True, slots=True)
class CostEffectiveness:
    """Options by cost and effect.

    `acer` is cost per unit of effect, None without effect. `dominated`: another option has at least as much effect
    for no more cost. `extended_dominated`: a mix of two others does better. `icer` is the cost of one more unit
    between neighbours that are left, named A_to_B in the order of effect; `frontier` lists these. `tied` are
    options equal to an earlier one.
    """

    acer: Mapping[str, float | None]
    dominated: tuple[str, ...]
    extended_dominated: tuple[str, ...]
    icer: Mapping[str, float]
    frontier: tuple[str, ...]
    tied: tuple[str, ...]


def distribution_weights(ref_income: float, incomes: Mapping[str, float], eta: float) -> DistributionWeights:
    """Compute weights (reference income / income) ** eta.

    Parameters
    ----------
    ref_income : income whose weight is 1, above 0
    incomes : income of each party, above 0
    eta : how fast the worth of money falls with income, at least 0; 0 weighs all alike

    Returns
    -------
    Weights to show beside plain figures, never instead of them.

    Raises
    ------
    InputError : an income of zero or less, a negative eta

    Source: HM Treasury, The Green Book, annex on distributional appraisal (eta 1.3); docs/methods/appraisal.md.
    """
    reference, power = above_zero(ref_income, "ref_income"), at_least_zero(eta, "eta")
    return DistributionWeights(
        {
            party: (reference / above_zero(income, f"incomes.{party}")) ** power
            for party, income in not_empty(incomes, "incomes").items()
        }
    )


def scenarios(p: Sequence[float], npv: Mapping[str, float]) -> ScenarioValue:
    """Compute expected value, standard deviation and probability of loss over scenarios.

    Parameters
    ----------
    p : (n,) probabilities in the order of the scenarios, together 1
    npv : value of each scenario by name

    Raises
    ------
    InputError : a negative probability, probabilities that do not add up to one, another number of them
    """
    same_length(not_empty(p, "p"), npv, "p and npv")
    total = exact_sum(share(probability, "p") for probability in p)
    if abs(total - 1) > _SUM_SLACK:
        raise InputError(
            N_("The probabilities of the scenarios add up to %(total)s, not 1."),
            hint=N_("Correct the probabilities; every scenario needs one."),
            field="p",
            params={"total": f"{total:g}"},
        )
    values = [finite(value, f"npv.{name}") for name, value in npv.items()]
    expected = math.fsum(weight * value for weight, value in zip(p, values, strict=True))
    variance = math.fsum(weight * (value - expected) ** 2 for weight, value in zip(p, values, strict=True))
    return ScenarioValue(
        expected=expected,
        sd=math.sqrt(variance),
        prob_loss=math.fsum(weight for weight, value in zip(p, values, strict=True) if value < 0),
        worst=min(values),
        best=max(values),
    )


def cost_effectiveness(options: Mapping[str, tuple[float, float]]) -> CostEffectiveness:
    """Compare options by what one more unit of effect costs, and mark those that another beats.

    Parameters
    ----------
    options : (cost, effect) by name; effect at least 0, more is better

    Raises
    ------
    InputError : no option, a negative effect

    Source: docs/methods/appraisal.md, Cost-effectiveness. O(n^2).
    """
    for name, (cost, effect) in not_empty(options, "options").items():
        finite(cost, f"options.{name}"), at_least_zero(effect, f"options.{name}")
    names = list(options)
    tied = tuple(name for place, name in enumerate(names) if options[name] in [options[n] for n in names[:place]])
    dominated = tuple(name for name in names if any(_beats(other, options[name]) for other in options.values()))
    left = sorted((name for name in names if name not in (*dominated, *tied)), key=lambda name: options[name][1])
    frontier = _without_mixes(left, options)
    steps = list(pairwise(frontier))
    return CostEffectiveness(
        acer={name: cost / effect if effect else None for name, (cost, effect) in options.items()},
        dominated=dominated,
        extended_dominated=tuple(name for name in names if name in left and name not in frontier),
        icer={f"{first}_to_{second}": _slope(options[first], options[second]) for first, second in steps},
        frontier=tuple(frontier),
        tied=tied,
    )


def _beats(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[0] <= other[0] and one[1] >= other[1] and tuple(one) != tuple(other)


def _slope(first: tuple[float, float], second: tuple[float, float]) -> float:
    return (second[0] - first[0]) / (second[1] - first[1])


def _without_mixes(names: Sequence[str], options: Mapping[str, tuple[float, float]]) -> list[str]:
    """Keep the options whose cost of one more unit rises from each to the next."""
    kept: list[str] = []
    for name in names:
        while len(kept) > 1 and _slope(options[kept[-2]], options[kept[-1]]) >= _slope(
            options[kept[-1]], options[name]
        ):
            kept.pop()
        kept.append(name)
    return kept
