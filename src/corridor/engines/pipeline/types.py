"""What a pipeline is made of, what may befall it, and what a simulation of it says."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Conversion:
    """The share of people who pass a step, as far as it is known: low + (high - low) x Beta(a, b)."""

    low: float
    high: float
    a: float = 1.0
    b: float = 1.0


class Form(StrEnum):
    """How the months of a step are spread over people."""

    FIXED = "fixed"
    LOGNORMAL = "lognormal"
    PERT = "pert"
    OBSERVED = "observed"


@dataclass(frozen=True)
class Duration:
    """The months that a step takes one person.

    `months` are: the months (FIXED); median and 90th percentile (LOGNORMAL); least, likely, most (PERT); the quantiles
    at `shares` (OBSERVED).
    """

    form: Form
    months: tuple[float, ...]
    shares: tuple[float, ...] = ()


@dataclass(frozen=True)
class Stage:
    """One step on the way: who passes it, how long it takes, how many may begin it, what it costs.

    `capacity` is how many people may begin in a month, `places` how many may begin it at all; None is no limit. A cost
    is due when a person begins, the fixed cost when the first one does. `foreign_share` of both is paid in another
    currency.
    """

    name: str
    conversion: Conversion
    duration: Duration
    capacity: int | None = None
    places: int | None = None
    cost_per_person: float = 0.0
    fixed_cost: float = 0.0
    foreign_share: float = 0.0


@dataclass(frozen=True)
class Target:
    """So many people through a step by the end of a month."""

    stage: str
    people: int
    month: int


@dataclass(frozen=True)
class Pipeline:
    """A scheme as a row of steps; months are counted from 1, people of a month come on its first day.

    `entrants[0]` come in month 1. Nobody begins a step that the rest of `budget` does not pay; None is no limit.
    """

    stages: tuple[Stage, ...]
    entrants: tuple[int, ...]
    months: int
    target: Target
    running_cost_per_month: float = 0.0
    budget: float | None = None


class Blow(StrEnum):
    """What a shock does."""

    CLOSED = "closed"
    SLOWER = "slower"
    WITHDRAWN = "withdrawn"
    COST = "cost"
    EXCHANGE = "exchange"
    DROP_OUT = "drop_out"


@dataclass(frozen=True)
class Shock:
    """Something that befalls the pipeline from a month to a month, both included, with a chance.

    `size` is: nothing (CLOSED: nobody begins the step); the factor by which work takes longer (SLOWER, at least 1);
    the places taken away, for good, from `first_month` (WITHDRAWN); the rise of costs, 0.1 for 10 % (COST), or of the
    price of foreign money (EXCHANGE); the share lost of those who would pass (DROP_OUT). Without a `stage` it befalls
    all steps.
    """

    name: str
    blow: Blow
    first_month: int = 1
    last_month: int | None = None
    stage: str | None = None
    size: float = 0.0
    chance: float = 1.0


@dataclass(frozen=True)
class Simulation:
    """All runs of a pipeline.

    Attributes
    ----------
    begun, passed, left, queued : (runs, stages) int64, people who began a step, passed it, ended it without passing,
        or still waited to begin at the end of the last month
    waited_months : (runs, stages) float64, mean months in the queue of those who began; 0 where nobody did
    reached : (runs, months) int64, people who have passed the step of the target by the end of each month
    spent : (runs, months) float64, money spent by the end of each month
    stopped_month : (runs,) int64, month in which the budget was used up; 0 where it was not
    lead_eighths : (n,) int64, over all runs: people who took so many eighths of a month from entry through the target
    """

    pipeline: Pipeline
    shocks: tuple[Shock, ...]
    seed: int
    begun: Counts
    passed: Counts
    left: Counts
    queued: Counts
    waited_months: Floats
    reached: Counts
    spent: Floats
    stopped_month: Counts
    lead_eighths: Counts

    @property
    def runs(self) -> int:
        """How often the pipeline was played."""
        return len(self.begun)


@dataclass(frozen=True)
class Spread:
    """What nine of ten runs exceed, half of them, one of ten; and the mean. The three are values of runs."""

    p10: float
    p50: float
    p90: float
    mean: float


@dataclass(frozen=True)
class StageReport:
    """One step over all runs; `working` are in the middle of it at the end."""

    name: str
    begun: Spread
    passed: Spread
    left: Spread
    queued: Spread
    working: Spread
    waited_months: Spread


@dataclass(frozen=True)
class Report:
    """A simulation in ranges.

    `chance_of_target` stands with its standard error from the number of runs; `target_month` is None in a quantile
    that no run reaches. `lead_months` is over people, all else over runs; it is None where nobody came through.
    `cost_per_person` is the money spent by one who passed the step of the target, over the runs with such a person.
    """

    runs: int
    stages: tuple[StageReport, ...]
    people: Spread
    chance_of_target: float
    chance_error: float
    target_month: tuple[int | None, int | None, int | None]
    lead_months: Spread | None
    money: Spread
    cost_per_person: Spread | None
    chance_of_stop: float
    people_by_month: tuple[Spread, ...]
    money_by_month: tuple[Spread, ...]
    bottleneck: str | None


@dataclass(frozen=True)
class Difference:
    """What a shock changes, run by run with the same chances: people through the target, money, chance of the target.

    `share_worse` is the share of runs with fewer people.
    """

    people: Spread
    money: Spread
    chance_of_target: float
    share_worse: float
