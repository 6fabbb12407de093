"""A whole study of a choice: vetoes, scores, what they depend on, other methods and other people's weights."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from corridor.engines.compute import same_length
from corridor.engines.screening.agreement import Pareto, front
from corridor.engines.screening.ahp import AhpWeights, ahp_weights, comparisons as checked_comparisons
from corridor.engines.screening.draws import acceptability, uniform_weights
from corridor.engines.screening.groups import GroupStudy, Stakeholder, study_groups
from corridor.engines.screening.methods import (
    MethodRanking,
    Opinions,
    agreements,
    by_mean_rank,
    gaps,
    linear_table,
    preference_of,
    ranking_of,
    scorer_of,
)
from corridor.engines.screening.scoring import Normalisation, Scorer, checked_normalisation, checked_preference
from corridor.engines.screening.sensitivity import stability_of, switch_of
from corridor.engines.screening.types import (
    Acceptability,
    Alternative,
    Criterion,
    Method,
    Ranking,
    Switch,
)
from corridor.engines.screening.weighted_sum import checked, wsm
from corridor.kernel.errors import N_, InputError

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Screening:
    """What `screen` finds.

    `scored` is the weighted sum on fixed scales with its intervals and vetoes; `places` the ranking by the method
    asked for, None where a veto holds for all. `switches` is empty where a score is not linear in the weights.
    `acceptability` takes all weightings as equally likely, `stability` those around the stated ones. `local` holds
    the comparisons of the alternatives under each criterion.
    """

    method: Method
    weights: Mapping[str, float]
    comparisons: AhpWeights | None
    local: Mapping[str, AhpWeights]
    scored: Ranking
    places: MethodRanking | None
    switches: Mapping[str, Switch]
    acceptability: Acceptability | None
    stability: Acceptability | None
    opinions: Opinions | None
    pareto: Pareto | None
    groups: GroupStudy | None


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """What remains to be ranked after vetoes, with the settings."""

    criteria: Sequence[Criterion]
    alternatives: Sequence[Alternative]
    weights: Array
    local: Sequence[Array]
    normalisation: Normalisation

    @property
    def names(self) -> list[str]:
        """Return the names of the alternatives."""
        return [alternative.name for alternative in self.alternatives]

    @property
    def is_rated(self) -> bool:
        """Return whether values are there to rank, and not comparisons in pairs alone."""
        nothing = len(gaps(self.criteria, self.alternatives)) == len(self.criteria) * len(self.alternatives)
        return not (self.local and nothing)

    def scorer(self, method: Method) -> Scorer:
        """Return what scores under a method."""
        return scorer_of(method, self.criteria, self.alternatives, normalisation=self.normalisation, local=self.local)

    def ranking(self, method: Method) -> MethodRanking:
        """Rank with a method."""
        labels = [criterion.name for criterion in self.criteria]
        return ranking_of(method, self.scorer(method), self.names, labels, self.weights)


def screen(
    criteria: Sequence[Criterion],
    alternatives: Sequence[Alternative],
    method: Method = Method.WSM,
    *,
    comparisons: Array | None = None,
    local: Sequence[Array] = (),
    groups: Sequence[Stakeholder] = (),
    normalisation: Normalisation = "vector",
    spread: float = 0.5,
    draws: int = 10_000,
    seed: int = 1,
) -> Screening:
    """Rank alternatives with one method and say what the order depends on.

    Parameters
    ----------
    criteria : scales and weights
    alternatives : raw values by criterion, and vetoes
    method : wsm (fixed scales; the default), ahp (needs `comparisons`; with `local` the global priorities, without
        it the weighted sum with AHP weights), topsis, promethee2, or smaa (mean rank over all weightings)
    comparisons : (m, m) comparisons of the criteria in pairs; their weights replace those of the criteria
    local : m tables (n, n), comparisons of all alternatives under each criterion
    groups : stakeholders with weights or comparisons of their own
    normalisation : of TOPSIS
    spread : how far weights vary for the stability: factors from 1 - spread to 1 + spread
    draws, seed : of random weights

    Raises
    ------
    InputError : as in `wsm`, `ahp_weights` and `promethee2`; ahp without comparisons; tables of another size

    Source: docs/methods/screening.md.
    """
    checked_normalisation(normalisation, ("vector", "minmax"))
    criteria, consistency = _with_weights(criteria, Method(method), comparisons)
    weights = checked(criteria, alternatives)
    for criterion in criteria:
        checked_preference(preference_of(criterion), criterion.name)
    scored = wsm(criteria, alternatives)
    table, locals_ = _open(criteria, alternatives, scored, weights, local, normalisation)
    empty = Screening(Method(method), weights, consistency, locals_, scored, None, {}, None, None, None, None, None)
    return empty if table is None else _studied(empty, table, groups, spread=spread, draws=draws, seed=seed)


def _with_weights(
    criteria: Sequence[Criterion], method: Method, comparisons: Array | None
) -> tuple[Sequence[Criterion], AhpWeights | None]:
    if comparisons is None:
        if method == Method.AHP:
            raise InputError(
                N_("The method ahp needs comparisons of the criteria in pairs."),
                hint=N_("Give them under comparisons, one row per criterion, or choose another method."),
                field="comparisons",
            )
        return criteria, None
    found = ahp_weights(checked_comparisons(comparisons, "comparisons"))
    same_length(found.weights, criteria, "comparisons and criteria")
    return [replace(c, weight=weight) for c, weight in zip(criteria, found.weights, strict=True)], found


def _open(
    criteria: Sequence[Criterion],
    alternatives: Sequence[Alternative],
    scored: Ranking,
    weights: Mapping[str, float],
    local: Sequence[Array],
    normalisation: Normalisation,
) -> tuple[Table | None, dict[str, AhpWeights]]:
    """Return what no veto holds for, and how consistent the comparisons under each criterion are."""
    consistency = {}
    if local:
        same_length(local, criteria, "local and criteria")
        for place, table in enumerate(local):
            field = f"comparisons[{criteria[place].name}]"
            same_length(checked_comparisons(table, field), alternatives, f"{field} and alternatives")
            consistency[criteria[place].name] = ahp_weights(table)
    ranked = {row.name for row in scored.alternatives if row.rank is not None}
    kept = [place for place, alternative in enumerate(alternatives) if alternative.name in ranked]
    if not kept:
        return None, consistency
    table_ = Table(
        criteria=criteria,
        alternatives=[alternatives[place] for place in kept],
        weights=np.array([weights[criterion.name] for criterion in criteria]),
        local=[table[np.ix_(kept, kept)] for table in local],
        normalisation=normalisation,
    )
    return table_, consistency


def _studied(
    empty: Screening, table: Table, groups: Sequence[Stakeholder], *, spread: float, draws: int, seed: int
) -> Screening:
    scorer, names = table.scorer(empty.method), table.names
    # Under random weights the mean rank is the weighted sum's.
    drawn = Method.WSM if empty.method == Method.SMAA else empty.method
    anyhow = acceptability(scorer, names, len(table.criteria), uniform_weights, draws=draws, seed=seed, method=drawn)
    # With nothing but comparisons at hand there are no values that another method could rank.
    is_own = drawn == Method.WSM or not table.is_rated
    mean_rank = anyhow.mean_rank if is_own else _mean_rank(table, draws, seed)
    opinions = _opinions(table, mean_rank)
    by_method = {ranking.method: ranking for ranking in opinions.rankings}
    places = by_method.get(empty.method) or replace(table.ranking(Method.WSM), method=empty.method)
    return replace(
        empty,
        places=places,
        switches={} if empty.method == Method.SMAA else _switches(table, scorer),
        acceptability=anyhow,
        stability=stability_of(scorer, names, table.weights, spread=spread, draws=draws, seed=seed, method=drawn),
        opinions=opinions,
        pareto=_front(table) if table.is_rated else None,
        groups=study_groups(scorer, names, table.criteria, groups, drawn) if groups else None,
    )


def _mean_rank(table: Table, draws: int, seed: int) -> Mapping[str, float]:
    scorer = table.scorer(Method.WSM)
    return acceptability(scorer, table.names, len(table.criteria), uniform_weights, draws=draws, seed=seed).mean_rank


def _opinions(table: Table, mean_rank: Mapping[str, float]) -> Opinions:
    on_values = [Method.WSM, Method.TOPSIS, Method.PROMETHEE2] if table.is_rated else []
    methods = [*on_values, *([Method.AHP] if table.local else [])]
    rankings = (*(table.ranking(method) for method in methods), by_mean_rank(mean_rank))
    return Opinions(
        rankings=rankings,
        agreement=agreements(rankings),
        assumed=gaps(table.criteria, table.alternatives) if on_values else (),
        preferences={criterion.name: preference_of(criterion) for criterion in table.criteria},
        normalisation=table.normalisation,
    )


def _switches(table: Table, scorer: Scorer) -> dict[str, Switch]:
    linear = linear_table(scorer)
    if linear is None:
        return {}
    return {
        criterion.name: switch_of(k, table.weights, linear, table.names) for k, criterion in enumerate(table.criteria)
    }


def _front(table: Table) -> Pareto:
    """Return who is dominated: by raw values, unknown ones anywhere on their scale."""
    ends = np.array([[[*_ends(c, a.values.get(c.name))] for c in table.criteria] for a in table.alternatives])
    return front(table.names, ends[:, :, 0], ends[:, :, 1])


def _ends(criterion: Criterion, raw: float | None) -> tuple[float, float]:
    sign = 1.0 if criterion.best > criterion.worst else -1.0
    return (sign * criterion.worst, sign * criterion.best) if raw is None else (sign * raw, sign * raw)
