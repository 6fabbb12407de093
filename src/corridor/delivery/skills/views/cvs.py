"""Pages on which a CV is read, looked at, taken in; and the profile as a file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext as _
from django.views.decorators.http import require_POST

from corridor.access.doors import page
from corridor.access.selectors import get_visible, may
from corridor.batch.cv import FORMATS
from corridor.core.acts import show
from corridor.core.http import translated
from corridor.delivery.skills import services
from corridor.delivery.skills.cv_words import FORMAT_NAMES, KIND_NAMES, file_name, media_type, reason_text
from corridor.delivery.skills.entry_forms import CvForm
from corridor.delivery.skills.models import CvImport
from corridor.delivery.skills.selectors import cv_of, found_in, get_person
from corridor.delivery.skills.selectors.cv_found import FoundEntry
from corridor.delivery.skills.views.frame import READERS, act, actor, base, is_portal
from corridor.delivery.skills.views.profile import WRITERS
from corridor.delivery.skills.words import language_label
from corridor.kernel.errors import CorridorError


@page(*READERS)
def cv(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the formats with what each cannot carry, and take a CV to be looked at."""
    row, by = get_person(user=actor(request), pk=pk), actor(request)
    may_write = may(row, user=by, action="accompany")
    form = CvForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        row = get_person(user=by, pk=pk, action="accompany")
        if form.is_valid():
            data = form.cleaned_data
            try:
                read = services.read_in(person=row, upload=data["file"], language=data["language"], by=by)
            except CorridorError as error:
                show(error, form)
            else:
                return redirect("skills:cv_look", pk=read.pk)
    written = ((name, cv_of(row, to=name, today=timezone.localdate())) for name in FORMATS)
    context = {
        "person": row,
        "base": base(request),
        "is_portal": is_portal(request),
        "may_write": may_write,
        "form": form,
        "imports": list(row.cv_imports.order_by("-made_at", "-pk")) if may_write else [],
        "formats": [
            {
                "name": name,
                "label": FORMAT_NAMES[name],
                "left": [_loss(one.path, one.value, one.reason) for one in writing.losses],
            }
            for name, writing in written
        ],
        "crumbs": [(str(row), reverse("skills:person", args=[pk])), (_("CV"), "")],
    }
    return render(request, "skills/cv.html", context, status=422 if form.errors else 200)


@page(*READERS)
def cv_file(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    row = get_person(user=actor(request), pk=pk)
    if name not in FORMATS:
        raise Http404
    writing = cv_of(row, to=name, today=timezone.localdate())
    response = HttpResponse(writing.data, content_type=media_type(name))
    response["Content-Disposition"] = f'attachment; filename="{file_name(row.pk, name)}"'
    return response


@page(*WRITERS)
def cv_look(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a CV says before anything of it enters the profile."""
    row = _import(request, pk)
    is_taken = row.state == CvImport.State.TAKEN
    found = None if is_taken else found_in(row, today=timezone.localdate())
    left = [_loss(one["path"], one["value"], one["reason"]) for one in row.unmapped.get("parts", ())]
    context = {
        "row": row,
        "person": row.person,
        "base": base(request),
        "is_portal": is_portal(request),
        "entries": [_entry(one) for one in found.entries] if found else [],
        "new_count": len(found.new) if found else 0,
        "named": found.name if found and found.name.casefold() != str(row.person).casefold() else "",
        "left": left,
        "format": FORMAT_NAMES.get(row.format, row.format),
        "language": language_label(row.language, (get_language() or "en")[:2]),
        "crumbs": [
            (str(row.person), reverse("skills:person", args=[row.person_id])),
            (_("CV"), reverse("skills:cv", args=[row.person_id])),
            (row.file.name, ""),
        ],
    }
    return render(request, "skills/cv_look.html", context)


@require_POST
@page(*WRITERS)
def cv_take(request: HttpRequest, pk: int) -> HttpResponse:
    row = _import(request, pk)
    return act(
        request,
        reverse("skills:person", args=[row.person_id]),
        lambda: services.take_in(cv=row, by=actor(request)),
        _("What the CV says stands in the profile as stated by the person."),
    )


@require_POST
@page(*WRITERS)
def cv_drop(request: HttpRequest, pk: int) -> HttpResponse:
    row = _import(request, pk)
    return act(
        request,
        reverse("skills:cv", args=[row.person_id]),
        lambda: services.drop_cv(cv=row, by=actor(request)),
        _("The CV was deleted."),
    )


def _import(request: HttpRequest, pk: int) -> CvImport:
    rows = CvImport.objects.select_related("person", "file")
    return get_visible(rows, user=actor(request), action="change", pk=pk)


def _entry(one: FoundEntry) -> dict[str, object]:
    said = " ".join(translated(one.problem)).strip() if one.problem else ""
    kind = KIND_NAMES[type(one.row)]
    return {"kind": kind, "title": _title(one), "is_known": one.is_known, "problem": said}


def _title(one: FoundEntry) -> str:
    language = getattr(one.row, "language", "")
    return language_label(language, (get_language() or "en")[:2]) if language else str(one.row)


def _loss(path: str, value: object, reason: str) -> dict[str, str]:
    shown = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return {"path": path, "value": shown[:200], "reason": reason_text(reason)}
