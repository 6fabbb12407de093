"""What holds for pathways whatever the page: words in the reader's language, order of a procedure."""

from collections.abc import Iterable, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from typing import Any

from django.utils.translation import get_language

from corridor.kernel.errors import N_, InputError


def localised(row: Any, stem: str) -> str:
    """Return a text of a row in the active language, English where there is none.

    The English text stands in `<stem>_en`, or in `<stem>` where a row was first named by its author.
    """
    language = (get_language() or "en")[:2]
    english = getattr(row, f"{stem}_en", None) or getattr(row, stem, "")
    return str(getattr(row, f"{stem}_{language}", "") or english)


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
