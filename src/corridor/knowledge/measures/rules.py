"""What holds for measures, whoever asks: vocabulary, and when entries may stand side by side."""

from collections.abc import Sequence
from typing import Final, Protocol

from corridor.kernel.errors import N_, InputError

FEWEST_COMPARED: Final = 2
MOST_COMPARED: Final = 4


class Comparable(Protocol):
    """What the rule needs to know of an entry."""

    name: str
    is_named_only: bool


def check_comparable(entries: Sequence[Comparable]) -> None:
    """Refuse fewer than two or more than four entries, and entries of which the sources give no facts."""
    if not FEWEST_COMPARED <= len(entries) <= MOST_COMPARED:
        raise InputError(
            N_("%(chosen)s entries are chosen; from %(fewest)s to %(most)s can stand side by side."),
            hint=N_("Tick two, three or four entries in the list."),
            field="id",
            params={"chosen": len(entries), "fewest": FEWEST_COMPARED, "most": MOST_COMPARED},
        )
    for entry in entries:
        if entry.is_named_only:
            raise InputError(
                N_('"%(name)s" cannot be compared: the sources give its name and no facts.'),
                hint=N_("Choose entries from the list of those with facts."),
                field="id",
                params={"name": entry.name},
            )


def differing(units: Sequence[str]) -> tuple[str, ...]:
    """Return the units that stand beside each other if there is more than one, otherwise nothing.

    >>> differing(["EUR", "XEU", "EUR"])
    ('EUR', 'XEU')
    >>> differing(["EUR", "EUR"])
    ()
    """
    distinct = tuple(dict.fromkeys(unit for unit in units if unit))
    return distinct if len(distinct) > 1 else ()
