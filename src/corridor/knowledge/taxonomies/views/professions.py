"""Pages of regulated professions, their authorities and national levels."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from corridor.access.doors import page
from corridor.access.selectors import roles_of
from corridor.core.acts import accepted
from corridor.knowledge.codelists.selectors import label_of
from corridor.knowledge.taxonomies import entry_forms, forms
from corridor.knowledge.taxonomies.models import Authority, NationalLevel, RegulatedProfession
from corridor.knowledge.taxonomies.packaged import EQF_LEVELS
from corridor.knowledge.taxonomies.rules import KEEPERS, READERS
from corridor.knowledge.taxonomies.selectors import professions as selectors
from corridor.knowledge.taxonomies.services import professions as services
from corridor.ui import formats


@page(*sorted(READERS))
def pair(request: HttpRequest) -> HttpResponse:
    """Show what two countries, or all that are known, say about professions."""
    form = forms.PairForm(request.GET or None)
    wanted = form.cleaned_data if form.is_valid() else {}
    chosen = [code for code in (wanted.get("origin", ""), wanted.get("destination", "")) if code]
    context = {
        "form": form,
        "countries": [_country(iso3) for iso3 in dict.fromkeys(chosen or selectors.countries_named())],
        "may_keep": bool(roles_of(request.user) & KEEPERS),
        "crumbs": [(_("Classifications"), reverse("taxonomies:index")), (_("Regulated professions"), "")],
    }
    return render(request, "taxonomies/professions.html", context)


@page(*sorted(READERS))
def levels(request: HttpRequest) -> HttpResponse:
    """Show national levels with the European ones, and where the sources differ on these."""
    rows = list(selectors.levels())
    counts = [formats.number(each.levels) for each in EQF_LEVELS]
    context = {
        "columns": [{"label": _(each.source)} for each in EQF_LEVELS],
        "claims": [{"label": _("Levels of the EQF"), "cells": counts, "differs": len(set(counts)) > 1}],
        "countries": [
            (label_of("countries", iso3), [row for row in rows if row.iso3 == iso3])
            for iso3 in dict.fromkeys(row.iso3 for row in rows)
        ],
        "may_keep": bool(roles_of(request.user) & KEEPERS),
        "crumbs": [(_("Regulated professions"), reverse("taxonomies:professions")), (_("National levels"), "")],
    }
    return render(request, "taxonomies/levels.html", context)


@page(*sorted(KEEPERS))
def authority_new(request: HttpRequest) -> HttpResponse:
    form = entry_forms.AuthorityForm(request.POST or None, instance=Authority())
    return _edited(
        request, form, _("Enter an authority"), lambda row: services.save_authority(authority=row, by=request.user)
    )


@page(*sorted(KEEPERS))
def authority_edit(request: HttpRequest, pk: int) -> HttpResponse:
    form = entry_forms.AuthorityForm(request.POST or None, instance=selectors.get_authority(pk=pk))
    return _edited(
        request, form, _("Change an authority"), lambda row: services.save_authority(authority=row, by=request.user)
    )


@page(*sorted(KEEPERS))
def profession_new(request: HttpRequest) -> HttpResponse:
    form = entry_forms.ProfessionForm(request.POST or None, instance=RegulatedProfession())
    return _edited(
        request,
        form,
        _("Enter a regulated profession"),
        lambda row: services.save_profession(profession=row, by=request.user),
    )


@page(*sorted(KEEPERS))
def profession_edit(request: HttpRequest, pk: int) -> HttpResponse:
    form = entry_forms.ProfessionForm(request.POST or None, instance=selectors.get_profession(pk=pk))
    return _edited(
        request,
        form,
        _("Change a regulated profession"),
        lambda row: services.save_profession(profession=row, by=request.user),
    )


@page(*sorted(KEEPERS))
def level_new(request: HttpRequest) -> HttpResponse:
    form = entry_forms.LevelForm(request.POST or None, instance=NationalLevel())
    return _edited(
        request, form, _("Enter a national level"), lambda row: services.save_level(level=row, by=request.user)
    )


@page(*sorted(KEEPERS))
def level_edit(request: HttpRequest, pk: int) -> HttpResponse:
    form = entry_forms.LevelForm(request.POST or None, instance=selectors.get_level(pk=pk))
    return _edited(
        request, form, _("Change a national level"), lambda row: services.save_level(level=row, by=request.user)
    )


@require_POST
@page(*sorted(KEEPERS))
def enter_reported(request: HttpRequest) -> HttpResponse:
    count = services.enter_reported(by=request.user)
    messages.success(request, _("Entered from the sources: %(n)s.") % {"n": formats.number(count)})
    return redirect("taxonomies:professions")


def _country(iso3: str) -> dict[str, Any]:
    rows = selectors.professions(iso3=iso3)
    return {
        "name": label_of("countries", iso3),
        "professions": [
            {"row": row, "group": label_of("isco08", row.isco08), "languages": _spoken(row.languages)} for row in rows
        ],
        "authorities": list(selectors.authorities(iso3=iso3)),
    }


def _spoken(languages: tuple[tuple[str, str], ...]) -> str:
    return ", ".join(f"{label_of('languages', code)} {level}".strip() for code, level in languages)


def _edited(request: HttpRequest, form: Any, title: str, save: Callable[[Any], object]) -> HttpResponse:
    """Show a form, or save what was sent and go back to where the row is shown."""
    is_level = isinstance(form.instance, NationalLevel)
    back = reverse("taxonomies:levels" if is_level else "taxonomies:professions")
    if request.method == "POST" and accepted(form, lambda: save(form.row())):
        return redirect(back)
    status = 422 if request.method == "POST" else 200
    return render(request, "taxonomies/form.html", {"form": form, "title": title, "back": back}, status=status)
