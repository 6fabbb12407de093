"""The worker's pages: which way fits, apply with papers, see the clock, the decision, measures, appeal."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from corridor.access.doors import page
from corridor.access.roles import Role
from corridor.core.acts import accepted, attempt
from corridor.delivery.recognition import forms
from corridor.delivery.recognition.models import CompensationMeasure, RecognitionCase
from corridor.delivery.recognition.rules.decisions import NEEDS_REASONS
from corridor.delivery.recognition.selectors import cases as selectors
from corridor.delivery.recognition.selectors.portfolio import units_of
from corridor.delivery.recognition.selectors.procedures import open_ways
from corridor.delivery.recognition.services import cases as services, decisions
from corridor.delivery.recognition.views.frame import PAPER_KINDS, STATE_KINDS, actor
from corridor.delivery.skills.models import Person
from corridor.kernel.errors import N_, InputError

Do = Callable[[RecognitionCase, Any], object]
ACTS: Mapping[str, Do] = {
    "apply": lambda case, by: services.apply(case=case, by=by),
    "withdraw": lambda case, by: services.withdraw(case=case, by=by),
    "follow_up": lambda case, by: decisions.follow_up(case=case, by=by),
}


def _unknown(case: RecognitionCase, by: Any) -> None:
    raise InputError(N_("This act is not known here."), hint=N_("Go back to the page and choose a button."))


def own_person(request: HttpRequest) -> Person:
    """Return the worker's record, else 404."""
    person = Person.objects.filter(user=actor(request)).first()
    if person is None:
        raise Http404
    return person


@require_GET
@page(Role.WORKER)
def mine(request: HttpRequest) -> HttpResponse:
    person = Person.objects.filter(user=actor(request)).first()
    context = {
        "person": person,
        "lines": [
            selectors.case_line(case, today=timezone.localdate()) for case in selectors.own_cases(user=actor(request))
        ],
        "kinds": STATE_KINDS,
        "ways": open_ways(origin=person.iso3) if person else [],
        "units": units_of(user=actor(request), person=person) if person else [],
    }
    return render(request, "recognition/mine.html", context)


@page(Role.WORKER)
def apply(request: HttpRequest, pk: int) -> HttpResponse:
    person = own_person(request)
    procedure = get_object_or_404(open_ways(origin=person.iso3), pk=pk)
    form = forms.ApplyForm(request.POST or None, person=person, procedure=procedure)
    made: list[RecognitionCase] = []

    def do() -> None:
        made.append(services.open_case(person=person, procedure=procedure, wish=form.wish(), by=actor(request)))

    if request.method == "POST" and accepted(form, do):
        messages.success(request, _("Your application is begun. Hand in the papers, then send it."))
        return redirect("recognition:own_case", pk=made[0].pk)
    context = {"procedure": procedure, "form": form}
    return render(request, "recognition/apply.html", context, status=422 if request.method == "POST" else 200)


@require_GET
@page(Role.WORKER)
def own_case(request: HttpRequest, pk: int) -> HttpResponse:
    case = selectors.get_case(user=actor(request), pk=pk, action="change")
    return _shown(request, case, forms.AppealForm())


@require_POST
@page(Role.WORKER)
def own_act(request: HttpRequest, pk: int) -> HttpResponse:
    case = selectors.get_case(user=actor(request), pk=pk, action="change")
    do = ACTS.get(request.POST.get("act", ""), _unknown)
    attempt(request, lambda: do(case, actor(request)), _("Done. The authority is told."))
    return redirect("recognition:mine")


@require_POST
@page(Role.WORKER)
def appeal(request: HttpRequest, pk: int) -> HttpResponse:
    case = selectors.get_case(user=actor(request), pk=pk, action="change")
    decision, form = selectors.parts_of(case).decision, forms.AppealForm(request.POST)
    if decision is None:
        raise Http404

    def do() -> None:
        decisions.lodge_appeal(decision=decision, grounds=form.cleaned_data["grounds"], by=actor(request))

    if not accepted(form, do):
        return _shown(request, selectors.get_case(user=actor(request), pk=pk, action="change"), form)
    messages.success(request, _("Your appeal is lodged. It is free."))
    return redirect("recognition:own_case", pk=pk)


@page(Role.WORKER)
def hand_in(request: HttpRequest, pk: int) -> HttpResponse:
    document = selectors.get_document(user=actor(request), pk=pk, action="change")
    form = forms.PaperForm(request.POST or None, request.FILES or None)

    def do() -> None:
        services.hand_in(document=document, upload=form.cleaned_data["file"], by=actor(request))

    if request.method == "POST" and accepted(form, do):
        messages.success(request, _("The paper has arrived."))
        return redirect("recognition:own_case", pk=document.case_id)
    context = {"document": document, "form": form, "kind": PAPER_KINDS[document.state]}
    return render(request, "recognition/hand_in.html", context, status=422 if request.method == "POST" else 200)


@require_POST
@page(Role.WORKER)
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    measure = selectors.get_measure(user=actor(request), pk=pk, action="change")
    attempt(
        request,
        lambda: decisions.choose_measure(measure=measure, by=actor(request)),
        _("Your choice is made. The authority is told."),
    )
    return redirect("recognition:own_case", pk=measure.decision.case_id)


def _shown(request: HttpRequest, case: RecognitionCase, form: forms.AppealForm) -> HttpResponse:
    parts, today = selectors.parts_of(case), timezone.localdate()
    decision = parts.decision
    measures = list(decision.measures.all()) if decision else []
    context = {
        "case": case,
        "clock": selectors.clock_view(case, today=today),
        "parts": parts,
        "kind": STATE_KINDS[case.state],
        "paper_kinds": PAPER_KINDS,
        "form": form,
        "may_appeal": bool(
            case.state == "decided"
            and decision
            and decision.outcome in NEEDS_REASONS
            and decision.appeal_until
            and today <= decision.appeal_until
        ),
        "may_withdraw": case.state in {"draft", "applied", "documents_missing", "complete", "under_review"},
        "may_follow_up": case.state in {"decided", "closed"}
        and any(one.state == CompensationMeasure.State.DONE for one in measures),
        "may_choose": case.state == "decided",
    }
    return render(request, "recognition/own_case.html", context, status=422 if form.is_bound else 200)
