"""Changes to quotas, their ledger and shortage lists. Places are taken in all quotas that count a post, or in none."""

from typing import Any

from django.db import transaction

from corridor.access.models import Workspace
from corridor.access.selectors import roles_of
from corridor.core import audit
from corridor.kernel.errors import N_, InputError, NotPermitted, RuleViolation
from corridor.knowledge.quotas.models import CapStatement, LedgerEntry, Quota, ShortageItem, ShortageList
from corridor.knowledge.quotas.rules import KEEPERS, Post, Reference, check_room, check_scope
from corridor.knowledge.quotas.selectors import balances, covering, holding_of, unentered

Kind = LedgerEntry.Kind
OUTSIDE = "outside"
_SCOPE = (
    "destination_iso3", "starts_date", "ends_date", "nace2", "origin_iso3", "isco08", "pathway_code", "employer_id",
)  # fmt: skip


@transaction.atomic
def save_quota(*, quota: Quota, by: Any) -> Quota:
    """Keep a new or changed quota; whom it counts is not changed once places were taken."""
    _check_keeper(by)
    _check_source(quota.source)
    check_scope(isco08=quota.isco08, nace2=quota.nace2)
    if quota.is_enforced and (quota.cap is None or quota.starts_date is None or quota.ends_date is None):
        raise InputError(
            N_("A quota that is enforced needs its cap, its first and its last day."),
            hint=N_("Enter them, or keep the quota as one that is only reported."),
            field="is_enforced",
        )
    is_new = quota.pk is None
    if not is_new:
        _check_same_scope(quota)
    quota.save()
    audit.record(by=by, action="quotas.quota_saved", obj=quota, detail={"new": is_new, "cap": quota.cap})
    return quota


@transaction.atomic
def state_cap(*, statement: CapStatement, by: Any) -> CapStatement:
    """Keep what another source says about a quota."""
    _check_keeper(by)
    _check_source(statement.source)
    statement.save()
    audit.record(by=by, action="quotas.statement_saved", obj=statement, detail={"cap": statement.cap})
    return statement


@transaction.atomic
def take(
    *, post: Post, posts: int, reference: Reference, by: Any, workspace: Workspace | None = None, reason: str = ""
) -> list[LedgerEntry]:
    """Let a reference hold so many posts in every quota that counts them; refuse where one of them has no room.

    Asking again changes what is held: more is taken, less is set free, and a quota that counts the post no longer
    gets its reserved places back.
    """
    quotas = _locked(post, reference)
    counting = {quota.pk for quota in covering(post)}
    lines = []
    for balance in balances(quotas):
        held = _held(balance.quota, reference)
        if balance.quota.pk not in counting:
            lines += _entry(balance.quota, post, reference, -held.reserved, 0, by, workspace, reason)
            continue
        change = max(posts, held.used) - held.taken
        check_room(name=str(balance.quota), cap=balance.quota.cap or 0, used=balance.taken, asked=change)
        lines += _entry(balance.quota, post, reference, change, 0, by, workspace, reason)
    return _kept(lines, "taken", by)


@transaction.atomic
def use(
    *, post: Post, reference: Reference, by: Any, posts: int = 1, workspace: Workspace | None = None, reason: str = ""
) -> list[LedgerEntry]:
    """Turn reserved posts into used ones; where the post counts only now, take the place at once or refuse."""
    quotas = _locked(post, reference)
    counting = {quota.pk for quota in covering(post)}
    lines = []
    for balance in balances(quotas):
        held = _held(balance.quota, reference)
        if balance.quota.pk not in counting:
            continue
        from_reserve = min(posts, held.reserved)
        check_room(name=str(balance.quota), cap=balance.quota.cap or 0, used=balance.taken, asked=posts - from_reserve)
        lines += _entry(balance.quota, post, reference, -from_reserve, posts, by, workspace, reason)
    return _kept(lines, "used", by)


def check_use(*, post: Post, reference: Reference, posts: int = 1) -> None:
    """Refuse posts for which a quota has no place that is reserved for the reference or free."""
    for balance in balances(covering(post)):
        asked = max(0, posts - _held(balance.quota, reference).reserved)
        check_room(name=str(balance.quota), cap=balance.quota.cap or 0, used=balance.taken, asked=asked)


@transaction.atomic
def release(*, reference: Reference, by: Any, reason: str = "") -> list[LedgerEntry]:
    """Set free what a reference has reserved and not used."""
    lines = []
    for quota in _holders(reference).select_for_update(of=("self",)):
        held = _held(quota, reference)
        last = quota.entries.filter(reference_kind=reference.kind, reference_key=reference.key).last()
        lines += _entry(quota, last, reference, -held.reserved, 0, by, last.workspace if last else None, reason)
    return _kept(lines, "released", by)


@transaction.atomic
def give_back(*, reference: Reference, posts: int, by: Any, reason: str = "") -> list[LedgerEntry]:
    """Set free used posts whose people did not come after all."""
    lines = []
    for quota in _holders(reference).select_for_update(of=("self",)):
        last = quota.entries.filter(reference_kind=reference.kind, reference_key=reference.key).last()
        back = min(posts, _held(quota, reference).used)
        lines += _entry(quota, last, reference, 0, -back, by, last.workspace if last else None, reason)
    return _kept(lines, "given_back", by)


@transaction.atomic
def record_outside(*, quota: Quota, entry: LedgerEntry, posts: int, by: Any) -> LedgerEntry:
    """Write a line for approvals that were given outside Corridor, within the same cap."""
    _check_keeper(by)
    if not quota.is_enforced:
        raise RuleViolation(
            N_("The quota “%(quota)s” is only reported: it has no ledger."),
            hint=N_("Enter its cap and its period first."),
            params={"quota": quota},
        )
    [balance] = balances([Quota.objects.select_for_update(of=("self",)).get(pk=quota.pk)])
    reference = Reference(OUTSIDE, entry.reference_key)
    held = _held(quota, reference)
    entry.quota, entry.reference_kind, entry.recorded_by = quota, OUTSIDE, by
    if entry.kind == Kind.RELEASE:
        _check_held(held.taken, posts, entry.reference_key)
        entry.reserved_change = -min(posts, held.reserved)
        entry.used_change = -(posts + entry.reserved_change)
    else:
        from_reserve = min(posts, held.reserved) if entry.kind == Kind.USE else 0
        check_room(name=str(quota), cap=quota.cap or 0, used=balance.taken, asked=posts - from_reserve)
        entry.reserved_change = -from_reserve if entry.kind == Kind.USE else posts
        entry.used_change = posts if entry.kind == Kind.USE else 0
    return _kept([entry], "recorded", by)[0]


@transaction.atomic
def enter_reported(*, by: Any) -> int:
    """Enter the quotas that the sources report and that are not there yet; return how many."""
    _check_keeper(by)
    new = unentered()
    for each in new:
        save_quota(quota=Quota(**each.fields()), by=by)
    return len(new)


@transaction.atomic
def save_list(*, shortage_list: ShortageList, by: Any) -> ShortageList:
    """Keep a new or changed shortage list."""
    _check_keeper(by)
    _check_source(shortage_list.source)
    is_new = shortage_list.pk is None
    shortage_list.save()
    detail = {"new": is_new, "binding": shortage_list.is_binding}
    audit.record(by=by, action="quotas.list_saved", obj=shortage_list, detail=detail)
    return shortage_list


@transaction.atomic
def save_item(*, item: ShortageItem, by: Any) -> ShortageItem:
    """Keep an entry of a shortage list."""
    _check_keeper(by)
    check_scope(isco08=item.isco08, nace2="")
    if not item.isco08:
        raise InputError(N_("The entry names no occupation."), hint=N_("Enter one to four digits."), field="isco08")
    item.save()
    detail = {"isco08": item.isco08, "adjustment": item.adjustment, "region": item.region}
    audit.record(by=by, action="quotas.item_saved", obj=item, detail=detail)
    return item


@transaction.atomic
def remove_item(*, item: ShortageItem, by: Any) -> None:
    """Take an entry out of a list that was entered by mistake; a change of the list itself gets dates instead."""
    _check_keeper(by)
    audit.record(by=by, action="quotas.item_removed", obj=item, detail={"isco08": item.isco08})
    item.delete()


def _locked(post: Post, reference: Reference) -> list[Quota]:
    """Return the quotas that count a post or are held by its reference, locked in one order until the commit."""
    wanted = {quota.pk for quota in covering(post)} | set(_holders(reference).values_list("pk", flat=True))
    return list(Quota.objects.filter(pk__in=wanted).select_for_update(of=("self",)).order_by("pk"))


def _holders(reference: Reference) -> Any:
    held = LedgerEntry.objects.filter(reference_kind=reference.kind, reference_key=reference.key)
    return Quota.objects.filter(pk__in=held.values("quota")).order_by("pk")


def _held(quota: Quota, reference: Reference) -> Any:
    return holding_of(quota=quota, reference_kind=reference.kind, reference_key=reference.key)


def _entry(
    quota: Quota,
    post: Post | LedgerEntry | None,
    reference: Reference,
    reserved: int,
    used: int,
    by: Any,
    workspace: Workspace | None,
    reason: str,
) -> list[LedgerEntry]:
    """Return the line of a change; none where nothing changes."""
    if not reserved and not used:
        return []
    kind = Kind.USE if used > 0 else Kind.RESERVE if reserved > 0 else Kind.RELEASE
    return [
        LedgerEntry(
            quota=quota,
            kind=kind,
            reserved_change=reserved,
            used_change=used,
            reference_kind=reference.kind,
            reference_key=reference.key,
            nace2=post.nace2 if post else "",
            origin_iso3=post.origin_iso3 if post else "",
            employer_id=post.employer_id if post else None,
            workspace=workspace,
            reason=reason,
            recorded_by=by,
        )
    ]


def _kept(lines: list[LedgerEntry], act: str, by: Any) -> list[LedgerEntry]:
    for line in lines:
        line.save()
        detail = {
            "quota": line.quota_id, "reserved": line.reserved_change, "used": line.used_change,
            "reference": f"{line.reference_kind} {line.reference_key}",
        }  # fmt: skip
        audit.record(by=by, action=f"quotas.places_{act}", obj=line, detail=detail)
    return lines


def _check_keeper(by: Any) -> None:
    if not roles_of(by) & KEEPERS:
        raise NotPermitted(
            N_("Quotas and shortage lists are entered by designers and administrators."),
            hint=N_("Ask one of them to make the change, with its source."),
        )


def _check_source(source: str) -> None:
    if not source.strip():
        raise InputError(
            N_("The source is missing."),
            hint=N_("Name the law, the page or the office, or say that the entry is invented."),
            field="source",
        )


def _check_same_scope(quota: Quota) -> None:
    before = Quota.objects.select_for_update(of=("self",)).get(pk=quota.pk)
    changed = [name for name in _SCOPE if getattr(before, name) != getattr(quota, name)]
    if changed and before.entries.exists():
        raise RuleViolation(
            N_("Places of the quota “%(quota)s” are taken already: whom it counts and when is not changed any more."),
            hint=N_("Enter a new quota; the cap, the law and the source of this one may still be changed."),
            field=changed[0].removesuffix("_id"),
            params={"quota": before},
        )


def _check_held(held: int, posts: int, key: str) -> None:
    if posts > held:
        raise RuleViolation(
            N_("“%(reference)s” holds %(held)s posts of this quota; %(asked)s cannot be set free."),
            hint=N_("Set free at most as many as it holds."),
            field="posts",
            params={"reference": key, "held": held, "asked": posts},
        )
