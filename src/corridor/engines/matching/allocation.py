"""Who is nominated where: an allocation of candidates to positions over the listed pairs."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from corridor.engines.matching.types import Edges, Flags, Floats, Ints, Longs, Store
from corridor.kernel.errors import N_, InputError

FEW_PAIRS = 100_000
"""Up to so many pairs the plain ways are quick and need no compiling."""
SHARE_PARTS = 10_000
"""Least shares are kept to one part in so many."""
SOLVER_PAIRS = 2_000_000
"""The most pairs that an integer programme is asked to hold."""

PACKED = np.iinfo(np.int64).max
"""Pairs and scores that count up to less than this are sorted as one number each."""


class Objective(StrEnum):
    """What an allocation aims at."""

    STABLE = "stable"
    OPTIMAL = "optimal"
    BALANCED = "balanced"


@dataclass(frozen=True, slots=True)
class Quota:
    """Least and most nominations of some people to some vacancies; `label` says which in words."""

    label: str
    people: Flags
    posts: Flags
    least: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """The least share of some people's nominations that goes to some vacancies, such as home seats of a cohort.

    `least` goes from 0 to 1 and is kept to one part in ten thousand, rounded up. Nobody nominated keeps any share.
    """

    label: str
    people: Flags
    posts: Flags
    least: float


@dataclass(frozen=True, slots=True)
class Reserve:
    """Seats that go to some people first; those that they leave are open to all.

    `seats` counts them by vacancy, at most as many as there are positions. The groups reserved for at one vacancy have
    nobody in common. Reserves guide a stable allocation; the others keep minimum quotas instead.
    """

    label: str
    people: Flags
    seats: Longs


@dataclass(frozen=True, slots=True)
class Group:
    """Candidates whose mean score is compared with that of other groups; those not nominated count 0."""

    label: str
    people: Flags


@dataclass(frozen=True, slots=True)
class Choice:
    """What an allocation may choose from: pairs sorted by vacancy and candidate, scores in millionths.

    `positions` counts seats by vacancy; every candidate takes at most one. Scores of 32 bits save memory.
    """

    vacancy: Ints
    candidate: Ints
    micro: Ints | Longs
    positions: Longs
    people: int
    quotas: tuple[Quota, ...] = ()
    groups: tuple[Group, ...] = ()
    shares: tuple[Share, ...] = ()
    reserves: tuple[Reserve, ...] = ()


@dataclass(frozen=True, slots=True)
class QuotaLine:
    """How a quota came out."""

    label: str
    least: int | None
    most: int | None
    nominated: int


@dataclass(frozen=True, slots=True)
class ShareLine:
    """How a least share came out: `nominated` of `among` nominations of these people."""

    label: str
    least: float
    nominated: int
    among: int

    @property
    def is_kept(self) -> bool:
        """Return whether the least share is reached."""
        return self.nominated * SHARE_PARTS >= self.among * share_parts(self.least)


@dataclass(frozen=True, slots=True)
class ReserveLine:
    """How reserved seats came out: those of the group itself, and those that were open to all in the end."""

    label: str
    seats: int
    taken: int
    opened: int


@dataclass(frozen=True, slots=True)
class GroupLine:
    """The mean score of a group."""

    label: str
    members: int
    nominated: int
    mean: float


@dataclass(frozen=True, slots=True)
class Allocation:
    """The nominated pairs and how good they are.

    `bound` is a proven upper limit: of the total score for `optimal`, of the lowest group mean for `balanced`;
    `gap` is how far the allocation may be below it, as a share of the bound. Both are None for `stable`, whose
    promise is that there are no blocking pairs.
    """

    objective: Objective
    vacancy: Ints
    candidate: Ints
    score: Floats
    total: float
    blocking_pairs: int
    bound: float | None
    gap: float | None
    quotas: tuple[QuotaLine, ...]
    groups: tuple[GroupLine, ...]
    shares: tuple[ShareLine, ...] = ()
    reserves: tuple[ReserveLine, ...] = ()


def choice_from(store: Store, edges: Edges, *, quotas: Sequence[Quota] = (), groups: Sequence[Group] = ()) -> Choice:
    """Return the choice that listed pairs leave; O(pairs x log pairs)."""
    micro = np.rint(edges.score * 1e6).astype(np.int64)
    people, top = len(store.candidates), int(micro.max(initial=0)) + 1
    if (len(store.vacancies) * people + 1) * top < PACKED:
        # One number per pair sorts in place and far faster than an order over two columns.
        packed = (edges.vacancy * np.int64(people) + edges.candidate) * top + micro
        packed.sort()
        pair, micro = np.divmod(packed, top)
        vacancy, candidate = np.divmod(pair, max(people, 1))
    else:
        order = np.lexsort((edges.candidate, edges.vacancy))
        vacancy, candidate, micro = edges.vacancy[order], edges.candidate[order], micro[order]
    return Choice(
        vacancy=vacancy.astype(np.int32),
        candidate=candidate.astype(np.int32),
        micro=micro.astype(np.int32),
        positions=store.vacancies.positions.astype(np.int64),
        people=people,
        quotas=tuple(quotas),
        groups=tuple(groups),
    )


def share_parts(least: float) -> int:
    """Return a least share in parts of ten thousand, rounded up.

    >>> share_parts(0.3), share_parts(1 / 3)
    (3000, 3334)
    """
    return math.ceil(round(least * SHARE_PARTS, 6))


def under(choice: Choice, quota: Quota | Share) -> Flags:
    """Return the pairs that count for a quota."""
    return np.asarray(quota.people[choice.candidate] & quota.posts[choice.vacancy])


def refuse_too_many(choice: Choice) -> None:
    """Refuse an integer programme over more pairs than it can solve in useful time."""
    if len(choice.vacancy) > SOLVER_PAIRS:
        raise InputError(
            N_("Balance is kept over at most %(most)s listed pairs; here are %(pairs)s."),
            hint=N_("List fewer partners per row, allocate region by region, or allocate by optimal with quotas."),
            field="allocate",
            code="too_many_pairs",
            params={"pairs": len(choice.vacancy), "most": SOLVER_PAIRS},
        )


def wish(micro: Ints | Longs, other: Ints) -> Longs:
    """Return one number per pair that ranks it for one side: score first, then the lower id of the other."""
    return (micro.astype(np.int64) << 32) | (0xFFFFFFFF - other.astype(np.int64))
