"""Job orders: what waits, the list, one page for each, a new one, what it costs."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from corridor.access.doors import page
from corridor.access.roles import Role
from corridor.access.selectors import may
from corridor.core.acts import accepted, attempt
from corridor.delivery.recruitment.models import Sighting, Vacancy
from corridor.delivery.recruitment.selectors.candidates import people_shown_to_employer
from corridor.delivery.recruitment.selectors.shortlists import counts_of, newest_shortlist
from corridor.delivery.recruitment.selectors.vacancies import get_vacancy, nominations_of, vacancies_of
from corridor.delivery.recruitment.services.orders import open_vacancy, posts_left, save_vacancy
from corridor.delivery.recruitment.services.oversight import note_sighting
from corridor.portal.employer import selectors
from corridor.portal.employer.forms import JobOrderForm
from corridor.portal.employer.people import proposed_of
from corridor.portal.employer.runs import start_range
from corridor.portal.employer.views.acts import actor
from corridor.portal.employer.words import start_source, start_words


@page(Role.EMPLOYER)
def home(request: HttpRequest) -> HttpResponse:
    placements = selectors.own_placements(user=actor(request))
    context = {
        "employer": selectors.employer_of(user=actor(request)),
        "tasks": selectors.tasks_of(user=actor(request), placements=placements),
        "rows": _rows(request)[:5],
        "placements": placements,
    }
    return render(request, "employer_portal/home.html", context)


@page(Role.EMPLOYER)
def vacancies(request: HttpRequest) -> HttpResponse:
    return render(request, "employer_portal/vacancies.html", {"rows": _rows(request)})


def _rows(request: HttpRequest) -> list[dict[str, object]]:
    rows = vacancies_of(user=actor(request)).order_by("-created_at", "-pk")
    return [{"row": row, "kind": selectors.KINDS[row.status]} for row in rows]


@page(Role.EMPLOYER)
def vacancy(request: HttpRequest, pk: int) -> HttpResponse:
    row, today = get_vacancy(user=actor(request), pk=pk), timezone.localdate()
    steps = selectors.procedure_of(vacancy=row)
    start = start_range(scheme_id=row.scheme_id, iso3=row.iso3, steps=steps, today=today)
    people = people_shown_to_employer(user=actor(request), vacancy_id=row.pk)
    nominations = {one.pk: one for one in nominations_of(user=actor(request), vacancy=row)}
    seen = [one.candidate_id for one in nominations.values()]
    note_sighting(by=actor(request), vacancy=row, candidate_ids=seen, kind=Sighting.Kind.PROPOSED)
    made = newest_shortlist(user=actor(request), vacancy=row)
    context = {
        "row": row,
        "made": made,
        "opens": counts_of(made.opens) if made else [],
        "kind": selectors.KINDS[row.status],
        "posts_left": posts_left(row),
        "costs": selectors.costs_of(user=actor(request), scheme=row.scheme, positions=row.positions, steps=steps),
        "paperwork": selectors.paperwork_of(steps),
        "start": start,
        "start_words": start_words(start),
        "start_source": start_source(start),
        "people": [proposed_of(one, nominations[one.nomination_id]) for one in people],
        "can_change": may(row, user=actor(request), action="change") and row.status in {"draft", "open"},
    }
    return render(request, "employer_portal/vacancy.html", context)


@page(Role.EMPLOYER)
def new(request: HttpRequest) -> HttpResponse:
    return _order(request, Vacancy())


@page(Role.EMPLOYER)
def change(request: HttpRequest, pk: int) -> HttpResponse:
    return _order(request, get_vacancy(user=actor(request), pk=pk, action="change"))


def _order(request: HttpRequest, row: Vacancy) -> HttpResponse:
    form = JobOrderForm(request.POST or None, user=actor(request), instance=row)
    if request.method == "POST" and accepted(form, lambda: save_vacancy(vacancy=form.save(), by=actor(request))):
        messages.success(request, _("The job order is saved."))
        return redirect("employer_portal:vacancy", form.instance.pk)
    context = {"form": form, "row": row if row.pk else None}
    return render(request, "employer_portal/order.html", context, status=422 if request.method == "POST" else 200)


@require_POST
@page(Role.EMPLOYER)
def open_order(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_vacancy(user=actor(request), pk=pk, action="change")
    attempt(
        request,
        lambda: open_vacancy(vacancy=row, by=actor(request)),
        _("The job order is open: people can be proposed to you now."),
    )
    return redirect("employer_portal:vacancy", pk)


@page(Role.EMPLOYER)
def costs(request: HttpRequest) -> HttpResponse:
    rows = [
        {"scheme": scheme, "costs": selectors.costs_of(user=actor(request), scheme=scheme, positions=1)}
        for scheme in selectors.schemes_of(user=actor(request))
    ]
    return render(request, "employer_portal/costs.html", {"rows": rows})
