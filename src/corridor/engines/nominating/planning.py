"""How many to nominate, so that enough come and not too many."""

from collections.abc import Sequence

import numpy as np

from corridor.engines.nominating.chain import MOST_PEOPLE, forecast, values_before
from corridor.engines.nominating.types import (
    ROUNDING,
    Belief,
    Flags,
    Floats,
    NominationPlan,
    Pipeline,
    TradeOff,
    WaitingList,
    WishesContradict,
)
from corridor.kernel.errors import N_, InputError, RuleViolation

FIRST_LIMIT = 64
SHOWN = 9


def nominations_needed(
    *,
    target: int,
    capacity: int,
    rates: Sequence[Belief],
    chance_to_reach: float = 0.9,
    chance_of_overfill: float = 0.1,
    waiting: Sequence[int] = (),
    others: Sequence[Pipeline] = (),
) -> NominationPlan:
    """Return the least number of nominations that reaches a target, if it keeps the chance of too many small.

    Parameters
    ----------
    target : people who are to come through all stages, at least 1
    capacity : people for whom there is a place, at least `target`
    rates : what is believed of each stage, in order, for the people who are to be nominated
    chance_to_reach : least chance of `target` or more, between 0 and 1
    chance_of_overfill : greatest chance of more than `capacity`, between 0 and 1
    waiting : people of the same group already before each stage; none if empty
    others : people of other groups already on their way

    Returns
    -------
    The plan with its forecast; 0 nominations where those on their way are enough.

    Raises
    ------
    InputError : a target, capacity or chance that is not possible
    WishesContradict : every number that reaches the target overfills too often; carries the table of numbers
    RuleViolation : not even 3,000 people reach the target with the wished chance

    Notes
    -----
    Exact for the beliefs given, since both chances grow with the number. O(stages n^2) for n people.

    Source: docs/methods/nominating.md, section 2.

    Examples
    --------
    >>> plan = nominations_needed(target=1, capacity=3, rates=[Belief(0.5)])
    >>> plan.nominate, plan.most, round(plan.chance_to_reach, 4)
    (4, 4, 0.9375)
    """
    check_wishes(target, capacity, chance_to_reach, chance_of_overfill)
    start = Pipeline(tuple(rates), tuple(waiting) or (0,) * len(rates))
    reach, overfill = chances(start, others, target, capacity, chance_to_reach)
    least = int(np.argmax(is_reached(reach, chance_to_reach)))
    within = np.flatnonzero(overfill <= chance_of_overfill + ROUNDING)
    most = int(within[-1]) if len(within) else -1
    table = trade_offs(start, others, reach, overfill, least, most)
    if least > most:
        raise contradiction(
            target=target, capacity=capacity, least=least, most=most, reach=reach, overfill=overfill, table=table
        )
    found = forecast([with_more(start, least), *others])
    return NominationPlan(target, capacity, least, most, float(reach[least]), float(overfill[least]), found, table)


def chances(
    start: Pipeline, others: Sequence[Pipeline], target: int, capacity: int, wished: float
) -> tuple[Floats, Floats]:
    """Return the chances of reaching the target and of overfilling, for 0 to as many nominations as are needed."""
    beside = forecast(others)
    limit = max(0, min(FIRST_LIMIT, MOST_PEOPLE - sum(start.waiting)))
    while True:
        final = np.arange(limit + sum(start.waiting) + 1)
        reach = values_before(start.rates, start.waiting, tail(beside.chance, target - final), limit)
        enough = is_reached(reach, wished)
        if enough[-1] and limit >= 2 * int(np.argmax(enough)):
            break
        if limit + sum(start.waiting) >= MOST_PEOPLE:
            if enough[-1]:
                break
            raise out_of_reach(target, wished, limit, float(reach[-1]))
        limit = min(4 * limit, MOST_PEOPLE - sum(start.waiting))
    overfill = values_before(start.rates, start.waiting, tail(beside.chance, capacity + 1 - final), limit)
    return reach, overfill


def is_reached(reach: Floats, wished: float) -> Flags:
    """Return for which numbers a chance is at least as great as wished."""
    return np.asarray(reach >= wished - ROUNDING)


def tail(chance: Floats, numbers: np.ndarray[tuple[int], np.dtype[np.int64]]) -> Floats:
    """Return the chance of at least each number."""
    at_least = np.append(np.cumsum(chance[::-1])[::-1], 0.0)
    return np.asarray(at_least[np.clip(numbers, 0, len(chance))])


def with_more(start: Pipeline, nominations: int) -> Pipeline:
    """Return a pipeline with people added before its first stage."""
    return Pipeline(start.rates, (start.waiting[0] + nominations, *start.waiting[1:]))


def trade_offs(
    start: Pipeline, others: Sequence[Pipeline], reach: Floats, overfill: Floats, least: int, most: int
) -> tuple[TradeOff, ...]:
    """Return what the numbers between and around the two limits would bring."""
    low, high = sorted((least, max(most, 0)))
    step = max(1, -(-(high - low) // (SHOWN - 3)))
    numbers = {max(0, low - step), *range(low, high + 1, step), high, high + step}
    later = sum(expected(one) for one in others)
    return tuple(
        TradeOff(number, float(reach[number]), float(overfill[number]), later + expected(with_more(start, number)))
        for number in sorted(numbers)
        if number < len(reach)
    )


def expected(pipeline: Pipeline) -> float:
    """Return how many come through on average."""
    people = 0.0
    for belief, waiting in zip(pipeline.rates, pipeline.waiting, strict=True):
        people = (people + waiting) * belief.mean
    return people


def check_wishes(target: int, capacity: int, chance_to_reach: float, chance_of_overfill: float) -> None:
    """Refuse a target or a chance that is not possible."""
    if not 1 <= target <= capacity:
        raise InputError(
            N_("A target of %(target)s people does not fit %(capacity)s places."),
            hint=N_("Set a target of at least 1 and at most the number of places."),
            field="target",
            params={"target": target, "capacity": capacity},
        )
    for field, value in (("chance_to_reach", chance_to_reach), ("chance_of_overfill", chance_of_overfill)):
        if not 0 < value < 1:
            raise InputError(
                N_("A chance of %(value)s is not between 0 and 1."),
                hint=N_("Nothing is certain here: give a chance above 0 and below 1."),
                field=field,
                params={"value": value},
            )


def contradiction(
    *, target: int, capacity: int, least: int, most: int, reach: Floats, overfill: Floats, table: tuple[TradeOff, ...]
) -> WishesContradict:
    """Say which number each of two wishes asks for, and what it would bring."""
    error = WishesContradict(
        N_(
            "To reach %(target)s people as surely as wished takes %(least)s nominations; more than %(capacity)s would "
            "then come with a chance of %(overfill)s %%."
        ),
        hint=N_("Accept a lower chance of reaching the target or a higher chance of too many, or add places."),
        field="chance_of_overfill",
        params={
            "target": target,
            "capacity": capacity,
            "least": least,
            "most": max(most, 0),
            "overfill": round(100 * float(overfill[least])),
            "reach": round(100 * float(reach[max(most, 0)])),
        },
    )
    error.table = table
    return error


def out_of_reach(target: int, wished: float, people: int, chance: float) -> RuleViolation:
    """Say that no number of nominations reaches a target."""
    return RuleViolation(
        N_("%(people)s nominations would reach %(target)s people with a chance of %(chance)s %% only."),
        hint=N_("Lower the target, find out why so few come through, or ask for less certainty."),
        field="target",
        params={"people": people, "target": target, "chance": round(100 * chance)},
    )


def call_next(*, waiting: Sequence[int], is_free: Sequence[bool], number: int) -> WaitingList:
    """Return who of a ranked waiting list is called next.

    Parameters
    ----------
    waiting : rank of every place of the list, lower is better, ties by the earlier place
    is_free : False for those who have been called before or are no longer free
    number : how many to call, at least 0; from `nominations_needed` with the people on their way

    Returns
    -------
    The places to call and those that go on waiting, both best first. Nobody who was called before is called off.

    Raises
    ------
    InputError : two lists of different length, or a number below 0

    >>> call_next(waiting=[3, 1, 2], is_free=[True, False, True], number=1).called
    (2,)
    """
    if len(waiting) != len(is_free) or number < 0:
        raise InputError(
            N_("%(ranks)s ranks, %(free)s marks and a number of %(number)s do not fit together."),
            hint=N_("Give one rank and one mark per person and a number of at least 0."),
            field="waiting",
            params={"ranks": len(waiting), "free": len(is_free), "number": number},
        )
    order = sorted((place for place, free in enumerate(is_free) if free), key=lambda place: (waiting[place], place))
    return WaitingList(tuple(order[:number]), tuple(order[number:]), max(0, number - len(order)))
