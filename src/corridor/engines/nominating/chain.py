"""How many come through all stages: exact chances by tables of one stage and by convolution."""

from collections.abc import Sequence

import numpy as np

from corridor.engines.nominating.types import Belief, Floats, Forecast, Pipeline
from corridor.kernel.errors import N_, InputError

MOST_PEOPLE = 3000
AS_IF_KNOWN = 1e9
"""From this weight on a rate is taken as known; what is lost is below the rounding of the numbers."""


def forecast(pipelines: Sequence[Pipeline], *, level: float = 0.9) -> Forecast:
    """Return the chances of how many people come through all stages.

    Parameters
    ----------
    pipelines : people on their way, one pipeline per group with rates of its own; at most 3,000 in one
    level : share of the outcomes between `low` and `high`

    Returns
    -------
    The chance of every number, exactly for the Beta distributions that are given: people of one pipeline share
    its unknown rates, people of different pipelines are independent.

    Raises
    ------
    InputError : more people in one pipeline than `MOST_PEOPLE`

    Examples
    --------
    >>> forecast([Pipeline((Belief(0.5),), (2,))]).chance.round(6).tolist()
    [0.25, 0.5, 0.25]
    """
    chance = np.ones(1)
    for pipeline in pipelines:
        chance = np.convolve(chance, through(pipeline))
    expected = float(np.sum(chance * np.arange(len(chance))))
    below = np.cumsum(chance)
    low, high = (int(np.searchsorted(below, at - 1e-12)) for at in ((1 - level) / 2, (1 + level) / 2))
    return Forecast(chance, expected, low, min(high, len(chance) - 1))


def through(pipeline: Pipeline) -> Floats:
    """Return the chance of every number that comes through one pipeline."""
    chance = np.ones(1)
    for belief, waiting in zip(pipeline.rates, pipeline.waiting, strict=True):
        chance = np.concatenate([np.zeros(waiting), chance])
        chance = np.asarray(chance @ stage_table(belief, len(chance) - 1))
    return chance


def values_before(rates: Sequence[Belief], waiting: Sequence[int], last: Floats, most: int) -> Floats:
    """Return the expected value of `last` of those who come through, for 0 to `most` people added at the start.

    `waiting[s]` further people stand before stage s; `last` has one value per possible final number. Works back from
    the last stage, so that all numbers of people cost no more than one: O(stages n^2).
    """
    value = last
    for place in range(len(rates) - 1, -1, -1):
        entering = most + sum(waiting[: place + 1])
        value = stage_table(rates[place], entering) @ value[: entering + 1]
        value = value[waiting[place] :]
    return np.asarray(value)


def stage_table(belief: Belief, most: int) -> Floats:
    """Return the chance that j of i people pass, row i and column j, for 0 to `most` people.

    >>> stage_table(Belief(0.5), 1).tolist()
    [[1.0, 0.0], [0.5, 0.5]]
    """
    if most > MOST_PEOPLE:
        raise InputError(
            N_("%(people)s people in one group are more than the %(most)s that a forecast takes."),
            hint=N_("Plan for one vacancy or one scheme at a time."),
            field="waiting",
            params={"people": most, "most": MOST_PEOPLE},
        )
    from scipy import special

    steps = np.arange(most + 1.0)
    ways = special.gammaln(steps + 1)
    if belief.weight > AS_IF_KNOWN:
        passing, failing, of_all = special.xlogy(steps, belief.mean), special.xlog1py(steps, -belief.mean), 0.0 * steps
    else:
        a, b = belief.alpha, belief.beta
        # Rising factorials, so that no large parts have to cancel where nobody passes.
        passing, failing = (special.gammaln(steps + x) - special.gammaln(x) for x in (a, b))
        of_all = special.gammaln(steps + a + b) - special.gammaln(a + b)
    place = np.arange(most + 1)
    rest = place[:, None] - place[None, :]
    log_chance = (ways - of_all)[:, None] + (passing - ways)[None, :] + (failing - ways)[np.maximum(rest, 0)]
    return np.asarray(np.exp(np.where(rest >= 0, log_chance, -np.inf)))
