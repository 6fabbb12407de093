"""Pages to try a profile or a job order: the list is made live, explained, and nothing is saved."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from corridor.access.doors import page
from corridor.access.roles import OFFICERS
from corridor.delivery.recruitment.live_forms import OrderForm, ProfileForm, as_filled_in
from corridor.delivery.recruitment.live_words import labels_of, live_lines
from corridor.delivery.recruitment.models import Candidate, Vacancy
from corridor.delivery.recruitment.selectors.candidates import get_candidate
from corridor.delivery.recruitment.selectors.live import last_comparison
from corridor.delivery.recruitment.selectors.markets import candidate_facts, vacancy_facts
from corridor.delivery.recruitment.selectors.vacancies import get_vacancy
from corridor.delivery.recruitment.views.acts import actor, wants_fragment


@page(*OFFICERS)
def try_profile(request: HttpRequest, pk: int) -> HttpResponse:
    """Show which vacancies a candidate would be listed for, with the profile as it is or as it is tried."""
    # Loaded when it is asked: the engine takes half a second to load.
    from corridor.delivery.recruitment.services import live

    user = actor(request)
    candidate = get_candidate(user=user, pk=pk)
    (facts,) = candidate_facts(Candidate.objects.filter(pk=pk))
    labels = labels_of(skill.ref for skill in candidate.person.skills.all())
    form = ProfileForm(request.GET if "skills" in request.GET else None, initial=as_filled_in(facts, labels))
    profile = form.profile(facts) if form.is_bound and form.is_valid() else facts
    context = {
        "title": _("Try a profile"),
        "detail_url": "recruitment:vacancy",
        "subtitle": candidate.reference,
        "form": form,
        "comparison": last_comparison(scheme_id=candidate.scheme_id),
        "crumbs": _crumbs(_("Candidates"), "candidates", candidate.reference, "candidate", pk, _("Try a profile")),
    }
    if not form.errors:
        made = live.try_profile(scheme=candidate.scheme, profile=profile, by=user, today=timezone.localdate())
        named = {row.pk: (row.title, f"{row.employer} · {row.reference}") for row, _ in made.found}
        asked = _labels_asked(row for row, _ in made.found)
        found = [(row.pk, one) for row, one in made.found]
        context |= {"made": made, "lines": live_lines(found, named, labels | asked)}
    return _answer(request, context)


@page(*OFFICERS)
def try_order(request: HttpRequest, pk: int) -> HttpResponse:
    """Show which candidates a vacancy would list, as it is or as it is tried."""
    from corridor.delivery.recruitment.services import live

    user = actor(request)
    vacancy = get_vacancy(user=user, pk=pk)
    (facts,) = vacancy_facts([vacancy])
    labels = labels_of((*vacancy.essential, *vacancy.optional))
    form = OrderForm(request.GET if "essential" in request.GET else None, initial=as_filled_in(facts, labels))
    order = form.order(facts) if form.is_bound and form.is_valid() else facts
    context = {
        "title": _("Try a job order"),
        "detail_url": "recruitment:candidate",
        "subtitle": f"{vacancy.title} · {vacancy.reference}",
        "form": form,
        "comparison": last_comparison(scheme_id=vacancy.scheme_id),
        "crumbs": _crumbs(_("Vacancies"), "vacancies", vacancy.reference, "vacancy", pk, _("Try a job order")),
    }
    if not form.errors and order.essential:
        made = live.try_order(scheme=vacancy.scheme, order=order, by=user)
        named = {row.pk: (row.reference, row.person.region) for row, _ in made.found}
        found = [(row.pk, one) for row, one in made.found]
        context |= {"made": made, "lines": live_lines(found, named, labels)}
    return _answer(request, context)


def _labels_asked(vacancies: Iterable[Vacancy]) -> dict[str, str]:
    return labels_of(ref for row in vacancies for ref in (*row.essential, *row.optional))


def _crumbs(side: str, index: str, name: str, detail: str, pk: int, here: str) -> list[tuple[str, str]]:
    return [
        (side, reverse(f"recruitment:{index}")),
        (name, reverse(f"recruitment:{detail}", args=[pk])),
        (here, ""),
    ]


def _answer(request: HttpRequest, context: dict[str, object]) -> HttpResponse:
    template = "recruitment/_try_rows.html" if wants_fragment(request) else "recruitment/try.html"
    response = render(request, template, context)
    response["Vary"] = "HX-Request"
    return response
