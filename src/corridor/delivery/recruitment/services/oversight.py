"""People above the machine: changes to a list with their reasons, and a record of who has seen whom."""

import hashlib
from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from corridor.access.models import User
from corridor.access.roles import Role
from corridor.access.selectors import may, roles_of
from corridor.core import audit
from corridor.delivery.recruitment.models import (
    Candidate,
    KeptRun,
    MatchEdge,
    Override,
    Shortlist,
    Sighting,
    Vacancy,
)
from corridor.kernel.errors import N_, InputError, NotPermitted, RuleViolation

LEAST_REASON = 10
SEERS = (Role.OFFICER_ORIGIN, Role.OFFICER_DESTINATION, Role.EMPLOYER, Role.COUNSELLOR)


@transaction.atomic
def override_list(
    *, vacancy: Vacancy, candidate: Candidate, kind: str, reason: str, by: User, place: int | None = None
) -> Override:
    """Put a candidate on the newest list of a vacancy, take her off or move her up; the stored run stays as it is."""
    _check_may(candidate, by)
    run_id = _newest_run(vacancy)
    if candidate.scheme_id != vacancy.scheme_id:
        raise _refused(
            N_("The candidate %(candidate)s takes part in another scheme than the vacancy %(vacancy)s."),
            N_("Register the person in that scheme first."),
            candidate,
            vacancy,
        )
    if len(reason.strip()) < LEAST_REASON:
        raise InputError(
            N_("A change to a list needs its reason, in at least %(n)s letters."),
            hint=N_("Write what the computer cannot know; the person may read it."),
            field="reason",
            params={"n": LEAST_REASON},
        )
    _check_fits(vacancy, candidate, Override.Kind(kind), run_id)
    row = Override.objects.create(
        vacancy=vacancy,
        run_id=run_id,
        candidate=candidate,
        kind=kind,
        place=(place or 1) if kind == Override.Kind.UP else None,
        reason=reason.strip(),
        decided_by=by,
    )
    # The audit outlives an erasure, so it proves the reason without holding its words.
    proof = hashlib.sha256(row.reason.encode()).hexdigest()
    detail = {"vacancy": vacancy.pk, "candidate": candidate.pk, "run": run_id, "kind": kind, "reason_sha256": proof}
    audit.record(by=by, action="recruitment.list_overridden", obj=row, detail=detail)
    return row


@transaction.atomic
def take_back(*, override: Override, by: User) -> Override:
    """Take a change back; the change itself stays on record."""
    _check_may(override.candidate, by)
    if override.taken_back_at is not None:
        raise RuleViolation(N_("This change was taken back already."), hint=N_("Make a new one if it is needed again."))
    override.taken_back_by, override.taken_back_at = by, timezone.now()
    override.save(update_fields=["taken_back_by", "taken_back_at"])
    audit.record(by=by, action="recruitment.override_taken_back", obj=override)
    return override


@transaction.atomic
def note_sighting(
    *, by: User, vacancy: Vacancy, candidate_ids: Sequence[int], kind: str, run_id: int | None = None
) -> int:
    """Note that somebody has seen candidates in a list or an explanation, once a day; return how many are new."""
    today = timezone.localdate()
    seen = Sighting.objects.filter(user=by, vacancy=vacancy, run=run_id, kind=kind, seen_on_date=today)
    known = set(seen.values_list("candidate", flat=True))
    new = [(vacancy.pk, pk) for pk in dict.fromkeys(candidate_ids) if pk not in known]
    _keep_seen(by, new, kind, run_id, today)
    if new and not known:
        detail = {"run": run_id, "kind": kind, "people": len(new)}
        audit.record(by=by, action="recruitment.list_seen", obj=vacancy, detail=detail)
    return len(new)


@transaction.atomic
def note_pairs(*, by: User, kept: KeptRun, pairs: Sequence[tuple[int, int]]) -> int:
    """Note that somebody has seen pairs (vacancy, candidate) of an allocation, once a day; return how many are new."""
    today, kind = timezone.localdate(), Sighting.Kind.PAIRS
    seen = Sighting.objects.filter(user=by, run=kept.run_id, kind=kind, seen_on_date=today)
    known = set(seen.values_list("vacancy", "candidate"))
    new = [pair for pair in dict.fromkeys(pairs) if pair not in known]
    _keep_seen(by, new, kind, kept.run_id, today)
    if new and not known:
        detail = {"run": kept.run_id, "kind": kind, "people": len({candidate for _vacancy, candidate in new})}
        audit.record(by=by, action="recruitment.list_seen", obj=kept.snapshot.scheme, detail=detail)
    return len(new)


def _keep_seen(by: User, pairs: Sequence[tuple[int, int]], kind: str, run_id: int | None, today: date) -> None:
    role = next((role for role in SEERS if role in roles_of(by)), "")
    shared = {"user": by, "role": role, "run_id": run_id, "kind": kind, "seen_on_date": today}
    Sighting.objects.bulk_create(
        [Sighting(vacancy_id=vacancy, candidate_id=candidate, **shared) for vacancy, candidate in pairs],
        ignore_conflicts=True,
        batch_size=500,
    )


def _check_may(candidate: Candidate, by: User) -> None:
    if not may(candidate, user=by, action="nominate"):
        raise NotPermitted(
            N_("Lists are changed by the office of the person's country."),
            hint=N_("Tell that office why you would change the list."),
        )


def _newest_run(vacancy: Vacancy) -> int:
    made = Shortlist.objects.filter(vacancy=vacancy).order_by("-pk").first()
    if made is None:
        raise RuleViolation(
            N_("The vacancy %(vacancy)s has no list yet."),
            hint=N_("Make the shortlist first."),
            params={"vacancy": vacancy.reference},
        )
    return int(made.run_id)


def _check_fits(vacancy: Vacancy, candidate: Candidate, kind: Override.Kind, run_id: int) -> None:
    if Override.objects.filter(vacancy=vacancy, candidate=candidate, taken_back_at__isnull=True).exists():
        raise _refused(
            N_("The place of %(candidate)s in the list of %(vacancy)s was changed already."),
            N_("Take that change back first."),
            candidate,
            vacancy,
        )
    is_listed = MatchEdge.objects.filter(run=run_id, vacancy=vacancy, candidate=candidate).exists()
    if kind == Override.Kind.ON and is_listed:
        raise _refused(
            N_("The candidate %(candidate)s is on the list of %(vacancy)s already."),
            N_("Move her up instead."),
            candidate,
            vacancy,
        )
    if kind != Override.Kind.ON and not is_listed:
        raise _refused(
            N_("The candidate %(candidate)s is not on the list of %(vacancy)s."),
            N_("Put her on the list instead."),
            candidate,
            vacancy,
        )


def _refused(message: str, hint: str, candidate: Candidate, vacancy: Vacancy) -> RuleViolation:
    params: dict[str, object] = {"candidate": candidate.reference, "vacancy": vacancy.reference}
    return RuleViolation(message, hint=hint, field="kind", params=params)
