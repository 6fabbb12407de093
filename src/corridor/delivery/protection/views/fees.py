"""Fees that workers report: by recruiter, and each with its repayment."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from corridor.access.doors import page
from corridor.access.roles import Role
from corridor.core.acts import attempt
from corridor.core.tables import page_of
from corridor.delivery.protection.forms import RepaymentForm
from corridor.delivery.protection.selectors import fees as selectors
from corridor.delivery.protection.services.fees import record_repayment


@require_GET
@page(Role.PROTECTION)
def fee_list(request: HttpRequest) -> HttpResponse:
    context = {
        "recruiters": selectors.fees_by_recruiter(user=request.user),
        "page": page_of(request, selectors.fee_reports(user=request.user)),
        "crumbs": [(_("Protection"), reverse("protection:grievances")), (_("Reported fees"), "")],
    }
    return render(request, "protection/fees.html", context)


@require_POST
@page(Role.PROTECTION)
def repaid(request: HttpRequest, pk: int) -> HttpResponse:
    report = selectors.get_fee_report(user=request.user, pk=pk)
    form = RepaymentForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Give the amount that was repaid, in euros."))
        return redirect("protection:fees")
    attempt(
        request,
        lambda: record_repayment(fee_report=report, by=request.user, **form.cleaned_data),
        _("The repayment was recorded."),
    )
    return redirect("protection:fees")
