"""What holds for pathways whatever the page: words in the reader's language, order of a procedure, fees of workers."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from graphlib import CycleError, TopologicalSorter
from typing import Any, Final

from django.utils.translation import get_language

from corridor.kernel.errors import N_, InputError
from corridor.kernel.findings import Finding

RECRUITMENT_FEE: Final = N_(
    "%(step)s: a recruitment fee of %(fee)s is charged to the worker. Under the Employer Pays Principle the worker "
    "pays nothing for the job; no lawful route uses this step."
)
RELATED_COST: Final = N_("%(step)s: %(fee)s is charged to the worker; look for an employer or a fund that pays it.")
NO_PAYER: Final = N_("%(step)s: no source says who pays the fee of %(fee)s.")
TIED: Final = N_(
    "The permit is tied to one employer: who leaves the employer risks the permit, which makes people dependent."
)
NO_OPEN_PATHWAY: Final = N_(
    "No open pathway is known for %(isco08)s from %(origin)s to %(destination)s on %(day)s: do not spend money on "
    "training for it yet."
)


def localised(row: Any, stem: str) -> str:
    """Return a text of a row in the active language, English where there is none.

    The English text stands in `<stem>_en`, or in `<stem>` where a row was first named by its author.
    """
    language = (get_language() or "en")[:2]
    english = getattr(row, f"{stem}_en", None) or getattr(row, stem, "")
    return str(getattr(row, f"{stem}_{language}", "") or english)


def is_expired(row: Any, day: date) -> bool:
    """Return whether a row of the register was in force only until before a day."""
    return row.valid_until_date is not None and row.valid_until_date < day


def in_force(row: Any, day: date) -> bool:
    """Return whether a row of the register is in force on a day."""
    return not is_expired(row, day) and (row.valid_from_date is None or row.valid_from_date <= day)


def fee_finding(*, step: str, payer: str, fee_kind: str, fee: Decimal | None, shown: str) -> Finding | None:
    """Return what is wrong with the fee of a step; None where there is no fee or another than the worker pays it."""
    if not fee:
        return None
    params = {"step": step, "fee": shown}
    if payer == "worker":
        is_recruitment = fee_kind == "recruitment"
        code = "worker_pays_recruitment_fee" if is_recruitment else "worker_pays_related_cost"
        return Finding(code, RECRUITMENT_FEE if is_recruitment else RELATED_COST, params)
    return None if payer else Finding("payer_not_stated", NO_PAYER, params)


def order_of_steps(predecessors: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """Return the step codes so that each stands after all that it waits for, else in the order given.

    >>> order_of_steps({"visa": ["permit"], "permit": []})
    ('permit', 'visa')
    """
    refuse_unknown_steps(predecessors)
    sorter = TopologicalSorter({code: list(before) for code, before in predecessors.items()})
    try:
        sorter.prepare()
    except CycleError as error:
        raise _cycle(error.args[1]) from error
    places = {code: place for place, code in enumerate(predecessors)}
    found: list[str] = []
    while sorter.is_active():
        ready = sorted(sorter.get_ready(), key=places.__getitem__)
        found.extend(ready)
        sorter.done(*ready)
    return tuple(found)


def with_alternatives(
    predecessors: Mapping[str, Sequence[str]], alternative_to: Mapping[str, str]
) -> dict[str, tuple[frozenset[str], ...]]:
    """Return for each step the groups of which one step each must be done before it.

    >>> waits = with_alternatives({"visa": ["paper"], "paper": [], "online": []}, {"online": "paper"})
    >>> [sorted(group) for group in waits["visa"]]
    [['online', 'paper']]
    """
    stand_ins: dict[str, set[str]] = {code: {code} for code in predecessors}
    for code, standard in alternative_to.items():
        if standard:
            stand_ins[standard].add(code)
    return {code: tuple(frozenset(stand_ins[each]) for each in before) for code, before in predecessors.items()}


def goals_of(predecessors: Mapping[str, Sequence[str]], alternative_to: Mapping[str, str]) -> frozenset[str]:
    """Return the steps with which a procedure ends: nobody waits for them, and they stand in for no other."""
    awaited = {code for before in predecessors.values() for code in before}
    return frozenset(code for code in predecessors if code not in awaited and not alternative_to.get(code))


def standard_steps(predecessors: Mapping[str, Sequence[str]], alternative_to: Mapping[str, str]) -> frozenset[str]:
    """Return the steps of the usual way: those that lead to the end without a step that stands in for another.

    >>> before = {"visa": ["paper"], "paper": [], "online": ["account"], "account": []}
    >>> sorted(standard_steps(before, {"online": "paper"}))
    ['paper', 'visa']
    """
    open_ones, found = set(goals_of(predecessors, alternative_to)), set[str]()
    while open_ones:
        code = open_ones.pop()
        found.add(code)
        open_ones |= set(predecessors[code]) - found
    return frozenset(found)


def refuse_wrong_alternatives(predecessors: Mapping[str, Sequence[str]], alternative_to: Mapping[str, str]) -> None:
    """Refuse a step that stands in for one that the procedure does not have, or that itself stands in for another."""
    for code, standard in alternative_to.items():
        if standard and (standard not in predecessors or alternative_to.get(standard) or standard == code):
            raise InputError(
                N_("Step %(code)s stands in for %(standard)s, which is no usual step of the procedure."),
                hint=N_("Name the usual step; several steps may stand in for the same one."),
                field="alternative_to",
                params={"code": code, "standard": standard},
            )


def refuse_unknown_steps(predecessors: Mapping[str, Iterable[str]]) -> None:
    """Refuse a step that waits for one that the procedure does not have."""
    for code, before in predecessors.items():
        for other in before:
            if other not in predecessors:
                raise InputError(
                    N_("Step %(code)s waits for step %(other)s, which the procedure does not have."),
                    hint=N_("Add the missing step, or take it out of the steps that are waited for."),
                    field="predecessors",
                    params={"code": code, "other": other},
                )


def _cycle(path: Sequence[str]) -> InputError:
    # graphlib names the path from a step to its successor; people read who waits for whom.
    return InputError(
        N_("The steps of the procedure wait for each other in a circle: %(cycle)s."),
        hint=N_("Take out one of these waits, so that the procedure can begin somewhere."),
        field="predecessors",
        params={"cycle": " → ".join(reversed(path))},
    )
