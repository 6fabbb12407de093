"""Reading rounds of experts. Statistics rest on all answers; whose answer it is, only the expert sees."""

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from corridor.access.selectors import Person, get_visible, visible
from corridor.core.wordings import quoted
from corridor.design.outlook.models import DelphiAnswer, DelphiExpert, DelphiInvitation, DelphiRound, DelphiStudy
from corridor.design.schemes.models import Scheme


@dataclass(frozen=True)
class Reason:
    """A reason without its author: how the estimate lies to the middle half of the answers."""

    place: str
    text: str


def studies_of(*, user: Person, scheme: Scheme) -> list[DelphiStudy]:
    """Return the studies of a scheme, the newest first."""
    rows = visible(DelphiStudy.objects.filter(scheme=scheme), user=user)
    return list(rows.prefetch_related("rounds").order_by("-pk"))


def study_of(*, user: Person, scheme: Scheme, pk: int, action: str = "view") -> DelphiStudy:
    """Return one study of this scheme, else 404."""
    rows = DelphiStudy.objects.filter(scheme=scheme).select_related("scheme", "scheme__lead")
    return get_visible(rows, user=user, action=action, pk=pk)


def rounds_of(study: DelphiStudy) -> list[DelphiRound]:
    """Return the rounds of a study that was reached through its door, the first first."""
    return list(study.rounds.select_related("run").order_by("number"))


def open_round(study: DelphiStudy) -> DelphiRound | None:
    """Return the round that takes answers, None between rounds and at the end."""
    return study.rounds.filter(closed_at=None).first()


def experts_of(*, user: Person, study: DelphiStudy) -> list[DelphiExpert]:
    """Return those who are asked, for the designers who asked them."""
    rows = visible(DelphiExpert.objects.filter(study=study), user=user, action="change")
    return list(rows.order_by("pseudonym"))


def expert_of(*, user: Person, scheme: Scheme, pk: int) -> DelphiExpert:
    """Return an expert of a study of this scheme that the person looks after, else 404."""
    rows = DelphiExpert.objects.filter(study__scheme=scheme).select_related("study__scheme__lead")
    return get_visible(rows, user=user, action="change", pk=pk)


def asked_of(*, user: Person) -> list[DelphiExpert]:
    """Return the invitations of a person, those whose study is open first."""
    rows = _own(user).filter(revoked_at=None).order_by("-study__status", "-study__pk")
    return list(rows.select_related("study"))


def own_seat(*, user: Person, study_id: int) -> DelphiExpert:
    """Return the person's own seat in a study, else 404."""
    return get_visible(_own(user).select_related("study"), user=user, study_id=study_id, revoked_at=None)


def digest_of(key: str) -> str:
    """Return what is kept of a key."""
    return hashlib.sha256(key.encode()).hexdigest()


def invitation_with(*, key: str, now: datetime) -> DelphiInvitation | None:
    """Return the invitation of a key that holds now: not revoked, not run out, its study open."""
    rows = DelphiInvitation.objects.select_related("expert__study__scheme", "round")
    found = rows.filter(key_digest=digest_of(key), revoked_at=None, expert__revoked_at=None).first()
    return found if found is not None and found.expires_at > now else None


def answered_by(round_: DelphiRound) -> set[int]:
    """Return which experts have answered; never what."""
    return set(round_.answers.values_list("expert_id", flat=True))


def own_answers(*, expert: DelphiExpert, round_: DelphiRound) -> dict[str, DelphiAnswer]:
    """Return an expert's own answers in a round, by occupation."""
    return {row.isco08: row for row in expert.answers.filter(round=round_)}


def values_of(round_: DelphiRound) -> dict[str, list[float]]:
    """Return the answers of a round by occupation, without any person, in order of size."""
    found: dict[str, list[float]] = defaultdict(list)
    for isco08, value in round_.answers.order_by("isco08", "value").values_list("isco08", "value"):
        found[isco08].append(float(value))
    return dict(found)


def reasons_of(round_: DelphiRound, isco08: str, *, q1: float, q3: float) -> list[Reason]:
    """Return the reasons of a round without names, from the lowest estimate to the highest."""
    rows = round_.answers.filter(isco08=isco08).exclude(reason="").order_by("value", "pk")
    return [
        Reason(
            "below" if float(row.value) < q1 else "above" if float(row.value) > q3 else "within", quoted(row, "reason")
        )
        for row in rows
    ]


def _place(value: float, q1: float, q3: float) -> str:
    return "below" if value < q1 else "above" if value > q3 else "within"


def data_about(expert: DelphiExpert) -> dict[str, Any]:
    """Return all that is kept about an expert, for the expert."""
    return {
        "name": expert.name,
        "address": expert.address,
        "question": expert.study.question,
        "invited_at": expert.invited_at.isoformat(),
        "answers": [
            {
                "round": row.round.number,
                "isco08": row.isco08,
                "value": str(row.value),
                "reason": row.reason,
                "answered_at": row.answered_at.isoformat(),
            }
            for row in expert.answers.select_related("round").order_by("round__number", "isco08")
        ],
    }


def _own(user: Person) -> QuerySet[DelphiExpert]:
    rows = DelphiExpert.objects.filter(user_id=getattr(user, "pk", None) or 0)
    return visible(rows, user=user)
