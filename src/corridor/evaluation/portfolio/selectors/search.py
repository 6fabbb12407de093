"""One search over the rooms: each kind is read through its own selector, so nobody finds what she may not open."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from corridor.access.models import User
from corridor.access.roles import OFFICERS, STAFF, Role
from corridor.access.selectors import roles_of
from corridor.delivery.mobility.selectors.cases import CaseWish, cases
from corridor.delivery.protection.rules import plain_number
from corridor.delivery.protection.selectors.grievances import GrievanceWish, grievances
from corridor.delivery.recruitment.runs.names import candidates_named_like
from corridor.delivery.recruitment.selectors.candidates import CandidateSearch, candidates_of
from corridor.delivery.recruitment.selectors.vacancies import VacancySearch, employers_of, vacancies_of
from corridor.delivery.skills.rules import plain
from corridor.delivery.training.selectors import cohorts
from corridor.design.schemes.models import Scheme
from corridor.design.schemes.selectors import schemes_visible_to
from corridor.ui import formats

LEAST = 2
SHOWN = 10
# A tracking number is opened by those who hold most of it; two letters of it would list the complaints.
LEAST_OF_A_NUMBER = 4
_OFFICES = frozenset(OFFICERS)


@dataclass(frozen=True)
class Hit:
    """One record that was found."""

    title: str
    detail: str
    status: str
    url: str


@dataclass(frozen=True)
class Group:
    """What was found of one kind; `more_url` leads to the list where there is more than is shown."""

    label: str
    icon: str
    hits: tuple[Hit, ...]
    total: int
    more_url: str


@dataclass(frozen=True)
class Kind:
    """One kind of record: who may open it, how it is found and how it is shown."""

    label: str | Promise
    icon: str
    roles: frozenset[Role]
    find: Callable[[User, str], Any]
    show: Callable[[Any], Hit]
    list_url: str
    query: str


def search(*, user: User, text: str) -> list[Group]:
    """Return what a person may open and what matches all words, by kind; kinds without a match are left out.

    Where nothing matches at all, people come whose names sound like the words, in Arabic or Latin letters.
    """
    words = " ".join(text.split())
    if len(words) < LEAST:
        return []
    roles = roles_of(user)
    groups = [_group(kind, kind.find(user, words), words) for kind in KINDS if kind.roles & roles]
    found = [group for group in groups if group.total]
    if found or not PEOPLE.roles & roles:
        return found
    alike = _group(PEOPLE, candidates_named_like(user=user, search=CandidateSearch(text=words)), words)
    return [alike] if alike.total else []


def _group(kind: Kind, found: Any, words: str) -> Group:
    total = len(found) if isinstance(found, list) else found.count()
    hits = tuple(kind.show(row) for row in found[:SHOWN]) if total else ()
    query = f"{kind.query}{quote(words)}" if kind.query else ""
    return Group(str(kind.label), kind.icon, hits, total, reverse(kind.list_url) + query if total > SHOWN else "")


def _holding(rows: Iterable[Any], words: str, *texts: Callable[[Any], str]) -> list[Any]:
    """Return the rows whose texts hold every word, accents and case left aside."""
    wanted = plain(words).split()
    held = ((row, plain(" ".join(text(row) for text in texts))) for row in rows)
    return [row for row, text in held if wanted and all(word in text for word in wanted)]


def _schemes(user: User, words: str) -> list[Scheme]:
    rows = schemes_visible_to(user=user)
    return _holding(rows, words, lambda row: row.name, lambda row: row.localised_name, lambda row: row.reference)


def _employers(user: User, words: str) -> list[Any]:
    rows = employers_of(user=user)
    return _holding(rows, words, lambda row: row.organisation.name, lambda row: row.organisation.localised_name)


def _cohorts(user: User, words: str) -> list[Any]:
    rows = cohorts(user=user)
    return _holding(rows, words, lambda row: row.name_en, lambda row: row.name, lambda row: row.provider.localised_name)


def _complaints(user: User, words: str) -> Any:
    number = plain_number(words)
    rows = grievances(user=user, wish=GrievanceWish(number=words))
    return rows if len(number.replace("-", "")) >= LEAST_OF_A_NUMBER else rows.none()


def _hit(name: str, pk: int, title: object, detail: object = "", status: object = "") -> Hit:
    return Hit(str(title), str(detail), str(status), reverse(name, args=[pk]))


def _scheme(row: Any) -> Hit:
    return _hit("schemes:detail", row.pk, row.localised_name, row.reference, row.get_status_display())


def _vacancy(row: Any) -> Hit:
    detail = f"{row.reference} · {row.employer.organisation.localised_name}"
    return _hit("recruitment:vacancy", row.pk, row.title, detail, row.get_status_display())


def _candidate(row: Any) -> Hit:
    detail = f"{row.reference} · {row.scheme.localised_name}"
    return _hit("recruitment:candidate", row.pk, row.person, detail, row.get_status_display())


def _case(row: Any) -> Hit:
    placement = row.placement
    detail = f"{placement.candidate.person} · {placement.vacancy.title}"
    return _hit("mobility:case", row.pk, row.reference, detail, placement.get_status_display())


def _complaint(row: Any) -> Hit:
    detail = f"{row.get_category_display()} · {formats.date(row.received_at)}"
    return _hit("protection:grievance", row.pk, row.tracking_number, detail, row.get_status_display())


def _employer(row: Any) -> Hit:
    name = row.organisation.localised_name
    return _hit("recruitment:employer", row.pk, name, "", row.get_vetted_status_display())


def _cohort(row: Any) -> Hit:
    detail = f"{row.provider.localised_name} · {formats.date(row.starts_on_date)}"
    return _hit("training:cohort", row.pk, row.name, detail, row.get_kind_display())


PEOPLE = Kind(
    _("Candidates"),
    "users",
    _OFFICES | {Role.COUNSELLOR},
    lambda user, words: candidates_of(user=user, search=CandidateSearch(text=words)),
    _candidate,
    "recruitment:candidates",
    "?q=",
)
KINDS: tuple[Kind, ...] = (
    Kind(_("Schemes"), "map-2", STAFF, _schemes, _scheme, "schemes:list", ""),
    Kind(
        _("Vacancies"), "briefcase", _OFFICES,
        lambda user, words: vacancies_of(user=user, search=VacancySearch(text=words)),
        _vacancy, "recruitment:vacancies", "?q=",
    ),
    PEOPLE,
    Kind(
        _("Cases"), "plane-departure", _OFFICES | {Role.COUNSELLOR, Role.PROTECTION},
        lambda user, words: cases(user=user, wish=CaseWish(search=words)),
        _case, "mobility:cases", "?q=",
    ),
    Kind(
        _("Complaints"), "shield-check", frozenset({Role.PROTECTION}), _complaints,
        _complaint, "protection:grievances", "?number=",
    ),
    Kind(
        _("Employers"), "building", _OFFICES | {Role.PROTECTION}, _employers,
        _employer, "recruitment:employers", "",
    ),
    Kind(
        _("Courses"), "school", _OFFICES | {Role.TRAINER, Role.COUNSELLOR}, _cohorts,
        _cohort, "training:cohorts", "",
    ),
)  # fmt: skip
