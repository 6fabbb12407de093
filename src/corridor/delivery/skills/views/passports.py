"""Pages of a passport."""

import segno
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from corridor.access.doors import page
from corridor.access.roles import Role
from corridor.access.selectors import get_visible, may
from corridor.delivery.skills import forms, services
from corridor.delivery.skills.models import Passport
from corridor.delivery.skills.runs import check_content
from corridor.delivery.skills.selectors import get_person, passport_content, passport_of
from corridor.delivery.skills.views.frame import KEEPERS, READERS, act, actor, base, is_portal, profile


@page(*READERS)
def passport(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_person(user=actor(request), pk=pk)
    found = passport_of(user=actor(request), person=row)
    context = profile(row) | {
        "person": row,
        "base": base(request),
        "is_portal": is_portal(request),
        "passport": found,
        "check": check_content(found.content, found.seal) if found else None,
        "qr": _qr(request, found.code) if found else "",
        "is_current": found is None or passport_content(row).items() <= found.content.items(),
        "may_change": may(row, user=actor(request), action="change"),
        "may_share": found is not None and may(found, user=actor(request), action="share"),
        "form": forms.RevokeForm(),
        "crumbs": [(str(row), reverse("skills:person", args=[pk])), (_("Skills passport"), "")],
    }
    return render(request, "skills/passport.html", context)


@page(*READERS)
def passport_json(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the sealed content as a file that can be checked without this installation's pages."""
    found = get_visible(Passport.objects.all(), user=actor(request), pk=pk)
    response = JsonResponse({"content": found.content, "seal": found.seal}, json_dumps_params={"ensure_ascii": False})
    response["Content-Disposition"] = f'attachment; filename="passport-{found.code}.json"'
    return response


@require_POST
@page(*KEEPERS)
def passport_issue(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_person(user=actor(request), pk=pk, action="change")
    return act(
        request,
        reverse("skills:passport", args=[pk]),
        lambda: services.issue_passport(person=row, by=actor(request)),
        _("The passport is issued. It costs nothing."),
    )


@require_POST
@page(*KEEPERS)
def passport_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_visible(Passport.objects.select_related("person"), user=actor(request), action="change", pk=pk)
    form = forms.RevokeForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else _("No reason given")
    return act(
        request,
        reverse("skills:passport", args=[found.person_id]),
        lambda: services.revoke_passport(passport=found, reason=reason, by=actor(request)),
        _("The passport is revoked."),
    )


@require_POST
@page(Role.WORKER)
def passport_share(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_visible(Passport.objects.select_related("person"), user=actor(request), pk=pk)
    is_shared = request.POST.get("share") == "on"
    return act(
        request,
        reverse("skills:passport", args=[found.person_id]),
        lambda: services.set_sharing(passport=found, is_shared=is_shared, by=actor(request)),
        _("Whoever has the code can read the passport.") if is_shared else _("Nobody can read the passport any more."),
    )


def _qr(request: HttpRequest, code: str) -> SafeString:
    try:
        address = f"{request.build_absolute_uri(reverse('public_portal:check'))}?code={code}"
    except NoReverseMatch:
        address = code
    image = segno.make(address, error="m")
    # The image is drawn here from a code of our own alphabet: nothing that a person wrote enters it.
    return mark_safe(image.svg_inline(omitsize=True, border=2, svgclass="cr-qr", lineclass=None, title=code))  # noqa: S308
