"""Help: rights, complaints, fees, a call."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext as _

from corridor.access.doors import page
from corridor.access.roles import Role
from corridor.core.acts import accepted
from corridor.delivery.protection.selectors.fees import fee_reports
from corridor.delivery.protection.selectors.tracking import my_grievances
from corridor.delivery.protection.services.fees import record_fee
from corridor.delivery.protection.services.grievances import confirmation_of, file_grievance
from corridor.portal.worker import selectors, services
from corridor.portal.worker.forms import CallForm, ComplaintForm, FeeForm
from corridor.portal.worker.views.acts import actor, own_person, status_of

RECEIPT = "complaint_receipt"


@page(Role.WORKER)
def help_page(request: HttpRequest) -> HttpResponse:
    user = actor(request)
    context = {"grievances": my_grievances(user=user), "fees": fee_reports(user=user)}
    return render(request, "worker_portal/help.html", context)


@page(Role.WORKER)
def complain(request: HttpRequest) -> HttpResponse:
    form = ComplaintForm(request.POST or None)
    placement = selectors.placement_of(user=actor(request))

    def send() -> None:
        grievance = file_grievance(
            by=actor(request),
            channel="portal",
            placement=placement,
            language=get_language() or "en",
            **form.cleaned_data,
        )
        receipt = confirmation_of(grievance)
        request.session[RECEIPT] = [receipt.tracking_number, str(receipt.message)]

    if request.method == "POST" and accepted(form, send):
        return redirect("public_portal:complained")
    return render(request, "worker_portal/complain.html", {"form": form}, status=status_of(request))


@page(Role.WORKER)
def fee(request: HttpRequest) -> HttpResponse:
    person, form = own_person(request), FeeForm(request.POST or None)
    placement = selectors.placement_of(user=actor(request))
    candidate = selectors.candidacies_of(user=actor(request)).first()
    scheme = placement.scheme if placement else candidate.scheme if candidate else None
    if request.method == "POST" and accepted(
        form,
        lambda: record_fee(by=actor(request), person=person, scheme=scheme, placement=placement, **form.cleaned_data),
    ):
        messages.success(request, _("It is recorded. Somebody now works to have the money paid back to you."))
        return redirect("worker_portal:help")
    return render(request, "worker_portal/fee.html", {"form": form}, status=status_of(request))


@page(Role.WORKER)
def call(request: HttpRequest) -> HttpResponse:
    person = own_person(request)
    form = CallForm(request.POST or None, initial={"safe_contact": person.safe_contact})
    if request.method == "POST" and accepted(
        form, lambda: services.ask_for_call(person=person, by=actor(request), **form.cleaned_data)
    ):
        messages.success(request, _("A counsellor is asked to call you, in the way that you have written."))
        return redirect("worker_portal:help")
    return render(request, "worker_portal/call.html", {"form": form}, status=status_of(request))
