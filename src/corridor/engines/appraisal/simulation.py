"""A whole ledger under uncertainty: every row is a product of drawn figures, in all draws at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corridor.engines.appraisal.chance import Outcomes, checked_draws, outcomes
from corridor.engines.appraisal.discounting import Convention, Floats, above_minus_one, convention_of, too_large
from corridor.engines.appraisal.distributions import Uncertain, checked
from corridor.engines.appraisal.draws import Draws, OnIndefinite, draw, rank_correlation
from corridor.engines.appraisal.rows import LedgerRow, Table, table
from corridor.engines.appraisal.tableau import SOCIAL
from corridor.engines.compute import above_zero, share, whole
from corridor.kernel.errors import N_, InputError

_BLOCK = 16_384
"""Draws that are worked on together: a row of them fits the cache of a processor."""

Figure = float | Floats


@dataclass(frozen=True, slots=True)
class Simulation:
    """What draws of a ledger show.

    `outcomes` describe each party's and society's net present value. `rank_correlation` holds Spearman's correlation
    of each figure with each value; None where one of the two does not vary. `npv` are the draws, (parties and society
    last, draws); in each draw the parties add up to society. `correlation_change` is how far a repair moved the rank
    correlation that it moved most; 0 without one.
    """

    outcomes: Mapping[str, Outcomes]
    rank_correlation: Mapping[str, Mapping[str, float | None]]
    draws: int
    seed: int
    correlation_change: float
    npv: Floats


@dataclass(frozen=True, slots=True)
class _Kind:
    """What rows that move together have in common."""

    first: int
    last: int
    factors: tuple[str, ...]
    growth: float | str
    leaving: float | str
    per_mover: bool


def simulate(
    rate: float | str,
    ledger: Sequence[LedgerRow],
    figures: Mapping[str, Uncertain],
    draws: int,
    seed: int,
    correlation: Sequence[Sequence[float]] | Floats | None = None,
    convention: str = Convention.END_YEAR,
    movers: float | str = 1.0,
    on_indefinite: OnIndefinite = "refuse",
) -> Simulation:
    """Draw the values of a ledger to each party and to society.

    Parameters
    ----------
    rate, movers : numbers, or names of figures
    ledger : rows whose `factors`, `growth` and `leaving` name figures
    figures : (k,) uncertain figures by name, see `Uncertain`
    draws, seed : see `monte_carlo`
    correlation : (k, k) rank correlations in the order of `figures`
    convention : end-year or mid-year

    Returns
    -------
    O(draws * (figures log draws + kinds of rows * years where rates are drawn)); rows with the same years and figures
    are one kind. Holds three (figures, draws) arrays and one (parties, draws) array.

    Raises
    ------
    InputError : as in `ledger` and `monte_carlo`; a figure drawn as a rate at or below -1, or as a share outside 0 to 1

    Source: docs/methods/appraisal.md, Uncertainty.
    """
    known = {name: checked(figure, f"figures.{name}") for name, figure in figures.items()}
    rows = table(ledger, tuple(known))
    drawn = _drawn(known, checked_draws(draws), whole(seed, "seed"), correlation, on_indefinite)
    values = dict(zip(known, drawn.values, strict=True))
    _check_ranges(rows, values, rate, movers)
    with np.errstate(over="ignore", invalid="ignore"):
        npv = _values(rows, values, draws, rate, movers, convention_of(convention))
    if not np.isfinite(npv).all():
        raise too_large("figures", ", ".join(known))
    names = (*rows.parties, SOCIAL)
    return Simulation(
        outcomes={name: outcomes(row) for name, row in zip(names, npv, strict=True)},
        rank_correlation=_rank_correlations(values, drawn.ranks, dict(zip(names, npv, strict=True))),
        draws=draws,
        seed=seed,
        correlation_change=drawn.largest_change,
        npv=npv,
    )


def _drawn(
    figures: Mapping[str, Uncertain],
    draws: int,
    seed: int,
    correlation: Sequence[Sequence[float]] | Floats | None,
    on_indefinite: OnIndefinite,
) -> Draws:
    if not figures:
        return Draws(np.empty((0, draws)), np.empty((0, draws), dtype=np.int64), 0.0)
    return draw(figures, draws, seed, rank_correlation(correlation, list(figures), on_indefinite))


def _check_ranges(rows: Table, values: Mapping[str, Floats], rate: float | str, movers: float | str) -> None:
    """Refuse draws that a rate, a share or a number of people cannot take."""
    for name in (rate, movers):
        if isinstance(name, str) and name not in values:
            raise InputError(
                N_("No figure is named %(name)s."),
                hint=N_("Give a number, or one of: %(names)s."),
                field="figures",
                params={"name": name, "names": ", ".join(values) or "-"},
            )
    for growth in {rate, *(row.growth for row in rows.rows)}:
        above_minus_one(float(np.min(_of(growth, values))), _called(growth, "rate"))
    for leaving in {row.leaving for row in rows.rows}:
        for end in (np.min(_of(leaving, values)), np.max(_of(leaving, values))):
            share(float(end), _called(leaving, "leaving"))
    above_zero(float(np.min(_of(movers, values))), _called(movers, "movers"))


def _called(figure: float | str, otherwise: str) -> str:
    return f"figures.{figure}" if isinstance(figure, str) else otherwise


def _of(figure: float | str, values: Mapping[str, Floats]) -> Figure:
    return values[figure] if isinstance(figure, str) else figure


def _values(
    rows: Table,
    values: Mapping[str, Floats],
    draws: int,
    rate: float | str,
    movers: float | str,
    convention: Convention,
) -> Floats:
    """Return net present values (parties and society, draws), block by block."""
    kinds, weights = _kinds(rows)
    npv = np.empty((weights.shape[1], draws))
    for start in range(0, draws, _BLOCK):
        block = {name: column[start : start + _BLOCK] for name, column in values.items()}
        paths = np.empty((len(kinds), min(_BLOCK, draws - start)))
        worth = _Worth(block, rate, convention)
        for path, kind in zip(paths, kinds, strict=True):
            path[:] = worth.of(kind) * (_of(movers, block) if kind.per_mover else 1.0)
        npv[:, start : start + _BLOCK] = weights.T @ paths
    return npv


def _kinds(rows: Table) -> tuple[list[_Kind], Floats]:
    """Return the kinds of rows and what they move (kinds, parties and society)."""
    kinds: dict[_Kind, int] = {}
    columns = np.column_stack([rows.parts, rows.total])
    places = []
    for row, first, last in zip(rows.rows, rows.first, rows.last, strict=True):
        kind = _Kind(first, last, tuple(sorted(row.factors)), row.growth, row.leaving, row.per == "mover")
        places.append(kinds.setdefault(kind, len(kinds)))
    weights = np.zeros((len(kinds), columns.shape[1]))
    np.add.at(weights, places, columns)
    return list(kinds), weights


class _Worth:
    """What one unit of a kind of row is worth today, in each draw of a block; shared parts are computed once."""

    def __init__(self, values: Mapping[str, Floats], rate: float | str, convention: Convention) -> None:
        self.values = values
        self.step = 1.0 / (1.0 + _of(rate, values))
        self.half = np.sqrt(self.step) if convention is Convention.MID_YEAR else self.step
        self.annuities: dict[tuple[int, int, float | str, float | str], Figure] = {}
        self.products: dict[tuple[str, ...], Figure] = {(): 1.0}

    def of(self, kind: _Kind) -> Figure:
        """Return the product of the factors with the worth of the span."""
        return self._product(kind.factors) * self._annuity(kind.first, kind.last, kind.growth, kind.leaving)

    def _product(self, factors: tuple[str, ...]) -> Figure:
        if factors not in self.products:
            self.products[factors] = self._product(factors[:-1]) * self.values[factors[-1]]
        return self.products[factors]

    def _annuity(self, first: int, last: int, growth: float | str, leaving: float | str) -> Figure:
        key = (first, last, growth, leaving)
        if key not in self.annuities:
            yearly = (1.0 + _of(growth, self.values)) * (1.0 - _of(leaving, self.values))
            self.annuities[key] = self._span(first, last, yearly)
        return self.annuities[key]

    def _span(self, first: int, last: int, yearly: Figure) -> Figure:
        """Return the worth of one unit in the first year that becomes `yearly` times as much each year."""
        if first == 0:
            return 1.0 + (yearly * self._span(1, last, yearly) if last else 0.0)
        ratio = yearly * self.step
        worth: Figure = 1.0
        for _ in range(last - first):
            worth = 1.0 + ratio * worth
        return self.half * self.step ** (first - 1) * worth


def _rank_correlations(
    values: Mapping[str, Floats], ranks: NDArray[np.int64], npv: Mapping[str, Floats]
) -> Mapping[str, Mapping[str, float | None]]:
    """Return Spearman's correlations; the ranks of the figures are known from drawing them."""
    if not values:
        return {}
    count = ranks.shape[1]
    middle = (count - 1) / 2
    given = np.asarray(ranks - middle)
    scale = count * (count**2 - 1) / 12
    of_figure: dict[str, dict[str, float | None]] = {name: {} for name in values}
    for party, value in npv.items():
        found = np.empty(count)
        found[np.argsort(value)] = np.arange(count) - middle
        steady = _is_steady(value)
        for name, rho in zip(values, (given @ found / scale).tolist(), strict=True):
            of_figure[name][party] = None if steady or _is_steady(values[name]) else rho
    return of_figure


def _is_steady(values: Floats) -> bool:
    """Say whether values differ by no more than rounding."""
    low, high = float(values.min()), float(values.max())
    return high - low <= 1e-12 * max(abs(low), abs(high))
