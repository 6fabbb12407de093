"""An authority keeps its procedures and names laws."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from corridor.access.doors import page
from corridor.access.roles import Role
from corridor.access.selectors import organisations_of
from corridor.core.acts import accepted
from corridor.delivery.recognition.models import RecognitionProcedure
from corridor.delivery.recognition.procedure_forms import LawForm, ProcedureForm
from corridor.delivery.recognition.services.procedures import keep_procedure, name_law
from corridor.delivery.recognition.views.frame import actor


@page(Role.AUTHORITY)
def procedure_list(request: HttpRequest) -> HttpResponse:
    rows = RecognitionProcedure.objects.filter(organisation__in=organisations_of(actor(request), role=Role.AUTHORITY))
    context = {
        "procedures": rows.select_related("authority").order_by("iso3", "code"),
        "crumbs": [(_("Recognition"), reverse("recognition:cases")), (_("Our procedures"), "")],
    }
    return render(request, "recognition/procedures.html", context)


@page(Role.AUTHORITY)
def procedure_add(request: HttpRequest) -> HttpResponse:
    return _form(request, None)


@page(Role.AUTHORITY)
def procedure_edit(request: HttpRequest, pk: int) -> HttpResponse:
    mine = organisations_of(actor(request), role=Role.AUTHORITY)
    return _form(request, get_object_or_404(RecognitionProcedure.objects.filter(organisation__in=mine), pk=pk))


@page(Role.AUTHORITY)
def law_add(request: HttpRequest) -> HttpResponse:
    form = LawForm(request.POST or None)
    if request.method == "POST" and accepted(form, lambda: name_law(**form.cleaned_data, by=actor(request))):
        messages.success(request, _("The law is entered."))
        return redirect("recognition:procedures")
    return _page(request, form, _("Name a law by which holders pay"))


def _form(request: HttpRequest, procedure: RecognitionProcedure | None) -> HttpResponse:
    form = ProcedureForm(request.POST or None, procedure=procedure)

    def do() -> None:
        keep_procedure(values=form.values(), papers=form.papers_asked(), by=actor(request), procedure=procedure)

    if request.method == "POST" and accepted(form, do):
        messages.success(request, _("The procedure is kept."))
        return redirect("recognition:procedures")
    return _page(request, form, str(procedure) if procedure else _("Enter a procedure"))


def _page(request: HttpRequest, form: LawForm | ProcedureForm, title: str) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "crumbs": [(_("Our procedures"), reverse("recognition:procedures")), (title, "")],
    }
    return render(request, "recognition/procedure_form.html", context, status=422 if form.is_bound else 200)
