"""One proposed person: answer, interview, offer; own steps; the question about the work."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from corridor.access.doors import page
from corridor.access.roles import Role
from corridor.access.selectors import get_visible
from corridor.core.acts import accepted
from corridor.delivery.mobility.selectors.placements import get_check_in
from corridor.delivery.mobility.services.check_ins import answer_check_in
from corridor.delivery.mobility.services.documents import receive_document
from corridor.delivery.mobility.services.steps import complete_step
from corridor.delivery.recruitment import reasons, runs
from corridor.delivery.recruitment.models import Interview, Nomination, Sighting
from corridor.delivery.recruitment.selectors.candidates import people_shown_to_employer
from corridor.delivery.recruitment.services import selection
from corridor.delivery.recruitment.services.oversight import note_sighting
from corridor.portal.employer import forms, selectors
from corridor.portal.employer.people import proposed_of
from corridor.portal.employer.views.acts import actor


def _nomination(request: HttpRequest, pk: int) -> Nomination:
    rows = Nomination.objects.select_related("vacancy", "candidate__person", "offer").prefetch_related("interviews")
    return get_visible(rows, user=actor(request), action="answer_as_employer", pk=pk)


@page(Role.EMPLOYER)
def person(request: HttpRequest, pk: int) -> HttpResponse:
    row = _nomination(request, pk)
    _note(request, row)
    return _page(request, row)


def _page(request: HttpRequest, row: Nomination, **bound: object) -> HttpResponse:
    people = people_shown_to_employer(user=actor(request), vacancy_id=row.vacancy_id)
    shown = next(one for one in people if one.nomination_id == row.pk)
    vacancy, planned = row.vacancy, row.interviews.filter(result=Interview.Result.PLANNED)
    offer = {"salary_eur_month": vacancy.salary_eur_month, "start_date": vacancy.start_date}
    context = {
        "row": row,
        "vacancy": vacancy,
        "offer": getattr(row, "offer", None),
        "interviews": row.interviews.order_by("held_at", "pk"),
        "answer_form": None if row.employer_answer or not row.is_open else forms.EmployerAnswerForm(),
        "interview_form": forms.InterviewForm() if row.is_open and not hasattr(row, "offer") else None,
        "result_form": forms.ResultForm(interviews=planned, initial={"interview": planned.first()})
        if planned
        else None,
        "offer_form": forms.OfferForm(initial=offer) if row.is_agreed and not hasattr(row, "offer") else None,
        "reason": _reason(row),
        **proposed_of(shown, row),
        **bound,
    }
    return render(request, "employer_portal/person.html", context, status=422 if bound else 200)


def _reason(row: Nomination) -> reasons.Reason:
    held = [skill.ref for skill in row.candidate.person.skills.all()]
    why = runs.why(vacancy=row.vacancy, candidate=row.candidate)
    return reasons.reason_of(why, vacancy=row.vacancy, held=held, hidden=reasons.OWN_MATTERS)


def _note(request: HttpRequest, row: Nomination) -> None:
    kind = Sighting.Kind.REASON
    note_sighting(by=actor(request), vacancy=row.vacancy, candidate_ids=[row.candidate_id], kind=kind)


@require_POST
@page(Role.EMPLOYER)
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    row, form = _nomination(request, pk), forms.EmployerAnswerForm(request.POST)

    def act() -> None:
        yes, reason = form.cleaned_data["answer"] == "yes", form.cleaned_data["reason"]
        selection.answer_as_employer(nomination=row, yes=yes, reason=reason, by=actor(request))

    if not accepted(form, act):
        return _page(request, row, answer_form=form)
    messages.success(request, _("Your answer is recorded; the person is told."))
    return redirect("employer_portal:person", pk)


@require_POST
@page(Role.EMPLOYER)
def interview(request: HttpRequest, pk: int) -> HttpResponse:
    row, form = _nomination(request, pk), forms.InterviewForm(request.POST)
    if not accepted(form, lambda: selection.plan_interview(nomination=row, by=actor(request), **form.cleaned_data)):
        return _page(request, row, interview_form=form)
    messages.success(request, _("The interview is planned; the person is told."))
    return redirect("employer_portal:person", pk)


@require_POST
@page(Role.EMPLOYER)
def interview_result(request: HttpRequest, pk: int) -> HttpResponse:
    row = _nomination(request, pk)
    form = forms.ResultForm(request.POST, interviews=row.interviews.all())
    if not accepted(form, lambda: selection.record_interview(by=actor(request), **form.cleaned_data)):
        return _page(request, row, result_form=form)
    messages.success(request, _("The result is recorded. It is neither an offer nor a refusal."))
    return redirect("employer_portal:person", pk)


@require_POST
@page(Role.EMPLOYER)
def offer(request: HttpRequest, pk: int) -> HttpResponse:
    row, form = _nomination(request, pk), forms.OfferForm(request.POST)
    if not accepted(form, lambda: selection.make_offer(nomination=row, by=actor(request), **form.cleaned_data)):
        return _page(request, row, offer_form=form)
    messages.success(request, _("The offer is made; the person is told."))
    return redirect("employer_portal:person", pk)


@page(Role.EMPLOYER)
def step(request: HttpRequest, pk: int) -> HttpResponse:
    row = selectors.own_step(user=actor(request), pk=pk)
    if row is None:
        raise Http404
    sends = request.method == "POST" and "document" in request.POST
    documents = row.documents.exclude(status="checked")
    upload = forms.UploadForm(request.POST if sends else None, request.FILES if sends else None, documents=documents)
    form = forms.DoneForm(request.POST if request.method == "POST" and not sends else None)
    if sends and accepted(upload, lambda: _receive(request, upload)):
        messages.success(request, _("The paper has arrived."))
        return redirect("employer_portal:step", pk)
    if form.is_bound and accepted(form, lambda: complete_step(case_step=row, by=actor(request))):
        messages.success(request, _("The step is done; those who wait for it are told."))
        return redirect("employer_portal:home")
    context = {"row": row, "form": form, "upload": upload if documents else None}
    return render(request, "employer_portal/step.html", context, status=422 if request.method == "POST" else 200)


def _receive(request: HttpRequest, form: forms.UploadForm) -> None:
    data = form.cleaned_data
    receive_document(document=data["document"], upload=data["file"], by=actor(request))


@page(Role.EMPLOYER)
def check_in(request: HttpRequest, pk: int) -> HttpResponse:
    row, form = get_check_in(user=actor(request), pk=pk), forms.CheckInForm(request.POST or None)
    if request.method == "POST" and accepted(
        form, lambda: answer_check_in(check_in=row, by=actor(request), **form.cleaned_data)
    ):
        messages.success(request, _("Thank you. Your answer has arrived."))
        return redirect("employer_portal:home")
    context = {"row": row, "form": form}
    return render(request, "employer_portal/check_in.html", context, status=422 if request.method == "POST" else 200)
