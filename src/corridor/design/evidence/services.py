"""Changes to the evidence of a scheme. It grows while a scheme runs, so an approved plan does not close it."""

import datetime as dt
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone

from corridor.core import audit
from corridor.core.wordings import Worded
from corridor.design.evidence import rules
from corridor.design.evidence.models import Answer, DataGap, HandScore, OccupationFlag, Proof
from corridor.design.schemes.models import Scheme
from corridor.design.schemes.selectors import check_author
from corridor.kernel.codes import isco_prefix
from corridor.kernel.errors import N_, InputError, RuleViolation

Row = TypeVar("Row", bound=Worded)


@transaction.atomic
def answer_question(
    *,
    scheme: Scheme,
    question: str,
    by: Any,
    text: str = "",
    state: str = Answer.State.IN_WORK,
    owner: Any = None,
    due_date: dt.date | None = None,
) -> Answer:
    """Keep what is known about a question; an answer that counts has words."""
    _check_question(question)
    answer = Answer.objects.filter(scheme=scheme, question=question).first() or Answer(scheme=scheme, question=question)
    if state in (Answer.State.ANSWERED, Answer.State.NOT_APPLICABLE) and not text.strip():
        raise InputError(
            N_("The question has no answer yet."),
            hint=N_("Write the answer, or why the question does not apply; or leave it in work."),
            field="text",
        )
    answer.write(text=text)
    answer.state, answer.owner, answer.due_date = state, owner, due_date
    return _keep(answer, scheme, by)


@transaction.atomic
def save_proof(*, row: Proof, by: Any) -> Proof:
    """Add or change what an answer stands on."""
    _check_question(row.question)
    _check_past(row.source_date)
    if row.kind == Proof.Kind.FIGURE and not row.indicator:
        raise InputError(
            N_("The figure has no indicator."),
            hint=N_("Name the indicator of the dataset, as the page of labour market evidence shows it."),
            field="indicator",
        )
    if row.kind == Proof.Kind.ADDRESS and not row.url:
        raise InputError(N_("The address is missing."), hint=N_("Enter the address of the page."), field="url")
    return _keep(row, row.scheme, by)


@transaction.atomic
def save_gap(*, row: DataGap, by: Any) -> DataGap:
    """Add or change a gap of the plan."""
    if row.question:
        _check_question(row.question)
    if row.closed_date:
        _check_past(row.closed_date, field="closed_date")
    return _keep(row, row.scheme, by)


@transaction.atomic
def save_hand_score(*, row: HandScore, by: Any) -> HandScore:
    """Keep a score that people gave; a second one for the same country replaces the first."""
    if not 0 <= row.value <= rules.HIGHEST_HAND_SCORE:
        raise InputError(
            N_("%(value)s is outside the scale from 0 to 3."),
            hint=N_("0: nothing is in place; 3: in place and used."),
            field="value",
            params={"value": row.value},
        )
    if not row.source.strip():
        raise InputError(N_("The score has no source."), hint=N_("Say what was read."), field="source")
    _check_past(row.source_date)
    known = HandScore.objects.filter(scheme=row.scheme, indicator=row.indicator, iso3=row.iso3).first()
    if known and row.pk is not None and known.pk != row.pk:
        raise InputError(
            N_("The country has a score already."),
            hint=N_("Change that score, or choose another country."),
            field="iso3",
        )
    row.pk = known.pk if known else row.pk
    return _keep(row, row.scheme, by)


@transaction.atomic
def save_flag(*, row: OccupationFlag, by: Any) -> OccupationFlag:
    """Mark an occupation, with the source that says so."""
    isco_prefix(row.isco08)
    if not row.source.strip():
        raise InputError(N_("The mark has no source."), hint=N_("Say what was read."), field="source")
    _check_past(row.source_date)
    same = OccupationFlag.objects.filter(
        scheme=row.scheme, isco08=row.isco08, kind=row.kind, source=row.source
    ).exclude(pk=row.pk)
    if same.exists():
        raise InputError(
            N_("This source has marked the occupation already."), hint=N_("Change that mark."), field="source"
        )
    return _keep(row, row.scheme, by)


@transaction.atomic
def remove(*, row: Worded, by: Any) -> None:
    """Take a row out of the evidence of a scheme."""
    scheme: Scheme = row.scheme  # type: ignore[attr-defined]  # every row of this room belongs to a scheme
    _check_open(scheme, by)
    _record(row, "removed", scheme, by)
    row.delete()


def _keep(row: Row, scheme: Scheme, by: Any) -> Row:
    _check_open(scheme, by)
    is_new = row.pk is None
    row.save()
    _record(row, "added" if is_new else "changed", scheme, by)
    return row


def _record(row: Worded, act: str, scheme: Scheme, by: Any) -> None:
    name = row._meta.model_name
    audit.record(by=by, action=f"evidence.{name}_{act}", obj=row, detail={"scheme": scheme.pk})


def _check_open(scheme: Scheme, by: Any) -> None:
    check_author(scheme=scheme, by=by)
    if scheme.status == Scheme.Status.CLOSED:
        raise RuleViolation(N_("The scheme is closed: its plan is kept as it was."))


def _check_question(code: str) -> None:
    if code not in rules.questions():
        raise InputError(
            N_("%(code)s is no question of the list."),
            hint=N_("Choose one of the questions."),
            field="question",
            params={"code": code},
        )


def _check_past(day: dt.date, *, field: str = "source_date") -> None:
    if day > timezone.localdate():
        raise InputError(
            N_("The day %(day)s lies in the future."),
            hint=N_("Enter the day from which the source is."),
            field=field,
            params={"day": day},
        )
