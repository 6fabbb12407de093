"""The same answers, slow and obvious: for tests and for readers who doubt the fast ones."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from corridor.engines.caseflow.types import Procedure


def paths_to_the_end(procedure: Procedure) -> list[tuple[str, ...]]:
    """Return every chain of steps from one without predecessors to one without successors."""
    successors: dict[str, list[str]] = {code: [] for code in procedure.codes}
    for step in procedure.steps:
        for before in step.depends_on:
            successors[before].append(step.code)

    def extend(path: tuple[str, ...]) -> list[tuple[str, ...]]:
        following = successors[path[-1]]
        return [longer for code in following for longer in extend((*path, code))] if following else [path]

    return [path for step in procedure.steps if not step.depends_on for path in extend((step.code,))]


def longest_duration(procedure: Procedure, days: Mapping[str, float]) -> float:
    """Return the length of the longest chain of steps, by trying all of them."""
    return max(sum(days[code] for code in path) for path in paths_to_the_end(procedure))


def still_open(days: Sequence[int], is_completed: Sequence[bool], after: int) -> Fraction:
    """Return the Kaplan-Meier share still open after so many days, day by day in exact fractions."""
    share = Fraction(1)
    for day in range(after + 1):
        at_risk = sum(length >= day for length in days)
        completed = sum(length == day and done for length, done in zip(days, is_completed, strict=True))
        if at_risk:
            share *= 1 - Fraction(completed, at_risk)
    return share


def quantile(days: Sequence[int], is_completed: Sequence[bool], share: Fraction) -> Fraction | None:
    """Return the day on which the share is completed, or the middle of a level stretch; None where never reached."""
    left = 1 - share
    completion_days = sorted({length for length, done in zip(days, is_completed, strict=True) if done})
    for day in completion_days:
        open_share = still_open(days, is_completed, day)
        if open_share < left:
            return Fraction(day)
        if open_share == left:
            later = [other for other in completion_days if other > day]
            return Fraction(day + later[0], 2) if later else Fraction(day)
    return None
