"""What goes into a migrant welfare fund: benefits, sectors, groups of buyers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from corridor.engines.compute import at_least_zero, not_empty
from corridor.engines.instruments.welfare.arguments import probability, together_one

PER_THOUSAND = 1000


@dataclass(frozen=True, slots=True)
class Benefit:
    """What the fund pays for one event of a member, and how often that happens per 1,000 contract-years."""

    name: str
    amount: float
    rate_per_1000_year: float


@dataclass(frozen=True, slots=True)
class SectorRisk:
    """A part of the members with claim rates of its own; a benefit that is left out has the fund's rate."""

    name: str
    share: float
    rates_per_1000_year: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TopUpGroup:
    """A part of the members: how likely a claim is in a year, and which part of them buys the additional cover."""

    share: float
    annual_claim_prob: float
    uptake: float


def check_benefits(benefits: Sequence[Benefit]) -> None:
    """Refuse a fund without benefits, or with one below zero."""
    for place, benefit in enumerate(not_empty(benefits, "benefits")):
        at_least_zero(benefit.amount, f"benefits.{place}.amount")
        at_least_zero(benefit.rate_per_1000_year, f"benefits.{place}.rate_per_1000_year")


def check_groups(groups: Sequence[TopUpGroup]) -> None:
    """Refuse groups that are not all members, or with a probability outside 0 to 1."""
    for place, group in enumerate(not_empty(groups, "groups")):
        probability(group.annual_claim_prob, f"groups.{place}.annual_claim_prob")
        probability(group.uptake, f"groups.{place}.uptake")
    together_one([group.share for group in groups], "groups", "share")
