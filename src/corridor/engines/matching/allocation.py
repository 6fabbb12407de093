"""Who is nominated where: an allocation of candidates to positions over the listed pairs."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from corridor.engines.matching.types import Edges, Flags, Floats, Ints, Longs, Store
from corridor.kernel.errors import N_, InputError, RuleViolation

FEW_PAIRS = 100_000
"""Up to so many pairs the plain ways are quick and need no compiling."""
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


@dataclass(frozen=True, slots=True)
class QuotaLine:
    """How a quota came out."""

    label: str
    least: int | None
    most: int | None
    nominated: int


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


def quota_lines(choice: Choice, chosen: Flags) -> tuple[QuotaLine, ...]:
    """Count the nominations under every quota."""
    return tuple(
        QuotaLine(quota.label, quota.least, quota.most, int(np.count_nonzero(under(choice, quota) & chosen)))
        for quota in choice.quotas
    )


def under(choice: Choice, quota: Quota) -> Flags:
    """Return the pairs that count for a quota."""
    return np.asarray(quota.people[choice.candidate] & quota.posts[choice.vacancy])


def refuse_broken(lines: Sequence[QuotaLine]) -> None:
    """Refuse an allocation that breaks a quota."""
    for line in lines:
        low, high = line.least or 0, line.nominated if line.most is None else line.most
        if not low <= line.nominated <= high:
            raise RuleViolation(
                N_("The quota %(quota)s asks for %(least)s to %(most)s nominations; a stable allocation gives %(n)s."),
                hint=N_("Allocate by optimal or balanced, which keep quotas, or change the quota."),
                code="quota_broken",
                params={
                    "quota": line.label,
                    "least": line.least or 0,
                    "most": "-" if line.most is None else line.most,
                    "n": line.nominated,
                },
            )


def impossible(choice: Choice) -> RuleViolation:
    """Return the error for quotas that no allocation can keep."""
    return RuleViolation(
        N_("No allocation of the listed pairs keeps all of the %(count)s quotas."),
        hint=N_("Lower a minimum, raise a maximum, or list more partners with a longer list."),
        code="quota_impossible",
        params={"count": len(choice.quotas)},
    )


def refuse_too_many(choice: Choice) -> None:
    """Refuse an integer programme over more pairs than it can solve in useful time."""
    if len(choice.vacancy) > SOLVER_PAIRS:
        raise InputError(
            N_("Quotas and balance are kept over at most %(most)s listed pairs; here are %(pairs)s."),
            hint=N_("List fewer partners per row, allocate region by region, or allocate by optimal without quotas."),
            field="allocate",
            code="too_many_pairs",
            params={"pairs": len(choice.vacancy), "most": SOLVER_PAIRS},
        )


def group_lines(choice: Choice, chosen: Flags) -> tuple[GroupLine, ...]:
    """Return the mean score of every group."""
    gained = np.zeros(choice.people, np.int64)
    gained[choice.candidate[chosen]] = choice.micro[chosen]
    placed = np.zeros(choice.people, np.bool_)
    placed[choice.candidate[chosen]] = True
    return tuple(
        GroupLine(
            group.label,
            members := int(np.count_nonzero(group.people)),
            int(np.count_nonzero(group.people & placed)),
            int(gained[group.people].sum()) / 1e6 / max(members, 1),
        )
        for group in choice.groups
    )


def wish(micro: Ints | Longs, other: Ints) -> Longs:
    """Return one number per pair that ranks it for one side: score first, then the lower id of the other."""
    return (micro.astype(np.int64) << 32) | (0xFFFFFFFF - other.astype(np.int64))
