"""Pages of readiness: the profile of the countries, needs of institutions, local development, voices."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from corridor.access.doors import page
from corridor.access.roles import Role
from corridor.access.selectors import may
from corridor.core.acts import accepted
from corridor.core.wordings import language_of, worded
from corridor.design.readiness import selectors
from corridor.design.readiness.models import StageDecision
from corridor.design.readiness.parts import BY_SLUG, ONLY_ADDED, Part
from corridor.design.readiness.services import remove_record
from corridor.design.readiness.wording import (
    KIND_OF_STAGE,
    asked_lines,
    kind_of,
    need_line,
    questions_of,
    said,
    totals_of,
)
from corridor.design.schemes import choices
from corridor.design.schemes.models import Scheme
from corridor.design.schemes.rules import PLAN_ROLES
from corridor.design.schemes.selectors import get_scheme

Stage = StageDecision.Stage
_NEXT = {Stage.IDEA: Stage.INCUBATION, Stage.INCUBATION: Stage.READY}


@page(*PLAN_ROLES)
def profile(request: HttpRequest, scheme_id: int) -> HttpResponse:
    scheme, today = _reach(request, scheme_id), timezone.localdate()
    decision = selectors.stage_of(scheme=scheme)
    stage = Stage(decision.stage) if decision else Stage.IDEA
    coming = _NEXT.get(stage)
    missing = selectors.open_conditions(scheme=scheme, stage=coming, today=today) if coming else []
    lines = selectors.profile_of(scheme=scheme, user=request.user, today=today)
    context = _context(request, scheme) | {
        "countries": [choices.country(iso3) for iso3 in selectors.countries_of(scheme)],
        "lines": [_element(line) for line in lines],
        "stage": stage,
        "stage_kind": KIND_OF_STAGE[stage],
        "decision": decision,
        "coming": coming,
        "missing": said(missing),
        "sizes": selectors.simplicity_of(scheme=scheme),
    }
    return render(request, "readiness/profile.html", context)


@page(*PLAN_ROLES)
def capacity(request: HttpRequest, scheme_id: int) -> HttpResponse:
    scheme, today = _reach(request, scheme_id), timezone.localdate()
    lines = [need_line(row, today=today) for row in selectors.needs_of(scheme=scheme, user=request.user)]
    context = _context(request, scheme) | {
        "lines": lines,
        "overdue": sum(1 for line in lines if line.row.is_overdue(today)),
        "unplanned": sum(1 for line in lines if line.row.done_date is None and not line.row.has_plan),
        "cost_eur": sum((line.row.cost_eur for line in lines if line.row.cost_eur is not None), start=0),
        "costed": sum(1 for line in lines if line.row.cost_eur is not None),
    }
    return render(request, "readiness/capacity.html", context)


@page(*PLAN_ROLES)
def local(request: HttpRequest, scheme_id: int) -> HttpResponse:
    scheme = _reach(request, scheme_id)
    rows = selectors.links_of(scheme=scheme, user=request.user)
    lines = [{"row": row, "country": choices.country(row.iso3)} for row in rows]
    context = _context(request, scheme) | {"lines": lines, "totals": totals_of(rows)}
    return render(request, "readiness/local.html", context)


@page(*PLAN_ROLES)
def voices(request: HttpRequest, scheme_id: int) -> HttpResponse:
    scheme = _reach(request, scheme_id)
    rounds = [
        {
            "row": row,
            "country": choices.country(row.iso3),
            "asked": asked_lines(row),
            "questions": questions_of(worded(row, "questions")),
            "language": language_of(row, "questions"),
        }
        for row in selectors.rounds_of(scheme=scheme, user=request.user)
    ]
    context = _context(request, scheme) | {
        "rounds": rounds,
        "gaps": said(selectors.voice_findings(scheme=scheme)),
        "seats": said(selectors.seat_findings(scheme=scheme)),
        "unheard": selectors.unheard_of(scheme=scheme),
    }
    return render(request, "readiness/voices.html", context)


@page(Role.DESIGNER)
def part_add(request: HttpRequest, scheme_id: int, slug: str) -> HttpResponse:
    scheme, part = _reach(request, scheme_id), _part(slug)
    initial = {name: request.GET[name] for name in ("iso3", "element", "round", "finding") if name in request.GET}
    return _edited(request, scheme, part, part.new(scheme), str(part.add), initial)


@page(Role.DESIGNER)
def part_edit(request: HttpRequest, scheme_id: int, slug: str, pk: int) -> HttpResponse:
    scheme, part = _reach(request, scheme_id), _part(slug, is_kept=True)
    row = selectors.row_to_change(model=part.model, scheme=scheme, user=request.user, pk=pk)
    remove_url = reverse("readiness:part_remove", args=[scheme.pk, part.slug, row.pk])
    return _edited(request, scheme, part, row, str(row), {}, remove_url=remove_url)


@page(Role.DESIGNER)
def part_remove(request: HttpRequest, scheme_id: int, slug: str, pk: int) -> HttpResponse:
    scheme, part = _reach(request, scheme_id), _part(slug, is_kept=True)
    row = selectors.row_to_change(model=part.model, scheme=scheme, user=request.user, pk=pk)
    if request.method == "POST":
        remove_record(row=row, scheme=scheme, by=request.user)
        return redirect(_page_of(part, scheme))
    context = {"scheme": scheme, "part": part, "row": row, "back": _page_of(part, scheme), "crumbs": _crumbs(scheme)}
    return render(request, "readiness/remove.html", context)


def _reach(request: HttpRequest, scheme_id: int) -> Scheme:
    return get_scheme(user=request.user, pk=scheme_id, action="read_plan")


def _part(slug: str, *, is_kept: bool = False) -> Part:
    if slug not in BY_SLUG or (is_kept and slug in ONLY_ADDED):
        raise Http404
    return BY_SLUG[slug]


def _page_of(part: Part, scheme: Scheme) -> str:
    return reverse(f"readiness:{part.page}", args=[scheme.pk])


def _crumbs(scheme: Scheme) -> list[tuple[str, str]]:
    return [
        (_("Schemes"), reverse("schemes:list")),
        (scheme.localised_name, reverse("schemes:detail", args=[scheme.pk])),
    ]


def _context(request: HttpRequest, scheme: Scheme) -> dict[str, Any]:
    is_open = scheme.status != Scheme.Status.CLOSED
    return {
        "scheme": scheme,
        "may_change": is_open and may(scheme, user=request.user, action="change"),
        "crumbs": _crumbs(scheme),
    }


def _element(line: selectors.ElementLine) -> dict[str, Any]:
    cells = [{"cell": cell, "kind": kind_of(cell.row), "country": choices.country(cell.iso3)} for cell in line.cells]
    return {"element": line.element, "cells": cells}


def _edited(
    request: HttpRequest,
    scheme: Scheme,
    part: Part,
    row: Any,
    title: str,
    initial: dict[str, str],
    *,
    remove_url: str = "",
) -> HttpResponse:
    form = part.form(request.POST or None, instance=row, scheme=scheme, user=request.user, initial=initial)
    if request.method == "POST" and accepted(form, form.save_record):
        return redirect(f"{_page_of(part, scheme)}#{part.slug}")
    context = {"scheme": scheme, "part": part, "form": form, "title": title, "back": _page_of(part, scheme)}
    context["remove_url"] = remove_url
    status = 422 if request.method == "POST" else 200
    return render(request, "readiness/edit.html", context | {"crumbs": _crumbs(scheme)}, status=status)
