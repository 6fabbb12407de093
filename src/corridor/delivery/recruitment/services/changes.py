"""What changes in a market is noted in the transaction that changes it, so that live lists can follow."""

from collections.abc import Iterable
from typing import Any

from corridor.delivery.recruitment.models import Candidate, MarketChange, Vacancy


def note_changes(*, candidates: Iterable[tuple[int, int]] = (), vacancies: Iterable[tuple[int, int]] = ()) -> None:
    """Note that rows came, changed or went, each with its scheme, in the transaction that changes them."""
    sides = ((MarketChange.Side.CANDIDATE, candidates), (MarketChange.Side.VACANCY, vacancies))
    MarketChange.objects.bulk_create(
        [MarketChange(side=side, row=row, scheme_id=scheme) for side, rows in sides for row, scheme in rows],
        batch_size=1000,
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
