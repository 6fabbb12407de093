"""What a ranking depends on: the weights at which the lead changes, and ranks over random weights."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

import numpy as np
import numpy.typing as npt

from corridor.engines.compute import above_zero, finite, not_empty, same_length, share
from corridor.engines.screening.draws import acceptability, uniform_weights, weights_around
from corridor.engines.screening.scoring import (
    Closeness,
    Flows,
    Normalisation,
    Scorer,
    Weighted,
    checked_normalisation,
    checked_table,
)
from corridor.engines.screening.types import (
    Acceptability,
    Alternative,
    Criterion,
    Method,
    Preference,
    Ranking,
    Switch,
)
from corridor.engines.screening.weighted_sum import checked, values_on_scales, wsm
from corridor.kernel.errors import N_, InputError

Array = npt.NDArray[np.float64]


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
    for name, values in (("a", a), ("b", b)):
        for value in values:
            finite(value, name)
    return SwitchingWeight(_crossing(a[0] - b[0], a[1] - b[1]))


def _crossing(lead: float, rest: float) -> float | None:
    """Return w in [0, 1] with w lead + (1 - w) rest = 0."""
    if lead == rest:
        return None
    weight = rest / (rest - lead)
    return weight if 0 <= weight <= 1 else None


def switch_of(k: int, weights: Array, table: Array, names: Sequence[str]) -> Switch:
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
    table = np.nan_to_num(values_on_scales(criteria, alternatives), nan=0.5)
    names = [alternative.name for alternative in alternatives]
    return {criterion.name: switch_of(k, vector, table, names) for k, criterion in enumerate(criteria)}


def smaa(
    scores: Mapping[str, Sequence[float | None]],
    draws: int = 20_000,
    seed: int = 1,
    method: Literal["wsm", "topsis", "promethee2"] = "wsm",
    types: Sequence[int] | None = None,
    functions: Sequence[Preference] | None = None,
    normalisation: Normalisation = "vector",
) -> Acceptability:
    """Rank alternatives under every possible weighting (SMAA-2).

    Parameters
    ----------
    scores : (m,) values of each alternative; for wsm on common scales, where None is not known and drawn evenly from
        0 to 1; for the others raw values, all of them known
    draws : random weightings, evenly spread over all weights that add up to one
    seed : of the random numbers; the same seed gives the same result
    method : what ranks under each weighting
    types : (m,) 1 where more is better (the default), -1 where less is; not for wsm
    functions : (m,) preference functions of promethee2; usual ones where none are given
    normalisation : of topsis

    Returns
    -------
    For each alternative the share of weightings in which it takes each rank (equal scores in the order given), and
    the mean of the weightings that put it first, None where none does. The standard error of a share p is
    sqrt(p (1 - p) / draws). O(draws x alternatives x criteria); holds blocks of 4,000 draws.

    Raises
    ------
    InputError : alternatives with different numbers of values, or none; types with wsm, whose values already point up

    Source: Lahdelma and Salminen (2001); docs/methods/screening.md, Rank stability.
    """
    names = list(not_empty(scores, "scores"))
    for name in names:
        same_length(not_empty(scores[name], name), scores[names[0]], f"{names[0]} and {name}")
    table = np.array([[np.nan if v is None else finite(v, name) for v in scores[name]] for name in names])
    scorer = _scorer(table, method, types, functions, normalisation)
    return acceptability(scorer, names, table.shape[1], uniform_weights, draws=draws, seed=seed, method=Method(method))


def _scorer(
    table: Array,
    method: str,
    types: Sequence[int] | None,
    functions: Sequence[Preference] | None,
    normalisation: Normalisation,
) -> Scorer:
    if method == "wsm":
        if types is not None and any(kind != 1 for kind in types):
            raise InputError(
                N_("A weighted sum takes values on scales from 0 to 1, of which more is always better."),
                hint=N_("Turn the values of criteria around of which less is better, and leave types out."),
                field="types",
            )
        return Weighted(table)
    matrix, signs = checked_table(table, [1] * table.shape[1] if types is None else types)
    if method == "topsis":
        checked_normalisation(normalisation, ("vector", "minmax"))
        return Closeness(matrix, signs, normalisation)
    if method == "promethee2":
        given = [Preference()] * table.shape[1] if functions is None else functions
        same_length(given, matrix[0], "functions and criteria")
        return Weighted(Flows(matrix, signs, given).table())
    raise InputError(
        N_("Random weights are not drawn for the method %(name)s."),
        hint=N_("Choose one of: %(names)s."),
        field="method",
        params={"name": method, "names": "wsm, topsis, promethee2"},
    )


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
    names = [alternative.name for alternative in alternatives]
    scorer = Weighted(values_on_scales(criteria, alternatives))
    return stability_of(scorer, names, vector, spread=spread, draws=draws, seed=seed)


def stability_of(
    scorer: Scorer,
    names: Sequence[str],
    weights: Array,
    *,
    spread: float,
    draws: int,
    seed: int,
    method: Method = Method.WSM,
) -> Acceptability:
    """Return how often each alternative holds each rank under weights around stated ones."""
    draw = partial(weights_around, weights, share(above_zero(spread, "spread"), "spread"))
    return acceptability(scorer, names, len(weights), draw, draws=draws, seed=seed, method=method, spread=spread)


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
