"""Bringing a file: sent, checked, compared, confirmed; no step leads into writing unseen."""

import mimetypes

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from corridor.access.doors import page
from corridor.access.roles import Role
from corridor.core.acts import attempt, show
from corridor.core.http import translated
from corridor.core.jobs import said
from corridor.core.models import Run
from corridor.kernel.errors import CorridorError
from corridor.knowledge.labour_market import services
from corridor.knowledge.labour_market.forms import ConfirmForm, FileForm
from corridor.knowledge.labour_market.models import EvidenceFile
from corridor.knowledge.labour_market.views.reading import problems_context

MAY_IMPORT = (Role.DESIGNER, Role.EVALUATOR, Role.ADMINISTRATOR)
COUNTS = ("added", "changed", "unchanged", "gone")


@page(*MAY_IMPORT)
def upload(request: HttpRequest) -> HttpResponse:
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            file = _received(request, form)
        except CorridorError as error:
            show(error, form)
        else:
            return redirect("labour_market:file", pk=file.pk)
    context = {"form": form, "steps": _steps(0), "crumbs": _crumbs(_("Import"))}
    return render(request, "labour_market/upload.html", context, status=422 if form.errors else 200)


@page(*MAY_IMPORT)
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how far a file is: under way, what it would change, why it cannot be used."""
    found = _file(pk)
    if found.status == EvidenceFile.Status.IMPORTED:
        return redirect("labour_market:version", pk=found.version.pk)
    job = found.run if _is_shown(found) else None
    context: dict[str, object] = {
        "file": found,
        "job": job,
        "said": said(job) if job else "",
        "address": reverse("labour_market:file", args=[pk]),
    }
    if request.headers.get("HX-Request") and job is not None:
        return render(request, "labour_market/_job.html", context)
    initial = {name: found.counts.get(name, 0) for name in COUNTS}
    context |= {
        "form": ConfirmForm(initial=initial),
        "reason": _reason(found),
        "is_open": found.status == EvidenceFile.Status.CHECKED and job is None,
        "steps": _steps(1 if found.status == EvidenceFile.Status.WAITING else 2),
        "crumbs": _crumbs(found.stored.name),
        **problems_context(request, found),
    }
    return render(request, "labour_market/file.html", context)


@require_POST
@page(*MAY_IMPORT)
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    found, form = _file(pk), ConfirmForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("The comparison is missing; look at it again and confirm it."))
        return redirect("labour_market:file", pk=pk)
    expected = form.cleaned_data
    try:
        if services.is_large(found):
            services.queue(file=found, act="import", by=request.user, expected=expected)
        else:
            services.confirm(file=found, by=request.user, expected=expected)
            messages.success(request, _("The file is imported."))
    except CorridorError as error:
        messages.error(request, " ".join(translated(error)).strip())
        _compared_anew(request, found)
    return redirect("labour_market:file", pk=pk)


@require_POST
@page(*MAY_IMPORT)
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    found = _file(pk)
    attempt(
        request,
        lambda: services.discard(file=found, by=request.user),
        _("The file is put aside; nothing of it was imported."),
    )
    return redirect("labour_market:list")


def _received(request: HttpRequest, form: FileForm) -> EvidenceFile:
    """Keep a file, and check it at once or let the worker check it."""
    sent = form.cleaned_data["file"]
    sent.content_type = sent.content_type or mimetypes.guess_type(sent.name)[0] or ""
    found = services.receive(upload=sent, about=form.about, by=request.user)
    if services.is_large(found):
        services.queue(file=found, act="check", by=request.user)
        return found
    return services.check(file=found, by=request.user)


def _compared_anew(request: HttpRequest, found: EvidenceFile) -> None:
    """After a refusal the page shows the comparison of now."""
    if EvidenceFile.objects.filter(pk=found.pk, status=EvidenceFile.Status.CHECKED).exists():
        services.check(file=found, by=request.user)


def _file(pk: int) -> EvidenceFile:
    return get_object_or_404(EvidenceFile.objects.select_related("stored", "run", "version"), pk=pk)


def _is_shown(found: EvidenceFile) -> bool:
    """Say whether the worker's part is what the page is about: it goes on, or it has failed."""
    run = found.run
    return run is not None and run.status in (Run.Status.WAITING, Run.Status.RUNNING, Run.Status.FAILED)


def _reason(found: EvidenceFile) -> str:
    """Say why a file as a whole cannot be used."""
    if found.status != EvidenceFile.Status.REFUSED:
        return ""
    return " ".join(translated(services.unusable(found))).strip()


def _steps(now: int) -> list[dict[str, str]]:
    labels = (_("Send"), _("Check"), _("Compare"), _("Done"))
    return [
        {"label": label, "state": "done" if n < now else "now" if n == now else "todo", "url": ""}
        for n, label in enumerate(labels)
    ]


def _crumbs(label: str) -> list[tuple[str, str]]:
    first = [(_("Labour market evidence"), reverse("labour_market:list"))]
    return [*first, (label, "")]
