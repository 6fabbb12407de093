"""Chance: shares of a run, quantiles of durations, and the numbers that decide for one place in a queue."""

import numpy as np
from scipy.special import betaincinv, ndtri

from corridor.engines.pipeline.given import pert_shape
from corridor.engines.pipeline.types import Counts, Duration, Floats, Form, Pipeline, Shock

# A duration is read off its quantiles at so many equal steps, straight between them.
CELLS = 4_096
# The normal quantile of 0.9, which ties a lognormal's 90th percentile to its deviation.
Z90 = float(ndtri(0.9))
# A stream of its own for shares and for shocks.
SHARES, SHOCKS = 1, 2


def quantiles_of(duration: Duration) -> Floats:
    """Return (CELLS + 1,) months that a share of people does not exceed, at shares 0, 1/CELLS ... 1.

    An unbounded duration ends at the share 1 - 1/(4 CELLS): of 16,000 people the slowest one is cut off.
    """
    shares = np.linspace(0.0, 1.0, CELLS + 1)
    if duration.form == Form.FIXED:
        return np.full(CELLS + 1, duration.months[0])
    if duration.form == Form.OBSERVED:
        return np.interp(shares, duration.shares, duration.months)
    if duration.form == Form.PERT:
        least, _likely, most = duration.months
        return np.asarray(least + (most - least) * betaincinv(*pert_shape(duration), shares), dtype=np.float64)
    median, p90 = duration.months
    inner = np.clip(shares, 1 / (4 * CELLS), 1 - 1 / (4 * CELLS))
    return np.asarray(median * (p90 / median) ** (ndtri(inner) / Z90), dtype=np.float64)


def shares_of(pipeline: Pipeline, *, runs: int, seed: int) -> Floats:
    """Draw (runs, stages) shares of people who pass; one draw for a run, as the share is unknown, not changing."""
    drawn = np.random.default_rng([seed, SHARES]).random((runs, len(pipeline.stages)))
    shares = np.empty_like(drawn)
    for k, stage in enumerate(pipeline.stages):
        given = stage.conversion
        spread = given.high - given.low
        shares[:, k] = given.low + (spread * betaincinv(given.a, given.b, drawn[:, k]) if spread else 0.0)
    return shares


def occurring(shocks: tuple[Shock, ...], *, runs: int, seed: int) -> Counts:
    """Draw (runs, shocks) 1 where a shock occurs in a run, else 0."""
    chances = np.array([shock.chance for shock in shocks])
    drawn = np.random.default_rng([seed, SHOCKS]).random((runs, len(shocks)))
    return (drawn < chances).astype(np.int64)
