"""What changes in a market is noted in the transaction that changes it, so that live lists can follow."""

from collections.abc import Iterable, Sequence
from time import monotonic
from typing import Any

from django.db import transaction

from corridor.delivery.recruitment.models import Candidate, MarketChange, Vacancy

LATE_SECONDS = 20.0
"""Well below the minute that indexes look back."""


def note_changes(*, candidates: Iterable[tuple[int, int]] = (), vacancies: Iterable[tuple[int, int]] = ()) -> None:
    """Note that rows came, changed or went, each with its scheme, in the transaction that changes them.

    Indexes look at the notes of the last minute again, since transactions may end in another order than their notes.
    A transaction that lasts longer notes its rows once more when it has ended.
    """
    sides = ((MarketChange.Side.CANDIDATE, candidates), (MarketChange.Side.VACANCY, vacancies))
    notes, began = [(side, row, scheme) for side, rows in sides for row, scheme in rows], monotonic()
    if notes:
        _write(notes)
        transaction.on_commit(lambda: _write(notes) if monotonic() - began > LATE_SECONDS else None, robust=True)


def _write(notes: Sequence[tuple[str, int, int]]) -> None:
    MarketChange.objects.bulk_create(
        [MarketChange(side=side, row=row, scheme_id=scheme) for side, row, scheme in notes], batch_size=1000
    )


def note_row(instance: Any) -> None:
    """Note that a candidate, a vacancy, a person or a part of a person's profile was saved or deleted."""
    if isinstance(instance, Vacancy):
        note_changes(vacancies=[(instance.pk, instance.scheme_id)])
    elif isinstance(instance, Candidate):
        note_changes(candidates=[(instance.pk, instance.scheme_id)])
    else:
        note_people([getattr(instance, "person_id", instance.pk)])


def note_people(people: Iterable[int]) -> None:
    """Note the candidacies of some people."""
    rows = Candidate.objects.filter(person__in=list(people)).values_list("pk", "scheme")
    note_changes(candidates=list(rows))
