"""Pages of vacancies and employers."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from corridor.access.doors import page
from corridor.access.roles import OFFICERS, Role
from corridor.access.selectors import may, roles_of
from corridor.core.acts import show
from corridor.core.tables import page_of
from corridor.delivery.recruitment import forms
from corridor.delivery.recruitment.models import Employer, Vacancy
from corridor.delivery.recruitment.selectors import vacancies as reading
from corridor.delivery.recruitment.services import orders
from corridor.delivery.recruitment.services.places import verdict_of
from corridor.delivery.recruitment.views.acts import act, actor, form_act, query_of, wants_fragment
from corridor.delivery.recruitment.views.proposals import proposal_of
from corridor.delivery.recruitment.wording import country_text, levels_text, occupation_text
from corridor.kernel.codes import Cefr
from corridor.kernel.errors import CorridorError
from corridor.knowledge.quotas.wording import said

KIND_OF_STATUS = {"open": "ok", "draft": "wait", "filled": "info", "closed": "none", "withdrawn": "warn"}
KIND_OF_VETTING = {"vetted": "ok", "pending": "wait", "withdrawn": "bad"}


@page(*OFFICERS)
def vacancy_list(request: HttpRequest) -> HttpResponse:
    form = forms.VacancyFilter(request.GET or None, user=actor(request))
    search = reading.VacancySearch()
    if form.is_valid():
        scheme = form.cleaned_data["scheme"]
        search = reading.VacancySearch(
            form.cleaned_data["q"], scheme.pk if scheme else None, form.cleaned_data["status"]
        )
    rows = page_of(request, reading.vacancies_of(user=actor(request), search=search))
    context = {
        "form": form,
        "page": rows,
        "rows": [_listed(v) for v in rows],
        "query": query_of(request),
        "may_add": _may_add(request),
    }
    template = "recruitment/_vacancies.html" if wants_fragment(request) else "recruitment/vacancies.html"
    return render(request, template, context)


@page(*OFFICERS)
def vacancy(request: HttpRequest, pk: int) -> HttpResponse:
    row = reading.get_vacancy(user=actor(request), pk=pk)
    return render(
        request,
        "recruitment/vacancy.html",
        {
            "vacancy": row,
            "facts": facts_of(row),
            "kind": KIND_OF_STATUS[row.status],
            "employer_kind": KIND_OF_VETTING[row.employer.vetted_status],
            "has_ended": row.closes_date is not None and row.closes_date < timezone.localdate(),
            "posts_left": orders.posts_left(row),
            **_listing(row),
            "may_change": may(row, user=actor(request), action="change"),
            "proposals": [proposal_of(n) for n in reading.nominations_of(user=actor(request), vacancy=row)],
            "crumbs": [(_("Vacancies"), reverse("recruitment:vacancies")), (row.reference, "")],
            "close_form": forms.CloseVacancyForm(),
        },
    )


@page(Role.OFFICER_DESTINATION)
def vacancy_new(request: HttpRequest) -> HttpResponse:
    return _edit(request, Vacancy())


@page(Role.OFFICER_DESTINATION)
def vacancy_edit(request: HttpRequest, pk: int) -> HttpResponse:
    return _edit(request, reading.get_vacancy(user=actor(request), pk=pk, action="change"))


@require_POST
@page(Role.OFFICER_DESTINATION)
def vacancy_open(request: HttpRequest, pk: int) -> HttpResponse:
    row = reading.get_vacancy(user=actor(request), pk=pk, action="change")
    return act(
        request, _url(row), lambda: orders.open_vacancy(vacancy=row, by=actor(request)), _("The vacancy is open.")
    )


@require_POST
@page(Role.OFFICER_DESTINATION)
def vacancy_close(request: HttpRequest, pk: int) -> HttpResponse:
    row = reading.get_vacancy(user=actor(request), pk=pk, action="change")
    form = forms.CloseVacancyForm(request.POST)
    return form_act(
        request,
        _url(row),
        form,
        lambda: orders.close_vacancy(vacancy=row, by=actor(request), **form.cleaned_data),
        _("The vacancy has ended; the people who were proposed are told."),
    )


@page(*OFFICERS, Role.PROTECTION)
def employers(request: HttpRequest) -> HttpResponse:
    rows = page_of(request, reading.employers_of(user=actor(request)))
    listed = [{"row": row, "kind": KIND_OF_VETTING[row.vetted_status]} for row in rows]
    return render(request, "recruitment/employers.html", {"page": rows, "rows": listed})


@page(*OFFICERS, Role.PROTECTION)
def employer(request: HttpRequest, pk: int) -> HttpResponse:
    row = reading.get_employer(user=actor(request), pk=pk)
    context = {
        "employer": row,
        "kind": KIND_OF_VETTING[row.vetted_status],
        "vacancies": [_listed(v) for v in reading.vacancies_of(user=actor(request)).filter(employer=row)[:50]],
        "may_vet": may(row, user=actor(request), action="vet"),
        "form": forms.VettingForm(initial={"status": row.vetted_status}),
        "crumbs": [(_("Employers"), reverse("recruitment:employers")), (str(row), "")],
        "facts": _employer_facts(row),
    }
    return render(request, "recruitment/employer.html", context)


@require_POST
@page(Role.OFFICER_DESTINATION)
def employer_vetting(request: HttpRequest, pk: int) -> HttpResponse:
    row = reading.get_employer(user=actor(request), pk=pk, action="vet")
    form = forms.VettingForm(request.POST)
    return form_act(
        request,
        reverse("recruitment:employer", args=[pk]),
        form,
        lambda: orders.set_vetting(employer=row, by=actor(request), **form.cleaned_data),
        _("The vetting is recorded."),
    )


def facts_of(row: Vacancy) -> list[dict[str, object]]:
    """Return what a job order says, line by line."""
    levels = ((stored["code"], Cefr(stored["level"]).name) for stored in row.languages)
    return [
        {"label": _("Occupation"), "value": occupation_text(row.isco08), "hint": row.isco08},
        {"label": _("Country of work"), "value": country_text(row.iso3), "hint": row.region},
        {"label": _("Languages"), "value": levels_text(levels) or _("None asked")},
        {"label": _("Qualification at least (EQF)"), "value": row.eqf_min},
        {"label": _("Years of experience at least"), "value": row.years_min},
        {"label": _("Regulated occupation"), "value": _("Yes") if row.regulated else _("No")},
    ]


def _employer_facts(row: Employer) -> list[dict[str, object]]:
    return [
        {"label": _("Country"), "value": country_text(row.organisation.iso3)},
        {"label": _("Sector (NACE)"), "value": row.nace2 or None},
        {"label": _("Size"), "value": row.get_size_display() or None},
        {"label": _("Contact"), "value": row.contact_name or None, "hint": row.contact_email},
    ]


def _edit(request: HttpRequest, row: Vacancy) -> HttpResponse:
    form = forms.VacancyForm(request.POST or None, instance=row, user=actor(request))
    if request.method == "POST" and form.is_valid():
        try:
            saved = orders.save_vacancy(vacancy=form.save(), by=actor(request))
        except CorridorError as error:
            show(error, form)
        else:
            messages.success(request, _("The vacancy is saved."))
            return redirect(_url(saved))
    title = row.reference if row.pk else _("New vacancy")
    crumbs = [(_("Vacancies"), reverse("recruitment:vacancies")), (title, "")]
    context = {"form": form, "vacancy": row, "title": title, "crumbs": crumbs}
    return render(request, "recruitment/vacancy_form.html", context, status=422 if form.errors else 200)


def _listed(row: Vacancy) -> dict[str, object]:
    ended = row.status == Vacancy.Status.OPEN and row.closes_date is not None and row.closes_date < timezone.localdate()
    return {
        "row": row,
        "kind": "warn" if ended else KIND_OF_STATUS[row.status],
        "label": _("Ended") if ended else row.get_status_display(),
        "country": country_text(row.iso3),
        "employer_kind": KIND_OF_VETTING[row.employer.vetted_status],
    }


def _may_add(request: HttpRequest) -> bool:
    return Role.OFFICER_DESTINATION in roles_of(actor(request))


def _url(row: Vacancy) -> str:
    return reverse("recruitment:vacancy", args=[row.pk])


def _listing(row: Vacancy) -> dict[str, object]:
    """Return whether the occupation is on a shortage list, for a job order that is not ended."""
    if row.status not in {Vacancy.Status.DRAFT, Vacancy.Status.OPEN}:
        return {}
    verdict = verdict_of(row)
    return {"listing": verdict, "listing_said": said(verdict.finding)}
