"""Pages with which designers and administrators keep the register."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from corridor.access.doors import page
from corridor.access.roles import Role
from corridor.core.http import translated
from corridor.kernel.errors import CorridorError
from corridor.knowledge.pathways import selectors
from corridor.knowledge.pathways.entry_forms import (
    BlockageForm,
    EntryForm,
    NoteForm,
    PathwayForm,
    RequirementForm,
    VisaCentreForm,
)
from corridor.knowledge.pathways.models import (
    Blockage,
    Pathway,
    PathwayNote,
    ProcedureStep,
    Requirement,
    VisaCentre,
)
from corridor.knowledge.pathways.services import remove_entry, remove_step
from corridor.knowledge.pathways.step_forms import StepForm

KEEPERS = (Role.DESIGNER, Role.ADMINISTRATOR)
Part = Requirement | PathwayNote | Blockage | VisaCentre


@page(*KEEPERS)
def add_pathway(request: HttpRequest) -> HttpResponse:
    form = PathwayForm(request.POST or None)
    return _edited(request, form, _("Enter a pathway"), reverse("pathways:list"))


@page(*KEEPERS)
def edit_pathway(request: HttpRequest, pk: int) -> HttpResponse:
    row = selectors.get_pathway(pk=pk)
    return _edited(request, PathwayForm(request.POST or None, instance=row), str(row), _detail(row))


@page(*KEEPERS)
def add_condition(request: HttpRequest, pk: int) -> HttpResponse:
    pathway = selectors.get_pathway(pk=pk)
    form = RequirementForm(request.POST or None, instance=Requirement(pathway=pathway))
    return _edited(request, form, _("Add a condition"), _detail(pathway))


@page(*KEEPERS)
def edit_condition(request: HttpRequest, pk: int) -> HttpResponse:
    row = selectors.get_requirement(pk=pk)
    return _kept(request, row, RequirementForm(request.POST or None, instance=row), _detail(row.pathway))


@page(*KEEPERS)
def add_note(request: HttpRequest, pk: int) -> HttpResponse:
    pathway = selectors.get_pathway(pk=pk)
    form = NoteForm(request.POST or None, instance=PathwayNote(pathway=pathway))
    return _edited(request, form, _("Add a right or note"), _detail(pathway))


@page(*KEEPERS)
def edit_note(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(PathwayNote.objects.select_related("pathway"), pk=pk)
    return _kept(request, row, NoteForm(request.POST or None, instance=row), _detail(row.pathway))


@page(*KEEPERS)
def add_step(request: HttpRequest, pk: int) -> HttpResponse:
    pathway = selectors.get_pathway(pk=pk)
    form = StepForm(request.POST or None, pathway=pathway, others=_steps(pathway))
    return _edited(request, form, _("Add a step"), _detail(pathway))


@page(*KEEPERS)
def edit_step(request: HttpRequest, pk: int) -> HttpResponse:
    row = selectors.get_step(pk=pk)
    pathway = row.procedure.pathway
    if request.method == "POST" and request.POST.get("act") == "remove":
        return _step_removed(request, row)
    form = StepForm(request.POST or None, instance=row, pathway=pathway, others=_steps(pathway))
    return _edited(request, form, str(row), _detail(pathway), may_remove=True)


def _steps(pathway: Pathway) -> list[ProcedureStep]:
    procedure = selectors.latest_procedure(pathway=pathway)
    return selectors.every_step_of(procedure=procedure) if procedure else []


def _step_removed(request: HttpRequest, row: ProcedureStep) -> HttpResponse:
    pathway = row.procedure.pathway
    form = StepForm(instance=row, pathway=pathway, others=_steps(pathway))
    try:
        remove_step(pathway=pathway, code=row.code, by=request.user)
    except CorridorError as error:
        context = {"form": form, "title": str(row), "back": _detail(pathway), "may_remove": True}
        refusal = {"refusal": " ".join(translated(error))}
        return render(request, "pathways/entry.html", context | refusal, status=error.status)
    return redirect(_detail(pathway))


@page(*KEEPERS)
def add_blockage(request: HttpRequest, pk: int) -> HttpResponse:
    pathway = selectors.get_pathway(pk=pk)
    form = BlockageForm(request.POST or None, instance=Blockage(pathway=pathway))
    return _edited(request, form, _("Report a blockage"), _detail(pathway))


@page(*KEEPERS)
def edit_blockage(request: HttpRequest, pk: int) -> HttpResponse:
    row = selectors.get_blockage(pk=pk)
    return _kept(request, row, BlockageForm(request.POST or None, instance=row), reverse("pathways:blockages"))


@page(*KEEPERS)
def add_centre(request: HttpRequest) -> HttpResponse:
    form = VisaCentreForm(request.POST or None)
    return _edited(request, form, _("Enter a visa centre"), reverse("pathways:centres"))


@page(*KEEPERS)
def edit_centre(request: HttpRequest, pk: int) -> HttpResponse:
    row = selectors.get_visa_centre(pk=pk)
    return _kept(request, row, VisaCentreForm(request.POST or None, instance=row), reverse("pathways:centres"))


def _kept(request: HttpRequest, row: Part, form: EntryForm, back: str) -> HttpResponse:
    """Change an entry, or take it out where the second button was pressed."""
    if request.method == "POST" and request.POST.get("act") == "remove":
        remove_entry(row=row, by=request.user)
        return redirect(back)
    return _edited(request, form, str(row), back, may_remove=True)


def _edited(
    request: HttpRequest, form: EntryForm | StepForm, title: str | Promise, back: str, *, may_remove: bool = False
) -> HttpResponse:
    if request.method == "POST" and form.is_valid() and form.keep(request.user):
        return redirect(_after(form.instance, back))
    context: dict[str, Any] = {"form": form, "title": title, "back": back, "may_remove": may_remove}
    return render(request, "pathways/entry.html", context)


def _after(row: Any, back: str) -> str:
    return _detail(row) if isinstance(row, Pathway) else back


def _detail(row: Pathway) -> str:
    return reverse("pathways:detail", args=[row.pk])
