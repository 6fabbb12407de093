"""The page of one proposal: both answers, interview, offer and acceptance, each with its date."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from corridor.access.doors import page
from corridor.access.roles import OFFICERS
from corridor.access.selectors import get_visible, may
from corridor.delivery.recruitment import forms
from corridor.delivery.recruitment.models import Interview, Nomination, Offer
from corridor.delivery.recruitment.selectors.candidates import steps_of
from corridor.delivery.recruitment.services import selection
from corridor.delivery.recruitment.views.acts import actor, form_act

_FULL = ("candidate__person", "candidate__scheme", "vacancy__employer__organisation", "offer")


@page(*OFFICERS)
def nomination(request: HttpRequest, pk: int) -> HttpResponse:
    row = _nomination(request, pk)
    vacancy, candidate = row.vacancy, row.candidate
    context = {
        "nomination": row,
        "offer": getattr(row, "offer", None),
        "state": proposal_of(row),
        "interviews": [_interview(one) for one in row.interviews.all()],
        "steps": [step_of(one) for one in steps_of(user=actor(request), candidate=candidate).filter(vacancy=vacancy)],
        "for_candidate": may(row, user=actor(request), action="answer_as_candidate"),
        "for_employer": may(row, user=actor(request), action="answer_as_employer"),
        "candidate_form": forms.CandidateAnswerForm(),
        "employer_form": forms.EmployerAnswerForm(),
        "interview_form": forms.InterviewForm(),
        "offer_form": forms.OfferForm(
            initial={"salary_eur_month": vacancy.salary_eur_month, "start_date": vacancy.start_date}
        ),
        "offer_answer_form": forms.CandidateAnswerForm(),
        "crumbs": [
            (_("Vacancies"), reverse("recruitment:vacancies")),
            (vacancy.reference, reverse("recruitment:vacancy", args=[vacancy.pk])),
            (candidate.reference, ""),
        ],
    }
    return render(request, "recruitment/nomination.html", context)


@require_POST
@page(*OFFICERS)
def candidate_answer(request: HttpRequest, pk: int) -> HttpResponse:
    row, form = _nomination(request, pk), forms.CandidateAnswerForm(request.POST)
    return form_act(
        request,
        _url(pk),
        form,
        lambda: selection.answer_as_candidate(
            nomination=row, yes=_yes(form), reason=_reason_of(form), by=actor(request)
        ),
        _("The candidate's answer is recorded."),
    )


@require_POST
@page(*OFFICERS)
def employer_answer(request: HttpRequest, pk: int) -> HttpResponse:
    row, form = _nomination(request, pk), forms.EmployerAnswerForm(request.POST)
    return form_act(
        request,
        _url(pk),
        form,
        lambda: selection.answer_as_employer(
            nomination=row, yes=_yes(form), reason=_reason_of(form), by=actor(request)
        ),
        _("The employer's answer is recorded."),
    )


@require_POST
@page(*OFFICERS)
def interview_new(request: HttpRequest, pk: int) -> HttpResponse:
    row, form = _nomination(request, pk), forms.InterviewForm(request.POST)
    return form_act(
        request,
        _url(pk),
        form,
        lambda: selection.plan_interview(nomination=row, by=actor(request), **form.cleaned_data),
        _("The interview is planned."),
    )


@require_POST
@page(*OFFICERS)
def interview_result(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Interview.objects.select_related("nomination__candidate__person__user")
    row = get_visible(rows, user=actor(request), pk=pk)
    form = forms.InterviewResultForm(request.POST)
    return form_act(
        request,
        _url(row.nomination_id),
        form,
        lambda: selection.record_interview(interview=row, by=actor(request), **form.cleaned_data),
        _("The result of the interview is recorded."),
    )


@require_POST
@page(*OFFICERS)
def offer_new(request: HttpRequest, pk: int) -> HttpResponse:
    row, form = _nomination(request, pk), forms.OfferForm(request.POST)
    return form_act(
        request,
        _url(pk),
        form,
        lambda: selection.make_offer(nomination=row, by=actor(request), **form.cleaned_data),
        _("The offer is recorded; the candidate is told."),
    )


@require_POST
@page(*OFFICERS)
def offer_answer(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Offer.objects.select_related("nomination__candidate__person__user", "nomination__vacancy")
    row, form = get_visible(rows, user=actor(request), pk=pk), forms.CandidateAnswerForm(request.POST)

    def answer() -> Offer:
        accepted, reason = form.cleaned_data["answer"] == "yes", form.cleaned_data["reason"]
        return selection.answer_offer(offer=row, accepted=accepted, reason=reason, by=actor(request))

    return form_act(request, _url(row.nomination_id), form, answer, _("The answer to the offer is recorded."))


def proposal_of(row: Nomination) -> dict[str, object]:
    """Return one proposal as a line: who, how far, in which colour."""
    offer = getattr(row, "offer", None)
    label, kind = _state(row, offer)
    return {
        "row": row,
        "label": label,
        "kind": kind,
        "reason": _reason(row, offer),
        "url": reverse("recruitment:nomination", args=[row.pk]),
    }


def step_of(event: object) -> dict[str, object]:
    """Return one dated step for a timeline."""
    kind = str(getattr(event, "kind"))  # noqa: B009 - the event of any selection
    vacancy = getattr(event, "vacancy", None)
    colour = "bad" if kind.endswith("_no") or kind in {"declined", "withdrawn", "refused"} else "ok"
    reason = str(getattr(event, "reason_label", ""))
    return {
        "at": getattr(event, "happened_at", None),
        "title": event.get_kind_display(),  # type: ignore[attr-defined]  # choices of the model
        "text": " · ".join(part for part in (str(vacancy) if vacancy else "", reason) if part),
        "kind": colour,
    }


def _state(row: Nomination, offer: Offer | None) -> tuple[str, str]:
    if offer is not None:
        states = {"accepted": (_("Offer accepted"), "ok"), "declined": (_("Offer declined"), "bad")}
        return states.get(offer.answer, (_("Offer made, waiting for the candidate"), "wait"))
    if row.candidate_answer == "no":
        return _("The candidate said no"), "none"
    if row.employer_answer == "no":
        return _("The employer said no"), "none"
    if row.is_agreed:
        return _("Selected: both said yes"), "ok"
    if row.candidate_answer == "yes":
        return _("Waiting for the employer"), "wait"
    return _("Waiting for the candidate"), "wait"


def _reason(row: Nomination, offer: Offer | None) -> str:
    if offer is not None and offer.reason:
        return str(offer.get_reason_display())
    if row.candidate_reason:
        return str(row.get_candidate_reason_display())
    return str(row.get_employer_reason_display()) if row.employer_reason else ""


def _interview(row: Interview) -> dict[str, object]:
    kinds = {"planned": "wait", "passed": "ok", "failed": "bad", "not_held": "warn"}
    return {"row": row, "kind": kinds[row.result], "form": forms.InterviewResultForm()}


def _nomination(request: HttpRequest, pk: int) -> Nomination:
    rows = Nomination.objects.select_related(*_FULL).prefetch_related("interviews")
    return get_visible(rows, user=actor(request), pk=pk)


def _yes(form: forms.CandidateAnswerForm | forms.EmployerAnswerForm) -> bool:
    return bool(form.cleaned_data["answer"] == "yes")


def _reason_of(form: forms.CandidateAnswerForm | forms.EmployerAnswerForm) -> str:
    return str(form.cleaned_data["reason"])


def _url(pk: int) -> str:
    return reverse("recruitment:nomination", args=[pk])
