"""Rates of groups, partly pooled: a group with few people leans on the groups around it.

The model: a group's rate is Beta(m M, (1 - m) M), m the rate of the group above it, M how alike the groups of one
level are. At the widest level m and M have the prior of Gelman et al., Bayesian Data Analysis, section 5.3, and are
summed over a grid. Source: docs/methods/nominating.md, section 1.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from corridor.engines.nominating.types import Belief, Floats, Group, GroupCount, Places, Rate, Rates
from corridor.kernel.errors import N_, InputError

LOG_STRENGTH = np.linspace(np.log(1.0), np.log(3000.0), 28)
NODES = (np.arange(15) + 0.5) / 15


@dataclass(frozen=True, slots=True)
class Level:
    """The groups of one level: effective counts, place of the group above, and what each is worth in people."""

    groups: list[Group]
    above: Places
    entered: Floats
    passed: Floats
    log_weight: Floats  # of each value of LOG_STRENGTH

    @property
    def discounted(self) -> Floats:
        """How much one person of a group tells of the group above, since people of one group are alike."""
        strength = float(np.exp(np.sum(normal(self.log_weight) * LOG_STRENGTH)))
        return (strength + 1) / (strength + np.maximum(self.entered, 1))


@dataclass(frozen=True, slots=True)
class Grid:
    """Values of m and M at the widest level with their weights, which sum to 1."""

    mean: Floats
    strength: Floats
    weight: Floats


@dataclass(frozen=True, slots=True)
class Mixture:
    """What is believed of a group before its own people: Beta distributions by mean and strength, with log weights."""

    mean: Floats
    strength: Floats
    log_weight: Floats

    def after(self, passed: float, entered: float) -> Belief:
        """Return what is believed of the group after some of its people."""
        weight = normal(self.log_weight + likelihood(passed, entered, self.mean, self.strength))
        total = self.strength + entered
        mean = (self.mean * self.strength + passed) / total
        return mixed(mean, mean * (1 - mean) / (total + 1), weight)


def learn_rates(counts: Sequence[GroupCount], *, level: float = 0.95) -> Rates:
    """Return the rate of every group at every stage, with an interval.

    Parameters
    ----------
    counts : one row per stage and narrowest group; all groups are paths of one length, at least 1; stages stand in
        the order in which they first appear. Rows of the same stage and group are added up.
    level : share of truths that the intervals are to cover, between 0 and 1

    Returns
    -------
    Rates of all groups and of everybody (group ()), each with its posterior as a Beta distribution.

    Raises
    ------
    InputError : no counts, paths of different lengths, a stage to which nobody came, a level outside 0 to 1

    Notes
    -----
    O(g) in the number of groups; holds about 2,500 numbers per widest group and 400 per other. Below the widest level
    the posterior is an approximation: groups are taken one family at a time, and people count less for the group above
    the more alike people of one group are.

    Examples
    --------
    >>> rates = learn_rates([GroupCount("offered", ("a",), 40, 20), GroupCount("offered", ("b",), 2, 2)])
    >>> a, b = rates.of("offered", ("a",)), rates.of("offered", ("b",))
    >>> round(a.belief.mean, 1), b.belief.mean < 0.8
    (0.5, True)
    """
    check_counts(counts, level)
    stages = tuple(dict.fromkeys(one.stage for one in counts))
    rates: list[Rate] = []
    strength: dict[str, tuple[float, ...]] = {}
    for stage in stages:
        found, alike = learn_stage(stage, [one for one in counts if one.stage == stage], level)
        rates += found
        strength[stage] = alike
    return Rates(stages, tuple(rates), strength, level)


def check_counts(counts: Sequence[GroupCount], level: float) -> None:
    """Refuse counts from which nothing can be learnt."""
    if not counts or not 0 < level < 1:
        raise InputError(
            N_("No rates can be learnt from %(rows)s rows at a level of %(level)s."),
            hint=N_("Give at least one count per stage and a level between 0 and 1."),
            field="counts",
            params={"rows": len(counts), "level": level},
        )
    lengths = {len(one.group) for one in counts}
    if len(lengths) > 1 or 0 in lengths:
        raise InputError(
            N_("The groups have %(lengths)s parts."),
            hint=N_("Name every group by the same parts, from wide to narrow."),
            field="group",
            params={"lengths": ", ".join(str(length) for length in sorted(lengths))},
        )
    for stage in {one.stage for one in counts}:
        if not any(one.entered for one in counts if one.stage == stage):
            raise InputError(
                N_("Nobody has come to the stage %(stage)s yet."),
                hint=N_("Leave the stage out, or wait for the first people."),
                field="entered",
                params={"stage": stage},
            )


def learn_stage(stage: str, counts: Sequence[GroupCount], level: float) -> tuple[list[Rate], tuple[float, ...]]:
    """Return the rates of one stage, and the strength of every level."""
    plain = summed(counts)
    levels = levels_of(plain)
    grid = grid_of(levels[0].passed, levels[0].entered)
    beliefs, priors = top_beliefs(levels[0], grid)
    everybody = belief_of(np.sum(grid.weight * grid.mean), spread_of(grid.mean, grid.weight))
    new = mixed(grid.mean, grid.mean * (1 - grid.mean) / (grid.strength + 1), grid.weight)
    rates = [rate_of(stage, (), plain, everybody, new, 1.0, level)]
    alike = [float(np.exp(np.sum(grid.weight * np.log(grid.strength))))]
    for depth, here in enumerate(levels):
        if depth:
            beliefs, priors = lower_beliefs(here, levels[depth - 1], priors)
            alike.append(float(np.exp(np.sum(normal(here.log_weight) * LOG_STRENGTH))))
        below = levels[depth + 1] if depth + 1 < len(levels) else None
        for place, group in enumerate(here.groups):
            newcomer = newcomer_of(beliefs[place], below) if below else None
            own = here.entered[place] / (here.entered[place] + alike[-1])
            rates.append(rate_of(stage, group, plain, beliefs[place], newcomer, float(own), level))
    return rates, tuple(alike)


def summed(counts: Sequence[GroupCount]) -> dict[Group, tuple[int, int]]:
    """Return entered and passed of every group and of every group above it."""
    found: dict[Group, tuple[int, int]] = {}
    for one in counts:
        for length in range(len(one.group) + 1):
            entered, passed = found.get(one.group[:length], (0, 0))
            found[one.group[:length]] = entered + one.entered, passed + one.passed
    return found


def levels_of(plain: dict[Group, tuple[int, int]]) -> list[Level]:
    """Return the levels from wide to narrow; counts above the narrowest are effective ones."""
    depth = max(len(group) for group in plain)
    found: list[Level] = []
    effective = {group: counted for group, counted in plain.items() if len(group) == depth}
    for length in range(depth, 0, -1):
        groups = sorted(effective)
        wider = sorted({group[:-1] for group in groups})
        above = np.array([wider.index(group[:-1]) for group in groups])
        entered, passed = (np.array([effective[group][place] for group in groups], float) for place in (0, 1))
        alike = family_weights(above, entered, passed) if length > 1 else np.zeros(len(LOG_STRENGTH))
        here = Level(groups, above, entered, passed, alike)
        found.append(here)
        worth = here.discounted
        sums = [np.bincount(above, column * worth, len(wider)) for column in (entered, passed)]
        effective = {group: (sums[0][place], sums[1][place]) for place, group in enumerate(wider)}
    return found[::-1]


def family_weights(above: Places, entered: Floats, passed: Floats) -> Floats:
    """Return the log posterior of the strength, families one by one, their means summed out."""
    from scipy import special

    families = int(above.max()) + 1
    total, through = (np.bincount(above, column, families) for column in (entered, passed))
    # Nodes of a proposal four times as wide as the family's own people would give.
    a, b = 1 + through / 4, 1 + (total - through) / 4
    means = inner(special.betaincinv(a[:, None], b[:, None], NODES[None, :]))
    proposal = special.xlogy(a[:, None] - 1, means) + special.xlog1py(b[:, None] - 1, -means)
    proposal -= special.betaln(a, b)[:, None]
    found = np.empty(len(LOG_STRENGTH))
    for place, log_strength in enumerate(LOG_STRENGTH):
        ones = likelihood(passed[:, None], entered[:, None], means[above], np.exp(log_strength))
        family = np.zeros(means.shape)
        np.add.at(family, above, ones)
        family -= proposal
        found[place] = np.sum(np.logaddexp.reduce(family, axis=1)) - log_strength / 2
    return found


def grid_of(passed: Floats, entered: Floats) -> Grid:
    """Return the posterior of m and M at the widest level, on a grid that is refined where the weight lies.

    The prior p(a, b) ~ (a + b)^(-5/2) has the density a b (a + b)^(-5/2) in log(a / b) and log(a + b).
    """
    bounds = (-9.0, 9.0, float(LOG_STRENGTH[0]), float(LOG_STRENGTH[-1]))
    for _ in range(3):
        logit, log_strength = (axis.ravel() for axis in np.meshgrid(*axes_of(bounds), indexing="ij"))
        mean, strength = 1 / (1 + np.exp(-logit)), np.exp(log_strength)
        log_weight = np.log(mean * (1 - mean)) - 0.5 * log_strength
        for y, n in zip(passed, entered, strict=True):
            log_weight += likelihood(y, n, mean, strength)
        bounds = refined(bounds, logit, log_strength, log_weight)
    return Grid(mean, strength, normal(log_weight))


def axes_of(bounds: tuple[float, float, float, float]) -> tuple[Floats, Floats]:
    """Return the two axes of a grid."""
    return np.linspace(bounds[0], bounds[1], 61), np.linspace(bounds[2], bounds[3], 41)


def refined(
    bounds: tuple[float, float, float, float], logit: Floats, log_strength: Floats, log_weight: Floats
) -> tuple[float, float, float, float]:
    """Return the bounds of the part of a grid that carries weight, one cell wider on every side."""
    heavy = log_weight > log_weight.max() - 12
    wide, high = (bounds[1] - bounds[0]) / 60, (bounds[3] - bounds[2]) / 40
    return (
        max(bounds[0], float(logit[heavy].min()) - wide),
        min(bounds[1], float(logit[heavy].max()) + wide),
        max(bounds[2], float(log_strength[heavy].min()) - high),
        min(bounds[3], float(log_strength[heavy].max()) + high),
    )


def top_beliefs(here: Level, grid: Grid) -> tuple[list[Belief], list[Mixture]]:
    """Return what is believed of the widest groups, with their people and without."""
    log_weight = np.log(np.maximum(grid.weight, 1e-300))
    without = [
        Mixture(grid.mean, grid.strength, log_weight - likelihood(y, n, grid.mean, grid.strength))
        for y, n in zip(here.passed, here.entered, strict=True)
    ]
    return [
        one.after(y, n) for one, y, n in zip(without, here.passed.tolist(), here.entered.tolist(), strict=True)
    ], without


def lower_beliefs(here: Level, wider: Level, above: list[Mixture]) -> tuple[list[Belief], list[Mixture]]:
    """Return what is believed of the groups of a narrower level, with their people and without."""
    from scipy import special

    worth = here.discounted
    # The group above without this one, so that nobody counts twice.
    entered = np.maximum(wider.entered[here.above] - worth * here.entered, 0)
    passed = np.clip(wider.passed[here.above] - worth * here.passed, 0, entered)
    log_strength = np.tile(np.log(np.maximum(normal(here.log_weight), 1e-300)), len(NODES))
    strength = np.tile(np.exp(LOG_STRENGTH), len(NODES))
    beliefs, without = [], []
    for place, parent in enumerate(here.above.tolist()):
        believed = above[parent].after(float(passed[place]), float(entered[place]))
        means = inner(special.betaincinv(believed.alpha, believed.beta, NODES))
        before = Mixture(np.repeat(means, len(LOG_STRENGTH)), strength, log_strength)
        without.append(before)
        beliefs.append(before.after(float(here.passed[place]), float(here.entered[place])))
    return beliefs, without


def newcomer_of(belief: Belief, below: Level) -> Belief:
    """Return what is believed of a new group under a group."""
    weights, strength = normal(below.log_weight), np.exp(LOG_STRENGTH)
    square = belief.variance + belief.mean**2
    within = (belief.mean - square) * float(np.sum(weights / (strength + 1)))
    return belief_of(belief.mean, within + belief.variance)


def likelihood(y: Floats | float, n: Floats | float, mean: Floats, strength: Floats | float) -> Floats:
    """Return the log beta-binomial likelihood without the part that does not depend on mean and strength."""
    from scipy import special

    a, b = mean * strength, (1 - mean) * strength
    return np.asarray(special.betaln(y + a, n - y + b) - special.betaln(a, b))


def normal(log_weight: Floats) -> Floats:
    """Return weights that sum to 1."""
    weight = np.exp(log_weight - log_weight.max())
    return np.asarray(weight / weight.sum())


def inner(means: Floats) -> Floats:
    """Return rates kept off 0 and 1, where a Beta distribution ends."""
    return np.clip(means, 1e-6, 1 - 1e-6)


def mixed(mean: Floats, variance: Floats, weight: Floats) -> Belief:
    """Return the Beta distribution with mean and variance of a mixture."""
    centre = float(np.sum(weight * mean))
    return belief_of(centre, float(np.sum(weight * (variance + mean**2))) - centre**2)


def spread_of(mean: Floats, weight: Floats) -> float:
    """Return the variance of weighted values."""
    return float(np.sum(weight * mean**2) - np.sum(weight * mean) ** 2)


def belief_of(mean: float, variance: float) -> Belief:
    """Return the Beta distribution of a mean and a variance."""
    centre = min(max(float(mean), 1e-9), 1 - 1e-9)
    weight = centre * (1 - centre) / max(variance, 1e-15) - 1
    return Belief(centre, max(weight, 1e-3))


def rate_of(
    stage: str,
    group: Group,
    plain: dict[Group, tuple[int, int]],
    belief: Belief,
    newcomer: Belief | None,
    own: float,
    level: float,
) -> Rate:
    """Return one rate with its interval."""
    low, high = belief.between(level)
    return Rate(stage, group, *plain[group], belief, low, high, own, newcomer)
