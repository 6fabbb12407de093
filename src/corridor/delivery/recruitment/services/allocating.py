"""Allocations on request, and their pairs taken up as proposals; nobody is placed by them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from corridor.access.models import User
from corridor.access.roles import OFFICERS
from corridor.access.selectors import roles_of
from corridor.core import audit
from corridor.delivery.recruitment import runs
from corridor.delivery.recruitment.models import Candidate, KeptRun, Vacancy
from corridor.delivery.recruitment.selectors.pools import GROUPS
from corridor.delivery.recruitment.services.selection import nominate, plan_interview
from corridor.design.schemes.models import Scheme
from corridor.kernel.errors import N_, CorridorError, InputError, NotPermitted


@dataclass(frozen=True)
class Slots:
    """When talks begin, how long each takes and how they are held; those of one vacancy follow each other."""

    first_at: datetime
    minutes: int
    mode: str


@dataclass(frozen=True)
class Refusal:
    """A pair that could not be proposed, and why."""

    candidate: Candidate
    vacancy: Vacancy
    error: CorridorError


@dataclass(frozen=True)
class TakenUp:
    """What became of the pairs that were taken up."""

    proposed: int
    talks: int
    refused: tuple[Refusal, ...]


def compare_scheme(*, scheme: Scheme, by: User, balance: str = "sex") -> KeptRun:
    """Compare allocations of a scheme; the run is kept and nothing else is changed."""
    _check_officer(by)
    _check_column(balance)
    weighed = runs.compare_allocations(scheme_id=scheme.pk, balance=balance, today=timezone.localdate())
    return _keep(weighed, scheme, by, "recruitment.allocations_compared")


def what_if(*, scheme: Scheme, quota: runs.Wanted, by: User) -> KeptRun:
    """Try a quota; the run is kept and nothing else is changed."""
    _check_officer(by)
    _check_column(quota.column)
    if quota.least is None and quota.most is None:
        raise InputError(
            N_("The quota has neither a minimum nor a maximum."), hint=N_("Give at least one of them."), field="least"
        )
    if quota.least is not None and quota.most is not None and quota.least > quota.most:
        raise InputError(
            N_("The minimum %(least)s is above the maximum %(most)s."),
            hint=N_("Lower the minimum or raise the maximum."),
            field="least",
            params={"least": quota.least, "most": quota.most},
        )
    weighed = runs.try_quota(scheme_id=scheme.pk, quota=quota, today=timezone.localdate())
    return _keep(weighed, scheme, by, "recruitment.quota_tried")


@transaction.atomic
def take_up(
    *, kept: KeptRun, pairs: Sequence[tuple[Vacancy, Candidate]], by: User, slots: Slots | None = None
) -> TakenUp:
    """Propose chosen pairs of an allocation; each needs the candidate's and the employer's yes like any proposal.

    A pair that can not be proposed is left out with its reason; the others go on.
    """
    refused, taken, talks = [], Counter[int](), 0
    for vacancy, candidate in pairs:
        try:
            with transaction.atomic():
                nomination = nominate(vacancy=vacancy, candidate=candidate, by=by)
                if slots is not None:
                    held_at = slots.first_at + timedelta(minutes=slots.minutes * taken[vacancy.pk])
                    plan_interview(nomination=nomination, held_at=held_at, mode=slots.mode, by=by)
                    talks += 1
                taken[vacancy.pk] += 1
        except CorridorError as error:
            refused.append(Refusal(candidate, vacancy, error))
    detail = {"run": kept.run_id, "proposed": taken.total(), "talks": talks, "refused": len(refused)}
    audit.record(by=by, action="recruitment.allocation_taken_up", obj=kept.snapshot.scheme, detail=detail)
    return TakenUp(taken.total(), talks, tuple(refused))


def _check_officer(by: User) -> None:
    if not roles_of(by) & OFFICERS:
        raise NotPermitted(
            N_("Allocations are compared by the offices of the scheme."), hint=N_("Ask the office of your country.")
        )


def _check_column(column: str) -> None:
    if column not in GROUPS:
        raise InputError(
            N_("%(column)s is not a recorded group."),
            hint=N_("Choose sex, region, country of origin or track."),
            field="column",
            params={"column": column},
        )


@transaction.atomic
def _keep(weighed: runs.Weighed, scheme: Scheme, by: User, action: str) -> KeptRun:
    kept = runs.keep_weighed(weighed, by=by)
    detail = {"run": kept.run_id, "inputs": kept.snapshot.digest, "result": kept.result_digest}
    audit.record(by=by, action=action, obj=scheme, detail=detail)
    return kept
