"""What a worker sees of her own case: first of all what to do now."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from corridor.access.selectors import Person, visible
from corridor.delivery.mobility.models import Case, CaseDocument, CaseStep, CheckIn, Contract
from corridor.ui import formats

_LACKING = (CaseDocument.Status.MISSING, CaseDocument.Status.REJECTED, CaseDocument.Status.EXPIRED)


@dataclass(frozen=True)
class NextAct:
    """The one thing to do now, or whom the worker waits for; `kind` is sign, act, wait or stopped."""

    kind: str
    title: str
    text: str
    due_date: date | None = None
    step_pk: int | None = None
    document_pks: tuple[int, ...] = ()


def case_of(*, user: Person) -> Case | None:
    """Return the newest case of a worker, None where there is none."""
    rows = visible(Case.objects.all(), user=user).filter(placement__candidate__person__user=user.pk)
    rows = rows.select_related("placement__vacancy__employer__organisation", "placement__scheme", "procedure")
    return rows.order_by("-opened_on_date", "-pk").first()


def contract_to_sign(*, user: Person) -> Contract | None:
    """Return the contract that waits for the worker's signature."""
    rows = visible(Contract.objects.all(), user=user, action="sign_as_worker")
    rows = rows.filter(status=Contract.Status.CHECKED, worker_signed_on_date__isnull=True)
    return rows.select_related("model", "placement__vacancy").order_by("-pk").first()


def check_ins_to_answer(*, user: Person) -> QuerySet[CheckIn]:
    """Return the questions that wait for this person's answer; answering is free."""
    rows = visible(CheckIn.objects.all(), user=user, action="answer").filter(answered_on_date__isnull=True)
    return rows.select_related("placement").order_by("-asked_on_date", "-pk")


def next_act(*, case: Case, user: Person) -> NextAct | None:
    """Return what the worker does next, None where the case is finished."""
    if case.status == Case.Status.STOPPED:
        text = _("A step was refused. Your office will tell you what can be done.")
        return NextAct("stopped", _("Your case has stopped"), text)
    if contract_to_sign(user=user) is not None:
        text = _("Read it in your language. You may ask anything before you sign, and you pay nothing.")
        return NextAct("sign", _("Sign your contract"), text)
    ready = list(case.steps.filter(state=CaseStep.State.READY).select_related("step").order_by("due_date", "pk"))
    own = next((step for step in ready if step.step.party == "worker"), None)
    if own is not None:
        return _own_act(own)
    return _waiting(ready[0]) if ready else None


def _own_act(step: CaseStep) -> NextAct:
    papers = list(step.documents.filter(status__in=_LACKING))
    rejected = next((paper for paper in papers if paper.reason), None)
    text = rejected.reason if rejected else ", ".join(paper.label for paper in papers)
    return NextAct("act", step.step.localised_name, text, step.due_date, step.pk, tuple(paper.pk for paper in papers))


def _waiting(step: CaseStep) -> NextAct:
    who = step.step.get_party_display()
    if step.due_date is None:
        text = _("%(who)s is working on it. There is nothing for you to do now.") % {"who": who}
    else:
        text = _("%(who)s has until %(day)s. There is nothing for you to do now.") % {
            "who": who,
            "day": formats.date(step.due_date),
        }
    return NextAct("wait", step.step.localised_name, text, step.due_date)
