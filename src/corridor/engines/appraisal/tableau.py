"""One ledger of gains and losses: the value to each party and to society, and what would make everybody whole."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from corridor.engines.appraisal.cash import ROUNDING, CashFlow, cash_flow
from corridor.engines.appraisal.discounting import (
    MOST_MONEY,
    Convention,
    Floats,
    annuity_factor,
    discount_factors,
    money_of,
    too_large,
)
from corridor.engines.appraisal.rows import LedgerRow, Table, profile, table
from corridor.engines.compute import above_zero, finite

SOCIAL = "social"
_NOTHING = 1e-9
"""Of the money a party moves: a value nearer to zero is the rounding of its sums, not a loss."""


@dataclass(frozen=True, slots=True)
class Account:
    """One party's side: its flow of every year and what that is worth.

    `pv_benefits`, `pv_costs` and `bcr` count rows, not net years: a year's gain does not hide that year's cost.
    """

    flows: tuple[float, ...]
    cash: CashFlow
    pv_benefits: float
    pv_costs: float
    bcr: float | None


@dataclass(frozen=True, slots=True)
class Ledger:
    """A ledger appraised.

    `social` is the value of the resource rows; `sum_of_parties` adds the parties' values and is equal to it.
    `min_compensation_t0` (paid in year 0) and `min_compensation_per_year` (in each of years 1 to the last, None in a
    ledger of year 0 only) make every loser whole; `compensation` names each loser's part. `break_even_movers` is the
    number of movers from which on a party, or society, does not lose; None where there is none.
    """

    annuity_factor: float
    npv: Mapping[str, float]
    social: float
    sum_of_parties: float
    losers: tuple[str, ...]
    min_compensation_t0: float
    min_compensation_per_year: float | None
    compensation: Mapping[str, "Compensation"]
    accounts: Mapping[str, Account]
    break_even_movers: Mapping[str, int | None]


@dataclass(frozen=True, slots=True)
class Compensation:
    """What makes one party whole: at once, or in equal payments each year."""

    t0: float
    per_year: float | None


@dataclass(frozen=True, slots=True)
class Flows:
    """Money of each row and year: `paths` (rows, years) multiply the parts; `movers` those of rows per mover."""

    table: Table
    paths: Floats
    factors: Floats
    annuity: float
    movers: float

    def by_party(self) -> Floats:
        """Return money (parties and society, years)."""
        parts = self._parts()
        money: Floats = parts.T @ self.paths
        # What cancels leaves rounding behind, whose sign would count as a change of sign in a rate of return.
        money[np.abs(money) <= ROUNDING * (np.abs(parts).T @ self.paths)] = 0.0
        return money

    def row_values(self) -> Floats:
        """Return present values (rows, parties and society)."""
        present: Floats = self._parts() * (self.paths @ self.factors)[:, None]
        return present

    def _parts(self) -> Floats:
        times = np.array([self.movers if row.per == "mover" else 1.0 for row in self.table.rows])
        parts: Floats = np.column_stack([self.table.parts, self.table.total]) * times[:, None]
        return parts


def flows(
    ledger: Sequence[LedgerRow],
    rate: float,
    convention: str = Convention.END_YEAR,
    movers: float = 1.0,
    figures: Mapping[str, float] | None = None,
    place: str = "ledger",
) -> Flows:
    """Check a ledger and set out the money of each row and year. O(rows * years)."""
    values = {name: finite(value, f"figures.{name}") for name, value in (figures or {}).items()}
    checked = table(ledger, tuple(values), place)
    paths = np.zeros((len(ledger), checked.years + 1))
    for number, row in enumerate(checked.rows):
        first, last = checked.first[number], checked.last[number]
        paths[number, first : last + 1] = profile(row, first, last, values)
        if not np.abs(paths[number]).max() <= MOST_MONEY:
            raise too_large(f"{place}[{number}].growth", row.growth)
    return Flows(
        checked,
        paths,
        discount_factors(rate, checked.years, convention),
        annuity_factor(rate, checked.years, convention),
        money_of(above_zero(movers, "movers"), "movers"),
    )


def ledger(
    rate: float,
    ledger: Sequence[LedgerRow],
    convention: str = Convention.END_YEAR,
    movers: float = 1.0,
    figures: Mapping[str, float] | None = None,
) -> Ledger:
    """Appraise a ledger for each party and for society.

    Parameters
    ----------
    rate : per year, above -1, real for amounts at constant prices
    ledger : (n,) rows, see `LedgerRow`; year 0 is the decision
    convention : end-year or mid-year
    movers : number of people that rows per mover count for, above 0
    figures : value of each name in `factors`, `growth` and `leaving`

    Returns
    -------
    Parties stand in the order in which the rows name them; losers too.

    Raises
    ------
    InputError : a row that does not balance, a year or figure that cannot be read, an unknown convention

    Source: Kaldor (1939), Hicks (1939); docs/methods/appraisal.md, Ledger.
    """
    return tableau(rate, ledger, convention, movers, figures)


def tableau(
    rate: float,
    ledger: Sequence[LedgerRow],
    convention: str = Convention.END_YEAR,
    movers: float = 1.0,
    figures: Mapping[str, float] | None = None,
    place: str = "ledger",
) -> Ledger:
    """Appraise a ledger that stands at `place` of a larger plan; see `ledger`."""
    money = flows(ledger, rate, convention, movers, figures, place)
    parties = money.table.parties
    rows = money.row_values()
    values = [math.fsum(column) for column in rows.T]
    npv = dict(zip(parties, values[:-1], strict=True))
    losses = {party: -npv[party] for party in losing(npv, rows)}
    compensation = {
        party: Compensation(loss, loss / money.annuity if money.annuity else None) for party, loss in losses.items()
    }
    short = math.fsum(losses.values())
    return Ledger(
        annuity_factor=money.annuity,
        npv=npv,
        social=values[-1],
        sum_of_parties=math.fsum(values[:-1]),
        losers=tuple(losses),
        min_compensation_t0=short,
        min_compensation_per_year=short / money.annuity if money.annuity else None,
        compensation=compensation,
        accounts=_accounts(money, rows, rate, convention),
        break_even_movers=_break_even_movers(money),
    )


def losing(npv: Mapping[str, float], row_values: Floats) -> list[str]:
    """Return the parties whose value is below zero by more than the rounding of their sums."""
    moved = np.abs(row_values).sum(axis=0)
    return [party for party, money in zip(npv, moved, strict=False) if npv[party] < -_NOTHING * float(money)]


def _accounts(money: Flows, rows: Floats, rate: float, convention: str) -> Mapping[str, Account]:
    accounts = {}
    for party, yearly, present in zip((*money.table.parties, SOCIAL), money.by_party(), rows.T, strict=True):
        benefits, costs = math.fsum(present[present > 0]), abs(math.fsum(present[present < 0]))
        accounts[party] = Account(
            flows=tuple(yearly.tolist()),
            cash=cash_flow(rate, yearly.tolist(), convention),
            pv_benefits=benefits,
            pv_costs=costs,
            bcr=benefits / costs if costs else None,
        )
    return accounts


def _break_even_movers(money: Flows) -> Mapping[str, int | None]:
    rows = money.row_values()
    per_mover = np.array([row.per == "mover" for row in money.table.rows])
    fixed, moving = rows[~per_mover].sum(axis=0), rows[per_mover].sum(axis=0) / money.movers
    names = (*money.table.parties, SOCIAL)
    return {name: break_even_movers(float(f), float(m)) for name, f, m in zip(names, fixed, moving, strict=True)}


def break_even_movers(fixed: float, per_mover: float) -> int | None:
    """Return the number of movers from which on a fixed value and one per mover do not add up to a loss.

    None where every further mover adds to a loss.

    >>> break_even_movers(-90_000, 4_000), break_even_movers(-1, -1), break_even_movers(5, 1)
    (23, None, 0)
    """
    if per_mover < 0 or (fixed < 0 and per_mover == 0):
        return None
    if fixed >= 0:
        return 0
    needed = -fixed / per_mover
    # 90000 / 4500 must not become 21 because a sum came out as 20.000000000000004.
    return round(needed) if abs(needed - round(needed)) <= _NOTHING * needed else math.ceil(needed)
