"""What a post counts against, and when an occupation stands on a shortage list; no row is read here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from corridor.access.roles import Role
from corridor.kernel.errors import N_, InputError, RuleViolation
from corridor.kernel.findings import Finding

KEEPERS = frozenset({Role.DESIGNER, Role.ADMINISTRATOR})
"""Who enters quotas and lists; offices and employers only use them up."""
DIGITS = "0123456789"


@dataclass(frozen=True)
class Post:
    """Where a post belongs; an empty word is not known yet, and then no quota of that kind counts it."""

    destination_iso3: str
    on: date
    nace2: str = ""
    origin_iso3: str = ""
    isco08: str = ""
    pathway_code: str = ""
    employer_id: int | None = None


@dataclass(frozen=True)
class Reference:
    """What asks for the places: a job order, an approval outside Corridor."""

    kind: str
    key: str


class Scope(Protocol):
    """What a quota says about whom it counts; empty words count everyone."""

    @property
    def destination_iso3(self) -> str: ...
    @property
    def nace2(self) -> str: ...
    @property
    def origin_iso3(self) -> str: ...
    @property
    def isco08(self) -> str: ...
    @property
    def pathway_code(self) -> str: ...
    @property
    def employer_id(self) -> int | None: ...
    @property
    def starts_date(self) -> date | None: ...
    @property
    def ends_date(self) -> date | None: ...


def counts(scope: Scope, post: Post) -> bool:
    """Say whether a post counts against a quota: the day, the country and every word of the scope must agree."""
    if scope.destination_iso3 != post.destination_iso3 or not within(post.on, scope.starts_date, scope.ends_date):
        return False
    return (
        post.nace2.startswith(scope.nace2)
        and digits_of(post.isco08).startswith(scope.isco08)
        and scope.origin_iso3 in {"", post.origin_iso3}
        and scope.pathway_code in {"", post.pathway_code}
        and scope.employer_id in {None, post.employer_id}
    )


def within(day: date, first: date | None, last: date | None) -> bool:
    """Say whether a day lies in a period; an open end has no limit.

    >>> within(date(2026, 5, 1), date(2026, 1, 1), None)
    True
    """
    return (first is None or first <= day) and (last is None or day <= last)


def digits_of(code: str) -> str:
    """Return the ISCO-08 digits of an ISCO-08 or ESCO code.

    >>> digits_of("2512.4")
    '2512'
    """
    return "".join(sign for sign in code.partition(".")[0] if sign in DIGITS)


def check_room(*, name: str, cap: int, used: int, asked: int) -> None:
    """Refuse more posts than a quota has left; the refusal shows the rule."""
    left = max(0, cap - used)
    if asked > left:
        raise RuleViolation(
            N_("The quota “%(quota)s” allows %(cap)s posts; %(used)s are taken, %(left)s are left, %(asked)s more are "
               "asked for."),
            hint=N_("Ask for fewer posts, wait until posts are set free or the next period begins, or have the cap "
                    "changed by the authority that set it."),
            field="positions",
            params={"quota": name, "cap": cap, "used": used, "left": left, "asked": asked},
        )  # fmt: skip


@dataclass(frozen=True)
class Listed:
    """An entry of a shortage list as the rule reads it."""

    isco08: str
    is_added: bool
    region: str
    starts_date: date | None
    ends_date: date | None


@dataclass(frozen=True)
class Shortages:
    """A shortage list as the rule reads it."""

    name: str
    region: str
    is_binding: bool
    source: str
    items: tuple[Listed, ...]


@dataclass(frozen=True)
class Verdict:
    """Whether an occupation stands on a list; None where no list is in force."""

    is_listed: bool | None
    finding: Finding
    list_name: str = ""
    source: str = ""
    is_binding: bool = False

    @property
    def is_refused(self) -> bool:
        """Whether a vacancy outside the lists may not be opened."""
        return self.is_listed is False and self.is_binding


def judge(lists: Iterable[Shortages], *, isco08: str, region: str, on: date) -> Verdict:
    """Say whether an occupation is on one of the lists in force, by which rule.

    A binding list decides before an advisory one. Within a list a regional entry decides before a national one, a
    longer code before a shorter one, and at the same length a removal before an addition.
    """
    code, place = digits_of(isco08), region.strip().casefold()
    found = [_on_list(each, code, place, on) for each in lists if _reaches(each.region, place)]
    if not found:
        return Verdict(None, Finding("no_list", N_("No shortage list is in force for this country and day.")))
    binding = [verdict for verdict in found if verdict.is_binding] or found
    return next((verdict for verdict in binding if verdict.is_listed), binding[0])


def check_listed(verdict: Verdict) -> None:
    """Refuse a vacancy whose occupation is outside a list that is binding; the refusal shows the rule."""
    if verdict.is_refused:
        raise RuleViolation(
            verdict.finding.message,
            hint=N_("Choose an occupation of the list, another pathway, or ask the authority that keeps the list."),
            field="isco08",
            params=verdict.finding.params,
        )


def check_scope(*, isco08: str, nace2: str) -> None:
    """Refuse codes that no post can begin with."""
    if not all(sign in DIGITS for sign in isco08) or len(isco08) > 4:
        raise InputError(
            N_("“%(code)s” is no group of ISCO-08."),
            hint=N_("Enter one to four digits, or leave the field empty."),
            field="isco08",
            params={"code": isco08},
        )
    if nace2 and not ("A" <= nace2[0] <= "U" and all(sign in DIGITS + "." for sign in nace2[1:])):
        raise InputError(
            N_("“%(code)s” is no section or division of NACE."),
            hint=N_("Enter the letter of the section, or the letter with the digits of the division, such as J62."),
            field="nace2",
            params={"code": nace2},
        )


def _reaches(list_region: str, place: str) -> bool:
    return not list_region or list_region.strip().casefold() == place


def _on_list(each: Shortages, code: str, place: str, on: date) -> Verdict:
    item = _deciding(each.items, code, place, on)
    params: dict[str, object] = {"list": each.name, "isco08": code}
    if item is None:
        finding = Finding("not_listed", N_("The occupation %(isco08)s is not on the list “%(list)s”."), params)
        return Verdict(False, finding, each.name, each.source, each.is_binding)
    params |= {"entry": item.isco08, "region": item.region}
    message = _MESSAGES[item.is_added, bool(item.region)]
    finding = Finding("listed" if item.is_added else "removed", message, params)
    return Verdict(item.is_added, finding, each.name, each.source, each.is_binding)


def _deciding(items: Iterable[Listed], code: str, place: str, on: date) -> Listed | None:
    fitting = [
        item
        for item in items
        if code
        and code.startswith(item.isco08)
        and _reaches(item.region, place)
        and within(on, item.starts_date, item.ends_date)
    ]
    return max(fitting, key=lambda item: (bool(item.region), len(item.isco08), not item.is_added), default=None)


_MESSAGES = {
    (True, False): N_("The occupation %(isco08)s is on the list “%(list)s” by the entry %(entry)s."),
    (True, True): N_("The occupation %(isco08)s is on the list “%(list)s” by the entry %(entry)s for %(region)s."),
    (False, False): N_("The occupation %(isco08)s was taken off the list “%(list)s” by the entry %(entry)s."),
    (False, True): N_("The occupation %(isco08)s is taken off the list “%(list)s” by the entry %(entry)s in "
                      "%(region)s."),
}  # fmt: skip
