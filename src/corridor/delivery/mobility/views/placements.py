"""Placements: the list, clearance, departure, arrival, check-ins, the end."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from corridor.access.doors import page
from corridor.access.roles import Role
from corridor.core.acts import attempt
from corridor.core.tables import page_of
from corridor.delivery.mobility.forms import PlacementFilter
from corridor.delivery.mobility.models import CheckIn, Placement
from corridor.delivery.mobility.selectors import placements as selectors
from corridor.delivery.mobility.services import check_ins, contacts, departures
from corridor.delivery.mobility.services.placements import cancel_placement
from corridor.delivery.mobility.views.answers import back, day_of, unknown_act

CARERS = (Role.OFFICER_ORIGIN, Role.OFFICER_DESTINATION, Role.COUNSELLOR, Role.PROTECTION)


@require_GET
@page(*CARERS)
def placement_list(request: HttpRequest) -> HttpResponse:
    form = PlacementFilter(request.GET)
    status = form.cleaned_data["status"] if form.is_valid() else ""
    rows = selectors.placements(user=request.user, statuses=[status] if status else [])
    context = {"form": form, "page": page_of(request, rows), "query": f"status={status}" if status else ""}
    return render(request, "mobility/placements.html", context)


@require_POST
@page(*CARERS, Role.WORKER)
def act(request: HttpRequest, pk: int) -> HttpResponse:
    placement = selectors.get_placement(user=request.user, pk=pk)
    attempt(request, lambda: _act(request, placement), _("The record was kept."))
    return back(request, reverse("mobility:case", args=[placement.case.pk]))


@require_POST
@page(Role.WORKER, Role.EMPLOYER)
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    check_in = selectors.get_check_in(user=request.user, pk=pk)
    attempt(request, lambda: _answer(request, check_in), _("Thank you. Your answer was kept."))
    return back(request, reverse("home"))


def _act(request: HttpRequest, placement: Placement) -> None:
    asked = request.POST.get("act", "")
    simple = {
        "clear": departures.clear_for_departure,
        "depart": departures.record_departure,
        "arrive": departures.record_arrival,
        "left": departures.report_left,
    }
    if asked in simple:
        simple[asked](placement=placement, by=request.user, on_date=day_of(request))
    elif asked in {"end", "cancel", "review"}:
        _end(request, placement, asked)
    elif asked == "settle":
        is_done = request.POST.get("is_done", "1") == "1"
        departures.settle(placement=placement, kind=request.POST.get("kind", ""), is_done=is_done, by=request.user)
    elif asked == "check_in":
        party = request.POST.get("party", CheckIn.Party.WORKER)
        check_ins.ask_check_in(placement=placement, party=party, by=request.user)
    elif asked == "contact":
        contacts.contact_worker(
            placement=placement,
            kind=request.POST.get("kind", ""),
            is_wished="is_wished" in request.POST,
            note=request.POST.get("note", ""),
            by=request.user,
            on_date=day_of(request),
        )
    else:
        raise unknown_act()


def _end(request: HttpRequest, placement: Placement, asked: str) -> None:
    reason, by, day = request.POST.get("reason", ""), request.user, day_of(request)
    if asked == "cancel":
        cancel_placement(placement=placement, reason=reason, by=by, on_date=day)
    elif asked == "end":
        returned = day_of(request, "returned_on_date")
        departures.end_placement(placement=placement, by=by, reason=reason, on_date=day, returned_on_date=returned)
    else:
        departures.review_leaving(
            placement=placement,
            by=by,
            still_working="still_working" in request.POST,
            employer_may_know="employer_may_know" in request.POST,
        )


def _answer(request: HttpRequest, check_in: CheckIn) -> None:
    given = {"yes": True, "no": False}
    check_ins.answer_check_in(
        check_in=check_in,
        answer=request.POST.get("answer", ""),
        by=request.user,
        uses_skills=given.get(request.POST.get("uses_skills", "")),
        pay_as_agreed=given.get(request.POST.get("pay_as_agreed", "")),
        note=request.POST.get("note", ""),
    )
