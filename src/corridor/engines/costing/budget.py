"""Add up a scheme's budget line by line: totals by payer, phase and head, unit costs, findings."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from corridor.engines.compute import at_least_zero, not_empty, whole
from corridor.engines.costing import budget_rules, payer_rules
from corridor.engines.costing.exact import exact, largest_remainder
from corridor.engines.costing.ledger import Ledger
from corridor.engines.costing.measures import cost_per, unit_costs
from corridor.engines.costing.quantities import Scale, line_error, quantity
from corridor.engines.costing.ratios import check_sample_ratios
from corridor.engines.costing.spread import cash_profile, cost_range, line_units
from corridor.engines.costing.types import (
    Behaviour,
    BudgetAssessment,
    BudgetLine,
    BudgetProfile,
    LineTotal,
    People,
    Prices,
    RatioComparison,
)
from corridor.kernel.errors import N_
from corridor.kernel.money import minor_digits

UNASSIGNED = "unassigned"


def _payer_percent(number: int, line: BudgetLine) -> dict[str, Fraction]:
    """Return the payers' percentages; what no payer bears yet is `unassigned`."""
    shares = {payer: exact(at_least_zero(percent, "payer_percent")) for payer, percent in line.payer_percent.items()}
    total = sum(shares.values(), Fraction(0))
    if total > 100:
        raise line_error(
            number,
            line,
            N_("Cost line %(number)s (%(code)s) is shared to %(percent)s %%, not 100 %%."),
            N_("Lower the payers' percentages until they add up to 100."),
            "payer_percent",
            percent=f"{float(total):g}",
        )
    return shares | {UNASSIGNED: 100 - total} if total < 100 else shares


def _ledger(lines: Sequence[BudgetLine], scale: Scale, profile: BudgetProfile) -> Ledger:
    units, direct = line_units(lines, scale, [line.amount for line in lines])
    shares = [_payer_percent(number, line) for number, line in enumerate(lines, start=1)]
    parts = tuple(
        dict(zip(share, largest_remainder(cost, list(share.values())), strict=True))
        for cost, share in zip(units, shares, strict=True)
    )
    return Ledger(
        lines=tuple(lines),
        units=units,
        parts=parts,
        direct=direct,
        money=scale.money,
        currency=scale.currency,
        participants=scale.participants,
        placements=scale.placements,
        prices=scale.prices,
        profile=profile,
    )


def _totals(ledger: Ledger, key: Callable[[BudgetLine], str]) -> Mapping[str, Decimal]:
    sums: dict[str, int] = {}
    for line, units in ledger.counted():
        sums[key(line)] = sums.get(key(line), 0) + units
    return {name: ledger.money(units) for name, units in sums.items()}


def _by_payer(ledger: Ledger, phase: str | None = None) -> Mapping[str, Decimal]:
    sums: dict[str, int] = {}
    for line, parts in zip(ledger.lines, ledger.parts, strict=True):
        if line.waived or phase not in (None, line.phase):
            continue
        for payer, units in parts.items():
            sums[payer] = sums.get(payer, 0) + units
    return {payer: ledger.money(units) for payer, units in sums.items()}


def _line_totals(ledger: Ledger, scale: Scale) -> tuple[LineTotal, ...]:
    return tuple(
        LineTotal(
            number=number,
            code=line.code,
            label=line.label,
            quantity=float(exact(line.amount) if line.behaviour == Behaviour.RATE else quantity(number, line, scale)),
            total=ledger.money(units),
            by_payer={payer: ledger.money(part) for payer, part in parts.items()},
            share_by_payer={payer: float(share / 100) for payer, share in _payer_percent(number, line).items()},
        )
        for number, (line, units, parts) in enumerate(
            zip(ledger.lines, ledger.units, ledger.parts, strict=True), start=1
        )
    )


def _ratios(ledger: Ledger) -> tuple[RatioComparison, ...]:
    sample = check_sample_ratios(ledger.profile.sample_ratios)
    return tuple(
        RatioComparison(
            head=head,
            amount=ledger.money(ledger.head_units(head)),
            share=ledger.head_share(head),
            sample=float(printed),
            sample_normalised=sample.normalised[head],
            deviates=ledger.deviates(head, sample.normalised[head]),
        )
        for head, printed in ledger.profile.sample_ratios.items()
    )


def assess_budget(
    lines: Sequence[BudgetLine],
    *,
    participants: int,
    placements: int,
    months: float,
    currency: str,
    profile: BudgetProfile | None = None,
    people: People | None = None,
    prices: Prices | None = None,
) -> BudgetAssessment:
    """Add up a budget, compare it with the guide's sample, and check it against the rules of its profile.

    Parameters
    ----------
    lines : cost lines; amounts at least zero, payers' percentages at most 100 together
    participants, placements : people, at least zero; zero leaves the unit cost empty and raises a finding
    months : duration of the scheme, at least zero
    currency : ISO 4217 code; sets the minor unit in which every sum is exact
    profile : thresholds; without one, EU grants and the guide's sample
    people : candidates, learners, returnees and retained workers, and who is meant by each measure
    prices : price year, price levels and exchange rates by day

    Returns
    -------
    Totals, breakdowns, unit costs with numerator, denominator and population, the range that the ends of amounts
    give, cash by month, the comparison with the sample, and findings with the codes of the rule catalogue. A line
    is rounded once, to the minor unit; its parts and all breakdowns add up exactly.

    Raises
    ------
    InputError : no line, a negative amount, shares above 100 %, a foreign currency without a rate for its date, a
        price year without a price level, a line per candidate without candidates, ends that do not enclose the amount

    Source: docs/methods/costing.md, Budget.
    """
    used = profile or BudgetProfile()
    scale = Scale(
        whole(participants, "participants"),
        whole(placements, "placements"),
        exact(at_least_zero(months, "months")),
        currency,
        minor_digits(currency),
        _checked_people(people or People()),
        prices or Prices(),
        used.rate_age_most_days,
    )
    return _assessment(_ledger(not_empty(lines, "lines"), scale, used), scale)


def _checked_people(people: People) -> People:
    for name in ("candidates", "learners", "returnees", "retained"):
        count = getattr(people, name)
        if count is not None:
            whole(count, name)
    return people


def _assessment(ledger: Ledger, scale: Scale) -> BudgetAssessment:
    total = sum(units for _, units in ledger.counted())
    in_kind = sum(units for line, units in ledger.counted() if line.in_kind)
    by_payer, whole_sum = _by_payer(ledger), ledger.money(total)
    phases = dict.fromkeys(line.phase for line, _ in ledger.counted())
    return BudgetAssessment(
        currency=scale.currency,
        participants=scale.participants,
        placements=scale.placements,
        months=float(scale.months),
        lines=_line_totals(ledger, scale),
        total=whole_sum,
        cash=ledger.money(total - in_kind),
        in_kind=ledger.money(in_kind),
        waived=ledger.money(sum(ledger.units) - total),
        direct=ledger.money(ledger.direct),
        indirect=ledger.money(ledger.head_units("overhead")),
        contingency=ledger.money(ledger.head_units("contingency")),
        by_payer=by_payer,
        share_by_payer={payer: float(amount / whole_sum) if total else 0.0 for payer, amount in by_payer.items()},
        by_phase=_totals(ledger, lambda line: line.phase),
        by_head=_totals(ledger, lambda line: line.head),
        by_group=_totals(ledger, lambda line: line.group),
        by_need=_totals(ledger, lambda line: line.need),
        by_behaviour=_totals(ledger, lambda line: line.behaviour),
        by_phase_and_payer={phase: _by_payer(ledger, phase) for phase in phases},
        migrant_borne_recruitment_cost=ledger.money(ledger.migrant_borne()),
        unit_costs=unit_costs(total, scale),
        cost_per=cost_per(total, scale),
        range=cost_range(ledger.lines, scale),
        cash_profile=cash_profile(ledger, scale),
        sample_sum=check_sample_ratios(ledger.profile.sample_ratios).sum,
        ratios=_ratios(ledger),
        findings=tuple(finding for rule in (*payer_rules.RULES, *budget_rules.RULES) for finding in rule(ledger)),
    )
