"""Ranks over random weights, block by block (SMAA-2)."""

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from corridor.engines.compute import whole
from corridor.engines.screening.scoring import Scorer
from corridor.engines.screening.types import Acceptability, Method

Array = npt.NDArray[np.float64]
# Draws (draws, criteria) weights that add up to one in every row.
Draw = Callable[[np.random.Generator, int, int], Array]

# Draws that are held in memory at once; a result does not depend on it.
BLOCK = 4_000
# Up to so many alternatives ranks are counted by comparing pairs, above by sorting.
MOST_IN_PAIRS = 64


def uniform_weights(rng: np.random.Generator, draws: int, criteria: int) -> Array:
    """Draw weights evenly from all that are at least zero and add up to one."""
    drawn = rng.standard_exponential((draws, criteria))
    return np.asarray(drawn / drawn.sum(axis=1, keepdims=True), dtype=np.float64)


def weights_around(stated: Array, spread: float, rng: np.random.Generator, draws: int, criteria: int) -> Array:
    """Draw weights around stated ones: each times a factor from 1 - spread to 1 + spread, then divided by their sum."""
    drawn = stated * rng.uniform(1 - spread, 1 + spread, (draws, criteria))
    return np.asarray(drawn / drawn.sum(axis=1, keepdims=True), dtype=np.float64)


def places(scores: Array) -> npt.NDArray[np.intp]:
    """Return (n, draws) places from 0 for (n, draws) scores; of equals the earlier row stands first."""
    n, draws = scores.shape
    if n > MOST_IN_PAIRS:
        place = np.empty((n, draws), dtype=np.intp)
        order = np.argsort(-scores, axis=0, kind="stable")
        np.put_along_axis(place, order, np.arange(n)[:, None], axis=0)
        return place
    counted = np.zeros((n, draws), dtype=np.uint8)
    for i in range(1, n):
        before = scores[:i] >= scores[i]
        counted[i] += before.sum(axis=0, dtype=np.uint8)
        counted[:i] += ~before
    return counted.astype(np.intp)


def _added(total: Array, winners: npt.NDArray[np.intp], weights: Array) -> None:
    """Add each draw's weights to its winner's total, one after another: blocks of any size give the same sum."""
    rows = np.concatenate([np.arange(len(total)), winners])
    for k, weight in enumerate(weights):
        total[:, k] = np.bincount(rows, np.concatenate([total[:, k], weight]), minlength=len(total))


def tally(scorer: Scorer, shape: tuple[int, int], draw: Draw, draws: int, seed: int) -> tuple[Array, Array]:
    """Count ranks (n, n) and add up the weights of first places (n, m).

    Weights and unknown values come from streams of their own, both derived from the seed.
    """
    n, m = shape
    rng, unknown = np.random.default_rng(seed), np.random.default_rng([seed, 1])
    ranks, first = np.zeros((n, n)), np.zeros((n, m))
    for start in range(0, draws, BLOCK):
        weights = np.ascontiguousarray(draw(rng, min(BLOCK, draws - start), m).T)
        place = places(scorer.scores(weights, unknown))
        for i in range(n):
            ranks[i] += np.bincount(place[i], minlength=n)
        _added(first, place.argmin(axis=0), weights)
    return ranks, first


def acceptability(
    scorer: Scorer,
    names: Sequence[str],
    criteria: int,
    draw: Draw,
    *,
    draws: int,
    seed: int,
    method: Method = Method.WSM,
    spread: float | None = None,
) -> Acceptability:
    """Return how often each alternative holds each rank."""
    n, draws, seed = len(names), whole(draws, "draws", least=1), whole(seed, "seed")
    ranks, first = tally(scorer, (n, criteria), draw, draws, seed)
    return Acceptability(
        rank_acceptability={name: tuple((ranks[i] / draws).tolist()) for i, name in enumerate(names)},
        central_weights={
            name: tuple((first[i] / ranks[i, 0]).tolist()) if ranks[i, 0] else None for i, name in enumerate(names)
        },
        draws=draws,
        seed=seed,
        mean_rank={name: float(ranks[i] @ np.arange(1, n + 1) / draws) for i, name in enumerate(names)},
        method=method,
        spread=spread,
    )
