"""Ranges out of the runs: people, months, money, the chance of the target, and what a shock changes."""

import math

import numpy as np
import numpy.typing as npt

from corridor.engines.pipeline.types import Counts, Difference, Report, Simulation, Spread, StageReport
from corridor.kernel.errors import N_, InputError

EIGHTHS = 8
# A queue shorter than this on average holds nobody up.
LEAST_WAIT_MONTHS = 0.05


def report(simulation: Simulation) -> Report:
    """Return what the runs say, in ranges."""
    target, runs = simulation.pipeline.target, simulation.runs
    people, money = people_of(simulation), simulation.spent[:, -1]
    chance = float(np.mean(simulation.reached[:, target.month - 1] >= target.people))
    stages = _stages(simulation)
    return Report(
        runs=runs,
        stages=stages,
        people=spread(people),
        chance_of_target=chance,
        chance_error=math.sqrt(chance * (1 - chance) / runs),
        target_month=_target_month(simulation),
        lead_months=_lead(simulation.lead_eighths),
        money=spread(money),
        cost_per_person=spread(money[people > 0] / people[people > 0]) if people.any() else None,
        chance_of_stop=float(np.mean(simulation.stopped_month > 0)),
        people_by_month=tuple(spread(column) for column in simulation.reached.T),
        money_by_month=tuple(spread(column) for column in simulation.spent.T),
        bottleneck=_bottleneck(stages),
    )


def compare(base: Simulation, other: Simulation) -> Difference:
    """Return what `other` changes against `base`, run by run: both must be played as often, with the same seed."""
    if base.seed != other.seed or base.runs != other.runs or len(base.pipeline.stages) != len(other.pipeline.stages):
        raise InputError(
            N_("The two simulations are not played with the same chances."),
            hint=N_("Play both with the same seed, as often, and with the same steps."),
            field="seed",
        )
    people = people_of(other) - people_of(base)
    chances = [report(each).chance_of_target for each in (base, other)]
    return Difference(
        people=spread(people),
        money=spread(other.spent[:, -1] - base.spent[:, -1]),
        chance_of_target=chances[1] - chances[0],
        share_worse=float(np.mean(people < 0)),
    )


def people_of(simulation: Simulation) -> Counts:
    """Return (runs,) people who have passed the step of the target at the end."""
    return simulation.reached[:, -1]


def spread(values: npt.NDArray[np.int64] | npt.NDArray[np.float64]) -> Spread:
    """Return the quantiles 0.1, 0.5 and 0.9, each a value that occurs, and the mean.

    >>> spread(np.arange(1, 11))
    Spread(p10=1.0, p50=5.0, p90=9.0, mean=5.5)
    """
    low, middle, high = np.quantile(values, (0.1, 0.5, 0.9), method="inverted_cdf")
    return Spread(float(low), float(middle), float(high), float(np.mean(values)))


def _stages(simulation: Simulation) -> tuple[StageReport, ...]:
    working = simulation.begun - simulation.passed - simulation.left
    columns = (
        simulation.begun,
        simulation.passed,
        simulation.left,
        simulation.queued,
        working,
        simulation.waited_months,
    )
    return tuple(
        StageReport(stage.name, *(spread(column[:, k]) for column in columns))
        for k, stage in enumerate(simulation.pipeline.stages)
    )


def _target_month(simulation: Simulation) -> tuple[int | None, int | None, int | None]:
    """Return the month in which the target is reached in the quickest tenth, half and nine tenths of the runs."""
    months = simulation.pipeline.months
    is_reached = simulation.reached >= simulation.pipeline.target.people
    first = np.where(is_reached.any(axis=1), is_reached.argmax(axis=1) + 1, months + 1)
    found = (int(value) for value in np.quantile(first, (0.1, 0.5, 0.9), method="inverted_cdf"))
    low, middle, high = (value if value <= months else None for value in found)
    return low, middle, high


def _lead(eighths: Counts) -> Spread | None:
    """Return the months from entry through the target over all people, to an eighth of a month."""
    people = int(eighths.sum())
    if not people:
        return None
    cumulative = np.cumsum(eighths)
    low, middle, high = (float(np.searchsorted(cumulative, share * people)) / EIGHTHS for share in (0.1, 0.5, 0.9))
    mean = float(np.arange(len(eighths)) @ eighths / people) / EIGHTHS
    return Spread(low, middle, high, mean)


def _bottleneck(stages: tuple[StageReport, ...]) -> str | None:
    longest = max(stages, key=lambda stage: stage.waited_months.mean)
    return longest.name if longest.waited_months.mean >= LEAST_WAIT_MONTHS else None
