"""How quotas and lists speak on a page: whom a quota counts, what is left of it, what a verdict says."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from corridor.core.wordings import quoted
from corridor.kernel.findings import Finding
from corridor.knowledge.codelists.selectors import label_of
from corridor.knowledge.pathways.selectors import pathways
from corridor.knowledge.quotas.models import Quota
from corridor.knowledge.quotas.selectors import Balance
from corridor.ui import formats

FULL, NEARLY = 1.0, 0.9


@dataclass(frozen=True)
class QuotaLine:
    """A quota as the list shows it."""

    quota: Quota
    name: str
    country: str
    scope: str
    period: str
    balance: Balance
    kind: str
    state: str
    bar: tuple[tuple[float, int], ...]


@dataclass(frozen=True)
class ShareLine:
    """What one sector, country or employer holds of a quota."""

    label: str
    reserved: int
    used: int

    @property
    def taken(self) -> int:
        return self.reserved + self.used


def line_of(balance: Balance) -> QuotaLine:
    """Return a quota with its words."""
    quota = balance.quota
    kind, state = state_of(balance)
    return QuotaLine(
        quota=quota,
        name=quoted(quota, "name"),
        country=label_of("countries", quota.destination_iso3),
        scope=scope_of(quota),
        period=period_of(quota.starts_date, quota.ends_date),
        balance=balance,
        kind=kind,
        state=state,
        bar=((balance.used, 0), (balance.reserved, 1)),
    )


def scope_of(quota: Quota) -> str:
    """Return in words whom a quota counts."""
    parts = [
        label_of("nace2", sector_code(quota.nace2)) if quota.nace2 else "",
        _("from %(country)s") % {"country": label_of("countries", quota.origin_iso3)} if quota.origin_iso3 else "",
        label_of("isco08", quota.isco08) if quota.isco08 else "",
        pathway_name(quota.pathway_code),
        str(quota.employer) if quota.employer else "",
    ]
    named = " · ".join(part for part in parts if part)
    # What a quota counts that is only reported, its name says.
    return named or (_("All posts of the country") if quota.is_enforced else "")


def pathway_name(code: str) -> str:
    """Return the name of a pathway in the reader's language, else its code."""
    found = pathways().filter(code=code).first() if code else None
    return found.localised_name if found else code


def sector_code(nace2: str) -> str:
    """Return the code under which the list of sectors knows a sector.

    >>> sector_code("J"), sector_code("J62")
    ('J', '62')
    """
    return nace2[1:] or nace2


def period_of(first: date | None, last: date | None) -> str:
    """Return a period in words; a whole year as its number."""
    if first is None and last is None:
        return _("not stated")
    if first and last and (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return str(first.year)
    if last is None:
        return _("from %(day)s on") % {"day": formats.date(first)}
    if first is None:
        return _("until %(day)s") % {"day": formats.date(last)}
    return f"{formats.date(first)} – {formats.date(last)}"


def state_of(balance: Balance) -> tuple[str, str]:
    """Return how full a quota is, as a kind of state and in words."""
    if not balance.quota.is_enforced or balance.quota.cap is None:
        return "none", _("reported only")
    if balance.over:
        return "bad", _("%(n)s above the cap") % {"n": formats.number(balance.over)}
    if not balance.left:
        return "bad", _("full")
    if balance.taken >= NEARLY * balance.quota.cap:
        return "warn", _("nearly full")
    return "ok", _("open")


def said(finding: Finding) -> str:
    """Return a finding in the reader's language, the occupation by its code and name."""
    params = dict(finding.params)
    for name in ("isco08", "entry"):
        if code := str(params.get(name, "")):
            label = label_of("isco08", code)
            params[name] = f"{code} {label}" if label != code else code
    return _(finding.message) % params if params else _(finding.message)


def share_lines(rows: list[tuple[str, int, int]], *, by: str) -> list[ShareLine]:
    """Return the parts of a quota with their labels."""
    return [ShareLine(_share_label(value, by), reserved, used) for value, reserved, used in rows]


def _share_label(value: str, by: str) -> str:
    if not value:
        return _("not stated")
    if by == "nace2":
        return label_of("nace2", sector_code(value))
    return label_of("countries", value) if by == "origin_iso3" else value
