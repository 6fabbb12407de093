"""Pages of a passport."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext as _
from django.views.decorators.http import require_POST

from corridor.access.doors import page
from corridor.access.roles import Role
from corridor.access.selectors import get_visible, may, roles_of
from corridor.delivery.skills import forms, papers, services
from corridor.delivery.skills.documents import address_of_code
from corridor.delivery.skills.drawings import drawing, drawn
from corridor.delivery.skills.models import Passport, PassportCredential
from corridor.delivery.skills.runs import check_content
from corridor.delivery.skills.selectors import KEY_HOLDERS, credential_of, get_person, passport_content, passport_of
from corridor.delivery.skills.views.frame import KEEPERS, READERS, act, actor, base, is_portal, profile
from corridor.ui.papers import pdf_response


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
        "qr": drawn((_check_address(request, found.code),), title=found.code) if found else "",
        "credential": credential_of(found.pk) if found else None,
        "second_languages": [pair for pair in settings.LANGUAGES if pair[0] != (get_language() or "en")[:2]],
        "may_see_keys": bool(set(KEY_HOLDERS) & roles_of(actor(request))),
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


@page(*READERS)
def passport_credential(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the passport as a W3C Verifiable Credential."""
    found, credential = _credential(request, pk)
    response = JsonResponse(credential.document, json_dumps_params={"ensure_ascii": False})
    response["Content-Type"] = "application/vc"
    response["Content-Disposition"] = f'attachment; filename="passport-{found.code}.vc.json"'
    return response


@page(Role.WORKER)
def passport_disclosures(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the holder, and nobody else, the file of which she may withhold parts."""
    found, credential = _credential(request, pk)
    response = HttpResponse(credential.disclosures, content_type="application/dc+sd-jwt")
    response["Content-Disposition"] = f'attachment; filename="passport-{found.code}.sd-jwt.txt"'
    return response


@page(*READERS)
def passport_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """Set the passport on paper in the reader's language and a second one."""
    found, credential = _credential(request, pk)
    first = (get_language() or "en")[:2]
    second = request.GET.get("second", "")
    if second == first or second not in dict(settings.LANGUAGES):
        second = "fr" if first == "en" else "en"
    codes = papers.Codes(
        online=drawing((_check_address(request, found.code),)),
        offline=drawing(address_of_code(request.build_absolute_uri(reverse("verifier:verify")), credential.code)),
    )
    document = papers.passport_pdf(passport=found, credential=credential, codes=codes, languages=(first, second))
    return pdf_response(f"passport-{found.code}", document)


def _credential(request: HttpRequest, pk: int) -> tuple[Passport, PassportCredential]:
    found = get_visible(Passport.objects.select_related("person"), user=actor(request), pk=pk)
    credential = credential_of(found.pk)
    if credential is None:
        raise Http404
    return found, credential


def _check_address(request: HttpRequest, code: str) -> str:
    return f"{request.build_absolute_uri(reverse('public_portal:check'))}?code={code}"
