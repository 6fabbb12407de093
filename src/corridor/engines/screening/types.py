"""The records of a choice by several criteria."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Method(StrEnum):
    """The ways to rank. All but the weighted sum let the order of two depend on who else is compared."""

    WSM = "wsm"
    AHP = "ahp"
    TOPSIS = "topsis"
    PROMETHEE2 = "promethee2"
    SMAA = "smaa"


class Shape(StrEnum):
    """The six preference functions of Brans and Vincke."""

    USUAL = "usual"
    USHAPE = "ushape"
    VSHAPE = "vshape"
    LEVEL = "level"
    LINEAR = "linear"
    GAUSS = "gauss"


@dataclass(frozen=True, slots=True)
class Preference:
    """How a difference on a criterion becomes a preference: q indifference, p preference, s inflection."""

    type: Shape = Shape.USUAL
    q: float = 0.0
    p: float = 0.0
    s: float = 0.0


@dataclass(frozen=True, slots=True)
class Criterion:
    """A criterion on a fixed reference scale.

    `worst` and `best` are the ends of the scale in the criterion's own unit; `best` lies below `worst` where less is
    better. `limit` is the worst value that is still acceptable: an alternative beyond it is filtered out.
    `preference` is for PROMETHEE alone, in the criterion's own unit; where it is None, one is taken from the scale.
    """

    name: str
    weight: float
    worst: float
    best: float
    limit: float | None = None
    preference: Preference | None = None


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
    """How often each alternative holds each rank over random weights, and the mean weights that make it first.

    `mean_rank` is the mean rank over all draws; `spread` is None where all weightings were equally likely.
    """

    rank_acceptability: Mapping[str, tuple[float, ...]]
    central_weights: Mapping[str, tuple[float, ...] | None]
    draws: int
    seed: int
    mean_rank: Mapping[str, float] = field(default_factory=dict)
    method: Method = Method.WSM
    spread: float | None = None


@dataclass(frozen=True, slots=True)
class Ranking:
    """Alternatives from first to last, then those under a veto, with what the order depends on."""

    alternatives: tuple[Scored, ...]
    switches: Mapping[str, Switch] = field(default_factory=dict)
    stability: Acceptability | None = None
