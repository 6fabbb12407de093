"""The list of decisions already made: counted from cases, or entered with a source."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from corridor.access.roles import Role
from corridor.access.selectors import roles_of
from corridor.core import audit
from corridor.delivery.recognition.models import EquivalenceEntry
from corridor.delivery.recognition.selectors.library import counted_entries
from corridor.kernel.errors import N_, InputError, NotPermitted


@dataclass(frozen=True)
class Seen:
    """A decision or a statement of comparability as a source reports it."""

    area: str
    origin_iso3: str
    qualification: str
    destination_iso3: str
    outcome: str
    source: str
    checked_on: date
    reference: str = ""
    reference_isco08: str = ""
    differences: str = ""
    median_days: int | None = None
    is_invented: bool = False


@transaction.atomic
def enter(*, seen: Seen, by: Any) -> EquivalenceEntry:
    """Enter what a source says; without a source nothing is entered."""
    _check_may(by)
    if not seen.source.strip():
        raise InputError(
            N_("An entry that is not counted from cases needs its source."),
            hint=N_("Name the list or the statement, with its date."),
            field="source",
        )
    row = EquivalenceEntry.objects.create(**vars(seen))
    audit.record(by=by, action="recognition.entry_made", obj=row)
    return row


@transaction.atomic
def count_again(*, by: Any) -> int:
    """Count the list from the decided cases of all authorities; groups of fewer than five cases do not appear."""
    _check_may(by)
    EquivalenceEntry.objects.filter(cases_n__isnull=False).delete()
    rows = [EquivalenceEntry(**vars(entry), checked_on=timezone.localdate()) for entry in counted_entries()]
    EquivalenceEntry.objects.bulk_create(rows)
    audit.record(by=by, action="recognition.entries_counted", detail={"entries": len(rows)})
    return len(rows)


def _check_may(by: Any) -> None:
    if by is not None and Role.AUTHORITY not in roles_of(by):
        raise NotPermitted(N_("The list is kept by recognition authorities."), hint=N_("Ask the authority."))
