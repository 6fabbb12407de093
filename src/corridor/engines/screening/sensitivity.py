"""What a ranking depends on: the weights at which the lead changes, and ranks over random weights."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import product

import numpy as np
import numpy.typing as npt

from corridor.engines.compute import above_zero, finite, not_empty, same_length, share, whole
from corridor.engines.screening.types import Acceptability, Alternative, Criterion, Ranking, Switch
from corridor.engines.screening.weighted_sum import checked, on_scale, wsm
from corridor.kernel.errors import N_, InputError

Array = npt.NDArray[np.float64]
# Draws (draws, criteria) weights that add up to one in every row.
Draw = Callable[[np.random.Generator, int, int], Array]

# Draws that are held in memory at once: one (block, alternatives) array of scores.
BLOCK = 20_000


@dataclass(frozen=True, slots=True)
class SwitchingWeight:
    """The weight of the first of two criteria at which two alternatives are equal; None where there is none."""

    switch_weight: float | None


def switching_weight(a: Sequence[float], b: Sequence[float]) -> SwitchingWeight:
    """Find the weight of the first criterion at which two alternatives on two criteria are equal.

    Parameters
    ----------
    a, b : (2,) values on a common scale

    Raises
    ------
    InputError : not two values each

    Source: docs/methods/screening.md, Switching weights.
    """
    if same_length(a, b, "a and b") != 2:
        raise InputError(
            N_("A switching weight needs two criteria; %(n)s are given."),
            hint=N_("Rank with all criteria to see the switching weight of each."),
            field="a",
            params={"n": len(a)},
        )
    return SwitchingWeight(_crossing(a[0] - b[0], a[1] - b[1]))


def _crossing(lead: float, rest: float) -> float | None:
    """Return w in [0, 1] with w lead + (1 - w) rest = 0."""
    if lead == rest:
        return None
    weight = rest / (rest - lead)
    return weight if 0 <= weight <= 1 else None


def _values(criteria: Sequence[Criterion], alternatives: Sequence[Alternative]) -> Array:
    """Return (alternatives, criteria) values on the scales; NaN where not known."""
    table = np.full((len(alternatives), len(criteria)), np.nan)
    for (i, alternative), (k, criterion) in product(enumerate(alternatives), enumerate(criteria)):
        raw = alternative.values.get(criterion.name)
        if raw is not None:
            table[i, k] = on_scale(criterion, raw)
    return table


def _switch(k: int, weights: Array, table: Array, names: Sequence[str]) -> Switch:
    """Move the weight of criterion k and scale the others; find where the leader is first overtaken each way."""
    today = float(weights[k])
    others = weights.copy()
    others[k] = 0.0
    if others.sum() == 0:  # Nothing else has a weight that could grow while this one shrinks.
        return Switch(today, None, "", None, "")
    rest = table @ (others / others.sum())
    leader = int(np.argmax(table @ weights))
    crossings = [
        (weight, name)
        for i, name in enumerate(names)
        if i != leader
        and (weight := _crossing(float(table[leader, k] - table[i, k]), float(rest[leader] - rest[i]))) is not None
    ]
    below = max((found for found in crossings if found[0] < today), default=(None, ""))
    above = min((found for found in crossings if found[0] > today), default=(None, ""))
    return Switch(today, below[0], below[1], above[0], above[1])


def weight_switches(criteria: Sequence[Criterion], alternatives: Sequence[Alternative]) -> Mapping[str, Switch]:
    """Find, for each criterion, the nearest weights below and above today's at which the leader is overtaken.

    The other weights keep their proportions. Unknown values stand at the middle of their scale, as in the score;
    alternatives under a veto take no part.
    """
    weights = checked(criteria, alternatives)
    vector = np.array([weights[criterion.name] for criterion in criteria])
    table = np.nan_to_num(_values(criteria, alternatives), nan=0.5)
    names = [alternative.name for alternative in alternatives]
    return {criterion.name: _switch(k, vector, table, names) for k, criterion in enumerate(criteria)}


def _uniform_weights(rng: np.random.Generator, draws: int, criteria: int) -> Array:
    """Draw weights evenly from all that are at least zero and add up to one."""
    drawn = rng.standard_exponential((draws, criteria))
    return np.asarray(drawn / drawn.sum(axis=1, keepdims=True), dtype=np.float64)


def _weights_around(stated: Array, spread: float, rng: np.random.Generator, draws: int, criteria: int) -> Array:
    """Draw weights around stated ones: each times a factor from 1 - spread to 1 + spread, then divided by their sum."""
    drawn = stated * rng.uniform(1 - spread, 1 + spread, (draws, criteria))
    return np.asarray(drawn / drawn.sum(axis=1, keepdims=True), dtype=np.float64)


def _tally(table: Array, draw: Draw, draws: int, rng: np.random.Generator) -> tuple[Array, Array]:
    """Count ranks and add up the weights of first places, block by block."""
    n, m = table.shape
    ranks, first = np.zeros((n, n)), np.zeros((n, m))
    unknown = np.isnan(table)
    for start in range(0, draws, BLOCK):
        size = min(BLOCK, draws - start)
        weights = draw(rng, size, m)
        scores = weights @ np.where(unknown, 0.0, table).T
        for i, k in np.argwhere(unknown):
            scores[:, i] += weights[:, k] * rng.random(size)
        # A stable sort: alternatives that are equal stand in the order given.
        order = np.argsort(-scores, axis=1, kind="stable")
        for place in range(n):
            ranks[:, place] += np.bincount(order[:, place], minlength=n)
        np.add.at(first, order[:, 0], weights)
    return ranks, first


def _acceptability(table: Array, names: Sequence[str], draw: Draw, draws: int, seed: int) -> Acceptability:
    ranks, first = _tally(table, draw, whole(draws, "draws", least=1), np.random.default_rng(seed))
    wins = ranks[:, 0]
    return Acceptability(
        rank_acceptability={name: tuple((ranks[i] / draws).tolist()) for i, name in enumerate(names)},
        central_weights={
            name: tuple((first[i] / wins[i]).tolist()) if wins[i] else None for i, name in enumerate(names)
        },
        draws=draws,
        seed=seed,
    )


def smaa(scores: Mapping[str, Sequence[float | None]], draws: int = 20_000, seed: int = 1) -> Acceptability:
    """Rank alternatives under every possible weighting (SMAA-2 on the weighted sum).

    Parameters
    ----------
    scores : (m,) values of each alternative on common scales; None is not known and drawn evenly from 0 to 1
    draws : random weightings, evenly spread over all weights that add up to one
    seed : of the random numbers; the same seed gives the same result

    Returns
    -------
    For each alternative the share of weightings in which it takes each rank (equal scores in the order given), and
    the mean of the weightings that put it first, None where none does. The standard error of a share p is
    sqrt(p (1 - p) / draws). O(draws x alternatives x criteria); holds blocks of 20,000 draws.

    Raises
    ------
    InputError : alternatives with different numbers of values, or none

    Source: Lahdelma and Salminen (2001); docs/methods/screening.md, Rank stability.
    """
    names = list(not_empty(scores, "scores"))
    for name in names:
        same_length(not_empty(scores[name], name), scores[names[0]], f"{names[0]} and {name}")
    table = np.array([[np.nan if v is None else finite(v, name) for v in scores[name]] for name in names])
    return _acceptability(table, names, _uniform_weights, draws, seed)


def rank_stability(
    criteria: Sequence[Criterion],
    alternatives: Sequence[Alternative],
    spread: float = 0.5,
    draws: int = 10_000,
    seed: int = 1,
) -> Acceptability:
    """Rank alternatives with weights that vary around the stated ones.

    Parameters
    ----------
    criteria, alternatives : as in `wsm`; alternatives under a veto take part if they are given
    spread : each weight is multiplied by a factor drawn evenly from 1 - spread to 1 + spread, above 0 and at most 1
    draws, seed : as in `smaa`

    Source: docs/methods/screening.md, Rank stability.
    """
    weights = checked(criteria, alternatives)
    vector = np.array([weights[criterion.name] for criterion in criteria])
    draw = partial(_weights_around, vector, share(above_zero(spread, "spread"), "spread"))
    names = [alternative.name for alternative in alternatives]
    return _acceptability(_values(criteria, alternatives), names, draw, draws, seed)


def rank(
    criteria: Sequence[Criterion],
    alternatives: Sequence[Alternative],
    spread: float = 0.5,
    draws: int = 10_000,
    seed: int = 1,
) -> Ranking:
    """Rank alternatives and say what the order depends on: `wsm`, the switching weights and the rank stability.

    Alternatives under a veto are shown without a rank and take no part in switching weights and stability.

    Raises
    ------
    InputError : as in `wsm`

    Source: docs/methods/screening.md.
    """
    ranking = wsm(criteria, alternatives)
    open_names = {row.name for row in ranking.alternatives if row.rank is not None}
    eligible = [alternative for alternative in alternatives if alternative.name in open_names]
    if not eligible:
        return ranking
    return replace(
        ranking,
        switches=weight_switches(criteria, eligible),
        stability=rank_stability(criteria, eligible, spread, draws, seed),
    )
