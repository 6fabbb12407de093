"""Loans: how concessional a public loan is, and what a loan costs an employer month by month."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from corridor.engines.compute import above_zero, at_least_zero, whole
from corridor.engines.costing.exact import Number, exact
from corridor.engines.instruments.terms import PERIODS_MOST, rate as checked_rate, term
from corridor.kernel.errors import N_, InputError


class Payments(StrEnum):
    """How a loan is paid back, once a year."""

    EQUAL_PRINCIPAL = "annual, equal principal"
    ANNUITY = "annual, annuity"
    LUMP_SUM = "annual, lump sum"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcessionalProfile:
    """When a loan counts as concessional: at what grant element under what discount rate, by whom and since when."""

    name: str
    as_of: date
    source: str
    discount: Number
    grant_element_least_pct: Number


def _dac(group: str, discount: float, least: int) -> ConcessionalProfile:
    return ConcessionalProfile(
        name=f"OECD DAC, {group}",
        as_of=date(2022, 10, 19),
        source="OECD, Official development assistance: definition and coverage; loans to the official sector",
        discount=discount,
        grant_element_least_pct=least,
    )


CONCESSIONAL_PROFILES: Mapping[str, ConcessionalProfile] = {
    "imf-wb": ConcessionalProfile(
        name="IMF and World Bank",
        as_of=date(2013, 10, 11),
        source="IMF and World Bank, unified discount rate for grant elements; debt limits policy",
        discount=0.05,
        grant_element_least_pct=35,
    ),
    "dac-low": _dac("least developed and other low income countries", 0.09, 45),
    "dac-lower-middle": _dac("lower middle income countries", 0.07, 15),
    "dac-upper-middle": _dac("upper middle income countries", 0.06, 10),
}


@dataclass(frozen=True, slots=True)
class GrantElement:
    """The part of a loan that is a gift, in percent of the amount lent."""

    grant_element_pct: float
    concessional: bool
    present_value: float
    service: tuple[float, ...]
    profile: ConcessionalProfile


@dataclass(frozen=True, slots=True)
class Instalment:
    """One period of a loan; interest and principal add up to the payment, to the minor unit."""

    period: int
    opening: Decimal
    interest: Decimal
    principal: Decimal
    payment: Decimal
    closing: Decimal


@dataclass(frozen=True, slots=True)
class EmployerLoan:
    """The schedule of a loan, and how its payments stand to the money that is there to pay them.

    `service_ratio` is the payment over the cash of its period; `uncovered_periods` are those where the cash is less.
    Without cash given the three of them are empty or None.
    """

    schedule: tuple[Instalment, ...]
    total_interest: Decimal
    total_paid: Decimal
    highest_payment: Decimal
    effective_annual_rate: float
    service_ratio: tuple[float | None, ...]
    highest_service_ratio: float | None
    uncovered_periods: tuple[int, ...]


def _repaid(opening: float, rate: float, periods_left: int, kind: Payments) -> float:
    """Return the principal that is repaid in a period after the grace, with `periods_left` to go, this one included."""
    if periods_left == 1:
        return opening
    if kind == Payments.EQUAL_PRINCIPAL:
        return opening / periods_left
    if kind == Payments.LUMP_SUM:
        return 0.0
    return opening * rate / ((1 + rate) ** periods_left - 1) if rate else opening / periods_left


def grant_element(
    principal: Number,
    rate: Number,
    years: int,
    grace: int,
    discount: Number | None = None,
    payments: Payments = Payments.EQUAL_PRINCIPAL,
    profile: ConcessionalProfile | None = None,
) -> GrantElement:
    """Compute how much of a loan is a gift: the amount lent less the present value of what is paid back.

    Parameters
    ----------
    principal : amount lent, paid out at once
    rate : interest per year on what is owed, paid from year 1
    years : years to the last payment
    grace : years in which no principal is paid; the first principal payment comes a year after
    discount : discount rate per year; None for the profile's own
    payments : equal parts of principal, equal payments after the grace, or all principal at the end
    profile : from what grant element a loan counts as concessional; that of the IMF and the World Bank unless given

    Returns
    -------
    Grant element in percent, below zero where the loan costs more than the discount rate; the debt service per year.

    Raises
    ------
    InputError : no amount, a grace that leaves no year to repay in, a negative rate

    Source: docs/methods/instruments.md, Concessional loan.
    """
    lent, terms = float(above_zero(principal, "principal")), profile or CONCESSIONAL_PROFILES["imf-wb"]
    interest = checked_rate(at_least_zero(rate, "rate"), "rate")
    cost = checked_rate(at_least_zero(terms.discount if discount is None else discount, "discount"), "discount")
    length, free = _terms_of(years, grace, "years", "grace")
    owed, service = lent, []
    for year in range(1, length + 1):
        repaid = 0.0 if year <= free else _repaid(owed, interest, length - year + 1, payments)
        service.append(owed * interest + repaid)
        owed -= repaid
    worth = sum(paid / (1 + cost) ** year for year, paid in enumerate(service, start=1))
    percent = 100 * (1 - worth / lent)
    return GrantElement(
        grant_element_pct=percent,
        concessional=percent >= float(terms.grant_element_least_pct),
        present_value=worth,
        service=tuple(service),
        profile=terms,
    )


def _terms_of(length: int, grace: int, length_field: str, grace_field: str, most: int = 200) -> tuple[int, int]:
    periods, free = term(length, length_field, most=most), whole(grace, grace_field)
    if free >= periods:
        raise InputError(
            N_("A grace of %(grace)s leaves nothing of %(length)s to repay in."),
            hint=N_("Shorten the grace or lengthen the loan."),
            field=grace_field,
            params={"grace": free, "length": periods},
        )
    return periods, free


def _annuity(owed: Fraction, rate: Fraction, periods: int) -> Fraction:
    return owed * rate / (1 - (1 + rate) ** -periods) if rate else owed / periods


def _schedule(units: int, rate: Fraction, periods: int, grace: int) -> list[tuple[int, int, int]]:
    """Return opening, interest and principal of every period in minor units; the last payment clears the rest."""
    payment = round(_annuity(Fraction(units), rate, periods - grace))
    rows, owed = [], units
    for period in range(1, periods + 1):
        interest = round(owed * rate)
        repaid = 0 if period <= grace else min(max(payment - interest, 0), owed)
        repaid = owed if period == periods else repaid
        rows.append((owed, interest, repaid))
        owed -= repaid
    return rows


def _instalments(rows: Sequence[tuple[int, int, int]], digits: int) -> tuple[Instalment, ...]:
    def money(units: int) -> Decimal:
        return Decimal(units).scaleb(-digits)

    return tuple(
        Instalment(number, money(owed), money(interest), money(repaid), money(interest + repaid), money(owed - repaid))
        for number, (owed, interest, repaid) in enumerate(rows, start=1)
    )


def _cash_of(cash: Number | Sequence[Number] | None, periods: int) -> list[Fraction]:
    if cash is None:
        return []
    if not isinstance(cash, Sequence):
        return [exact(at_least_zero(cash, "cash_per_period"))] * periods
    if len(cash) != periods:
        raise InputError(
            N_("cash_per_period holds %(given)s periods; the loan has %(periods)s."),
            hint=N_("Give one amount per period, or one for all."),
            field="cash_per_period",
            params={"given": len(cash), "periods": periods},
        )
    return [exact(at_least_zero(value, f"cash_per_period[{place}]")) for place, value in enumerate(cash)]


def employer_loan(
    principal: Number,
    annual_rate: Number,
    periods: int,
    periods_per_year: int = 12,
    grace_periods: int = 0,
    cash_per_period: Number | Sequence[Number] | None = None,
    minor_digits: int = 2,
) -> EmployerLoan:
    """Lay out a loan to an employer with equal payments after a grace in which only interest is paid.

    Parameters
    ----------
    principal : amount lent
    annual_rate : nominal rate per year; a period bears its part of it
    periods, periods_per_year, grace_periods : length in periods, periods of a year, periods without principal
    cash_per_period : money that is there to pay, for all periods or for each; None to leave it out
    minor_digits : digits of the minor unit of the currency

    Returns
    -------
    The schedule, rounded in every period as a bank rounds it, with a last payment that clears the rest; what it costs;
    and the payments beside the cash.

    Raises
    ------
    InputError : no amount, no period, a grace that leaves none, a negative rate or cash

    Source: docs/methods/instruments.md, Employer loan.
    """
    digits, frequency = whole(minor_digits, "minor_digits"), term(periods_per_year, "periods_per_year", most=366)
    length, grace = _terms_of(periods, grace_periods, "periods", "grace_periods", most=PERIODS_MOST)
    checked_rate(at_least_zero(annual_rate, "annual_rate"), "annual_rate")
    per_period = exact(annual_rate) / frequency
    units = round(exact(above_zero(principal, "principal")) * 10**digits)
    rows = _instalments(_schedule(units, per_period, length, grace), digits)
    cash = _cash_of(cash_per_period, length)
    ratios = tuple(float(exact(row.payment) / held) if held else None for row, held in zip(rows, cash, strict=False))
    return EmployerLoan(
        schedule=rows,
        total_interest=sum((row.interest for row in rows), Decimal(0)),
        total_paid=sum((row.payment for row in rows), Decimal(0)),
        highest_payment=max(row.payment for row in rows),
        effective_annual_rate=(1 + float(per_period)) ** frequency - 1,
        service_ratio=ratios,
        highest_service_ratio=max((ratio for ratio in ratios if ratio is not None), default=None),
        uncovered_periods=tuple(row.period for row, held in zip(rows, cash, strict=False) if held < exact(row.payment)),
    )
