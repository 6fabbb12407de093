"""Income share: a worker's later payments for learning that no recruitment asks for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import numpy as np

from corridor.engines.compute import above_zero, at_least_zero, not_empty, share as checked_share, whole
from corridor.engines.costing import FeeClass, Finding, Severity
from corridor.engines.costing.exact import Number, exact
from corridor.engines.instruments.cash_flow import flows_of, internal_rates
from corridor.kernel.errors import N_, RuleViolation


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomeShareProfile:
    """The terms beyond which an income share is mentioned (rule R28); None leaves a term out."""

    name: str = "corridor"
    as_of: date = date(2026, 11, 1)
    source: str = "Corridor's own limits, after published terms of income shares for students"
    cap_most_advances: Number | None = 2
    share_most: Number | None = 0.15
    threshold_needed: bool = True


CORRIDOR_TERMS = IncomeShareProfile()


@dataclass(frozen=True, slots=True)
class IncomeShare:
    """What a worker pays, year 1 first.

    `effective_rate` is the yearly rate at which the payments are worth the advance, None without an advance or a rate;
    `paid_for_advance` is the sum of payments over the advance.
    """

    payments: tuple[float, ...]
    total: float
    n_payments: int
    cap_reached: bool
    last_payment_year: int | None
    paid_for_advance: float | None
    effective_rate: float | None
    findings: tuple[Finding, ...]
    profile: IncomeShareProfile


def _refuse_recruitment_costs(finances: Sequence[FeeClass]) -> None:
    for item in finances:
        if item != FeeClass.NONE:
            raise RuleViolation(
                N_("An income share may not pay for costs of recruitment (class %(item)s)."),
                hint=N_("Let the employer or the public side pay it; an income share may pay for voluntary education."),
                field="finances",
                code="R01",
                params={"item": str(item)},
            )


def _paid(
    incomes: Sequence[Fraction], part: Fraction, least: Fraction, cap: Fraction | None, most: int | None
) -> list[Fraction]:
    payments, paid, count = [], Fraction(0), 0
    for income in incomes:
        due = income * part if income >= least and (most is None or count < most) else Fraction(0)
        due = due if cap is None else min(due, cap - paid)
        payments.append(due)
        paid += due
        count += due > 0
    return payments


def _warn(message: str, hint: str, **params: object) -> Finding:
    return Finding(rule="R28", code="isa_terms", severity=Severity.WARN, message=message, hint=hint, params=params)


def _findings(
    terms: IncomeShareProfile,
    part: Number,
    threshold: Number | None,
    cap: Number | None,
    advance: Number | None,
    penalty_on_return: bool,
) -> Iterator[Finding]:
    most = terms.cap_most_advances
    if most is not None and cap is None:
        yield _warn(
            N_("The income share has no cap on what a worker pays in all."),
            N_("Set a cap of at most %(most)s times what is advanced."),
            most=float(most),
        )
    elif most is not None and cap is not None and advance is not None and exact(cap) > exact(most) * exact(advance):
        yield _warn(
            N_("The cap of %(cap)s is more than %(most)s times the advance of %(advance)s."),
            N_("Lower the cap."),
            cap=float(cap),
            most=float(most),
            advance=float(advance),
        )
    if terms.threshold_needed and not threshold:
        yield _warn(
            N_("The income share has no income below which nothing is paid."),
            N_("Set a threshold above the minimum wage, so that a bad year costs nothing."),
        )
    if terms.share_most is not None and exact(part) > exact(terms.share_most):
        yield _warn(
            N_("The share of %(share)s %% of income is above %(most)s %%."),
            N_("Lower the share, or spread the payments over more years."),
            share=float(100 * exact(part)),
            most=float(100 * exact(terms.share_most)),
        )
    if penalty_on_return:
        yield _warn(
            N_("A worker who returns home pays a penalty."),
            N_("Take the penalty out: going home is no breach."),
        )


def _effective_rate(advance: Number | None, payments: Sequence[Fraction]) -> float | None:
    if advance is None:
        return None
    rates = internal_rates(np.asarray([-float(advance), *map(float, payments)], dtype=np.float64))
    return rates[0] if rates else None


def income_share(
    incomes: Sequence[Number],
    share: Number,
    threshold: Number | None = None,
    cap: Number | None = None,
    max_payments: int | None = None,
    advance: Number | None = None,
    finances: Sequence[FeeClass] = (),
    penalty_on_return: bool = False,
    profile: IncomeShareProfile = CORRIDOR_TERMS,
) -> IncomeShare:
    """Follow what a worker pays under an income share, and mention terms that are hard on the worker.

    Parameters
    ----------
    incomes : yearly incomes, year 1 first, zero for a year without income
    share : share of the whole income that is paid in a year with at least the threshold
    threshold : income from which a payment is due; None for none
    cap : most that is paid over all years; None for none. The last payment is what is left of it
    max_payments : most years with a payment; a year that pays nothing does not count
    advance : what was advanced to the worker, at the start
    finances : classes, under the ILO definition of recruitment fees and related costs, of what is paid for
    penalty_on_return : whether the contract charges a worker who returns home
    profile : the terms beyond which a finding is made

    Returns
    -------
    Payments and their sum, what they cost the worker a year, and findings under rule R28.

    Raises
    ------
    RuleViolation : a recruitment cost or an illegitimate cost is to be paid from it, under any terms
    InputError : no income, a negative one, a share outside 0 to 1, a negative threshold or cap

    Source: docs/methods/instruments.md, Income share.
    """
    _refuse_recruitment_costs(finances)
    flows_of(incomes, "incomes")
    earned = [
        exact(at_least_zero(value, f"incomes[{year}]")) for year, value in enumerate(not_empty(incomes, "incomes"))
    ]
    part = exact(checked_share(share, "share"))
    least = exact(at_least_zero(threshold or 0, "threshold"))
    limit = None if cap is None else exact(at_least_zero(cap, "cap"))
    most = None if max_payments is None else whole(max_payments, "max_payments")
    lent = None if advance is None else above_zero(advance, "advance")
    payments = _paid(earned, part, least, limit, most)
    total = sum(payments, Fraction(0))
    years = [year for year, paid in enumerate(payments, start=1) if paid > 0]
    return IncomeShare(
        payments=tuple(map(float, payments)),
        total=float(total),
        n_payments=len(years),
        cap_reached=limit is not None and total == limit,
        last_payment_year=years[-1] if years else None,
        paid_for_advance=None if lent is None else float(total / exact(lent)),
        effective_rate=_effective_rate(lent, payments),
        findings=tuple(_findings(profile, share, threshold, cap, lent, penalty_on_return)),
        profile=profile,
    )
