"""Reading quotas, what is used of them, and shortage lists. Caps and lists are open to staff; lines by workspace."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet, Sum
from django.http import Http404

from corridor.access.selectors import Person, visible
from corridor.core.wordings import worded
from corridor.knowledge.quotas.models import CapStatement, LedgerEntry, Quota, ShortageItem, ShortageList
from corridor.knowledge.quotas.packaged import REPORTED, Reported
from corridor.knowledge.quotas.rules import Listed, Post, Shortages, Verdict, counts, judge, within


@dataclass(frozen=True)
class Balance:
    """A quota with what is reserved, used and left; a quota that is only reported has no left."""

    quota: Quota
    reserved: int = 0
    used: int = 0

    @property
    def taken(self) -> int:
        """Posts that nobody else can take."""
        return self.reserved + self.used

    @property
    def left(self) -> int | None:
        """Posts that are free; None where no cap is stated."""
        return None if self.quota.cap is None else max(0, self.quota.cap - self.taken)

    @property
    def over(self) -> int:
        """Posts above a cap that was lowered afterwards."""
        return 0 if self.quota.cap is None else max(0, self.taken - self.quota.cap)


@dataclass(frozen=True)
class Holding:
    """What one reference holds of a quota."""

    reserved: int = 0
    used: int = 0

    @property
    def taken(self) -> int:
        return self.reserved + self.used


def quotas(*, destination_iso3: str = "", year: int | None = None) -> QuerySet[Quota]:
    """Return the quotas, of one country or year where one is named; a quota without a period shows in every year."""
    rows = Quota.objects.select_related("employer")
    if destination_iso3:
        rows = rows.filter(destination_iso3=destination_iso3)
    if year is not None:
        first, last = date(year, 1, 1), date(year, 12, 31)
        rows = rows.filter(Q(starts_date__isnull=True) | Q(starts_date__lte=last))
        rows = rows.filter(Q(ends_date__isnull=True) | Q(ends_date__gte=first))
    return rows.order_by("-is_enforced", "destination_iso3", "-starts_date", "pk")


def get_quota(*, pk: int) -> Quota:
    """Return one quota, else 404."""
    row = Quota.objects.select_related("employer").filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def balances(rows: Iterable[Quota]) -> list[Balance]:
    """Return quotas with what is taken of them, in one query."""
    found = list(rows)
    sums = LedgerEntry.objects.filter(quota__in=[row.pk for row in found]).order_by().values_list("quota")
    taken = {pk: pair for pk, *pair in sums.annotate(Sum("reserved_change"), Sum("used_change"))}
    return [Balance(row, *taken.get(row.pk, (0, 0))) for row in found]


def covering(post: Post) -> list[Quota]:
    """Return the quotas in force that count a post."""
    rows = Quota.objects.filter(
        destination_iso3=post.destination_iso3, is_enforced=True, starts_date__lte=post.on, ends_date__gte=post.on
    )
    return [row for row in rows.order_by("pk") if counts(row, post)]


def holding_of(*, quota: Quota, reference_kind: str, reference_key: str) -> Holding:
    """Return what a reference holds of a quota."""
    rows = quota.entries.filter(reference_kind=reference_kind, reference_key=reference_key)
    found = rows.aggregate(reserved=Sum("reserved_change"), used=Sum("used_change"))
    return Holding(found["reserved"] or 0, found["used"] or 0)


def entries_of(*, quota: Quota, user: Person) -> QuerySet[LedgerEntry]:
    """Return the lines that the person may read: those of her schemes, and those entered from outside."""
    rows = LedgerEntry.objects.filter(quota=quota).select_related("employer", "recorded_by")
    mine = visible(LedgerEntry.objects.filter(quota=quota), user=user).values("pk")
    return rows.filter(Q(pk__in=mine) | Q(workspace__isnull=True)).order_by("-pk")


def shares_of(entries: QuerySet[LedgerEntry], *, by: str) -> list[tuple[str, int, int]]:
    """Return (value, reserved, used) for each sector, country or employer of the lines, the largest first."""
    field = "employer__name" if by == "employer" else by
    rows = entries.order_by().values_list(field).annotate(Sum("reserved_change"), Sum("used_change"))
    found = [(value or "", reserved, used) for value, reserved, used in rows if reserved + used]
    return sorted(found, key=lambda row: (-(row[1] + row[2]), row[0]))


def unentered() -> list[Reported]:
    """Return the quotas that the sources report and that are not entered yet."""
    known = set(Quota.objects.order_by().values_list("destination_iso3", "name"))
    return [each for each in REPORTED if (each.destination_iso3, each.name["en"]) not in known]


def statements_of(*, quota: Quota) -> QuerySet[CapStatement]:
    """Return what other sources say about a quota."""
    return quota.statements.order_by("pk")


def shortage_lists(*, destination_iso3: str = "", on: date | None = None) -> QuerySet[ShortageList]:
    """Return the lists, of one country and in force on a day where these are named."""
    rows = ShortageList.objects.prefetch_related("items")
    if destination_iso3:
        rows = rows.filter(destination_iso3=destination_iso3)
    if on is not None:
        rows = rows.filter(Q(ends_date__isnull=True) | Q(ends_date__gte=on), starts_date__lte=on)
    return rows.order_by("destination_iso3", "-starts_date", "pk")


def get_list(*, pk: int) -> ShortageList:
    """Return one list, else 404."""
    row = ShortageList.objects.filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def items_of(*, shortage_list: ShortageList) -> QuerySet[ShortageItem]:
    """Return the entries of a list."""
    return shortage_list.items.order_by("isco08", "region", "pk")


def is_on_list(*, destination: str, isco08: str, on: date, region: str = "", pathway_code: str = "") -> Verdict:
    """Say whether an occupation is on a shortage list of a country on a day, with the rule and the source.

    A list for one pathway counts only for posts of that pathway.
    """
    rows = shortage_lists(destination_iso3=destination, on=on)
    lists = [row for row in rows if row.pathway_code in {"", pathway_code}]
    return judge((_as_read(row) for row in lists), isco08=isco08, region=region, on=on)


def in_force(row: ShortageItem, *, on: date) -> bool:
    """Say whether an entry counts on a day."""
    return within(on, row.starts_date, row.ends_date)


def years_of(rows: Sequence[Quota]) -> list[int]:
    """Return the years in which quotas begin or end, the newest first."""
    days = [day for row in rows for day in (row.starts_date, row.ends_date) if day]
    return sorted({day.year for day in days}, reverse=True)


def get_item(*, pk: int) -> ShortageItem:
    """Return one entry of a list, else 404."""
    row = ShortageItem.objects.select_related("shortage_list").filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def _as_read(row: ShortageList) -> Shortages:
    items = tuple(
        Listed(each.isco08, each.adjustment == ShortageItem.Adjustment.ADD, each.region, each.starts_date,
               each.ends_date)
        for each in row.items.all()
    )  # fmt: skip
    return Shortages(worded(row, "name"), row.region, row.is_binding, worded(row, "source"), items)
