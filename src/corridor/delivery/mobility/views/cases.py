"""The list of cases, the page of a case, its steps and documents."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from corridor.access.doors import page
from corridor.access.roles import OFFICERS, Role
from corridor.access.selectors import get_visible, may, roles_of
from corridor.core.acts import attempt
from corridor.core.tables import page_of
from corridor.delivery.mobility.forms import CaseFilter
from corridor.delivery.mobility.models import ArrivalItem, CaseDocument, CaseStep, Contact, Placement
from corridor.delivery.mobility.selectors import cases as selectors
from corridor.delivery.mobility.selectors.contacts import contact_year, contacts_of
from corridor.delivery.mobility.selectors.contracts import contract_of, findings_of
from corridor.delivery.mobility.selectors.placements import check_ins_of
from corridor.delivery.mobility.services import documents, placements, steps
from corridor.delivery.mobility.sheets import CaseSheet, case_sheet
from corridor.delivery.mobility.views.answers import back, day_of, unknown_act, upload_of
from corridor.delivery.recruitment.models import Offer

CARERS = (Role.OFFICER_ORIGIN, Role.OFFICER_DESTINATION, Role.COUNSELLOR, Role.PROTECTION)
ACTORS = (Role.OFFICER_ORIGIN, Role.OFFICER_DESTINATION, Role.WORKER, Role.EMPLOYER)


@require_GET
@page(*CARERS)
def case_list(request: HttpRequest) -> HttpResponse:
    form = CaseFilter(request.GET)
    today = timezone.localdate()
    shown = page_of(request, selectors.cases(user=request.user, wish=form.wish()))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "page": shown,
        "rows": selectors.case_rows(shown.object_list, today=today),
        "query": query.urlencode(),
        "offers": _offers(request),
    }
    template = "mobility/_cases.html" if getattr(request, "htmx", False) else "mobility/cases.html"
    return render(request, template, context)


def _offers(request: HttpRequest) -> list[Offer]:
    """Return accepted offers without a case, to those who may open one."""
    is_office = roles_of(request.user) & OFFICERS
    return list(selectors.offers_without_placement(user=request.user)[:20]) if is_office else []


@require_GET
@page(*CARERS)
def case_page(request: HttpRequest, pk: int) -> HttpResponse:
    case = selectors.get_case(user=request.user, pk=pk)
    placement, today = case.placement, timezone.localdate()
    sheet = case_sheet(case=case, today=today)
    contract = contract_of(placement)
    context = {
        "case": case,
        "placement": placement,
        "sheet": sheet,
        "contract": contract,
        "findings": findings_of(contract) if contract else (),
        "mine": _steps_for(request, sheet),
        "is_office": may(placement, user=request.user, action="change"),
        "sees_skills": may(placement.candidate.person, user=request.user, action="view"),
        "is_protection": may(placement, user=request.user, action="review"),
        "arrival": _arrival(placement),
        "check_ins": check_ins_of(placement, user=request.user),
        "contacts": contacts_of(placement, user=request.user),
        "contact_year": contact_year(placement=placement, today=today),
        "contact_kinds": Contact.Kind.choices,
        "crumbs": [(_("Cases"), reverse("mobility:cases")), (case.reference, "")],
        "today": today,
    }
    return render(request, "mobility/case.html", context)


@require_POST
@page(Role.OFFICER_ORIGIN, Role.OFFICER_DESTINATION)
def open_placement(request: HttpRequest, pk: int) -> HttpResponse:
    offer = get_visible(Offer.objects.all(), user=request.user, pk=pk)
    attempt(request, lambda: placements.open_placement(offer=offer, by=request.user), _("The case was opened."))
    return back(request, reverse("mobility:cases"))


@require_POST
@page(*ACTORS)
def step(request: HttpRequest, pk: int) -> HttpResponse:
    case_step = _reachable_step(request, pk)
    attempt(request, lambda: _act_on_step(request, case_step), _("The step was recorded."))
    return back(request, reverse("mobility:case", args=[case_step.case_id]))


@page(*ACTORS, Role.COUNSELLOR)
def document(request: HttpRequest, pk: int) -> HttpResponse:
    paper = selectors.get_document(user=request.user, pk=pk)
    if request.method == "POST":
        attempt(request, lambda: _act_on_paper(request, paper), _("The document was recorded."))
        return back(request, reverse("mobility:case", args=[paper.case_step.case_id]))
    if paper.file is None:
        raise Http404
    with paper.file.content.open() as content:
        answer = HttpResponse(content.read(), content_type=paper.file.media_type)
    # A browser saves the file and never shows it as a page of ours.
    answer["Content-Disposition"] = content_disposition_header(True, paper.file.name) or "attachment"
    return answer


def _reachable_step(request: HttpRequest, pk: int) -> CaseStep:
    # An employer reaches the steps that are hers, and no other part of the case.
    action = "complete_employer" if Role.EMPLOYER in roles_of(request.user) else "view"
    found = selectors.get_step(user=request.user, pk=pk, action=action)
    if action != "view" and found.step.party != "employer":
        raise Http404
    return found


def _act_on_step(request: HttpRequest, case_step: CaseStep) -> None:
    act, by, reason = request.POST.get("act", ""), request.user, request.POST.get("reason", "")
    day = day_of(request)
    if act == "complete":
        steps.complete_step(case_step=case_step, by=by, on_date=day, note=reason)
    elif act == "refuse":
        steps.refuse_step(case_step=case_step, reason=reason, by=by, on_date=day)
    elif act == "reopen":
        steps.reopen_step(case_step=case_step, note=reason, by=by, on_date=day)
    elif act == "skip":
        steps.skip_step(case_step=case_step, reason=reason, by=by, on_date=day)
    else:
        raise unknown_act()


def _act_on_paper(request: HttpRequest, paper: CaseDocument) -> None:
    act, by, valid_until = request.POST.get("act", ""), request.user, day_of(request, "valid_until_date")
    if act == "upload":
        documents.receive_document(document=paper, upload=upload_of(request), by=by, valid_until_date=valid_until)
    elif act == "check":
        documents.check_document(document=paper, by=by, valid_until_date=valid_until)
    elif act == "reject":
        documents.reject_document(document=paper, reason=request.POST.get("reason", ""), by=by)
    else:
        raise unknown_act()


def _steps_for(request: HttpRequest, sheet: CaseSheet) -> frozenset[int]:
    """Return the open steps that the reader may complete."""
    lines = {line.pk: line.party for line in sheet.steps if line.raw_state == CaseStep.State.READY}
    rows = CaseStep.objects.filter(pk__in=lines)
    return frozenset(row.pk for row in rows if may(row, user=request.user, action=f"complete_{lines[row.pk]}"))


def _arrival(placement: Placement) -> list[dict[str, object]]:
    done = dict(placement.arrival_items.values_list("kind", "done_on_date"))
    return [
        {"kind": kind.value, "label": kind.label, "done_on_date": done.get(kind.value)} for kind in ArrivalItem.Kind
    ]
