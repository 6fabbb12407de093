"""Pages about one alternative: what its scores stand on, what excludes it, and how pairs and releases are made."""

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from corridor.access.doors import page
from corridor.access.roles import Role
from corridor.core.http import translated
from corridor.design.schemes import choices
from corridor.design.schemes.rules import PLAN_ROLES
from corridor.design.schemes.selectors import may_change
from corridor.design.screening import services
from corridor.design.screening.forms import CorrectionForm, EvidenceForm, PairsForm, VetoForm
from corridor.design.screening.models import ScreeningExercise, Veto
from corridor.design.screening.reach import begun, readable
from corridor.design.screening.runs import try_weights
from corridor.design.screening.selectors import Comparison, comparison_of, get_alternative, get_veto
from corridor.design.screening.tables import Part, cells_of, places_of
from corridor.design.screening.taking import take_evidence
from corridor.kernel.errors import CorridorError
from corridor.ui import formats


@page(*PLAN_ROLES)
def place(request: HttpRequest, scheme_id: int, kind: str, pk: int) -> HttpResponse:
    """Show every score of an alternative with its source, date, ends and marks."""
    scheme, exercise = readable(request, scheme_id, kind)
    alternative = get_alternative(user=request.user, exercise=exercise, pk=pk)
    found = comparison_of(exercise)
    context = {
        "scheme": scheme,
        "kind": kind,
        "alternative": alternative,
        "cells": cells_of(found, alternative, today=timezone.localdate(), parts=_parts(found, alternative.pk)),
        "exclusions": found.exclusions.get(alternative.pk, ()),
        "known": found.known(alternative),
        "asked": len(found.criteria),
        "may_change": may_change(user=request.user, scheme=scheme),
    }
    return render(request, "screening/place.html", context)


@page(Role.DESIGNER)
def place_edit(request: HttpRequest, scheme_id: int, kind: str, pk: int) -> HttpResponse:
    """Enter what stands behind the scores of an alternative."""
    scheme, exercise = begun(request, scheme_id, kind)
    alternative = get_alternative(user=request.user, exercise=exercise, pk=pk, action="change")
    form = EvidenceForm(request.POST or None, comparison=comparison_of(exercise), alternative=alternative)
    if form.is_valid():
        try:
            for criterion in form.criteria:
                if fields := form.changed(criterion.pk):
                    services.record_cell(alternative=alternative, criterion=criterion, by=request.user, **fields)
            return redirect("screening:place", scheme_id, kind, pk)
        except CorridorError as error:
            form.add_error(None, " ".join(translated(error)))
    context = {"scheme": scheme, "kind": kind, "alternative": alternative, "form": form}
    return _answer(request, "screening/place_edit.html", context)


@page(Role.DESIGNER)
def veto(request: HttpRequest, scheme_id: int, kind: str, pk: int) -> HttpResponse:
    """Enter a fact that excludes an alternative."""
    scheme, exercise = begun(request, scheme_id, kind)
    alternative = get_alternative(user=request.user, exercise=exercise, pk=pk, action="change")
    form = VetoForm(request.POST or None, instance=Veto(alternative=alternative))
    if form.is_valid():
        try:
            services.enter_veto(veto=form.save(commit=False), by=request.user)
            return redirect("screening:comparison", scheme_id, kind)
        except CorridorError as error:
            form.add_error(error.field if error.field in form.fields else None, " ".join(translated(error)))
    title = _("Exclude %(name)s") % {"name": alternative}
    lead = _("A fact that excludes, such as a protection list, stands above every score. Name its source and date.")
    context = {"scheme": scheme, "kind": kind, "form": form, "title": title, "lead": lead, "act": _("Exclude")}
    return _answer(request, "screening/act.html", context)


@page(Role.DESIGNER)
def correct(request: HttpRequest, scheme_id: int, kind: str, pk: int) -> HttpResponse:
    """Take a veto back with the fact that corrects it."""
    scheme, exercise = begun(request, scheme_id, kind)
    row = get_veto(user=request.user, exercise=exercise, pk=pk)
    form = CorrectionForm(request.POST or None)
    if form.is_valid():
        try:
            services.correct_veto(veto=row, correction=form.cleaned_data["correction"], by=request.user)
            return redirect("screening:comparison", scheme_id, kind)
        except CorridorError as error:
            form.add_error("correction", " ".join(translated(error)))
    title = _("Correct the fact that excludes %(name)s") % {"name": row.alternative}
    lead = _("A veto is never overridden. Where its fact was wrong or has changed, say so with the source.")
    context = {"scheme": scheme, "kind": kind, "form": form, "title": title, "lead": lead, "act": _("Correct")}
    return _answer(request, "screening/act.html", context)


@page(Role.DESIGNER)
def pairs(request: HttpRequest, scheme_id: int, kind: str) -> HttpResponse:
    """Add countries of origin with the sectors of the first stage."""
    scheme, exercise = readable(request, scheme_id, kind)
    known = exercise.alternatives.values_list("code", flat=True)
    form = PairsForm(
        request.POST or None, sectors=_sectors(scheme.pk), origins=sorted({code for code in known if code})
    )
    if form.is_valid():
        data = form.cleaned_data
        try:
            services.add_pairs(exercise=exercise, origins=data["origins"], sectors=data["sectors"], by=request.user)
            return redirect("screening:comparison", scheme_id, kind)
        except CorridorError as error:
            form.add_error(None, " ".join(translated(error)))
    title = _("Countries with sectors")
    lead = _("The second stage compares each country of origin in each sector of the first stage.")
    context = {"scheme": scheme, "kind": kind, "form": form, "title": title, "lead": lead, "act": _("Add")}
    return _answer(request, "screening/act.html", context)


@page(Role.DESIGNER)
def evidence(request: HttpRequest, scheme_id: int, kind: str) -> HttpResponse:
    """Ask before scores are taken from the indicators, then take them."""
    scheme, exercise = readable(request, scheme_id, kind)
    if request.method == "POST":
        found = take_evidence(exercise=exercise, by=request.user, replaces=bool(request.POST.get("replaces")))
        said = _("Taken from evidence: %(taken)s. Not known there: %(unknown)s. Kept as entered: %(kept)s.")
        messages.success(request, said % {name: formats.number(n) for name, n in asdict(found).items()})
        return redirect("screening:comparison", scheme_id, kind)
    context = {"scheme": scheme, "kind": kind, "may_change": may_change(user=request.user, scheme=scheme)}
    return render(request, "screening/evidence.html", context)


@page(Role.DESIGNER)
def release(request: HttpRequest, scheme_id: int, kind: str) -> HttpResponse:
    """Ask before the ranking is opened to the other organisations, then open it."""
    scheme, exercise = begun(request, scheme_id, kind)
    if request.method == "POST":
        services.release_ranking(exercise=exercise, by=request.user)
        return redirect("screening:comparison", scheme_id, kind)
    return render(request, "screening/release.html", {"scheme": scheme, "kind": kind, "exercise": exercise})


def _parts(found: Comparison, pk: int) -> tuple[Part, ...]:
    """Return what each criterion adds to the points of an alternative; nothing where it is not scored."""
    if not found.can_be_ranked:
        return ()
    places = places_of(found, try_weights(comparison=found))
    return next((row.parts for row in places if row.alternative.pk == pk), ())


def _sectors(scheme_id: int) -> list[tuple[str, str]]:
    """Return the sectors of the first stage that nothing excludes, the chosen one first."""
    first = ScreeningExercise.objects.filter(scheme_id=scheme_id, kind=ScreeningExercise.Kind.SECTOR).first()
    if first is None:
        return choices.sectors()[1:]
    rows = sorted(comparison_of(first).open_alternatives, key=lambda row: row.pk != first.chosen_id)
    return [(row.code, str(row)) for row in rows if row.code] or choices.sectors()[1:]


def _answer(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, template, context, status=422 if request.method == "POST" else 200)
