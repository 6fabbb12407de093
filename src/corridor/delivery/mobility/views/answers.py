"""What the forms of an act hold, and the way back to the page from which it came."""

from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from corridor.delivery.mobility.forms import DayForm
from corridor.kernel.errors import N_, InputError


def back(request: HttpRequest, here: str) -> HttpResponse:
    """Return to the page that sent the form, if it is one of ours, else to `here`."""
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return redirect(wanted if wanted and is_ours else here)


def day_of(request: HttpRequest, name: str = "on_date") -> date | None:
    """Return a day that a form gives, None where it is left empty."""
    form = DayForm(request.POST)
    if not form.is_valid() and name in form.errors:
        raise InputError(
            N_('"%(value)s" is not a date.'),
            hint=N_("Write it as 2026-11-14."),
            field=name,
            params={"value": request.POST.get(name, "")},
        )
    day: date | None = form.cleaned_data.get(name)
    return day


def unknown_act() -> InputError:
    """Return the refusal of a form that asks for something that does not exist."""
    return InputError(N_("This act is not known here."), hint=N_("Go back to the page and choose a button."))


def upload_of(request: HttpRequest) -> UploadedFile:
    """Return the file of a form."""
    upload = request.FILES.get("file")
    if not isinstance(upload, UploadedFile):
        raise InputError(N_("No file was chosen."), hint=N_("Choose a PDF, a JPEG or a PNG file."), field="file")
    return upload
