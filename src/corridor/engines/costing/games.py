"""A fair split of a cost that parties share: the Shapley value of a general game, and one door to every split."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from fractions import Fraction
from itertools import combinations
from math import factorial
from typing import Final

from corridor.engines.compute import at_least_zero, not_empty, whole
from corridor.engines.costing.exact import Number, exact, largest_remainder
from corridor.engines.costing.ratios import Allocation
from corridor.engines.costing.sharing import CostShares, benefit_shares, shapley_shared_facility
from corridor.kernel.errors import N_, InputError

# 2^12 groups of parties are counted in well under a second; nobody can state the costs of more.
MOST_PARTIES: Final = 12
BETWEEN: Final = "+"


class SharingMethod(StrEnum):
    """How a cost is shared between payers."""

    FIXED = "fixed"
    BENEFIT = "benefit"
    FACILITY = "facility"
    GAME = "game"


def shapley_game(cost: Mapping[str, Number]) -> CostShares:
    """Split the cost of the whole group by the Shapley value of a game that gives the cost of every group.

    Parameters
    ----------
    cost : cost of every group of parties, named by its members joined with a plus sign, such as ``A+C``, in any
        order; every group of the parties named has to be there, the whole group among them; at least zero

    Returns
    -------
    A cost per party, in the order in which parties are first named; together they pay the cost of the whole group.
    A party is paid for being there where it makes groups cheaper: its share is then below zero.

    Raises
    ------
    InputError : a group that is missing or named twice, more than 12 parties, a cost below zero

    Source: Shapley (1953); docs/methods/costing.md, Games.
    """
    known, parties = _groups(not_empty(cost, "cost"))
    n = len(parties)
    weights = [Fraction(factorial(size) * factorial(n - size - 1), factorial(n)) for size in range(n)]
    shares = {}
    for party in parties:
        others = [other for other in parties if other != party]
        shares[party] = sum(
            weights[size] * (known[frozenset((*group, party))] - known[frozenset(group)])
            for size in range(n)
            for group in combinations(others, size)
        )
    return CostShares({party: float(share) for party, share in shares.items()})


def _groups(cost: Mapping[str, Number]) -> tuple[dict[frozenset[str], Fraction], list[str]]:
    """Return the cost of every group, and the parties in the order in which they are first named."""
    named = [([member.strip() for member in name.split(BETWEEN)], name) for name in cost]
    parties = list(dict.fromkeys(member for members, _ in named for member in members))
    if len(parties) > MOST_PARTIES:
        raise InputError(
            N_("%(n)s parties share the cost; groups of at most %(most)s can be counted."),
            hint=N_("Join parties that act together, or split a shared facility instead."),
            field="cost",
            params={"n": len(parties), "most": MOST_PARTIES},
        )
    known: dict[frozenset[str], Fraction] = {frozenset(): Fraction(0)}
    for members, name in named:
        group = frozenset(members)
        if group in known or len(group) < len(members):
            raise InputError(
                N_("The group %(group)s is named twice, or names a party twice."),
                hint=N_("Give every group of parties once."),
                field="cost",
                params={"group": name},
            )
        known[group] = exact(at_least_zero(cost[name], f"cost.{name}"))
    _refuse_missing(known, parties)
    return known, parties


def _refuse_missing(known: Mapping[frozenset[str], Fraction], parties: Sequence[str]) -> None:
    for size in range(1, len(parties) + 1):
        for group in combinations(parties, size):
            if frozenset(group) not in known:
                raise InputError(
                    N_("The cost of the group %(group)s is not given."),
                    hint=N_("Give the cost of every group of parties, each party alone and all together included."),
                    field="cost",
                    params={"group": BETWEEN.join(group)},
                )


def payer_shares(
    total: Number,
    method: SharingMethod,
    given: Mapping[str, Number],
    decimals: int = 2,
) -> Allocation:
    """Split a cost between payers by one of four methods, exact to the minor unit.

    Parameters
    ----------
    total : the cost, at least zero
    method : `fixed` percentages that add up to 100; `benefit`, in proportion to what each gains; `facility`, by what
        a facility for each alone would cost; `game`, by the cost of every group of parties
    given : per party: percent, benefit, or stand-alone cost; per group: its cost
    decimals : decimals of the currency

    Returns
    -------
    The part of each payer and their sum, which is the cost rounded to the minor unit.

    Raises
    ------
    InputError : percentages that do not add up to 100, no benefit, groups that are missing, a share below zero

    Source: docs/methods/costing.md, Payers.
    """
    at_least_zero(total, "total")
    weights = _weights(method, not_empty(given, "given"))
    scale = 10 ** whole(decimals, "decimals")
    units = largest_remainder(round(exact(total) * scale), list(weights.values()))
    parts = {party: float(Fraction(unit, scale)) for party, unit in zip(weights, units, strict=True)}
    return Allocation(parts, float(Fraction(sum(units), scale)))


def _weights(method: SharingMethod, given: Mapping[str, Number]) -> dict[str, Fraction]:
    if method == SharingMethod.FIXED:
        return _fixed(given)
    if method == SharingMethod.BENEFIT:
        shares = benefit_shares(1, given).shares
    elif method == SharingMethod.FACILITY:
        shares = shapley_shared_facility(given).shares
    else:
        shares = shapley_game(given).shares
    return {party: exact(share) for party, share in shares.items()}


def _fixed(given: Mapping[str, Number]) -> dict[str, Fraction]:
    shares = {party: exact(at_least_zero(percent, f"given.{party}")) for party, percent in given.items()}
    total = sum(shares.values(), Fraction(0))
    if total != 100:
        raise InputError(
            N_("The payers' percentages add up to %(percent)s, not to 100."),
            hint=N_("Adjust the payers' percentages."),
            field="given",
            params={"percent": f"{float(total):g}"},
        )
    return shares
