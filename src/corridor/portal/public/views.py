"""Pages for everybody, signed in or not."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from corridor.access.doors import open_page
from corridor.core.http import translated
from corridor.delivery.protection.selectors.tracking import Tracked, grievance_with, track as tracked
from corridor.delivery.protection.services.grievances import confirmation_of, file_grievance, write_again
from corridor.delivery.skills.models import PassportShare
from corridor.delivery.skills.runs import show_parts
from corridor.delivery.skills.selectors import credential_of, share_with
from corridor.delivery.skills.services import open_share
from corridor.kernel.errors import CorridorError
from corridor.portal.public import selectors
from corridor.portal.public.forms import CodeForm, ComplaintForm, MessageForm, TrackingForm

RECEIPT = "complaint_receipt"


@open_page
def welcome(request: HttpRequest) -> HttpResponse:
    return render(request, "public_portal/welcome.html", {"entries": selectors.gallery_size()})


@open_page
def rights(request: HttpRequest) -> HttpResponse:
    return render(request, "public_portal/rights.html")


@open_page
def complain(request: HttpRequest) -> HttpResponse:
    form = ComplaintForm(request.POST or None, schemes=selectors.running_schemes())
    if request.method == "POST" and form.is_valid():
        try:
            grievance = file_grievance(channel="public", language=get_language() or "en", **form.cleaned_data)
        except CorridorError as error:
            form.add_error(None, " ".join(translated(error)))
        else:
            receipt = confirmation_of(grievance)
            # The number goes by the session, so that it stands in no address, history or log.
            request.session[RECEIPT] = [receipt.tracking_number, str(receipt.message)]
            return redirect("public_portal:complained")
    status = 422 if request.method == "POST" else 200
    return render(request, "public_portal/complain.html", {"form": form}, status=status)


@never_cache
@open_page
def complained(request: HttpRequest) -> HttpResponse:
    number, message = request.session.get(RECEIPT, ["", ""])
    if not number:
        return redirect("public_portal:track")
    return render(request, "public_portal/complained.html", {"number": number, "message": message})


@never_cache
@open_page
def track(request: HttpRequest) -> HttpResponse:
    form = TrackingForm(request.POST or None)
    found = None
    if request.method == "POST" and form.is_valid():
        found = _found(request, form.cleaned_data["number"])
        if found is None:
            form.add_error("number", _("No complaint has this number. Check every letter and figure."))
    context = {"form": form, "found": found, "again": MessageForm() if found else None}
    return render(request, "public_portal/track.html", context, status=422 if form.errors else 200)


def _found(request: HttpRequest, number: str) -> Tracked | None:
    """Return the complaint of a number, after taking in what its holder writes again."""
    again = MessageForm(request.POST)
    grievance = grievance_with(number=number) if again.is_valid() else None
    if grievance is not None:
        write_again(grievance=grievance, text=again.cleaned_data["text"])
        messages.success(request, _("Your message has arrived."))
    return tracked(number=number)


@open_page
def check(request: HttpRequest) -> HttpResponse:
    form = CodeForm(request.GET if "code" in request.GET else None)
    card = selectors.passport_card(code=form.cleaned_data["code"]) if form.is_bound and form.is_valid() else None
    return render(request, "public_portal/check.html", {"form": form, "card": card})


@never_cache
@open_page
@require_safe
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """Show what the holder of a passport lets whoever has this link read; an ended link answers 410."""
    share = _share(token)
    passport = open_share(share=share)
    if passport is None:
        return _unlisted(render(request, "public_portal/share_ended.html", status=410))
    context = {
        "card": selectors.card_of(passport, parts=share.parts),
        "share": share,
        "token": token,
        "has_file": credential_of(passport.pk) is not None,
    }
    return _unlisted(render(request, "public_portal/shared.html", context))


@never_cache
@open_page
@require_safe
def shared_file(request: HttpRequest, token: str) -> HttpResponse:
    """Give the chosen parts as a signed file (SD-JWT) that a program checks."""
    share = _share(token)
    passport = open_share(share=share)
    credential = credential_of(passport.pk) if passport else None
    if credential is None:
        return _unlisted(render(request, "public_portal/share_ended.html", status=410))
    response = HttpResponse(show_parts(credential.disclosures, share.parts), content_type="application/dc+sd-jwt")
    response["Content-Disposition"] = 'attachment; filename="passport.sd-jwt.txt"'
    return _unlisted(response)


def _share(token: str) -> PassportShare:
    share = share_with(token=token)
    if share is None:
        raise Http404
    return share


def _unlisted(response: HttpResponse) -> HttpResponse:
    # The secret stands in the address: it is handed on to no other page, and no search engine keeps it.
    response["Referrer-Policy"], response["X-Robots-Tag"] = "no-referrer", "noindex, nofollow"
    return response


@open_page
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "public_portal/accessibility.html")


@open_page
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "public_portal/privacy.html")
