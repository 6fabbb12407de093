"""Changes that open vacancies, with how many people and vacancies each opens."""

from dataclasses import dataclass
from enum import StrEnum

from corridor.engines.matching.types import Condition


class Kind(StrEnum):
    """What would change; all but `skill` are conditions. Age and occupation are no change that a person makes."""

    LANGUAGES = "languages"
    EQF = "eqf"
    RECOGNITION = "recognition"
    LICENCES = "licences"
    YEARS = "years"
    SKILL = "skill"
    DESTINATION = "destination"
    AVAILABLE = "available"
    SALARY = "salary"
    REMOTE = "remote"

    @property
    def is_learnt(self) -> bool:
        """Whether training, experience or recognition brings it; the others are agreed between both sides."""
        return self in LEARNT


LEARNT = frozenset({Kind.LANGUAGES, Kind.EQF, Kind.RECOGNITION, Kind.LICENCES, Kind.YEARS, Kind.SKILL})
GROWING = frozenset({Kind.LANGUAGES, Kind.EQF, Kind.YEARS})
"""Kinds with levels: who reaches a level has reached the ones below."""


@dataclass(frozen=True, slots=True, order=True)
class Step:
    """One change: a kind, its words (language, country, licences, unit group or skill), and the level to reach.

    `level` is a CEFR level 1 to 6, an EQF level or years; 0 where the kind has none.
    """

    kind: Kind
    words: tuple[str, ...] = ()
    level: float = 0.0


@dataclass(frozen=True, slots=True)
class Opening:
    """What one step opens in a pool.

    `pairs` counts the pairs that it opens, `people` and `vacancies` the two sides of them, `positions` the posts of
    these vacancies, `newcomers` the people who have no eligible vacancy now. With levels, who reaches one has reached
    those below, so the counts include them; `pairs_here` counts the pairs for which this step is the smallest.
    For skills, a pair is opened when the step completes the essential skills of an eligible pair.
    """

    step: Step
    pairs: int
    pairs_here: int
    people: int
    vacancies: int
    positions: int
    newcomers: int


@dataclass(frozen=True, slots=True)
class Unlocks:
    """The openings of a pool, those that open the most pairs first; the training plan.

    `single_pairs` counts the ineligible pairs that one step opens, `reached` the people who have an eligible vacancy
    now, `reachable` those who have none and get one by one step.
    """

    openings: tuple[Opening, ...]
    people: int
    vacancies: int
    eligible_pairs: int
    single_pairs: int
    reached: int
    reachable: int

    def of(self, kind: Kind) -> tuple[Opening, ...]:
        """Return the openings of one kind."""
        return tuple(one for one in self.openings if one.step.kind is kind)

    @property
    def learnt(self) -> tuple[Opening, ...]:
        """The openings that training, experience or recognition brings."""
        return tuple(one for one in self.openings if one.step.kind.is_learnt)

    @property
    def agreed(self) -> tuple[Opening, ...]:
        """The openings that both sides would have to agree on."""
        return tuple(one for one in self.openings if not one.step.kind.is_learnt)


@dataclass(frozen=True, slots=True)
class Relaxation:
    """What one relaxed condition of a vacancy opens: people who fail this one alone.

    Where a condition has levels, `asked` is relaxed to `to` and `people` counts all who then pass; else both are None.
    """

    condition: Condition
    words: tuple[str, ...]
    asked: float | None
    to: float | None
    people: int
