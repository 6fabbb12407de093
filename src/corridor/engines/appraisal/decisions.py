"""From values to decisions: what may change before a scheme fails, who compensates whom, which alternative is best."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from corridor.engines.appraisal.cash import rounding_of
from corridor.engines.appraisal.discounting import Convention
from corridor.engines.appraisal.distributions import Uncertain, central, checked, quantiles
from corridor.engines.appraisal.rows import LedgerRow
from corridor.engines.appraisal.swings import Tornado, bar, longest_first
from corridor.engines.appraisal.tableau import SOCIAL, Flows, Ledger, flows, tableau as appraised
from corridor.engines.appraisal.weighing import CostEffectiveness, cost_effectiveness, distribution_weights
from corridor.engines.compute import not_empty, share
from corridor.kernel.errors import N_, InputError

NEVER_CHARGED = ("migrant", "home_trainee")
"""Parties that the engine does not propose to pay for others' losses."""


@dataclass(frozen=True, slots=True)
class SwitchingValue:
    """By what a row may be multiplied until a value is zero; None for a row that does not touch it."""

    row: int
    item: str
    value: float
    factor: float | None
    change: float | None


@dataclass(frozen=True, slots=True)
class SwitchingValues:
    """The value as planned, and the rows from the most to the least critical."""

    of: str
    value: float
    rows: tuple[SwitchingValue, ...]


@dataclass(frozen=True, slots=True)
class CompensationPlan:
    """Who pays and who receives in year 0, and what nobody can pay without losing."""

    pays: Mapping[str, float]
    receives: Mapping[str, float]
    uncovered: float


@dataclass(frozen=True, slots=True)
class Weighted:
    """Values weighted by distribution beside the plain ones."""

    plain: Mapping[str, float]
    weights: Mapping[str, float]
    weighted: Mapping[str, float]
    plain_social: float
    weighted_social: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """One way to act: its ledger, its movers, and what it achieves in the unit that the comparison names."""

    ledger: Sequence[LedgerRow]
    movers: float = 1.0
    effect: float | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Alternatives side by side.

    `difference` is each alternative's value less that of the first. `best_for` names the best alternative for each
    party and for society; a party that an alternative does not name gains nothing by it. `cost_effectiveness` holds
    social costs against effects, where every alternative has one.
    """

    appraisals: Mapping[str, Ledger]
    npv: Mapping[str, Mapping[str, float]]
    difference: Mapping[str, Mapping[str, float]]
    best_for: Mapping[str, str]
    cost_effectiveness: CostEffectiveness | None


def switching_values(
    rate: float,
    ledger: Sequence[LedgerRow],
    of: str = SOCIAL,
    convention: str = Convention.END_YEAR,
    movers: float = 1.0,
    figures: Mapping[str, float] | None = None,
) -> SwitchingValues:
    """Find by how much each row alone may change until a party, or society, gains nothing.

    Parameters
    ----------
    rate, ledger, convention, movers, figures : as in `ledger`
    of : a party, or social

    Returns
    -------
    `factor` multiplies the row, `change` is factor - 1; the smallest change first.

    Raises
    ------
    InputError : as in `ledger`; no party of this name
    """
    money = flows(ledger, rate, convention, movers, figures)
    values = money.row_values()[:, _place(money, of)]
    total = math.fsum(values)
    rows = [
        SwitchingValue(number, row.item, value, *_switch(total, value))
        for number, (row, value) in enumerate(zip(money.table.rows, values.tolist(), strict=True), start=1)
    ]
    return SwitchingValues(of, total, tuple(sorted(rows, key=_criticality)))


def _switch(total: float, value: float) -> tuple[float | None, float | None]:
    return (1 - total / value, -total / value) if value else (None, None)


def _criticality(row: SwitchingValue) -> float:
    return math.inf if row.change is None else abs(row.change)


def _place(money: Flows, of: str) -> int:
    names = (*money.table.parties, SOCIAL)
    if of not in names:
        raise InputError(
            N_("The ledger has no party named %(name)s."),
            hint=N_("Choose one of: %(names)s."),
            field="of",
            params={"name": of, "names": ", ".join(names)},
        )
    return names.index(of)


def ledger_tornado(
    rate: float | str,
    ledger: Sequence[LedgerRow],
    figures: Mapping[str, Uncertain],
    of: str = SOCIAL,
    convention: str = Convention.END_YEAR,
    movers: float | str = 1.0,
    tail: float = 0.1,
) -> Tornado:
    """Move one figure at a time from its low to its high quantile, the others as planned.

    Parameters
    ----------
    rate, movers : numbers, or names of figures
    ledger, figures, convention : as in `simulate`
    of : a party, or social
    tail : share of the distribution beyond each end, above 0, at most 0.5

    Raises
    ------
    InputError : as in `simulate`; no party of this name
    """
    ends = not_empty(_ends(figures, tail), "figures")
    plan = {name: central(figure) for name, figure in figures.items()}

    def value(**moved: float) -> float:
        known = plan | moved
        money = flows(ledger, figure_value(rate, known), convention, figure_value(movers, known), known)
        return math.fsum(money.row_values()[:, _place(money, of)])

    bars = {name: bar(value(**{name: low}), value(**{name: high})) for name, (low, high) in ends.items()}
    return Tornado(value(), bars, longest_first(bars))


def _ends(figures: Mapping[str, Uncertain], tail: float) -> Mapping[str, tuple[float, float]]:
    levels = np.array([share(tail, "tail"), 1.0 - tail])
    return {
        name: tuple(quantiles(checked(figure, f"figures.{name}"), levels).tolist()) for name, figure in figures.items()
    }


def figure_value(figure: float | str, known: Mapping[str, float]) -> float:
    """Return a number, or the figure that it names."""
    if isinstance(figure, str) and figure not in known:
        raise InputError(
            N_("No figure is named %(name)s."),
            hint=N_("Give a number, or one of: %(names)s."),
            field="figures",
            params={"name": figure, "names": ", ".join(known) or "-"},
        )
    return known[figure] if isinstance(figure, str) else figure


def compensation_plan(npv: Mapping[str, float], never_charged: Sequence[str] = NEVER_CHARGED) -> CompensationPlan:
    """Share what makes every loser whole among those who gain, in proportion to their gains.

    Parameters
    ----------
    npv : value of each party
    never_charged : parties that pay nothing whatever they gain; by default migrants and trainees

    Returns
    -------
    Payments of year 0. They never exceed a payer's gain; what is left is `uncovered`.
    """
    nothing = rounding_of(npv.values())
    losses = {party: -value for party, value in npv.items() if value < -nothing}
    gains = {party: value for party, value in npv.items() if value > nothing and party not in never_charged}
    needed, able = math.fsum(losses.values()), math.fsum(gains.values())
    paid = min(needed, able)
    return CompensationPlan(
        pays={party: paid * gain / able for party, gain in gains.items()} if paid else {},
        receives={party: paid * loss / needed for party, loss in losses.items()} if paid else {},
        uncovered=needed - paid,
    )


def weigh(npv: Mapping[str, float], ref_income: float, incomes: Mapping[str, float], eta: float) -> Weighted:
    """Weigh values by the incomes of those who gain and lose, beside the plain values.

    Parameters
    ----------
    npv : value of each party; a party without an income (a government) counts as it is
    ref_income, incomes, eta : as in `distribution_weights`

    Raises
    ------
    InputError : as in `distribution_weights`
    """
    known = distribution_weights(ref_income, incomes, eta).weights
    weights = {party: known.get(party, 1.0) for party in npv}
    weighted = {party: value * weights[party] for party, value in npv.items()}
    return Weighted(dict(npv), weights, weighted, math.fsum(npv.values()), math.fsum(weighted.values()))


def compare(
    rate: float,
    alternatives: Mapping[str, Alternative],
    convention: str = Convention.END_YEAR,
    figures: Mapping[str, float] | None = None,
) -> Comparison:
    """Set alternatives side by side: the scheme, another corridor, training only.

    Parameters
    ----------
    rate, convention, figures : as in `ledger`
    alternatives : by name; the first is what the others are compared with

    Raises
    ------
    InputError : no alternative; a ledger that `ledger` refuses
    """
    appraisals = {
        name: appraised(rate, option.ledger, convention, option.movers, figures, f"alternatives.{name}.ledger")
        for name, option in not_empty(alternatives, "alternatives").items()
    }
    parties = tuple(dict.fromkeys(party for result in appraisals.values() for party in result.npv))
    npv = {
        name: {party: result.npv.get(party, 0.0) for party in parties} | {SOCIAL: result.social}
        for name, result in appraisals.items()
    }
    first = next(iter(npv.values()))
    effects = {name: option.effect for name, option in alternatives.items() if option.effect is not None}
    options = {name: (appraisals[name].accounts[SOCIAL].pv_costs, effect) for name, effect in effects.items()}
    return Comparison(
        appraisals=appraisals,
        npv=npv,
        difference={name: {party: value - first[party] for party, value in row.items()} for name, row in npv.items()},
        best_for={party: max(npv, key=lambda name: npv[name][party]) for party in (*parties, SOCIAL)},
        cost_effectiveness=cost_effectiveness(options) if len(options) == len(alternatives) else None,
    )
