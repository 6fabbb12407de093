"""Rounds of experts: open, invite, answer, close."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from corridor.access.models import User
from corridor.core import audit, outbox
from corridor.core.wordings import active_language
from corridor.design.outlook.models import DelphiAnswer, DelphiExpert, DelphiInvitation, DelphiRound, DelphiStudy
from corridor.design.outlook.rules import FEWEST_ANSWERS
from corridor.design.outlook.runs.panels import record_round
from corridor.design.outlook.selectors.panels import answered_by, digest_of, open_round
from corridor.design.outlook.services.projections import check_kept
from corridor.design.schemes.models import Scheme
from corridor.design.schemes.rules import SCHEME_ROLES
from corridor.kernel.codes import isco_unit_group
from corridor.kernel.errors import N_, InputError, NotPermitted, RuleViolation

MOST_EXPERTS = 200
ASKED = N_("Your estimate is asked")
ASKED_TEXT = N_("Open the page to answer a few questions. Nobody is told who answered what.")


@dataclass(frozen=True)
class Estimate:
    """An expert's answer for an occupation."""

    value: Decimal
    reason: str


@dataclass(frozen=True)
class Link:
    """The address with which an expert without a login answers one round; it is shown once and kept nowhere."""

    expert: DelphiExpert
    key: str

    @property
    def path(self) -> str:
        """The path of the page."""
        return reverse("outlook:answer_by_link", args=[self.key])


@transaction.atomic
def open_study(
    *, scheme: Scheme, question: str, occupations: Sequence[str], closes_date: date, by: Any, **fields: Any
) -> DelphiStudy:
    """Open a study with its first round; nobody is asked yet."""
    check_kept(scheme=scheme, by=by)
    study = DelphiStudy(scheme=scheme, occupations=[isco_unit_group(code) for code in occupations], **fields)
    if not question.strip() or not study.occupations:
        raise InputError(N_("A study needs a question and at least one occupation."), field="question")
    study.write(question=question.strip())
    study.save()
    _open_round(study, 1, closes_date)
    audit.record(by=by, action="outlook.study_opened", obj=study, detail={"scheme": scheme.pk})
    return study


@transaction.atomic
def invite(*, study: DelphiStudy, name: str, address: str, by: Any) -> Link | None:
    """Ask an expert. Who has a login in the scheme's circle gets a message; anybody else a link that is shown once."""
    round_ = _round_to_answer(study, by)
    address = address.strip().lower()
    if study.experts.filter(address=address, revoked_at=None).exists():
        raise InputError(
            N_("This address is asked already."), hint=N_("Give the expert a new link instead."), field="address"
        )
    if study.experts.count() >= MOST_EXPERTS:
        raise InputError(N_("A study asks at most %(most)s experts."), params={"most": MOST_EXPERTS})
    expert = _seat(study, address)
    expert.name, expert.user, expert.revoked_at = name.strip(), _colleague(study.scheme, address), None
    expert.save()
    DelphiRound.objects.filter(pk=round_.pk).update(asked=_asked(study))
    audit.record(by=by, action="outlook.expert_asked", obj=study, detail={"expert": expert.pseudonym})
    return _ask(expert, round_)


@transaction.atomic
def renew_link(*, expert: DelphiExpert, by: Any) -> Link | None:
    """Give an expert a new link for the round; links given before no longer open."""
    round_ = _round_to_answer(expert.study, by)
    if expert.revoked_at is not None or expert.erased_at is not None:
        raise RuleViolation(N_("This expert is no longer asked."), hint=N_("Invite the person again."))
    audit.record(by=by, action="outlook.link_renewed", obj=expert.study, detail={"expert": expert.pseudonym})
    return _ask(expert, round_)


@transaction.atomic
def revoke(*, expert: DelphiExpert, by: Any) -> None:
    """Take an invitation back: links no longer open; answers that were given stay without a name."""
    check_kept(scheme=expert.study.scheme, by=by)
    now = timezone.now()
    expert.invitations.filter(revoked_at=None).update(revoked_at=now)
    expert.revoked_at = now
    expert.save(update_fields=["revoked_at"])
    audit.record(by=by, action="outlook.expert_revoked", obj=expert.study, detail={"expert": expert.pseudonym})


@transaction.atomic
def answer(*, expert: DelphiExpert, estimates: dict[str, Estimate], invitation: DelphiInvitation | None = None) -> None:
    """Take an expert's answers in, one for each occupation; a link is used up by it, a login may answer again."""
    study = expert.study
    round_ = _round_for(expert, invitation)
    if set(estimates) != set(study.occupations):
        raise InputError(N_("Answer for every occupation."), field="value")
    now = timezone.now()
    for isco08, estimate in estimates.items():
        _check_estimate(study, estimate)
        defaults = {"value": estimate.value, "reason": estimate.reason.strip(), "answered_at": now}
        defaults["written_in"] = active_language()
        DelphiAnswer.objects.update_or_create(round=round_, expert=expert, isco08=isco08, defaults=defaults)
    if invitation is not None:
        invitation.used_at = now
        invitation.save(update_fields=["used_at"])
    # The chain tells that somebody answered, and not who.
    audit.record(by=None, action="outlook.answer_given", obj=study, detail={"round": round_.number})


@transaction.atomic
def withdraw(*, expert: DelphiExpert) -> None:
    """Take an expert out at the expert's wish: answers of the open round go, everything that names the person too."""
    round_ = open_round(expert.study)
    if round_ is not None:
        expert.answers.filter(round=round_).delete()
    expert.answers.update(reason="")
    _erase(expert, timezone.now())
    audit.record(by=None, action="outlook.expert_withdrew", obj=expert.study, detail={"expert": expert.pseudonym})


@transaction.atomic
def next_round(*, study: DelphiStudy, closes_date: date, by: Any) -> list[Link]:
    """Close the round and ask everybody again; returns the links of those without a login."""
    round_ = _round_to_answer(study, by)
    if round_.number >= study.most_rounds:
        raise RuleViolation(
            N_("The study has had its %(most)s rounds."),
            hint=N_("Close it; its result stands beside the outlook."),
            params={"most": study.most_rounds},
        )
    _check_enough(round_)
    _close_round(round_, by)
    following = _open_round(study, round_.number + 1, closes_date)
    asked = study.experts.filter(revoked_at=None, erased_at=None).order_by("pseudonym")
    links = [_ask(expert, following) for expert in asked]
    DelphiRound.objects.filter(pk=following.pk).update(asked=len(links))
    audit.record(by=by, action="outlook.round_opened", obj=study, detail={"round": following.number})
    return [link for link in links if link is not None]


@transaction.atomic
def close_study(*, study: DelphiStudy, by: Any) -> DelphiStudy:
    """Close the last round and the study: the result stands beside the outlook, and nobody is named any more.

    A study may be closed with any number of answers, so that no name is kept for want of them; rounds with too few
    show nothing.
    """
    _close_round(_round_to_answer(study, by), by)
    study.status, study.closed_at = DelphiStudy.Status.CLOSED, timezone.now()
    study.save(update_fields=["status", "closed_at"])
    for expert in study.experts.filter(erased_at=None):
        _erase(expert, study.closed_at)
    audit.record(by=by, action="outlook.study_closed", obj=study, detail={"scheme": study.scheme_id})
    return study


def _round_to_answer(study: DelphiStudy, by: Any) -> DelphiRound:
    check_kept(scheme=study.scheme, by=by)
    round_ = open_round(study)
    if study.status == DelphiStudy.Status.CLOSED or round_ is None:
        raise RuleViolation(N_("The study is closed."), hint=N_("Open a new one to ask again."))
    return round_


def _open_round(study: DelphiStudy, number: int, closes_date: date) -> DelphiRound:
    if closes_date < timezone.localdate():
        raise InputError(
            N_("The last day to answer, %(day)s, is over."),
            hint=N_("Choose a day that is still to come."),
            field="closes_date",
            params={"day": closes_date},
        )
    return DelphiRound.objects.create(
        study=study, number=number, opened_at=timezone.now(), closes_date=closes_date, asked=0
    )


def _check_enough(round_: DelphiRound) -> None:
    answered = len(answered_by(round_))
    if answered < FEWEST_ANSWERS:
        raise RuleViolation(
            N_("%(answered)s of at least %(least)s experts have answered in this round."),
            hint=N_("Wait, or remind the experts: the middle of fewer answers would tell whose they are."),
            params={"answered": answered, "least": FEWEST_ANSWERS},
        )


def _close_round(round_: DelphiRound, by: Any) -> None:
    round_.closed_at = timezone.now()
    round_.save(update_fields=["closed_at"])
    round_.run = record_round(study=round_.study, round_=round_, by=by)
    round_.save(update_fields=["run"])


def _seat(study: DelphiStudy, address: str) -> DelphiExpert:
    """Return the seat that this address had before, or a new one."""
    known = study.experts.filter(address=address).first()
    last = study.experts.order_by("-pseudonym").values_list("pseudonym", flat=True).first() or 0
    return known or DelphiExpert(study=study, pseudonym=last + 1, address=address)


def _colleague(scheme: Scheme, address: str) -> User | None:
    """Return the user of this address who works in an organisation of the scheme."""
    return (
        User.objects.filter(
            email=address,
            is_active=True,
            memberships__is_active=True,
            memberships__role__in=SCHEME_ROLES,
            memberships__organisation__workspaces=scheme.workspace_id,
        )
        .distinct()
        .first()
    )


def _ask(expert: DelphiExpert, round_: DelphiRound) -> Link | None:
    expert.invitations.filter(revoked_at=None).update(revoked_at=timezone.now())
    if expert.user is not None:
        link = reverse("outlook:answer", args=[expert.study_id])
        outbox.write(to=expert.user, subject=ASKED, body=ASKED_TEXT, link=link)
        return None
    key = secrets.token_urlsafe(32)
    DelphiInvitation.objects.create(
        expert=expert, round=round_, key_digest=digest_of(key), expires_at=_end_of(round_.closes_date)
    )
    return Link(expert, key)


def _round_for(expert: DelphiExpert, invitation: DelphiInvitation | None) -> DelphiRound:
    """Return the round that the expert may answer now; nobody else can close it meanwhile."""
    round_ = DelphiRound.objects.select_for_update().filter(study=expert.study, closed_at=None).first()
    if round_ is None or round_.closes_date < timezone.localdate():
        raise RuleViolation(N_("This round takes no more answers."), hint=N_("Wait for the next round."))
    if expert.revoked_at is not None or expert.erased_at is not None:
        raise NotPermitted(N_("You are not asked in this study."))
    if invitation is not None and (invitation.used_at is not None or invitation.round_id != round_.pk):
        raise RuleViolation(
            N_("This link has been used."), hint=N_("Ask who sent it for a new one if you wish to answer again.")
        )
    return round_


def _check_estimate(study: DelphiStudy, estimate: Estimate) -> None:
    if estimate.value < 0 and study.about in (DelphiStudy.About.DEMAND, DelphiStudy.About.SUPPLY):
        raise InputError(N_("A number of people cannot be below zero."), field="value")
    if not estimate.reason.strip():
        raise InputError(
            N_("Your reason is missing."),
            hint=N_("A sentence is enough. The others read it without your name."),
            field="reason",
        )


def _erase(expert: DelphiExpert, now: datetime) -> None:
    expert.invitations.all().delete()
    expert.name, expert.address, expert.user, expert.erased_at = "", "", None, now
    expert.save(update_fields=["name", "address", "user", "erased_at"])


def _asked(study: DelphiStudy) -> int:
    return study.experts.filter(revoked_at=None, erased_at=None).count()


def _end_of(day: date) -> datetime:
    return datetime.combine(day, time.max, tzinfo=UTC)
