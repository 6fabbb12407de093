"""How a budget spreads: over what its amounts may become, and over the months in which the cash is needed."""

import math
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate

from corridor.engines.costing.exact import Number, exact
from corridor.engines.costing.ledger import Ledger
from corridor.engines.costing.quantities import Scale, line_error, minor_units
from corridor.engines.costing.types import Behaviour, BudgetLine, CashProfile, CostRange
from corridor.kernel.errors import N_

MONTHS_OF_A_YEAR = 12
# No scheme is planned for longer; the limit keeps a mistyped duration from filling the memory.
MOST_MONTHS = 40_000
# Overheads and the reserve are shares of direct costs, however they are entered: they are no part of the base.
NOT_DIRECT = ("overhead", "contingency")


def line_units(lines: Sequence[BudgetLine], scale: Scale, amounts: Sequence[Number]) -> tuple[tuple[int, ...], int]:
    """Return what every line costs in minor units when it costs these amounts, and the direct costs."""
    units = [
        0 if line.behaviour == Behaviour.RATE else minor_units(number, line, scale, amount)
        for number, (line, amount) in enumerate(zip(lines, amounts, strict=True), start=1)
    ]
    direct = sum(cost for line, cost in zip(lines, units, strict=True) if is_direct(line))
    for place, (line, amount) in enumerate(zip(lines, amounts, strict=True)):
        if line.behaviour == Behaviour.RATE:
            units[place] = round(exact(amount) * direct)
    return tuple(units), direct


def is_direct(line: BudgetLine) -> bool:
    """Say whether a line is a direct cost of a grant: cash, inside the grant, neither overhead nor reserve."""
    return line.in_grant and not line.in_kind and not line.waived and line.head not in NOT_DIRECT


def _ends(number: int, line: BudgetLine) -> tuple[Number, Number, Number]:
    least = line.amount if line.amount_least is None else line.amount_least
    most = line.amount if line.amount_most is None else line.amount_most
    if not 0 <= exact(least) <= exact(line.amount) <= exact(most):
        raise line_error(
            number,
            line,
            N_("Line %(number)s (%(code)s): %(least)s, %(likely)s and %(most)s do not stand in order."),
            N_("Give the least, the likely and the most that one unit may cost, in this order, from zero."),
            "amount_least",
            least=least,
            likely=line.amount,
            most=most,
        )
    return least, line.amount, most


def cost_range(lines: Sequence[BudgetLine], scale: Scale) -> CostRange:
    """Return what a budget may come to when every amount has a triangular distribution between its ends.

    The mean of a sum is the sum of the means; deviations add as squares where lines vary apart, plainly where they
    move together. Rate lines follow the direct costs.
    """
    ends = [_ends(number, line) for number, line in enumerate(lines, start=1)]
    counted = [not line.waived for line in lines]
    least, likely, most = (
        [units if counts else 0 for units, counts in zip(line_units(lines, scale, amounts)[0], counted, strict=True)]
        for amounts in zip(*ends, strict=True)
    )
    deviations = _deviations(lines, list(zip(least, likely, most, strict=True)))
    return CostRange(
        least=scale.money(sum(least)),
        likely=scale.money(sum(likely)),
        most=scale.money(sum(most)),
        expected=scale.money(round(Fraction(sum(least) + sum(likely) + sum(most), 3))),
        sd=scale.money(round(math.sqrt(sum(deviation**2 for deviation in deviations)))),
        sd_together=scale.money(round(sum(deviations))),
    )


def _deviations(lines: Sequence[BudgetLine], ends: Sequence[tuple[int, int, int]]) -> list[float]:
    """Return each line's own standard deviation with what the rates add to it; a rate itself adds none of its own."""
    rates = sum(float(exact(line.amount)) for line in lines if line.behaviour == Behaviour.RATE and not line.waived)
    return [
        _triangular_sd(*three) * (1 + rates if is_direct(line) else 1)
        for line, three in zip(lines, ends, strict=True)
        if line.behaviour != Behaviour.RATE
    ]


def _triangular_sd(least: int, likely: int, most: int) -> float:
    squares = least**2 + likely**2 + most**2 - least * likely - least * most - likely * most
    return math.sqrt(squares / 18)


def _months(number: int, line: BudgetLine, scale: Scale) -> range:
    """Return the months, counted from 1, in which a line's cash flows."""
    first = 1 if line.start_month is None else line.start_month
    last = max(first, math.ceil(scale.months)) if line.end_month is None else line.end_month
    if not 1 <= first <= last <= MOST_MONTHS:
        raise line_error(
            number,
            line,
            N_("Line %(number)s (%(code)s) is paid from month %(first)s to month %(last)s."),
            N_("Count months from 1 to %(most)s; the last month is not before the first."),
            "end_month",
            first=first,
            last=last,
            most=MOST_MONTHS,
        )
    return range(first, last + 1)


def cash_profile(ledger: Ledger, scale: Scale) -> CashProfile:
    """Spread the cash of every line over its months in equal parts, to the minor unit; gifts in kind need no cash."""
    months: Counter[int] = Counter()
    years: dict[int, Counter[str]] = {}
    for number, line, parts in ledger.numbered():
        if line.in_kind or line.waived:
            continue
        span = _months(number, line, scale)
        for payer, units in parts.items():
            each, left = divmod(units, len(span))
            for place, month in enumerate(span):
                part = each + (place < left)
                months[month] += part
                years.setdefault((month - 1) // MONTHS_OF_A_YEAR, Counter())[payer] += part
    last_month, last_year = max(months, default=0), max(years, default=-1)
    by_month = [months[month] for month in range(1, last_month + 1)]
    by_year = [years.get(year, Counter()) for year in range(last_year + 1)]
    return CashProfile(
        by_month=_amounts(by_month, scale),
        by_year=_amounts([sum(payers.values()) for payers in by_year], scale),
        by_year_and_payer=tuple({payer: scale.money(units) for payer, units in payers.items()} for payers in by_year),
        cumulative=_amounts(list(accumulate(by_month)), scale),
    )


def _amounts(units: Sequence[int], scale: Scale) -> tuple[Decimal, ...]:
    return tuple(scale.money(each) for each in units)
