"""The desk: applications with their clocks, one application, acts of the authority on it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from corridor.access.doors import page
from corridor.access.roles import Role
from corridor.access.selectors import may, visible
from corridor.core import audit
from corridor.core.acts import accepted
from corridor.core.tables import page_of
from corridor.delivery.recognition import forms
from corridor.delivery.recognition.models import RecognitionCase, SubstantialDifference
from corridor.delivery.recognition.selectors import cases as selectors
from corridor.delivery.recognition.services import cases as services, decisions, review
from corridor.delivery.recognition.views.frame import (
    CASE_READERS,
    PAPER_KINDS,
    STATE_KINDS,
    act as do_act,
    actor,
    holds,
)
from corridor.kernel.errors import N_, InputError

Do = Callable[[RecognitionCase, Any, Any], object]


@dataclass(frozen=True)
class Act:
    """An act on an application: its form, the states in which it is offered, and the service."""

    form: type[django_forms.Form]
    states: frozenset[str]
    do: Do


_OPEN = frozenset({"applied", "documents_missing", "complete", "under_review"})
_RUNNING = frozenset({"complete", "under_review"})


def _unknown() -> None:
    raise InputError(N_("This act is not known here."), hint=N_("Go back to the page and choose a button."))


def _settle(case: RecognitionCase, by: Any, form: Any) -> object:
    appeal, data = selectors.open_appeal(case), form.cleaned_data
    if appeal is None:
        raise Http404
    return decisions.settle_appeal(appeal=appeal, is_granted=data["granted"] == "yes", answer=data["answer"], by=by)


def _pay(case: RecognitionCase, by: Any, form: Any) -> object:
    return services.set_payer(case=case, by=by, **form.cleaned_data)


def _extend(case: RecognitionCase, by: Any, form: Any) -> object:
    data = form.cleaned_data
    return review.extend(case=case, reason=data["extension_reason"], to=data["extended_to"], by=by)


ACTS: Mapping[str, Act] = {
    "ask": Act(forms.AskForm, _OPEN, lambda c, by, f: review.ask_documents(case=c, papers=f.chosen(), by=by)),
    "complete": Act(
        forms.EmptyForm,
        frozenset({"applied", "documents_missing"}),
        lambda c, by, f: review.mark_complete(case=c, by=by),
    ),
    "review": Act(forms.EmptyForm, frozenset({"complete"}), lambda c, by, f: review.start_review(case=c, by=by)),
    "extend": Act(forms.ExtendForm, _RUNNING, _extend),
    "difference": Act(
        forms.DifferenceForm,
        _RUNNING,
        lambda c, by, f: review.name_difference(case=c, difference=f.difference(), by=by),
    ),
    "decide": Act(forms.DecideForm, _RUNNING, lambda c, by, f: decisions.decide(case=c, notice=f.notice(), by=by)),
    "settle": Act(forms.SettleForm, frozenset({"appealed"}), _settle),
    "close": Act(forms.EmptyForm, frozenset({"decided"}), lambda c, by, f: decisions.close(case=c, by=by)),
    "payer": Act(forms.PayerForm, _OPEN | {"decided"}, _pay),
}


@require_GET
@page(*CASE_READERS)
def case_list(request: HttpRequest) -> HttpResponse:
    form, today = forms.CaseFilter(request.GET), timezone.localdate()
    shown = page_of(request, selectors.cases(user=actor(request), wish=form.wish(), today=today))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "page": shown,
        "lines": [selectors.case_line(case, today=today) for case in shown.object_list],
        "kinds": STATE_KINDS,
        "load": selectors.workload(user=actor(request), today=today),
        "query": query.urlencode(),
        "is_authority": holds(request, Role.AUTHORITY),
    }
    return render(request, "recognition/cases.html", context)


@require_GET
@page(*CASE_READERS)
def case_page(request: HttpRequest, pk: int) -> HttpResponse:
    case = selectors.get_case(user=actor(request), pk=pk)
    return _shown(request, case, {})


@require_POST
@page(Role.AUTHORITY, Role.OFFICER_ORIGIN)
def act(request: HttpRequest, pk: int) -> HttpResponse:
    # The office that registered the person says who pays; all other acts are the authority's, and services hold it.
    case = selectors.get_case(user=actor(request), pk=pk, action="charge")
    name = request.POST.get("act", "")
    if name not in ACTS:
        return do_act(request, "recognition:case", pk, _unknown, "")
    form = ACTS[name].form(request.POST)
    if not accepted(form, lambda: ACTS[name].do(case, actor(request), form)):
        return _shown(request, selectors.get_case(user=actor(request), pk=pk), {name: form})
    messages.success(request, _("The application was updated."))
    return redirect("recognition:case", pk=pk)


@require_POST
@page(Role.AUTHORITY)
def document_check(request: HttpRequest, pk: int) -> HttpResponse:
    document = selectors.get_document(user=actor(request), pk=pk, action="decide")
    form = forms.CheckForm(request.POST)
    answer, reason = (form.cleaned_data["answer"], form.cleaned_data["reason"]) if form.is_valid() else ("", "")

    def do() -> object:
        if answer == "waive":
            return review.waive_document(document=document, by=actor(request))
        is_accepted = answer == "accept"
        return review.check_document(document=document, is_accepted=is_accepted, reason=reason, by=actor(request))

    return do_act(request, "recognition:case", document.case_id, do, _("The paper was looked at."))


@require_POST
@page(Role.AUTHORITY)
def difference_remove(request: HttpRequest, pk: int) -> HttpResponse:
    rows = SubstantialDifference.objects.select_related("case")
    row = get_object_or_404(visible(rows, user=actor(request), action="decide"), pk=pk)
    return do_act(
        request,
        "recognition:case",
        row.case_id,
        lambda: review.remove_difference(difference=row, by=actor(request)),
        _("The difference was taken back."),
    )


@require_POST
@page(Role.AUTHORITY)
def measure_finish(request: HttpRequest, pk: int) -> HttpResponse:
    measure = selectors.get_measure(user=actor(request), pk=pk, action="decide")
    form = forms.ResultForm(request.POST)
    is_passed = form.is_valid() and form.cleaned_data["passed"] == "yes"
    result = form.cleaned_data["result"] if form.is_valid() else ""
    return do_act(
        request,
        "recognition:case",
        measure.decision.case_id,
        lambda: decisions.finish_measure(measure=measure, is_passed=is_passed, result=result, by=actor(request)),
        _("The result is recorded."),
    )


@require_GET
@page(*CASE_READERS, Role.WORKER)
def document_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a paper to whoever may see the case; that it was read stands in the audit."""
    document = selectors.get_document(user=actor(request), pk=pk)
    if document.file is None:
        raise Http404
    audit.record(by=request.user, action="recognition.document_read", obj=document)
    stored = document.file
    # Whatever the file holds, no browser shows it as a page of ours.
    return FileResponse(  # type: ignore[return-value]  # Django sends an answer in pieces like any other
        stored.content.open("rb"), as_attachment=True, filename=stored.name, content_type="application/octet-stream"
    )


def _shown(request: HttpRequest, case: RecognitionCase, bound: Mapping[str, Any]) -> HttpResponse:
    user = actor(request)
    may_decide, may_charge = may(case, user=user, action="decide"), may(case, user=user, action="charge")
    offered = {
        name: bound.get(name) or _blank(name, case)
        for name, one in ACTS.items()
        if case.state in one.states and (may_charge if name == "payer" else may_decide)
    }
    context = {
        "case": case,
        "clock": selectors.clock_view(case, today=timezone.localdate()),
        "parts": selectors.parts_of(case),
        "readable": selectors.readable_papers(user=user, case=case),
        "appeal": selectors.open_appeal(case),
        "acts": offered,
        "may_decide": may_decide,
        "kind": STATE_KINDS[case.state],
        "paper_kinds": PAPER_KINDS,
        "crumbs": [(_("Recognition"), reverse("recognition:cases")), (str(case), "")],
    }
    return render(request, "recognition/case.html", context, status=422 if bound else 200)


def _blank(name: str, case: RecognitionCase) -> django_forms.Form:
    if name == "payer":
        initial = {"payer": case.payer, "law": case.law_id, "fee": case.fee, "currency": case.currency}
        return forms.PayerForm(initial=initial)
    return ACTS[name].form()
