"""What is counted, what is believed, and what is planned. Groups only: no type here has a place for a person."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from corridor.kernel.errors import N_, InputError, RuleViolation

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
ROUNDING = 1e-9
"""By so little a chance may stay below or above what is wished: sums of chances round in the last digits."""
Places = npt.NDArray[np.int64]
Group = tuple[str, ...]
"""A group as a path from wide to narrow, for example corridor, occupation, employer; () is everybody."""


@dataclass(frozen=True, slots=True)
class GroupCount:
    """How many people of one narrowest group came to a stage, and how many passed it."""

    stage: str
    group: Group
    entered: int
    passed: int

    def __post_init__(self) -> None:
        if not 0 <= self.passed <= self.entered:
            raise InputError(
                N_("%(passed)s of %(entered)s people cannot have passed the stage %(stage)s."),
                hint=N_("Count each person once, and count as passed only those who came to the stage."),
                field="passed",
                params={"passed": self.passed, "entered": self.entered, "stage": self.stage},
            )


@dataclass(frozen=True, slots=True)
class Belief:
    """What is believed of a rate: a Beta distribution by its mean and its weight.

    `weight` is alpha + beta, what the belief is worth in people observed; infinite for a rate that is known.
    """

    mean: float
    weight: float = math.inf

    def __post_init__(self) -> None:
        inside = 0 < self.mean < 1 or (0 <= self.mean <= 1 and math.isinf(self.weight))
        if not inside or not self.weight > 0:
            raise InputError(
                N_("A rate of %(mean)s with a weight of %(weight)s is not possible."),
                hint=N_("Give a rate between 0 and 1 and a weight above 0."),
                field="mean",
                params={"mean": self.mean, "weight": self.weight},
            )

    @property
    def alpha(self) -> float:
        return self.mean * self.weight

    @property
    def beta(self) -> float:
        return (1 - self.mean) * self.weight

    @property
    def variance(self) -> float:
        return self.mean * (1 - self.mean) / (self.weight + 1)

    def between(self, level: float = 0.95) -> tuple[float, float]:
        """Return the bounds between which the rate lies at a level.

        >>> Belief(0.5, 2.0).between(0.9)
        (0.05, 0.95)
        """
        if math.isinf(self.weight):
            return self.mean, self.mean
        from scipy import special

        low, high = (
            round(float(special.betaincinv(self.alpha, self.beta, at)), 12) for at in ((1 - level) / 2, (1 + level) / 2)
        )
        return low, high


@dataclass(frozen=True, slots=True)
class Rate:
    """The rate of one group at one stage, learnt from its own people and from the groups around it.

    `low` and `high` bound the rate at the level that was asked for. `own_share` is how much of the estimate comes
    from the group's own people, from 0 to 1. `newcomer` is what is believed of a group below this one that has no
    people yet; None at the narrowest level.
    """

    stage: str
    group: Group
    entered: int
    passed: int
    belief: Belief
    low: float
    high: float
    own_share: float
    newcomer: Belief | None


@dataclass(frozen=True, slots=True)
class Rates:
    """The rates of all groups, stage by stage, each stage from wide to narrow groups.

    `strength` tells per stage and level how alike the groups of one parent are: the number of people at which a
    group's own rate counts as much as that of its parent.
    """

    stages: tuple[str, ...]
    rates: tuple[Rate, ...]
    strength: dict[str, tuple[float, ...]]
    level: float

    def of(self, stage: str, group: Group) -> Rate | None:
        """Return the rate of a group that was counted."""
        return next((rate for rate in self.rates if rate.stage == stage and rate.group == group), None)

    def nearest(self, stage: str, group: Group) -> Rate:
        """Return the rate of the narrowest counted group that holds this one; at the widest that of everybody."""
        for length in range(len(group), -1, -1):
            found = self.of(stage, group[:length])
            if found is not None:
                return found
        raise InputError(
            N_("The stage %(stage)s was not counted."),
            hint=N_("Use one of the stages that the rates were learnt for."),
            field="stage",
            params={"stage": stage},
        )

    def belief(self, stage: str, group: Group) -> Belief:
        """Return what is believed of a group, counted or new."""
        found = self.nearest(stage, group)
        if found.group == group or found.newcomer is None:
            return found.belief
        return found.newcomer

    def chain(self, group: Group) -> tuple[Belief, ...]:
        """Return what is believed of a group at all stages in order."""
        return tuple(self.belief(stage, group) for stage in self.stages)


@dataclass(frozen=True, slots=True)
class Pipeline:
    """People of one group on their way: `waiting[s]` of them stand before stage s and have not passed it."""

    rates: tuple[Belief, ...]
    waiting: tuple[int, ...]

    def __post_init__(self) -> None:
        if len(self.rates) != len(self.waiting) or not self.rates or min(self.waiting) < 0:
            raise InputError(
                N_("%(people)s counts of people do not fit %(stages)s stages."),
                hint=N_("Give one count of at least 0 for every stage."),
                field="waiting",
                params={"people": len(self.waiting), "stages": len(self.rates)},
            )


@dataclass(frozen=True, slots=True)
class Forecast:
    """How many will come through all stages: `chance[k]` is the chance of exactly k."""

    chance: Floats
    expected: float
    low: int
    high: int

    def at_least(self, number: int) -> float:
        """Return the chance of this number or more."""
        return float(self.chance[max(0, number) :].sum())

    def above(self, number: int) -> float:
        """Return the chance of more than this number."""
        return self.at_least(number + 1)


@dataclass(frozen=True, slots=True)
class TradeOff:
    """What one number of nominations would bring."""

    nominations: int
    chance_to_reach: float
    chance_of_overfill: float
    expected: float


@dataclass(frozen=True, slots=True)
class NominationPlan:
    """How many to nominate.

    `nominate` is the least number that reaches the target with the wished chance; up to `most` the chance of too
    many stays within the wish. `forecast` is for `nominate`, `table` shows numbers around it.
    """

    target: int
    capacity: int
    nominate: int
    most: int
    chance_to_reach: float
    chance_of_overfill: float
    forecast: Forecast
    table: tuple[TradeOff, ...]


class WishesContradict(RuleViolation):
    """Two wishes that no number of nominations meets; `table` shows what each number would bring."""

    table: tuple[TradeOff, ...] = ()


@dataclass(frozen=True, slots=True)
class WaitingList:
    """Who is called next: places in the ranked list, best first; `short` where the list holds too few."""

    called: tuple[int, ...]
    waiting: tuple[int, ...]
    short: int
