"""How evidence of prior learning is marked: four criteria from 0 to 3, and the result for a unit."""

from dataclasses import astuple, dataclass
from typing import Final

from corridor.kernel.errors import N_, InputError, RuleViolation

LEAST: Final = 2
MOST: Final = 3


@dataclass(frozen=True)
class Marks:
    """Is it about this unit, is it hers, is it recent, is it enough: each 0 to 3."""

    validity: int
    authenticity: int
    currentness: int
    sufficiency: int


def may_be_competent(marks: Marks) -> bool:
    """Say whether the evidence carries the result: every criterion must reach 2, none makes up for another.

    >>> may_be_competent(Marks(3, 3, 3, 2)), may_be_competent(Marks(3, 3, 3, 1))
    (True, False)
    """
    return bool(min(astuple(marks)) >= LEAST)


def check_marks(marks: Marks, *, is_competent: bool) -> None:
    """Refuse marks outside 0 to 3, and the result "competent" on evidence that does not carry it."""
    if not all(0 <= mark <= MOST for mark in astuple(marks)):
        raise InputError(N_("Every criterion is marked from 0 to 3."), hint=N_("Correct the marks."), field="validity")
    if is_competent and not may_be_competent(marks):
        raise RuleViolation(
            N_("The evidence does not carry the result: every criterion must reach 2."),
            hint=N_("Ask for further evidence, or mark the unit as not yet shown."),
            field="result",
            code="evidence_too_weak",
        )
