"""Check a procedure and bring its steps into an order in which they can be done."""

import math
from collections.abc import Sequence

from corridor.engines.caseflow.types import Procedure, Step
from corridor.kernel.errors import N_, InputError


def order_procedure(steps: Sequence[Step]) -> Procedure:
    """Return the steps in an order in which every step follows those it depends on; as given where there is a choice.

    Parameters
    ----------
    steps : the steps with unique codes; durations in days, >= 0, None where not known

    Returns
    -------
    The checked procedure, its steps in topological order.

    Raises
    ------
    InputError : there is no step; a code is empty or used twice; a step depends on an unknown one; steps wait for each
        other in a circle, which is named in its order; a duration is negative or not a number

    Source: docs/methods/caseflow.md, section 1. O(steps^2), for procedures of at most some hundred steps.

    >>> order_procedure([Step("visa", depends_on=("contract",)), Step("contract")]).codes
    ('contract', 'visa')
    """
    _check_codes(steps)
    for step in steps:
        _check_durations(step)
    return Procedure(_topological(steps))


def _check_codes(steps: Sequence[Step]) -> None:
    if not steps:
        raise InputError(N_("The procedure has no steps."), hint=N_("Add at least one step."), field="steps")
    seen: set[str] = set()
    for step in steps:
        if not step.code.strip():
            raise InputError(N_("A step has no code."), hint=N_("Give every step a short code."), field="code")
        if step.code in seen:
            raise InputError(
                N_('The step "%(step)s" appears twice.'),
                hint=N_("Give every step of the procedure its own code."),
                field="code",
                params={"step": step.code},
            )
        seen.add(step.code)
    _check_predecessors(steps, seen)


def _check_predecessors(steps: Sequence[Step], known: set[str]) -> None:
    for step in steps:
        for predecessor in step.depends_on:
            if predecessor not in known:
                raise InputError(
                    N_('The step "%(step)s" waits for "%(predecessor)s", which is not a step of the procedure.'),
                    hint=N_("Add the missing step or take it from the list of steps that come first."),
                    field="depends_on",
                    params={"step": step.code, "predecessor": predecessor},
                )


def _check_durations(step: Step) -> None:
    for field, days in (("legal_days", step.legal_days), ("median_days", step.median_days)):
        if days is not None and not (math.isfinite(days) and days >= 0):
            raise InputError(
                N_('The step "%(step)s" has a duration of %(days)s days.'),
                hint=N_("Give zero or more days, or leave the duration empty where it is not known."),
                field=field,
                params={"step": step.code, "days": days},
            )


def _topological(steps: Sequence[Step]) -> tuple[Step, ...]:
    left = list(steps)
    done: set[str] = set()
    ordered: list[Step] = []
    while left:
        ready = next((step for step in left if done.issuperset(step.depends_on)), None)
        if ready is None:
            raise _cycle_error(left)
        left.remove(ready)
        done.add(ready.code)
        ordered.append(ready)
    return tuple(ordered)


def _cycle_error(left: Sequence[Step]) -> InputError:
    cycle = find_cycle(left)
    return InputError(
        N_("These steps wait for each other in a circle, so that none can start: %(cycle)s."),
        hint=N_("Read it as: the first waits for the second, and so on. Remove one of these dependencies."),
        field="depends_on",
        code="cyclic_procedure",
        params={"cycle": " > ".join(cycle)},
    )


def find_cycle(blocked: Sequence[Step]) -> tuple[str, ...]:
    """Return one circle among steps of which each waits for another one of them; its first step stands at both ends.

    Every blocked step waits for at least one other blocked step, so walking back must meet a step again.
    """
    waits = {step.code: step for step in blocked}
    walk = [blocked[0].code]
    while True:
        predecessor = next(code for code in waits[walk[-1]].depends_on if code in waits)
        if predecessor in walk:
            circle = walk[walk.index(predecessor) :]
            return _from_first(circle, list(waits))
        walk.append(predecessor)


def _from_first(circle: list[str], order: list[str]) -> tuple[str, ...]:
    first = min(range(len(circle)), key=lambda place: order.index(circle[place]))
    turned = circle[first:] + circle[:first]
    return (*turned, turned[0])
