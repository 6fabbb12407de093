"""Bringing classifications in through the browser."""

import tempfile
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from corridor.access.doors import page
from corridor.batch.taxonomies.records import Asked
from corridor.core.acts import accepted
from corridor.knowledge.taxonomies.forms import ImportForm
from corridor.knowledge.taxonomies.rules import IMPORTERS
from corridor.knowledge.taxonomies.services.importing import Imported, import_files
from corridor.ui import formats


@page(*sorted(IMPORTERS))
def bring(request: HttpRequest) -> HttpResponse:
    """Import the files that were sent, or say at which of them they cannot be used."""
    form = ImportForm(request.POST or None, request.FILES or None)
    done: list[Imported] = []
    if request.method == "POST" and accepted(form, lambda: done.append(_brought(form, by=request.user))):
        messages.success(request, _said(done[0]))
        return redirect("taxonomies:index")
    context = {
        "form": form,
        "crumbs": [(_("Classifications"), reverse("taxonomies:index")), (_("Import"), "")],
    }
    return render(request, "taxonomies/import.html", context, status=422 if form.errors else 200)


def _brought(form: ImportForm, *, by: Any) -> Imported:
    given = form.cleaned_data
    asked = Asked(given["name"], given["version"], given["language"], given["licence"], given["attribution"])
    with tempfile.TemporaryDirectory() as folder:
        # The name may say the version; the number keeps two files of one name apart.
        paths = [Path(folder) / str(number) / Path(file.name).name for number, file in enumerate(given["file"])]
        for path, file in zip(paths, given["file"], strict=True):
            path.parent.mkdir()
            with path.open("wb") as kept:
                for part in file.chunks():
                    kept.write(part)
        return import_files(paths=paths, asked=asked, by=by)


def _said(done: Imported) -> str:
    if done.is_repeat:
        return _("%(name)s was imported from these files before; nothing was changed.") % {"name": done.classification}
    return _("%(name)s: %(concepts)s concepts, %(labels)s labels and %(relations)s relations were added.") % {
        "name": done.classification,
        **{key: formats.number(done.added[key]) for key in ("concepts", "labels", "relations")},
    }
