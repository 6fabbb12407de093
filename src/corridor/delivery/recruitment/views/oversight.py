"""Pages of oversight: changing a list with a reason, and who has seen which list."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from corridor.access.doors import page
from corridor.access.roles import Role
from corridor.access.selectors import get_visible
from corridor.core.acts import accepted
from corridor.core.tables import page_of
from corridor.delivery.recruitment.models import Override, Sighting
from corridor.delivery.recruitment.oversight_forms import OverrideForm
from corridor.delivery.recruitment.selectors.candidates import get_candidate
from corridor.delivery.recruitment.selectors.shortlists import is_listed
from corridor.delivery.recruitment.selectors.sightings import sightings_of
from corridor.delivery.recruitment.selectors.vacancies import get_vacancy
from corridor.delivery.recruitment.services.oversight import override_list, take_back
from corridor.delivery.recruitment.views.acts import act, actor

WATCHERS = (Role.PROTECTION, Role.DATA_PROTECTION, Role.EVALUATOR)


@page(Role.OFFICER_ORIGIN)
def override(request: HttpRequest, pk: int, candidate_pk: int) -> HttpResponse:
    """Change a candidate's place in a list, with the reason."""
    vacancy = get_vacancy(user=actor(request), pk=pk)
    candidate = get_candidate(user=actor(request), pk=candidate_pk, action="nominate")
    listed = is_listed(vacancy=vacancy, candidate=candidate)
    filled = request.POST if request.method == "POST" else None
    form = OverrideForm(filled, initial={"kind": "up" if listed else "on", "place": 1})

    def change() -> None:
        override_list(vacancy=vacancy, candidate=candidate, by=actor(request), **form.cleaned_data)

    if request.method == "POST" and accepted(form, change):
        messages.success(request, _("The list is changed; the run stays as it was computed."))
        return redirect("recruitment:shortlist", pk)
    context = {
        "vacancy": vacancy,
        "candidate": candidate,
        "form": form,
        "crumbs": [
            (_("Vacancies"), reverse("recruitment:vacancies")),
            (vacancy.reference, reverse("recruitment:shortlist", args=[pk])),
            (_("Change the list"), ""),
        ],
    }
    return render(request, "recruitment/override.html", context, status=422 if form.errors else 200)


@require_POST
@page(Role.OFFICER_ORIGIN)
def override_back(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_visible(Override.objects.select_related("candidate"), user=actor(request), action="change", pk=pk)
    back = reverse("recruitment:shortlist", args=[row.vacancy_id])
    return act(request, back, lambda: take_back(override=row, by=actor(request)), _("The change is taken back."))


@page(*WATCHERS)
def sightings(request: HttpRequest) -> HttpResponse:
    """Show who saw which list."""
    rows = page_of(request, sightings_of(user=actor(request)))
    kinds, roles = dict(Sighting.Kind.choices), dict(Role.choices)
    shown = [row | {"kind": kinds[row["kind"]], "role": roles.get(row["role"], "")} for row in rows]
    return render(request, "recruitment/sightings.html", {"page": rows, "rows": shown})
