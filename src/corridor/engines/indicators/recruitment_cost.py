"""SDG indicator 10.7.1: what a worker paid to get the job, in months of the job's earnings."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from corridor.engines.compute import above_zero, at_least_zero, not_empty, same_length

MONTHS_OF_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class RecruitmentCost:
    """One worker's recruitment cost in months of earnings and as a share of a year's earnings."""

    months: float
    share_of_year: float


@dataclass(frozen=True, slots=True)
class RecruitmentCosts:
    """The distribution over workers, in months of earnings."""

    n: int
    ratios: tuple[float, ...]
    share_at_zero: float
    mean: float
    median: float
    p80: float
    p90: float
    ratio_of_means: float


def recruitment_cost(recruitment_cost: float, monthly_earnings: float) -> RecruitmentCost:
    """Divide what a worker bore by the worker's own monthly earnings.

    Parameters
    ----------
    recruitment_cost : all fees and costs borne by the worker or the family for the first job, at least zero
    monthly_earnings : income of the first full month of that job, same currency, above zero

    Raises
    ------
    InputError : a negative cost, or no earnings

    Source: UN metadata of SDG 10.7.1 (2022); docs/methods/indicators.md, Recruitment cost.
    """
    cost = at_least_zero(recruitment_cost, "recruitment_cost")
    months = cost / above_zero(monthly_earnings, "monthly_earnings")
    return RecruitmentCost(months=months, share_of_year=months / MONTHS_OF_A_YEAR)


def recruitment_cost_aggregate(costs: Sequence[float], earnings: Sequence[float]) -> RecruitmentCosts:
    """Describe recruitment costs over workers; each ratio takes cost and earnings of one person.

    Parameters
    ----------
    costs, earnings : (n,) of the same workers in the same order; costs at least zero, earnings above zero

    Returns
    -------
    Count, ratios, share who paid nothing, mean, median, 80th percentile (the metadata's "fourth quintile") and
    90th percentile, linearly interpolated. The ratio of means is given for comparison only: it answers another
    question.

    Raises
    ------
    InputError : no worker, lists of different length, a negative cost, or earnings of zero

    Source: UN metadata of SDG 10.7.1 (2022); docs/methods/indicators.md, Recruitment cost.
    """
    same_length(not_empty(costs, "costs"), earnings, "costs and earnings")
    ratios = [recruitment_cost(cost, wage).months for cost, wage in zip(costs, earnings, strict=True)]
    p80, p90 = np.quantile(ratios, (0.8, 0.9))
    return RecruitmentCosts(
        n=len(ratios),
        ratios=tuple(ratios),
        share_at_zero=ratios.count(0) / len(ratios),
        mean=float(np.mean(ratios)),
        median=float(np.median(ratios)),
        p80=float(p80),
        p90=float(p90),
        ratio_of_means=float(np.mean(costs) / np.mean(earnings)),
    )
