"""My case: what to do now, the steps, the papers, the contract, the questions, the plan for afterwards."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from corridor.access.doors import page
from corridor.access.roles import Role
from corridor.access.selectors import get_visible
from corridor.core.acts import accepted
from corridor.delivery.mobility.models import CaseDocument, CaseStep, Contract, Placement
from corridor.delivery.mobility.selectors.contracts import findings_of
from corridor.delivery.mobility.selectors.placements import get_check_in
from corridor.delivery.mobility.selectors.workers import case_of
from corridor.delivery.mobility.services.check_ins import answer_check_in
from corridor.delivery.mobility.services.contracts import sign_contract
from corridor.delivery.mobility.services.documents import receive_document
from corridor.delivery.mobility.services.steps import complete_step
from corridor.delivery.recruitment.selectors.calls import applications_of
from corridor.delivery.reintegration.forms import ReturnPlanForm
from corridor.delivery.reintegration.selectors import plans_of
from corridor.delivery.reintegration.services import delete_plan, save_plan
from corridor.evaluation.portfolio.services import open_messages
from corridor.portal.worker import forms, selectors
from corridor.portal.worker.views.acts import actor, own_person, status_of
from corridor.ui.offline import keep_offline


@keep_offline
@page(Role.WORKER)
def home(request: HttpRequest) -> HttpResponse:
    user = actor(request)
    person, case = selectors.person_of(user=user), case_of(user=user)
    candidate = case.placement.candidate if case else selectors.candidacies_of(user=user).first()
    placement = selectors.placement_of(user=user)
    context = {
        "name": person.given_name if person else user.full_name,
        "next": selectors.next_of(user=user, case=case),
        "candidate": candidate,
        "journey": selectors.journey_of(user=user, candidate=candidate, case=case) if candidate else [],
        "applications": applications_of(user=user, today=timezone.localdate()),
        "documents": selectors.documents_of(user=user, case=case) if case else [],
        "placement": placement,
        "contract": _contract(placement),
    }
    return render(request, "worker_portal/home.html", context)


@page(Role.WORKER)
def messages_page(request: HttpRequest) -> HttpResponse:
    return render(request, "worker_portal/messages.html", {"rows": open_messages(by=actor(request))})


@page(Role.WORKER)
def step(request: HttpRequest, pk: int) -> HttpResponse:
    rows = CaseStep.objects.filter(step__party="worker").select_related("step", "case")
    row = get_visible(rows, user=actor(request), action="complete_worker", pk=pk)
    form = forms.DoneForm(request.POST or None)
    if request.method == "POST" and accepted(form, lambda: complete_step(case_step=row, by=actor(request))):
        messages.success(request, _("Done. Your office is told."))
        return redirect("worker_portal:home")
    papers = selectors.documents_of(user=actor(request), case=row.case, step=row)
    context = {"row": row, "form": form, "papers": papers}
    return render(request, "worker_portal/step.html", context, status=status_of(request))


@page(Role.WORKER)
def document(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_visible(CaseDocument.objects.select_related("file"), user=actor(request), action="change", pk=pk)
    form = forms.UploadForm(request.POST or None, request.FILES or None)

    def send() -> None:
        data = form.cleaned_data
        valid = data["valid_until_date"]
        receive_document(document=row, upload=data["file"], by=actor(request), valid_until_date=valid)

    if request.method == "POST" and accepted(form, send):
        messages.success(request, _("The paper has arrived. Your office looks at it."))
        return redirect("worker_portal:home")
    return render(request, "worker_portal/document.html", {"row": row, "form": form}, status=status_of(request))


def _contract(placement: Placement | None) -> Contract | None:
    return Contract.objects.filter(placement=placement).select_related("model").first() if placement else None


@keep_offline
@page(Role.WORKER)
def contract(request: HttpRequest) -> HttpResponse:
    placement = selectors.placement_of(user=actor(request))
    row = _contract(placement)
    form = forms.SignForm(request.POST or None)
    if request.method == "POST" and row and accepted(form, lambda: sign_contract(contract=row, by=actor(request))):
        messages.success(request, _("You have signed. Keep a copy of this page."))
        return redirect("worker_portal:contract")
    can_sign = row is not None and row.status == Contract.Status.CHECKED and row.worker_signed_on_date is None
    context = {
        "row": row,
        "placement": placement,
        "findings": findings_of(row) if row else (),
        "form": form if can_sign else None,
    }
    return render(request, "worker_portal/contract.html", context, status=status_of(request))


@page(Role.WORKER)
def check_in(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_check_in(user=actor(request), pk=pk)
    form = forms.CheckInForm(request.POST or None)
    if request.method == "POST" and accepted(
        form, lambda: answer_check_in(check_in=row, by=actor(request), **form.answers())
    ):
        needs_help = form.cleaned_data["answer"] == "bad"
        messages.success(request, _("Thank you. Your answer has arrived."))
        return redirect("worker_portal:help" if needs_help else "worker_portal:home")
    return render(request, "worker_portal/check_in.html", {"row": row, "form": form}, status=status_of(request))


@page(Role.WORKER)
def return_plan(request: HttpRequest) -> HttpResponse:
    person, plan = own_person(request), plans_of(user=actor(request)).first()
    candidate = selectors.candidacies_of(user=actor(request)).first()
    if candidate is None:
        raise Http404
    scheme = plan.scheme if plan else candidate.scheme
    form = ReturnPlanForm(request.POST or None, instance=plan)
    if request.method == "POST" and accepted(
        form, lambda: save_plan(person=person, scheme=scheme, by=actor(request), **form.cleaned_data)
    ):
        messages.success(request, _("Your plan is saved. You may change or delete it whenever you like."))
        return redirect("worker_portal:return_plan")
    context = {"form": form, "plan": plan}
    return render(request, "worker_portal/return_plan.html", context, status=status_of(request))


@require_POST
@page(Role.WORKER)
def return_plan_delete(request: HttpRequest) -> HttpResponse:
    plan = plans_of(user=actor(request)).first()
    if plan is not None:
        delete_plan(plan=plan, by=actor(request))
        messages.success(request, _("Your plan is deleted."))
    return redirect("worker_portal:home")
