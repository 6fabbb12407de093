"""Pages of a shortlist: who is listed, why, who was near, and the proposal."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from corridor.access.doors import page
from corridor.access.roles import OFFICERS, Role
from corridor.access.selectors import roles_of
from corridor.core.tables import Column, csv_response
from corridor.delivery.recruitment import forms
from corridor.delivery.recruitment.models import Override, Shortlist, Sighting, Vacancy
from corridor.delivery.recruitment.rules import Band, PartLabel
from corridor.delivery.recruitment.selectors import shortlists as reading
from corridor.delivery.recruitment.selectors.candidates import get_candidate
from corridor.delivery.recruitment.selectors.vacancies import get_vacancy
from corridor.delivery.recruitment.services.matching import request_shortlist
from corridor.delivery.recruitment.services.orders import posts_left
from corridor.delivery.recruitment.services.oversight import note_sighting
from corridor.delivery.recruitment.services.selection import nominate
from corridor.delivery.recruitment.views.acts import act, actor, query_of, wants_fragment
from corridor.kernel.errors import N_, InputError


@page(*OFFICERS)
def shortlist(request: HttpRequest, pk: int) -> HttpResponse:
    vacancy = get_vacancy(user=actor(request), pk=pk)
    form = forms.ShortlistFilterForm(request.GET or None)
    context = {"vacancy": vacancy, "form": form, **_listed(request, vacancy, form)}
    if wants_fragment(request):
        response = render(request, "recruitment/_shortlist_rows.html", context)
    else:
        context |= _frame(request, vacancy)
        response = render(request, "recruitment/shortlist.html", context)
    response["Vary"] = "HX-Request"
    return response


@page(*OFFICERS)
def near(request: HttpRequest, pk: int) -> HttpResponse:
    """Show those who are not eligible, the first failing condition and the smallest change."""
    vacancy = get_vacancy(user=actor(request), pk=pk)
    made = reading.newest_shortlist(user=actor(request), vacancy=vacancy)
    hides = request.GET.get("names") != "on"
    put_on = reading.those_put_on(reading.overrides_of(user=actor(request), vacancy=vacancy))
    rows = (
        reading.near_rows_of(user=actor(request), vacancy=vacancy, run=made.run, hides_names=hides, put_on=put_on)
        if made
        else []
    )
    _note(request, vacancy, made, [row.candidate_id for row in rows], Sighting.Kind.NEAR)
    context = {
        "vacancy": vacancy,
        "made": made,
        "rows": rows,
        "may_override": Role.OFFICER_ORIGIN in roles_of(actor(request)),
        "hides_names": hides,
        "failing": reading.counts_of(made.failing) if made else [],
        "opens": reading.counts_of(made.opens) if made else [],
        "crumbs": [*_crumbs(vacancy), (_("Not eligible"), "")],
    }
    return render(request, "recruitment/near.html", context)


@require_POST
@page(*OFFICERS)
def match(request: HttpRequest, pk: int) -> HttpResponse:
    vacancy = get_vacancy(user=actor(request), pk=pk)
    back = reverse("recruitment:shortlist", args=[pk])
    return act(
        request, back, lambda: request_shortlist(vacancy=vacancy, by=actor(request)), _("The shortlist is made anew.")
    )


@require_POST
@page(Role.OFFICER_ORIGIN)
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose the ticked candidates; each is checked by itself and each refusal is shown."""
    vacancy = get_vacancy(user=actor(request), pk=pk)
    back = reverse("recruitment:shortlist", args=[pk])
    chosen = [int(text) for text in request.POST.getlist("pick") if text.isdecimal()]
    if not chosen:
        return act(request, back, _nobody, "")
    return [_propose(request, vacancy, candidate_pk, back) for candidate_pk in chosen][-1]


@page(*OFFICERS)
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the list as a file, without names, sex or dates of birth."""
    vacancy = get_vacancy(user=actor(request), pk=pk)
    made = reading.newest_shortlist(user=actor(request), vacancy=vacancy)
    overrides = reading.overrides_of(user=actor(request), vacancy=vacancy) if made else []
    rows = _rows(request, vacancy, made, reading.ShortlistFilter(), overrides) if made else []
    _note(request, vacancy, made, [row.candidate_id for row in rows], Sighting.Kind.FILE)
    plain = [Column(name, name) for name in ("rank", "reference", "band", "languages", "years", "available")]
    columns = [
        *plain,
        Column("points", "points", value=_points),
        Column("change", "change", value=_change),
        *(_part_column(code) for code in PartLabel.values),
    ]
    return csv_response(f"shortlist-{vacancy.reference}", columns, rows)


def _points(row: reading.ShortlistRow) -> float:
    return round(row.points, 4)


def _change(row: reading.ShortlistRow) -> str:
    return f"{row.override.kind}: {row.override.reason}" if row.override else ""


def _part_column(code: str) -> Column:
    def points_of(row: reading.ShortlistRow) -> float:
        return next(part.points for part in row.parts if part.code == code)

    return Column(code, code, value=points_of)


def _propose(request: HttpRequest, vacancy: Vacancy, candidate_pk: int, back: str) -> HttpResponse:
    candidate = get_candidate(user=actor(request), pk=candidate_pk, action="nominate")
    done = _("%(candidate)s is proposed; the candidate is asked first.") % {"candidate": candidate.reference}
    return act(request, back, lambda: nominate(vacancy=vacancy, candidate=candidate, by=actor(request)), done)


def _nobody() -> None:
    raise InputError(N_("Nobody was chosen."), hint=N_("Tick at least one candidate of the list."), field="pick")


def _listed(request: HttpRequest, vacancy: Vacancy, form: forms.ShortlistFilterForm) -> dict[str, object]:
    made = reading.newest_shortlist(user=actor(request), vacancy=vacancy)
    narrowed = _narrowed(form)
    overrides = reading.overrides_of(user=actor(request), vacancy=vacancy) if made else []
    rows = _rows(request, vacancy, made, narrowed, overrides) if made else []
    _note(request, vacancy, made, [row.candidate_id for row in rows], Sighting.Kind.LIST)
    return {
        "made": made,
        "rows": rows,
        "hides_names": narrowed.hides_names,
        "overrides": overrides,
        "fairness": reading.fairness_of(user=actor(request), vacancy=vacancy, run=made.run) if made else None,
        "may_propose": Role.OFFICER_ORIGIN in roles_of(actor(request)),
        "posts_left": posts_left(vacancy),
        "query": query_of(request),
    }


def _note(request: HttpRequest, vacancy: Vacancy, made: Shortlist | None, seen: list[int], kind: str) -> None:
    if made is not None:
        note_sighting(by=actor(request), vacancy=vacancy, run_id=made.run_id, candidate_ids=seen, kind=kind)


def _rows(
    request: HttpRequest,
    vacancy: Vacancy,
    made: Shortlist,
    narrowed: reading.ShortlistFilter,
    overrides: Sequence[Override],
) -> list[reading.ShortlistRow]:
    return reading.rows_of(
        user=actor(request),
        vacancy=vacancy,
        run=made.run,
        narrowed=narrowed,
        today=timezone.localdate(),
        overrides=overrides,
    )


def _narrowed(form: forms.ShortlistFilterForm) -> reading.ShortlistFilter:
    if not form.is_valid():
        return reading.ShortlistFilter()
    data = form.cleaned_data
    return reading.ShortlistFilter(data["q"], data["level"], data["years"], data["days"], not data["names"])


def _frame(request: HttpRequest, vacancy: Vacancy) -> dict[str, object]:
    ended = vacancy.closes_date is not None and vacancy.closes_date < timezone.localdate()
    return {
        "crumbs": [
            (_("Vacancies"), reverse("recruitment:vacancies")),
            (vacancy.reference, reverse("recruitment:vacancy", args=[vacancy.pk])),
            (_("Shortlist"), ""),
        ],
        "weights": reading.parts_of(dict.fromkeys(PartLabel.values, 1.0)),
        "has_ended": ended or vacancy.status != Vacancy.Status.OPEN,
        "bands": Band.choices,
    }


def _crumbs(vacancy: Vacancy) -> list[tuple[str, str]]:
    return [
        (_("Vacancies"), reverse("recruitment:vacancies")),
        (vacancy.reference, reverse("recruitment:shortlist", args=[vacancy.pk])),
    ]
