"""The plain definition: every way in which people can pass, one by one."""

import math
from collections.abc import Sequence

from corridor.engines.nominating.types import ROUNDING, Belief, Pipeline


def chance_of_passing(belief: Belief, people: int, passing: int) -> float:
    """Return the chance that `passing` of `people` pass one stage."""
    ways = math.comb(people, passing)
    if math.isinf(belief.weight):
        return ways * float(belief.mean**passing) * float((1 - belief.mean) ** (people - passing))
    # One person after the other: each is judged by those before (Polya's urn).
    chance = float(ways)
    for before in range(people):
        if before < passing:
            chance *= (belief.alpha + before) / (belief.weight + before)
        else:
            chance *= (belief.beta + before - passing) / (belief.weight + before)
    return chance


def outcomes(pipeline: Pipeline) -> dict[int, float]:
    """Return the chance of every number that comes through, by walking all ways through the stages."""
    found: dict[int, float] = {0: 1.0}
    for belief, waiting in zip(pipeline.rates, pipeline.waiting, strict=True):
        after: dict[int, float] = {}
        for people, chance in found.items():
            for passing in range(people + waiting + 1):
                more = chance * chance_of_passing(belief, people + waiting, passing)
                after[passing] = after.get(passing, 0.0) + more
        found = after
    return found


def outcomes_together(pipelines: Sequence[Pipeline]) -> dict[int, float]:
    """Return the chance of every number over several pipelines."""
    found: dict[int, float] = {0: 1.0}
    for pipeline in pipelines:
        after: dict[int, float] = {}
        for before, first in found.items():
            for more, second in outcomes(pipeline).items():
                after[before + more] = after.get(before + more, 0.0) + first * second
        found = after
    return found


def least_number(target: int, rates: Sequence[Belief], chance: float, waiting: Sequence[int], most: int) -> int | None:
    """Return the least number of nominations that reaches a target, by trying one after the other."""
    for number in range(most + 1):
        found = outcomes(Pipeline(tuple(rates), (waiting[0] + number, *waiting[1:])))
        if sum(share for people, share in found.items() if people >= target) >= chance - ROUNDING:
            return number
    return None
