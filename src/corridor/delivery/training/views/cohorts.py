"""Pages of training: cohorts, attendance, tests, certificates."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from corridor.access.doors import page
from corridor.access.roles import Role
from corridor.access.selectors import may, roles_of
from corridor.core.acts import accepted, attempt
from corridor.core.tables import page_of
from corridor.delivery.training import selectors, services
from corridor.delivery.training.forms import AssessmentForm, CohortFilter, CohortForm, EnrolForm, SessionForm
from corridor.delivery.training.models import Cohort, Enrolment

READERS = (Role.TRAINER, Role.OFFICER_ORIGIN, Role.OFFICER_DESTINATION, Role.COUNSELLOR)
WRITERS = (Role.TRAINER, Role.OFFICER_ORIGIN)
KEPT = gettext_lazy("The record was kept.")


@require_GET
@page(*READERS)
def cohort_list(request: HttpRequest) -> HttpResponse:
    form = CohortFilter(request.GET)
    kind = form.cleaned_data["kind"] if form.is_valid() else ""
    shown = page_of(request, selectors.cohorts(user=request.user, kind=kind))
    may_add = bool(roles_of(request.user) & frozenset(WRITERS))
    context = {"form": form, "page": shown, "query": f"kind={kind}" if kind else "", "may_add": may_add}
    return render(request, "training/cohorts.html", context)


@page(*WRITERS)
def cohort_new(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    form = CohortForm(request.POST or None, user=user, initial=_proposed(request))
    opened: list[Cohort] = []

    def keep() -> None:
        opened.append(services.create_cohort(by=user, **form.cleaned_data))

    if request.method == "POST" and accepted(form, keep):
        messages.success(request, _("The cohort is open. Enrol its candidates."))
        return redirect("training:cohort", pk=opened[0].pk)
    context = {
        "form": form,
        "has_scheme": selectors.schemes_to_train_for(user=user).exists(),
        "has_provider": selectors.providers_for(user=user).exists(),
        "crumbs": [(_("Training"), reverse("training:cohorts")), (_("New cohort"), "")],
    }
    return render(request, "training/cohort_form.html", context, status=422 if form.errors else 200)


def _proposed(request: HttpRequest) -> dict[str, str]:
    """Return what a training plan proposes for a new cohort."""
    return {name: request.GET[name] for name in ("scheme", "kind", "language", "cefr", "skills") if name in request.GET}


@require_GET
@page(*READERS)
def cohort(request: HttpRequest, pk: int) -> HttpResponse:
    found = selectors.get_cohort(user=request.user, pk=pk)
    context = {
        "cohort": found,
        "results": selectors.results_of(cohort=found),
        "sessions": selectors.sessions_of(cohort=found),
        "grid": selectors.grid_of(cohort=found, user=request.user),
        "may_change": may(found, user=request.user, action="change"),
        "session_form": SessionForm(),
        "crumbs": [(_("Training"), reverse("training:cohorts")), (found.name, "")],
    }
    return render(request, "training/cohort.html", context)


@page(*WRITERS)
def enrol(request: HttpRequest, pk: int) -> HttpResponse:
    found = selectors.get_cohort(user=request.user, action="change", pk=pk)
    choice = selectors.candidates_to_enrol(cohort=found, user=request.user)
    form = EnrolForm(request.POST or None, candidates=choice)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["candidates"]
        if attempt(request, lambda: services.enrol(cohort=found, candidates=chosen, by=request.user), KEPT):
            return redirect("training:cohort", pk=pk)
    context = {
        "cohort": found,
        "form": form,
        "has_choice": choice.exists(),
        "results": selectors.results_of(cohort=found),
        "crumbs": [
            (_("Training"), reverse("training:cohorts")),
            (found.name, reverse("training:cohort", args=[pk])),
            (_("Enrol candidates"), ""),
        ],
    }
    return render(request, "training/enrol.html", context)


@require_POST
@page(*WRITERS)
def add_session(request: HttpRequest, pk: int) -> HttpResponse:
    found = selectors.get_cohort(user=request.user, action="change", pk=pk)
    form = SessionForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("A session needs its day."))
    else:
        attempt(
            request,
            lambda: services.add_session(cohort=found, by=request.user, **form.cleaned_data),
            KEPT,
        )
    return redirect("training:cohort", pk=pk)


@page(*WRITERS)
def attendance(request: HttpRequest, pk: int) -> HttpResponse:
    session = selectors.get_session(user=request.user, pk=pk)
    if request.method == "POST":
        present = {int(value) for value in request.POST.getlist("present") if value.isdecimal()}
        attempt(
            request,
            lambda: services.record_attendance(session=session, present=present, by=request.user),
            KEPT,
        )
        return redirect("training:cohort", pk=session.cohort_id)
    grid = selectors.grid_of(cohort=session.cohort, user=request.user)
    rows = [
        (row, any(mark.session_pk == session.pk and mark.is_present for mark in row.marks))
        for row in grid
        if row.status != Enrolment.Status.DROPPED
    ]
    crumbs = [
        (_("Training"), reverse("training:cohorts")),
        (session.cohort.name, reverse("training:cohort", args=[session.cohort_id])),
        (_("Attendance"), ""),
    ]
    return render(request, "training/attendance.html", {"session": session, "rows": rows, "crumbs": crumbs})


@page(*WRITERS)
def assess(request: HttpRequest, pk: int) -> HttpResponse:
    enrolment = selectors.get_enrolment(user=request.user, pk=pk)
    form = AssessmentForm(request.POST or None)

    def keep() -> None:
        services.record_assessment(enrolment=enrolment, by=request.user, **form.cleaned_data)

    if request.method == "POST" and accepted(form, keep):
        messages.success(request, KEPT)
        return redirect("training:cohort", pk=enrolment.cohort_id)
    crumbs = [
        (_("Training"), reverse("training:cohorts")),
        (enrolment.cohort.name, reverse("training:cohort", args=[enrolment.cohort_id])),
        (str(enrolment.candidate.person), ""),
    ]
    return render(request, "training/assess.html", {"enrolment": enrolment, "form": form, "crumbs": crumbs})


@require_POST
@page(*WRITERS)
def certify(request: HttpRequest, pk: int) -> HttpResponse:
    enrolment = selectors.get_enrolment(user=request.user, pk=pk)
    if "drop" in request.POST:
        attempt(request, lambda: services.drop_out(enrolment=enrolment, by=request.user), KEPT)
    else:
        attempt(request, lambda: services.issue_certificate(enrolment=enrolment, by=request.user), KEPT)
    return redirect("training:cohort", pk=enrolment.cohort_id)
