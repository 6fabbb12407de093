"""The contract of a placement: written by the employer, checked, signed, registered."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from corridor.access.doors import page
from corridor.access.roles import STAFF, Role
from corridor.access.selectors import may, roles_of
from corridor.core.acts import accepted, attempt
from corridor.delivery.mobility.forms import ContractForm
from corridor.delivery.mobility.models import Contract, Placement
from corridor.delivery.mobility.selectors.contracts import contract_of, findings_of
from corridor.delivery.mobility.selectors.placements import reachable_placement
from corridor.delivery.mobility.services import contracts
from corridor.delivery.mobility.views.answers import back, day_of, unknown_act

READERS = (
    Role.OFFICER_ORIGIN, Role.OFFICER_DESTINATION, Role.COUNSELLOR, Role.PROTECTION, Role.EMPLOYER, Role.WORKER,
)  # fmt: skip


@page(*READERS)
def contract_page(request: HttpRequest, pk: int) -> HttpResponse:
    placement = reachable_placement(user=request.user, pk=pk)
    contract = contract_of(placement)
    form = _form(request, placement, contract)
    if request.method == "POST" and form is not None and form.is_valid():
        if _draft(request, placement, form):
            return redirect("mobility:contract", pk=placement.pk)
        contract = contract_of(placement)
    context = {
        "placement": placement,
        "contract": contract,
        "model": contract.model if contract else None,
        "findings": findings_of(contract) if contract else (),
        "form": form,
        "crumbs": _crumbs(request, placement),
        "base": "ui/base_desk.html" if roles_of(request.user) & STAFF else "ui/base_portal.html",
        **_rights(request, contract),
    }
    return render(request, "mobility/contract.html", context)


@require_POST
@page(*READERS)
def contract_act(request: HttpRequest, pk: int) -> HttpResponse:
    placement = reachable_placement(user=request.user, pk=pk)
    contract = contract_of(placement)
    if contract is None:
        raise Http404
    attempt(request, lambda: _act(request, contract), _("The contract was updated."))
    return back(request, reverse("mobility:contract", args=[placement.pk]))


def _form(request: HttpRequest, placement: Placement, contract: Contract | None) -> ContractForm | None:
    is_closed = contract is not None and contract.status == Contract.Status.REGISTERED
    is_writer = may(placement, user=request.user, action="change") or may(placement, user=request.user, action="employ")
    if is_closed or not is_writer:
        return None
    person = placement.candidate.person
    read = frozenset({person.preferred_language, *person.languages.values_list("language", flat=True)})
    # A form without instance keeps what was typed apart from the contract until the service has taken it.
    return ContractForm(request.POST or None, initial=_initial(placement, contract), read=read)


def _initial(placement: Placement, contract: Contract | None) -> dict[str, Any]:
    if contract is not None:
        return {name: getattr(contract, name) for name in contracts.TERMS}
    offer, vacancy = placement.offer, placement.vacancy
    return {
        "language": placement.candidate.person.preferred_language,
        "monthly_gross_eur": offer.salary_eur_month if offer else vacancy.salary_eur_month,
        "weekly_hours": vacancy.weekly_hours,
        "starts_on_date": offer.start_date if offer else vacancy.start_date,
        "worker_fees_eur": 0,
    }


def _draft(request: HttpRequest, placement: Placement, form: ContractForm) -> bool:
    return accepted(form, lambda: contracts.draft_contract(placement=placement, by=request.user, **form.cleaned_data))


def _act(request: HttpRequest, contract: Contract) -> None:
    asked, by = request.POST.get("act", ""), request.user
    if asked == "check":
        contracts.check_contract(contract=contract, by=by)
    elif asked == "sign":
        contracts.sign_contract(contract=contract, by=by, on_date=day_of(request))
    elif asked == "register":
        contracts.register_contract(contract=contract, by=by, on_date=day_of(request))
    else:
        raise unknown_act()


def _rights(request: HttpRequest, contract: Contract | None) -> dict[str, bool]:
    if contract is None or contract.status != Contract.Status.CHECKED:
        return {"may_sign": False, "may_register": False}
    user, both = request.user, contract.worker_signed_on_date and contract.employer_signed_on_date
    signs = (contract.worker_signed_on_date is None and may(contract, user=user, action="sign_as_worker")) or (
        contract.employer_signed_on_date is None and may(contract, user=user, action="sign_as_employer")
    )
    return {"may_sign": signs, "may_register": bool(both) and may(contract, user=user, action="register")}


def _crumbs(request: HttpRequest, placement: Placement) -> list[tuple[str, str]]:
    if not roles_of(request.user) & STAFF:
        return [(_("Home"), reverse("home")), (_("Contract"), "")]
    case = placement.case
    return [
        (_("Cases"), reverse("mobility:cases")),
        (case.reference, reverse("mobility:case", args=[case.pk])),
        (_("Contract"), ""),
    ]
