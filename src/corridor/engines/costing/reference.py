"""The definitions of costing, slow and plain. Tests hold the engine against them; nothing else uses them."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import permutations

from corridor.engines.costing.exact import exact
from corridor.engines.costing.types import Behaviour, BudgetLine


def shapley_by_orders(standalone_cost: Mapping[str, float]) -> dict[str, float]:
    """Average over every order of arrival what each party adds to the cost of the facility. O(n! n)."""
    orders = list(permutations(standalone_cost))
    added = dict.fromkeys(standalone_cost, Fraction(0))
    for order in orders:
        built = Fraction(0)
        for party in order:
            needed = max(built, exact(standalone_cost[party]))
            added[party] += needed - built
            built = needed
    return {party: float(total / len(orders)) for party, total in added.items()}


def one_unit_at_a_time(units: int, weights: Sequence[Fraction]) -> tuple[int, ...]:
    """Hand out whole units one by one, each to the part that is furthest below what it is due."""
    total = sum(weights, Fraction(0))
    parts = [units * weight // total for weight in weights]
    while sum(parts) < units:
        short = [units * weight / total - part for weight, part in zip(weights, parts, strict=True)]
        parts[short.index(max(short))] += 1
    return tuple(int(part) for part in parts)


def total_minor_units(
    lines: Sequence[BudgetLine], participants: int, months: int, counts: Mapping[Behaviour, int] | None = None
) -> int:
    """Add up a budget in hundredths; quantities as the taxonomy of behaviours says, `counts` of other people."""
    direct = indirect = outside = 0
    for line in lines:
        planned = {
            Behaviour.PER_PARTICIPANT: participants,
            Behaviour.PER_PARTICIPANT_MONTH: participants * months,
            **(counts or {}),
        }.get(line.behaviour, 1)
        quantity = planned if line.quantity is None else line.quantity
        if line.behaviour == Behaviour.RATE or line.waived:
            continue
        cost = round(exact(line.amount) * exact(quantity) * 100)
        is_direct = line.in_grant and not line.in_kind and line.head not in ("overhead", "contingency")
        direct += cost if is_direct else 0
        outside += 0 if is_direct else cost
    for line in lines:
        if line.behaviour == Behaviour.RATE and not line.waived:
            indirect += round(exact(line.amount) * direct)
    return direct + outside + indirect


def shapley_of_game(cost: Mapping[str, float]) -> dict[str, float]:
    """Average over every order of arrival what each party adds to the cost of the group before it. O(n! n)."""
    known = {frozenset(name.split("+")): exact(value) for name, value in cost.items()} | {frozenset(): Fraction(0)}
    parties = list(dict.fromkeys(party for name in cost for party in name.split("+")))
    orders = list(permutations(parties))
    added = dict.fromkeys(parties, Fraction(0))
    for order in orders:
        for place, party in enumerate(order):
            added[party] += known[frozenset(order[: place + 1])] - known[frozenset(order[:place])]
    return {party: float(total / len(orders)) for party, total in added.items()}
