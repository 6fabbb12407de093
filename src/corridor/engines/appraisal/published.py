"""Published ratios and effects, held against what they claim to be."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from corridor.engines.appraisal.finding import Finding
from corridor.engines.compute import above_zero, at_least_zero, finite
from corridor.engines.costing import Severity
from corridor.kernel.errors import N_

SOCIAL_ACCOUNTS = ("migrant", "employer", "dest_gov", "orig_gov")
"""Without these four a ratio says nothing about society."""
_ROUNDING = 0.5
_SLACK = 0.01


@dataclass(frozen=True, slots=True)
class BenefitCost:
    """A benefit-cost ratio in money, and whether it is one of society.

    `break_even_benefit_haircut` is the share of the benefit that may be missing before the gain is gone; negative
    where there is no gain, None without a benefit. `missing_accounts` are those not covered,
    or not known to be.
    """

    benefit: float
    net: float
    net_per_euro: float
    break_even_benefit_haircut: float | None
    is_social: bool
    missing_accounts: tuple[str, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class PublishedEffect:
    """A published percentage beside the ratio and the increase of the two incomes it is about."""

    ratio: float
    increase_pct: float
    published_matches: Literal["ratio", "increase", "neither"]


def benefit_cost(
    bcr: float, cost: float, accounts: Sequence[str] | None = None, counterfactual: bool | None = None
) -> BenefitCost:
    """Turn a benefit-cost ratio into money, and mark one that is not a ratio of society.

    Parameters
    ----------
    bcr : benefit over cost, at least 0
    cost : money, above 0
    accounts : parties whose gains and losses the ratio covers; None where the source does not say
    counterfactual : whether the benefit is net of what would have happened anyway; None where the source does not say

    Returns
    -------
    With the finding `not_a_bcr` unless the ratio covers migrants, employers and both governments and has a
    counterfactual: value added in a sector over public cost is an output multiple.

    Raises
    ------
    InputError : a negative ratio, a cost of zero or less

    Source: docs/methods/appraisal.md, Published ratios.
    """
    benefit = at_least_zero(bcr, "bcr") * above_zero(cost, "cost")
    missing = tuple(party for party in SOCIAL_ACCOUNTS if party not in (accounts or ()))
    is_social = not missing and counterfactual is True
    return BenefitCost(
        benefit=benefit,
        net=benefit - cost,
        net_per_euro=bcr - 1,
        break_even_benefit_haircut=1 - 1 / bcr if bcr else None,
        is_social=is_social,
        missing_accounts=missing,
        findings=() if is_social else (_not_a_bcr(bcr, missing, counterfactual),),
    )


def _not_a_bcr(bcr: float, missing: Sequence[str], counterfactual: bool | None) -> Finding:
    lacking = [*missing, *([] if counterfactual else ["counterfactual"])]
    return Finding(
        code="not_a_bcr",
        severity=Severity.WARN,
        message=N_("The ratio of %(bcr)s is not a benefit-cost ratio of society: it lacks %(missing)s."),
        hint=N_("Call it by what it divides, or add the missing accounts and what would have happened anyway."),
        params={"bcr": f"{bcr:g}", "missing": ", ".join(lacking)},
    )


def published_effect(income_with: float, income_without: float, published_pct: float) -> PublishedEffect:
    """Tell whether a published percentage is the ratio of two incomes or the increase between them.

    Parameters
    ----------
    income_with, income_without : money per year; the second above 0
    published_pct : as printed, 1563 for 1,563 %

    Returns
    -------
    `published_matches` names the nearer of the two, or neither where both are further than half a point and 1 %.

    Raises
    ------
    InputError : an income of zero or less to compare with

    Source: docs/methods/appraisal.md, Published effects.
    """
    ratio = finite(income_with, "income_with") / above_zero(income_without, "income_without")
    percent: dict[Literal["ratio", "increase"], float] = {"ratio": ratio * 100, "increase": (ratio - 1) * 100}
    nearest = min(percent, key=lambda name: abs(percent[name] - finite(published_pct, "published_pct")))
    gap = abs(percent[nearest] - published_pct)
    matches = gap <= max(_ROUNDING, _SLACK * abs(percent[nearest]))
    return PublishedEffect(ratio, percent["increase"], nearest if matches else "neither")
