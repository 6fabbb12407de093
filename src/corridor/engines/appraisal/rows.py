"""Rows of a ledger: what happens in which years, and who gains or loses by it.

A resource row uses or makes something; its parts add up to its amount. A transfer row moves money between parties;
its parts add up to zero. So the parties' values always add up to the value for society.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from corridor.engines.appraisal.discounting import Floats, above_minus_one, horizon, money_of
from corridor.engines.compute import not_empty, share
from corridor.engines.costing.exact import exact
from corridor.kernel.errors import N_, InputError

Kind = Literal["resource", "transfer"]
Per = Literal["scheme", "mover"]
_SPAN = re.compile(r"([0-9]{1,6})(?:-([0-9]{1,6}))?")
_SLACK = 1e-9
"""Of the row's amounts: parts that programs computed may miss their sum by rounding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """One gain or loss of every year from the first to the last of `t`.

    `t` is a year, or a span such as 1-5. `split` gives each party's part, losses negative. The amount of a transfer
    is 0, or the money that changes hands. `factors` name figures that multiply the row; `growth` (per year) and
    `leaving` (share who leave each year) act from the second year of the span on, and are numbers or names of
    figures. A row per mover counts once for every mover, a row per scheme once.
    """

    t: int | str
    item: str
    kind: Kind
    split: Mapping[str, float]
    amount: float = 0.0
    per: Per = "scheme"
    factors: Sequence[str] = field(default=())
    growth: float | str = 0.0
    leaving: float | str = 0.0


@dataclass(frozen=True, slots=True)
class Table:
    """Checked rows as arrays: `first`, `last` years, `parts` (rows, parties), `total` of each row over its parties."""

    rows: tuple[LedgerRow, ...]
    parties: tuple[str, ...]
    first: tuple[int, ...]
    last: tuple[int, ...]
    parts: Floats
    total: Floats

    @property
    def years(self) -> int:
        """Return the last year of the ledger."""
        return max(self.last)


def table(ledger: Sequence[LedgerRow], figures: Sequence[str] = (), place: str = "ledger") -> Table:
    """Check rows and set them out as arrays, parties in the order in which they appear.

    Raises
    ------
    InputError : no row, a year that cannot be read, a split that does not balance, a figure that is not among
        `figures`; `field` begins with `place`[n], n from 0
    """
    named = enumerate(not_empty(ledger, place))
    spans = [_checked(row, number, f"{place}[{number}]", figures) for number, row in named]
    parties = tuple(dict.fromkeys(party for row in ledger for party in row.split))
    parts = np.array([[row.split.get(party, 0.0) for party in parties] for row in ledger], dtype=np.float64)
    total = [row.amount if row.kind == "resource" else 0.0 for row in ledger]
    first, last = zip(*spans, strict=True)
    return Table(tuple(ledger), parties, first, last, parts, np.array(total, dtype=np.float64))


def _checked(row: LedgerRow, number: int, place: str, figures: Sequence[str]) -> tuple[int, int]:
    for party, part in row.split.items():
        money_of(part, f"{place}.split.{party}")
    money_of(row.amount, f"{place}.amount")
    if not row.split:
        raise InputError(
            N_("Ledger row %(row)s (%(item)s) names no party."),
            hint=N_("Name each party that gains or loses, with its part."),
            field=f"{place}.split",
            params={"row": number + 1, "item": row.item},
        )
    _check_balance(row, number, place)
    _check_figures(row, number, place, figures)
    return span(row.t, f"{place}.t")


def _check_balance(row: LedgerRow, number: int, place: str) -> None:
    parts = sum((exact(part) for part in row.split.values()), exact(0))
    moved = math.fsum(abs(part) for part in row.split.values())
    slack = _SLACK * max(moved, abs(row.amount))
    wanted = exact(row.amount) if row.kind == "resource" else exact(0)
    if abs(parts - wanted) > slack:
        raise _unbalanced(row, number, place, float(parts), float(wanted))
    if row.kind == "transfer" and row.amount and abs(abs(row.amount) - moved / 2) > slack:
        raise InputError(
            N_("Ledger row %(row)s (%(item)s): the transfer is given as %(amount)s, but %(moved)s changes hands."),
            hint=N_("Leave the amount at 0, or give what changes hands."),
            field=f"{place}.amount",
            params={"row": number + 1, "item": row.item, "amount": row.amount, "moved": moved / 2},
        )


def _unbalanced(row: LedgerRow, number: int, place: str, parts: float, wanted: float) -> InputError:
    message = (
        N_("Ledger row %(row)s (%(item)s): the parties' parts add up to %(parts)s, not to the amount %(amount)s.")
        if row.kind == "resource"
        else N_("Ledger row %(row)s (%(item)s): the parts of a transfer add up to %(parts)s, not to 0.")
    )
    return InputError(
        message,
        hint=N_("Change a part by %(gap)s, or correct the amount."),
        field=f"{place}.split",
        params={
            "row": number + 1,
            "item": row.item,
            "parts": f"{parts:.12g}",
            "amount": f"{wanted:.12g}",
            "gap": f"{wanted - parts:.12g}",
        },
    )


def _check_figures(row: LedgerRow, number: int, place: str, figures: Sequence[str]) -> None:
    named = [*row.factors, *(name for name in (row.growth, row.leaving) if isinstance(name, str))]
    for name in named:
        if name not in figures:
            raise InputError(
                N_("Ledger row %(row)s (%(item)s): no figure is named %(name)s."),
                hint=N_("Figures of this ledger: %(names)s."),
                field=f"{place}.factors",
                params={"row": number + 1, "item": row.item, "name": name, "names": ", ".join(figures) or "-"},
            )
    if not isinstance(row.growth, str):
        above_minus_one(row.growth, f"{place}.growth")
    if not isinstance(row.leaving, str):
        share(row.leaving, f"{place}.leaving")


def span(t: int | str, name: str = "t") -> tuple[int, int]:
    """Return the first and last year of a year or a span.

    Raises
    ------
    InputError : neither a year from 0 nor two of them that rise

    >>> span("1-5"), span(0)
    ((1, 5), (0, 0))
    """
    found = _SPAN.fullmatch(str(t).replace(" ", "").replace("–", "-"))
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (1, 0)
    if first > last:
        raise InputError(
            N_('%(field)s is "%(value)s", which is neither a year nor a span of years.'),
            hint=N_("Write 0 for the year of the decision, or a span such as 1-5."),
            field=name,
            params={"field": name, "value": t},
        )
    return first, horizon(last, name)


def profile(row: LedgerRow, first: int, last: int, figures: Mapping[str, float]) -> Floats:
    """Return what the row counts in each year of its span: its factors, growth and leaving; infinite where too much."""
    growth = above_minus_one(_figure(row.growth, figures), "growth")
    leaving = share(_figure(row.leaving, figures), "leaving")
    steps = np.arange(last - first + 1)
    multiple = math.prod(figures[name] for name in row.factors)
    with np.errstate(over="ignore", invalid="ignore"):
        return np.asarray(multiple * ((1.0 + growth) * (1.0 - leaving)) ** steps, dtype=np.float64)


def _figure(value: float | str, figures: Mapping[str, float]) -> float:
    return figures[value] if isinstance(value, str) else value
