"""Sums of uncertain terms: mean, spread, quantiles, probability of a loss."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from corridor.engines.appraisal.discounting import Floats
from corridor.engines.appraisal.distributions import Uncertain, checked
from corridor.engines.appraisal.draws import OnIndefinite, draw, rank_correlation
from corridor.engines.compute import not_empty, whole
from corridor.kernel.errors import N_, InputError

MOST_DRAWS = 5_000_000
TAILS = (0.05, 0.5, 0.95)


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What draws of one value show."""

    mean: float
    sd: float
    p5: float
    p50: float
    p95: float
    prob_loss: float


@dataclass(frozen=True, slots=True)
class MonteCarlo:
    """What draws of a sum show, and with which seed they can be repeated.

    `correlation_change` is how far a repair moved the rank correlation that it moved most; 0 without one.
    """

    mean: float
    sd: float
    p5: float
    p50: float
    p95: float
    prob_loss: float
    draws: int
    seed: int
    correlation_change: float


def monte_carlo(
    terms: Sequence[Uncertain],
    draws: int,
    seed: int,
    correlation: Sequence[Sequence[float]] | None = None,
    on_indefinite: OnIndefinite = "refuse",
) -> MonteCarlo:
    """Draw a sum of uncertain terms.

    Parameters
    ----------
    terms : (n,) see `Uncertain`
    draws : from 2 to 5 million
    seed : whole number; the same seed gives the same draws
    correlation, on_indefinite : (n, n) rank correlations, see `rank_correlation`

    Returns
    -------
    Latin hypercube estimates; quantiles are interpolated between draws.

    Raises
    ------
    InputError : a parameter that does not fit its distribution, correlations that cannot hold together

    Source: docs/methods/appraisal.md, Uncertainty.
    """
    named = {f"terms[{place}]": term for place, term in enumerate(not_empty(terms, "terms"))}
    figures = {name: checked(term, name) for name, term in named.items()}
    count = checked_draws(draws)
    drawn = draw(figures, count, whole(seed, "seed"), rank_correlation(correlation, list(figures), on_indefinite))
    shown = outcomes(drawn.values.sum(axis=0))
    return MonteCarlo(
        shown.mean,
        shown.sd,
        shown.p5,
        shown.p50,
        shown.p95,
        shown.prob_loss,
        count,
        seed,
        drawn.largest_change,
    )


def checked_draws(draws: int) -> int:
    """Return a number of draws that is enough for a spread and not more than memory holds."""
    count = whole(draws, "draws", least=2)
    if count > MOST_DRAWS:
        raise InputError(
            N_("%(draws)s draws are more than the %(most)s that one run takes."),
            hint=N_("100000 draws give three good digits."),
            field="draws",
            params={"draws": count, "most": MOST_DRAWS},
        )
    return count


def outcomes(values: Floats) -> Outcomes:
    """Describe draws of one value."""
    p5, p50, p95 = np.quantile(values, TAILS).tolist()
    loss = float(np.count_nonzero(values < 0)) / len(values)
    return Outcomes(float(values.mean()), float(values.std(ddof=1)), p5, p50, p95, loss)
