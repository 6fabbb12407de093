"""A share with the count it stands on, and a funnel of shares."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist

from corridor.engines.compute import not_empty, share, whole
from corridor.kernel.errors import N_, InputError

# Groups below this size are shown as counts, not as shares.
SMALL_GROUP = 10


@dataclass(frozen=True, slots=True)
class Share:
    """A share among those who answered, with a Wilson interval, and how many were asked.

    `value` and the interval are None where nobody answered; `is_small` says to show counts only.
    """

    count: int
    answered: int
    asked: int
    value: float | None
    low: float | None
    high: float | None
    response_rate: float | None
    is_small: bool


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of a funnel: people by group, and the shares who came from the stage before and the first."""

    name: str
    total: int
    by_group: Mapping[str, int]
    from_previous: Share | None
    from_first: Share
    from_previous_by_group: Mapping[str, Share]


@dataclass(frozen=True, slots=True)
class Funnel:
    """The stages in order."""

    stages: tuple[Stage, ...]


@dataclass(frozen=True, slots=True)
class Efficiency:
    """Total cost over people; None where there is nobody to divide by."""

    cost: float
    count: int
    unit: float | None


def wilson_share(count: int, answered: int, asked: int | None = None, level: float = 0.95) -> Share:
    """Compute a share with its Wilson score interval.

    Parameters
    ----------
    count : people with the property, at most `answered`
    answered : people who answered, the denominator
    asked : people who were asked, at least `answered`; the same number where it is not given
    level : confidence level, between 0 and 1

    Raises
    ------
    InputError : counts below zero, more with the property than answered, more answered than asked

    Source: Wilson (1927); docs/methods/indicators.md, Shares.
    """
    n, k = whole(answered, "answered"), whole(count, "count")
    total = n if asked is None else whole(asked, "asked")
    if not k <= n <= total:
        raise InputError(
            N_("%(count)s of %(answered)s answers out of %(asked)s asked: each number must not exceed the next."),
            hint=N_("Check the three counts."),
            field="count",
            params={"count": k, "answered": n, "asked": total},
        )
    small, response = n < SMALL_GROUP, n / total if total else None
    if n == 0:
        return Share(k, n, total, None, None, None, response, small)
    low, high = _wilson(k / n, n, level)
    return Share(k, n, total, k / n, low, high, response, small)


def _wilson(p: float, n: int, level: float) -> tuple[float, float]:
    if share(level, "level") == 1:
        return 0.0, 1.0
    z = NormalDist().inv_cdf((1 + level) / 2)
    centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    # At p = 0 and p = 1 one bound is exact in theory; rounding must not carry it past the edge.
    return (0.0 if p == 0 else max(0.0, centre - half)), (1.0 if p == 1 else min(1.0, centre + half))


def funnel(stages: Sequence[str], counts: Mapping[str, Sequence[int]], level: float = 0.95) -> Funnel:
    """Count people stage by stage, by group, with the shares who went on.

    Parameters
    ----------
    stages : (n,) names in order
    counts : for every group (for example each sex) the (n,) people at each stage, never growing
    level : confidence level of the intervals

    Raises
    ------
    InputError : no stage, no group, a list of another length, or a stage larger than the one before

    Source: docs/methods/indicators.md, Funnel.
    """
    not_empty(stages, "stages")
    for group, people in not_empty(counts, "counts").items():
        _refuse_growth(group, people, len(stages))
    return Funnel(tuple(_stage(place, name, counts, level) for place, name in enumerate(stages)))


def _refuse_growth(group: str, people: Sequence[int], stages: int) -> None:
    if len(people) != stages:
        raise InputError(
            N_("Group %(group)s has %(given)s counts for %(stages)s stages."),
            hint=N_("Give one count per stage."),
            field="counts",
            params={"group": group, "given": len(people), "stages": stages},
        )
    checked = [whole(count, "counts") for count in people]
    if checked != sorted(checked, reverse=True):
        raise InputError(
            N_("Group %(group)s grows between two stages (%(counts)s)."),
            hint=N_("Count at each stage everybody who reached it."),
            field="counts",
            params={"group": group, "counts": ", ".join(map(str, checked))},
        )


def _stage(place: int, name: str, counts: Mapping[str, Sequence[int]], level: float) -> Stage:
    totals = [sum(people[at] for people in counts.values()) for at in (place, max(place - 1, 0), 0)]
    return Stage(
        name=name,
        total=totals[0],
        by_group={group: people[place] for group, people in counts.items()},
        from_previous=wilson_share(totals[0], totals[1], level=level) if place else None,
        from_first=wilson_share(totals[0], totals[2], level=level),
        from_previous_by_group={
            group: wilson_share(people[place], people[place - 1], level=level) for group, people in counts.items()
        }
        if place
        else {},
    )


def internal_efficiency(cost: float, count: int) -> Efficiency:
    """Divide total cost by direct beneficiaries (or placements), keeping numerator and denominator.

    Source: ETF MISMES methodology; docs/methods/indicators.md, Efficiency.
    """
    people = whole(count, "count")
    return Efficiency(cost=cost, count=people, unit=cost / people if people else None)
