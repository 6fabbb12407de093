"""Who may be the same person: same e-mail address, same number, or same name and date of birth."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet

from corridor.access.models import User
from corridor.access.selectors import visible
from corridor.delivery.recruitment.models import Candidate, DuplicateReview
from corridor.delivery.skills.rules import name_key, phone_key

Ground = DuplicateReview.Ground


@dataclass(frozen=True)
class Identity:
    """What names a person: e-mail address, key of the number, key of the name, date of birth."""

    email: str
    phone: str
    name: str
    birth_date: date | None

    @classmethod
    def of(cls, *, given_name: str, family_name: str, birth_date: date | None, email: str, phone: str) -> "Identity":
        return cls(email.lower(), phone_key(phone), name_key(given_name, family_name), birth_date)

    def marks(self) -> list[tuple[str, str]]:
        """Return what another person may share with this one, the strongest first."""
        found = [(Ground.EMAIL.value, self.email), (Ground.PHONE.value, self.phone)]
        if self.birth_date is not None:
            found.append((Ground.NAME.value, f"{self.name} {self.birth_date.isoformat()}"))
        return [(ground, mark) for ground, mark in found if mark]


@dataclass
class KnownPeople:
    """The people known so far, found by what names them."""

    _by_mark: dict[tuple[str, str], int] = field(default_factory=dict)

    def add(self, number: int, identity: Identity) -> None:
        for mark in identity.marks():
            self._by_mark.setdefault(mark, number)

    def same_as(self, identity: Identity) -> tuple[int, str] | None:
        """Return the number of a person who shares a mark, and the ground."""
        for ground, mark in identity.marks():
            number = self._by_mark.get((ground, mark))
            if number is not None:
                return number, ground
        return None


def known_people(*, user: User, scheme_id: int | None = None) -> KnownPeople:
    """Return everyone whom the officer reaches, found by what names them; duplicates already linked are left out."""
    rows = visible(Candidate.objects.filter(duplicate_of__isnull=True), user=user)
    if scheme_id is not None:
        rows = rows.filter(scheme=scheme_id)
    people = KnownPeople()
    columns = ("pk", "person__email", "person__phone_key", "person__name_key", "person__birth_date")
    for pk, email, phone, name, born in rows.order_by("pk").values_list(*columns).iterator(chunk_size=5000):
        people.add(pk, Identity(email.lower(), phone, name, born))
    return people


def same_person_candidates(*, candidate: Candidate, user: User) -> list[tuple[Candidate, str]]:
    """Return other candidates of the scheme who share a mark with this one."""
    person = candidate.person
    by_mark = {
        Ground.EMAIL.value: Q(person__email__iexact=person.email) if person.email else None,
        Ground.PHONE.value: Q(person__phone_key=person.phone_key) if person.phone_key else None,
        Ground.NAME.value: Q(person__name_key=person.name_key, person__birth_date=person.birth_date)
        if person.birth_date
        else None,
    }
    others = visible(Candidate.objects.filter(scheme=candidate.scheme_id), user=user).exclude(pk=candidate.pk)
    found: dict[int, tuple[Candidate, str]] = {}
    for ground, mark in by_mark.items():
        for other in others.filter(mark).select_related("person").order_by("pk") if mark is not None else ():
            found.setdefault(other.pk, (other, ground))
    return [found[pk] for pk in sorted(found)]


def reviews_for(*, user: User, decision: str = DuplicateReview.Decision.OPEN) -> QuerySet[DuplicateReview]:
    """Return the pairs that the officer may decide."""
    rows = DuplicateReview.objects.filter(decision=decision).select_related(
        "first__person", "second__person", "first__scheme", "second__scheme"
    )
    return visible(rows, user=user).order_by("pk")


def pairs_among(numbers_and_identities: Iterable[tuple[int, Identity]]) -> list[tuple[int, int, str]]:
    """Return pairs (earlier, later, ground) among people in order.

    >>> one = Identity("a@x.org", "", "a", None)
    >>> pairs_among([(1, one), (2, one)])
    [(1, 2, 'email')]
    """
    people, pairs = KnownPeople(), []
    for number, identity in numbers_and_identities:
        same = people.same_as(identity)
        if same is not None:
            pairs.append((same[0], number, same[1]))
        people.add(number, identity)
    return pairs
