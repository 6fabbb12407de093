"""Add up a scheme's budget line by line: totals by payer, phase and head, unit costs, findings."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from corridor.engines.compute import above_zero, at_least_zero, not_empty, whole
from corridor.engines.costing.budget_rules import RULES, Ledger
from corridor.engines.costing.exact import exact, largest_remainder
from corridor.engines.costing.ratios import check_sample_ratios
from corridor.engines.costing.types import (
    Behaviour,
    BudgetAssessment,
    BudgetLine,
    BudgetProfile,
    LineTotal,
    RatioComparison,
    UnitCosts,
)
from corridor.kernel.errors import N_, InputError
from corridor.kernel.money import minor_digits

UNASSIGNED = "unassigned"


@dataclass(frozen=True, slots=True)
class _Scale:
    participants: int
    placements: int
    months: Fraction
    currency: str
    digits: int

    def money(self, units: int) -> Decimal:
        return Decimal(units).scaleb(-self.digits)


def _line_error(number: int, line: BudgetLine, message: str, hint: str, field: str, **params: object) -> InputError:
    params |= {"number": number, "code": line.code}
    return InputError(message, hint=hint, field=field, params=params)


def _quantity(line: BudgetLine, scale: _Scale) -> Fraction:
    if line.quantity is not None:
        return exact(at_least_zero(line.quantity, "quantity"))
    if line.behaviour == Behaviour.PER_PARTICIPANT:
        return Fraction(scale.participants)
    if line.behaviour == Behaviour.PER_PARTICIPANT_MONTH:
        return scale.participants * scale.months
    if line.behaviour == Behaviour.STEP and line.step_size is not None:
        return Fraction(math.ceil(scale.participants / exact(above_zero(line.step_size, "step_size"))))
    return Fraction(1)


def _rate_of_exchange(number: int, line: BudgetLine, scale: _Scale) -> Fraction:
    if not line.currency or line.currency == scale.currency:
        return Fraction(1)
    if line.fx_rate is None:
        raise _line_error(
            number,
            line,
            N_("Line %(number)s (%(code)s) is in %(currency)s, and no exchange rate is given."),
            N_("Give the rate and its date, or enter the amount in the budget's currency."),
            "fx_rate",
            currency=line.currency,
        )
    return exact(above_zero(line.fx_rate, "fx_rate"))


def _units(number: int, line: BudgetLine, scale: _Scale) -> int:
    """Return the cost of a line that is not a rate, in minor units, rounded once."""
    cost = exact(at_least_zero(line.amount, "amount")) * _quantity(line, scale)
    minor: int = 10**scale.digits
    return round(cost * _rate_of_exchange(number, line, scale) * minor)


def _payer_percent(number: int, line: BudgetLine) -> dict[str, Fraction]:
    """Return the payers' percentages; what no payer bears yet is `unassigned`."""
    shares = {payer: exact(at_least_zero(percent, "payer_percent")) for payer, percent in line.payer_percent.items()}
    total = sum(shares.values(), Fraction(0))
    if total > 100:
        raise _line_error(
            number,
            line,
            N_("Cost line %(number)s (%(code)s) is shared to %(percent)s %%, not 100 %%."),
            N_("Lower the payers' percentages until they add up to 100."),
            "payer_percent",
            percent=f"{float(total):g}",
        )
    return shares | {UNASSIGNED: 100 - total} if total < 100 else shares


def _ledger(lines: Sequence[BudgetLine], scale: _Scale, profile: BudgetProfile) -> Ledger:
    units = [
        0 if line.behaviour == Behaviour.RATE else _units(number, line, scale)
        for number, line in enumerate(lines, start=1)
    ]
    direct = sum(
        cost for line, cost in zip(lines, units, strict=True) if line.in_grant and not line.in_kind and not line.waived
    )
    for place, line in enumerate(lines):
        if line.behaviour == Behaviour.RATE:
            units[place] = round(exact(at_least_zero(line.amount, "amount")) * direct)
    shares = [_payer_percent(number, line) for number, line in enumerate(lines, start=1)]
    parts = tuple(
        dict(zip(share, largest_remainder(cost, list(share.values())), strict=True))
        for cost, share in zip(units, shares, strict=True)
    )
    return Ledger(
        lines=tuple(lines),
        units=tuple(units),
        parts=parts,
        direct=direct,
        money=scale.money,
        currency=scale.currency,
        participants=scale.participants,
        placements=scale.placements,
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


def _per(total: int, count: Fraction | int, scale: _Scale) -> Decimal | None:
    return scale.money(round(Fraction(total) / count)) if count else None


def _unit_costs(total: int, scale: _Scale) -> UnitCosts:
    return UnitCosts(
        per_participant=_per(total, scale.participants, scale),
        per_placement=_per(total, scale.placements, scale),
        per_month=_per(total, scale.months, scale),
        per_participant_month=_per(total, scale.participants * scale.months, scale),
    )


def _line_totals(ledger: Ledger, scale: _Scale) -> tuple[LineTotal, ...]:
    return tuple(
        LineTotal(
            number=number,
            code=line.code,
            label=line.label,
            quantity=float(exact(line.amount) if line.behaviour == Behaviour.RATE else _quantity(line, scale)),
            total=ledger.money(units),
            by_payer={payer: ledger.money(part) for payer, part in parts.items()},
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
) -> BudgetAssessment:
    """Add up a budget, compare it with the guide's sample, and check it against the rules of its profile.

    Parameters
    ----------
    lines : cost lines; amounts at least zero, payers' percentages at most 100 together
    participants, placements : people, at least zero; zero leaves the unit cost empty and raises a finding
    months : duration of the scheme, at least zero
    currency : ISO 4217 code; sets the minor unit in which every sum is exact
    profile : thresholds; without one, EU grants and the guide's sample

    Returns
    -------
    Totals, breakdowns, unit costs, the comparison with the sample, and findings with the codes of the rule
    catalogue. A line is rounded once, to the minor unit; its parts and all breakdowns add up exactly.

    Raises
    ------
    InputError : no line, a negative amount, shares above 100 %, or a foreign currency without a rate

    Source: docs/methods/costing.md, Budget.
    """
    duration = exact(at_least_zero(months, "months"))
    scale = _Scale(
        whole(participants, "participants"),
        whole(placements, "placements"),
        duration,
        currency,
        minor_digits(currency),
    )
    ledger = _ledger(not_empty(lines, "lines"), scale, profile or BudgetProfile())
    return _assessment(ledger, scale)


def _assessment(ledger: Ledger, scale: _Scale) -> BudgetAssessment:
    total = sum(units for _, units in ledger.counted())
    in_kind = sum(units for line, units in ledger.counted() if line.in_kind)
    phases = dict.fromkeys(line.phase for line, _ in ledger.counted())
    return BudgetAssessment(
        currency=scale.currency,
        participants=scale.participants,
        placements=scale.placements,
        months=float(scale.months),
        lines=_line_totals(ledger, scale),
        total=ledger.money(total),
        cash=ledger.money(total - in_kind),
        in_kind=ledger.money(in_kind),
        waived=ledger.money(sum(ledger.units) - total),
        direct=ledger.money(ledger.direct),
        indirect=ledger.money(ledger.head_units("overhead")),
        contingency=ledger.money(ledger.head_units("contingency")),
        by_payer=_by_payer(ledger),
        by_phase=_totals(ledger, lambda line: line.phase),
        by_head=_totals(ledger, lambda line: line.head),
        by_group=_totals(ledger, lambda line: line.group),
        by_need=_totals(ledger, lambda line: line.need),
        by_behaviour=_totals(ledger, lambda line: line.behaviour),
        by_phase_and_payer={phase: _by_payer(ledger, phase) for phase in phases},
        migrant_borne_recruitment_cost=ledger.money(ledger.migrant_borne()),
        unit_costs=_unit_costs(total, scale),
        sample_sum=check_sample_ratios(ledger.profile.sample_ratios).sum,
        ratios=_ratios(ledger),
        findings=tuple(finding for rule in RULES for finding in rule(ledger)),
    )
