"""Pages that explain: one pair, and the vacancies of a scheme from one person's side."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from corridor.access.doors import page
from corridor.access.roles import OFFICERS, Role
from corridor.access.selectors import roles_of
from corridor.delivery.recruitment import reasons, runs
from corridor.delivery.recruitment.models import Sighting
from corridor.delivery.recruitment.selectors.candidates import get_candidate
from corridor.delivery.recruitment.selectors.vacancies import get_vacancy, vacancies_of
from corridor.delivery.recruitment.services.oversight import note_sighting
from corridor.delivery.recruitment.views.acts import actor, wants_fragment


@page(*OFFICERS)
def why(request: HttpRequest, pk: int, candidate_pk: int) -> HttpResponse:
    """Explain one pair: parts, skills, conditions, and what would change them."""
    vacancy = get_vacancy(user=actor(request), pk=pk)
    candidate = get_candidate(user=actor(request), pk=candidate_pk)
    held = [skill.ref for skill in candidate.person.skills.all()]
    found = runs.why(vacancy=vacancy, candidate=candidate)
    note_sighting(by=actor(request), vacancy=vacancy, candidate_ids=[candidate.pk], kind=Sighting.Kind.REASON)
    context = {
        "vacancy": vacancy,
        "candidate": candidate,
        "may_override": Role.OFFICER_ORIGIN in roles_of(actor(request)),
        "reason": reasons.reason_of(found, vacancy=vacancy, held=held),
        "crumbs": [
            (_("Vacancies"), reverse("recruitment:vacancies")),
            (vacancy.reference, reverse("recruitment:shortlist", args=[vacancy.pk])),
            (candidate.reference, ""),
        ],
    }
    template = "recruitment/_why.html" if wants_fragment(request) else "recruitment/why.html"
    response = render(request, template, context)
    response["Vary"] = "HX-Request"
    return response


@page(*OFFICERS, Role.COUNSELLOR)
def openings(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one person's side: the vacancies that are open to her, those that nearly are, and what opens most."""
    user = actor(request)
    candidate = get_candidate(user=user, pk=pk)
    found = runs.vacancies_for(candidate=candidate, today=timezone.localdate())
    asked = [int(one.vacancy_id) for one in (*found.fitting, *found.near)]
    known = {row.pk: row for row in vacancies_of(user=user).filter(pk__in=asked)}
    context = {
        "candidate": candidate,
        "found": found,
        "fitting": reasons.lines_of(found.fitting, known),
        "near": reasons.lines_of(found.near, known),
        "opens": reasons.openings_of(found),
        "may_ask_why": bool(roles_of(user) & OFFICERS),
        "crumbs": [
            (_("Candidates"), reverse("recruitment:candidates")),
            (candidate.reference, reverse("recruitment:candidate", args=[pk])),
            (_("Vacancies for this person"), ""),
        ],
    }
    return render(request, "recruitment/openings.html", context)
