"""How many to propose: for one vacancy, or for a whole scheme."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from corridor.access.doors import page
from corridor.access.roles import OFFICERS
from corridor.core.acts import accepted
from corridor.core.models import Run
from corridor.delivery.recruitment.models import MatchEdge, Sighting, Vacancy
from corridor.delivery.recruitment.plan_words import StageLabel, refusal_text
from corridor.delivery.recruitment.planning_forms import WishForm
from corridor.delivery.recruitment.selectors.planning import Plan, newest_run, next_in_line
from corridor.delivery.recruitment.selectors.vacancies import get_vacancy
from corridor.delivery.recruitment.services.oversight import note_sighting
from corridor.delivery.recruitment.services.planning import request_nomination_plan
from corridor.delivery.recruitment.views.acts import actor
from corridor.delivery.recruitment.views.training_plan import crumbs_of
from corridor.delivery.recruitment.wording import country_text
from corridor.design.schemes.models import Scheme
from corridor.design.schemes.selectors import get_scheme

MOST_CALLED = 25


@page(*sorted(OFFICERS))
def how_many(request: HttpRequest, pk: int) -> HttpResponse:
    """Plan the proposals of one vacancy."""
    vacancy = get_vacancy(user=actor(request), pk=pk)
    corridors = vacancy.scheme.corridors.filter(destination_iso3=vacancy.iso3).values_list("origin_iso3", flat=True)
    origins = [(iso3, country_text(iso3)) for iso3 in dict.fromkeys(corridors.order_by("pk"))]
    crumbs = [
        (_("Vacancies"), reverse("recruitment:vacancies")),
        (vacancy.reference, reverse("recruitment:vacancy", args=[vacancy.pk])),
        (_("How many to propose"), ""),
    ]
    room = {"target": vacancy.positions, "capacity": vacancy.positions + 1 + vacancy.positions // 5}
    return _page(request, vacancy.scheme, vacancy, origins, room, crumbs)


@page(*sorted(OFFICERS))
def how_many_of_scheme(request: HttpRequest, scheme_id: int) -> HttpResponse:
    """Plan the proposals of a whole scheme."""
    scheme = get_scheme(user=actor(request), pk=scheme_id)
    rows = scheme.corridors.order_by("pk").values_list("origin_iso3", "destination_iso3")
    origins = [(f"{a}-{b}", f"{country_text(a)} – {country_text(b)}") for a, b in rows]
    target = max(1, scheme.target_placements or 1)
    room = {"target": target, "capacity": target + 1 + target // 5}
    return _page(request, scheme, None, origins, room, crumbs_of(scheme, _("How many to propose")))


def _page(
    request: HttpRequest,
    scheme: Scheme,
    vacancy: Vacancy | None,
    origins: list[tuple[str, str]],
    room: dict[str, int],
    crumbs: list[tuple[str, str]],
) -> HttpResponse:
    run = newest_run(plan=Plan.NOMINATIONS, scheme_id=scheme.pk, vacancy_id=vacancy.pk if vacancy else None)
    start = {"chance_to_reach": 75, "chance_of_overfill": 25, **room, **_earlier(run)}
    form = WishForm(request.POST if request.method == "POST" else None, origins=origins, initial=start)
    if request.method == "POST" and accepted(form, lambda: _make(request, scheme, vacancy, form)):
        messages.success(request, _("The number is planned."))
        return redirect(request.path)
    context = {
        "scheme": scheme,
        "vacancy": vacancy,
        "form": form,
        "origins": origins,
        "run": run,
        "crumbs": crumbs,
        **(_shown(request, run, vacancy) if run else {}),
    }
    return render(request, "recruitment/how_many.html", context, status=422 if form.errors else 200)


def _make(request: HttpRequest, scheme: Scheme, vacancy: Vacancy | None, form: WishForm) -> None:
    request_nomination_plan(scheme=scheme, vacancy=vacancy, wish=form.wish(), by=actor(request))


def _earlier(run: Run | None) -> dict[str, object]:
    """Return the wish of the newest run, so that the form shows what the figures rest on."""
    if run is None:
        return {}
    asked = run.parameters
    chances = {name: round(100 * asked[name]) for name in ("chance_to_reach", "chance_of_overfill")}
    return {**chances, **{name: asked[name] for name in ("target", "capacity", "origin")}}


def _shown(request: HttpRequest, run: Run, vacancy: Vacancy | None) -> dict[str, object]:
    found = run.result
    refusal = refusal_text(found["refusal"]) if "refusal" in found else None
    called = _called(request, vacancy, min(found.get("nominate", 0), MOST_CALLED)) if vacancy else []
    stages = [
        {**stage, "label": StageLabel(stage["stage"]).label, "waiting": waiting}
        for stage, waiting in zip(found["stages"], found["waiting"], strict=True)
    ]
    return {
        "found": found,
        "refusal": refusal,
        "stages": stages,
        "wish": run.parameters,
        "called": called,
    }


def _called(request: HttpRequest, vacancy: Vacancy, number: int) -> list[MatchEdge]:
    """Return the next of the newest list; who reads them has seen a part of it."""
    called = list(next_in_line(user=actor(request), vacancy=vacancy, number=number))
    if called:
        seen = [edge.candidate_id for edge in called]
        kind, run_id = Sighting.Kind.LIST, called[0].run_id
        note_sighting(by=actor(request), vacancy=vacancy, run_id=run_id, candidate_ids=seen, kind=kind)
    return called
