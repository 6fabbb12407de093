"""The records of a choice by several criteria."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Criterion:
    """A criterion on a fixed reference scale.

    `worst` and `best` are the ends of the scale in the criterion's own unit; `best` lies below `worst` where less is
    better. `limit` is the worst value that is still acceptable: an alternative beyond it is filtered out.
    """

    name: str
    weight: float
    worst: float
    best: float
    limit: float | None = None


@dataclass(frozen=True, slots=True)
class Alternative:
    """A sector, a country or a corridor with its raw values; None or absent is not known.

    `vetoes` are reasons, in the reader's words, that exclude it before anything is scored.
    """

    name: str
    values: Mapping[str, float | None]
    vetoes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one criterion adds to a score: raw value, value on the scale from 0 to 1, weight, points = weight x value.

    `value` and `points` are None where the raw value is not known; `is_outside` says that it lies off the scale and
    was taken as its nearer end.
    """

    raw: float | None
    value: float | None
    weight: float
    points: float | None
    is_outside: bool


@dataclass(frozen=True, slots=True)
class Scored:
    """An alternative with its score from 0 to 1.

    `low` takes every unknown value as the worst, `high` as the best, `score` stands halfway (the expectation where an
    unknown value may lie anywhere); `renormalised` is the score over what is known. `rank` is None where a veto holds.
    """

    name: str
    rank: int | None
    score: float
    low: float
    high: float
    renormalised: float | None
    coverage: float
    is_thin: bool
    contributions: Mapping[str, Contribution]
    vetoes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Switch:
    """The weight of a criterion at which another alternative takes the lead, nearest below and above today's."""

    weight: float
    below: float | None
    leader_below: str
    above: float | None
    leader_above: str


@dataclass(frozen=True, slots=True)
class Acceptability:
    """How often each alternative holds each rank over random weights, and the mean weights that make it first."""

    rank_acceptability: Mapping[str, tuple[float, ...]]
    central_weights: Mapping[str, tuple[float, ...] | None]
    draws: int
    seed: int


@dataclass(frozen=True, slots=True)
class Ranking:
    """Alternatives from first to last, then those under a veto, with what the order depends on."""

    alternatives: tuple[Scored, ...]
    switches: Mapping[str, Switch] = field(default_factory=dict)
    stability: Acceptability | None = None
