"""The import wizard: upload, columns, check, preview, done; one address per step, none leads into writing unseen."""

import csv
from io import StringIO

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from corridor.access.doors import page
from corridor.access.roles import Role
from corridor.access.selectors import get_visible
from corridor.core.acts import show
from corridor.core.http import translated
from corridor.core.jobs import said
from corridor.core.tables import harmless, page_of
from corridor.delivery.recruitment import forms
from corridor.delivery.recruitment.candidate_rows import COLUMNS, REQUIRED, RowProblem
from corridor.delivery.recruitment.models import Candidate, CandidateImport, DuplicateReview
from corridor.delivery.recruitment.selectors import imports as reading
from corridor.delivery.recruitment.services import importing
from corridor.delivery.recruitment.views.acts import act, actor, wants_fragment
from corridor.kernel.errors import CorridorError

SHOWN = 100
STEPS = ("import", "import_columns", "import_check", "import_preview", "import_done")
EXAMPLE = {
    "candidate_id": "REG-000123",
    "given_name": "Amina",
    "family_name": "Example",
    "sex": "f",
    "birth_date": "1996-04-12",
    "country": "MAR",
    "occupations": "2513:4|2512:1.5",
    "skills": "web programming|debug software",
    "languages": "fr:C1|en:B1",
    "eqf": "6",
    "available": "2027-01-15",
    "consent_date": "2026-11-02",
}


@page(Role.OFFICER_ORIGIN)
def upload(request: HttpRequest) -> HttpResponse:
    form = forms.ImportUploadForm(request.POST or None, request.FILES or None, user=actor(request))
    if request.method == "POST" and form.is_valid():
        try:
            batch = importing.start_import(
                scheme=form.cleaned_data["scheme"], upload=form.cleaned_data["file"], by=actor(request)
            )
        except CorridorError as error:
            show(error, form)
        else:
            return redirect("recruitment:import_columns", pk=batch.pk)
    context = {
        "form": form,
        "steps": _steps(0),
        "imports": page_of(request, reading.imports_of(user=actor(request)), size=10),
        "columns": COLUMNS,
        "required": REQUIRED,
        "crumbs": _crumbs(),
    }
    return render(request, "recruitment/import_upload.html", context, status=422 if form.errors else 200)


@page(Role.OFFICER_ORIGIN)
def columns(request: HttpRequest, pk: int) -> HttpResponse:
    batch, plan = _planned(request, pk)
    found = set(plan.file.sheet.columns)
    context = {
        "batch": batch,
        "steps": _steps(1, pk),
        "rows_count": len(plan.file.sheet.rows),
        "known": [{"name": name, "found": name in found, "required": name in REQUIRED} for name in COLUMNS],
        "unknown": plan.file.sheet.unknown,
        "crumbs": _crumbs(batch),
    }
    return render(request, "recruitment/import_columns.html", context)


@page(Role.OFFICER_ORIGIN)
def check(request: HttpRequest, pk: int) -> HttpResponse:
    batch, plan = _planned(request, pk)
    context = {
        "batch": batch,
        "steps": _steps(2, pk),
        "counts": plan.counts,
        "rows_count": len(plan.file.sheet.rows),
        "problems": [_said(problem) for problem in plan.problems[:SHOWN]],
        "problems_count": len(plan.problems),
        "shown": SHOWN,
        "crumbs": _crumbs(batch),
    }
    return render(request, "recruitment/import_check.html", context)


@page(Role.OFFICER_ORIGIN)
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    batch, plan = _planned(request, pk)
    form = forms.ImportConfirmForm(
        request.POST if request.method == "POST" else None, initial={"expected": plan.counts}
    )
    if request.method == "POST" and form.is_valid():
        try:
            is_done = _confirmed(request, batch, plan, form.cleaned_data)
        except CorridorError as error:
            form = forms.ImportConfirmForm(initial=form.cleaned_data | {"expected": plan.counts})
            messages.error(request, " ".join(translated(error)))
        else:
            return redirect("recruitment:import_done" if is_done else "recruitment:import_progress", pk=pk)
    context = {
        "batch": batch,
        "steps": _steps(3, pk),
        "counts": plan.counts,
        "form": form,
        "new": plan.new[:10],
        "updated": _updated(plan),
        "duplicates": _duplicates(plan),
        "crumbs": _crumbs(batch),
    }
    return render(request, "recruitment/import_preview.html", context)


def _confirmed(
    request: HttpRequest, batch: CandidateImport, plan: reading.ImportPlan, agreed: dict[str, object]
) -> bool:
    """Import a file at once, or leave a large one to the worker; return whether it is done."""
    by, today = actor(request), timezone.localdate()
    if len(plan.file.sheet.rows) > importing.LARGE:
        importing.queue_import(batch=batch, plan=plan, by=by, today=today, **agreed)  # type: ignore[arg-type]  # cleaned
        return False
    importing.confirm_import(batch=batch, by=by, today=today, **agreed)  # type: ignore[arg-type]  # cleaned
    messages.success(request, _("The file is imported."))
    return True


@page(Role.OFFICER_ORIGIN)
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how far the worker is with a file; the part that moves asks again by itself."""
    batch = _batch(request, pk)
    job = reading.newest_job_of(batch=batch)
    if job is None:
        return redirect("recruitment:import_preview", pk=pk)
    context = {
        "batch": batch,
        "job": job,
        "said": said(job),
        "result": reverse("recruitment:import_done", args=[pk]),
        "steps": _steps(4, pk),
        "crumbs": _crumbs(batch),
    }
    template = "recruitment/_import_job.html" if wants_fragment(request) else "recruitment/import_progress.html"
    return render(request, template, context)


@page(Role.OFFICER_ORIGIN)
def done(request: HttpRequest, pk: int) -> HttpResponse:
    batch = _batch(request, pk)
    if batch.status != CandidateImport.Status.CONFIRMED:
        return redirect("recruitment:import_preview", pk=pk)
    context = {"batch": batch, "steps": _steps(4, pk), "counts": batch.counts, "crumbs": _crumbs(batch)}
    return render(request, "recruitment/import_done.html", context)


@require_POST
@page(Role.OFFICER_ORIGIN)
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    batch = _batch(request, pk)
    back = reverse("recruitment:import")
    return act(
        request,
        back,
        lambda: importing.discard_import(batch=batch, by=actor(request)),
        _("The file is put aside; nothing of it was imported."),
    )


@page(Role.OFFICER_ORIGIN)
def template(request: HttpRequest) -> HttpResponse:
    """Give an empty file with the columns and one invented row."""
    return _file("candidates-template", [list(COLUMNS), [EXAMPLE.get(name, "") for name in COLUMNS]])


@page(Role.OFFICER_ORIGIN)
def bad_rows(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the wrong rows with what is wrong in each, ready to be corrected and uploaded again."""
    _batch_row, plan = _planned(request, pk)
    said: dict[int, list[str]] = {}
    for problem in plan.problems:
        shown = _said(problem)
        said.setdefault(problem.line, []).append(f"{problem.column}: {shown['message']} {shown['hint']}")
    names = list(plan.file.sheet.columns)
    rows = [
        [*(row.cells.get(name, "") for name in names), str(row.line), " / ".join(said[row.line])]
        for row in plan.file.sheet.rows
        if row.line in said
    ]
    return _file("wrong-rows", [[*names, "line_in_file", "what_is_wrong"], *rows])


def _planned(request: HttpRequest, pk: int) -> tuple[CandidateImport, reading.ImportPlan]:
    batch = _batch(request, pk)
    return batch, reading.plan_of(batch=batch, user=actor(request), today=timezone.localdate())


def _batch(request: HttpRequest, pk: int) -> CandidateImport:
    return get_visible(CandidateImport.objects.select_related("file", "scheme"), user=actor(request), pk=pk)


def _said(problem: RowProblem) -> dict[str, object]:
    message, hint = translated(problem.error)
    return {"line": problem.line, "column": problem.column, "value": problem.value, "message": message, "hint": hint}


def _updated(plan: reading.ImportPlan) -> list[dict[str, object]]:
    shown = plan.updated[:10]
    rows = Candidate.objects.in_bulk([pk for pk, _record in shown])
    return [{"candidate": rows[pk], "record": record} for pk, record in shown]


def _duplicates(plan: reading.ImportPlan) -> list[dict[str, object]]:
    shown = plan.duplicates[:SHOWN]
    known = Candidate.objects.select_related("person").in_bulk([d.candidate_id for d in shown if d.candidate_id])
    labels = dict(DuplicateReview.Ground.choices)
    return [
        {
            "record": one.record,
            "ground": labels[one.ground],
            "candidate": known.get(one.candidate_id or 0),
            "same_line": one.same_line,
        }
        for one in shown
    ]


def _steps(now: int, pk: int | None = None) -> list[dict[str, str]]:
    labels = (_("Upload"), _("Columns"), _("Check"), _("Preview"), _("Done"))
    return [
        {
            "label": label,
            "state": "done" if n < now else "now" if n == now else "todo",
            "url": reverse(f"recruitment:{STEPS[n]}", args=[pk]) if pk and 0 < n < now else "",
        }
        for n, label in enumerate(labels)
    ]


def _crumbs(batch: CandidateImport | None = None) -> list[tuple[str, str]]:
    first = [(_("Candidates"), reverse("recruitment:candidates"))]
    if batch is None:
        return [*first, (_("Import"), "")]
    return [*first, (_("Import"), reverse("recruitment:import")), (batch.file.name, "")]


def _file(name: str, rows: list[list[str]]) -> HttpResponse:
    out = StringIO()
    csv.writer(out).writerows([[harmless(cell) for cell in row] for row in rows])
    response = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
