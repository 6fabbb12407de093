"""Pages of a person's profile and passport."""

from collections.abc import Callable

import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext as _
from django.views.decorators.http import require_POST

from corridor.access.doors import page
from corridor.access.models import User
from corridor.access.roles import OFFICERS, Role
from corridor.access.selectors import get_visible, may, roles_of
from corridor.core.acts import attempt
from corridor.delivery.skills import forms, services
from corridor.delivery.skills.models import Passport, Person
from corridor.delivery.skills.runs import check_content
from corridor.delivery.skills.selectors import get_person, passport_content, passport_of, skill_layers
from corridor.delivery.skills.words import country_label, language_label, occupation_label, skill_named
from corridor.kernel.errors import N_, NotPermitted

READERS = (*OFFICERS, Role.COUNSELLOR, Role.WORKER)
KEEPERS = (Role.OFFICER_ORIGIN, Role.WORKER)


@page(*READERS)
def person(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_person(user=_actor(request), pk=pk)
    context = _profile(row) | {
        "person": row,
        "base": _base(request),
        "is_portal": _is_portal(request),
        "may_change": may(row, user=_actor(request), action="change"),
        "form": forms.SkillForm(),
        "passport": passport_of(user=_actor(request), person=row),
        "crumbs": [(str(row), "")],
    }
    return render(request, "skills/person.html", context)


@page(*READERS)
def passport(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_person(user=_actor(request), pk=pk)
    found = passport_of(user=_actor(request), person=row)
    context = _profile(row) | {
        "person": row,
        "base": _base(request),
        "is_portal": _is_portal(request),
        "passport": found,
        "check": check_content(found.content, found.seal) if found else None,
        "qr": _qr(request, found.code) if found else "",
        "is_current": found is None or passport_content(row).items() <= found.content.items(),
        "may_change": may(row, user=_actor(request), action="change"),
        "may_share": found is not None and may(found, user=_actor(request), action="share"),
        "form": forms.RevokeForm(),
        "crumbs": [(str(row), reverse("skills:person", args=[pk])), (_("Skills passport"), "")],
    }
    return render(request, "skills/passport.html", context)


@page(*READERS)
def passport_json(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the sealed content as a file that can be checked without this installation's pages."""
    found = get_visible(Passport.objects.all(), user=_actor(request), pk=pk)
    response = JsonResponse({"content": found.content, "seal": found.seal}, json_dumps_params={"ensure_ascii": False})
    response["Content-Disposition"] = f'attachment; filename="passport-{found.code}.json"'
    return response


@require_POST
@page(*KEEPERS)
def skill_add(request: HttpRequest, pk: int) -> HttpResponse:
    row, form = get_person(user=_actor(request), pk=pk, action="change"), forms.SkillForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write the skill in a few words."))
        return redirect("skills:person", pk=pk)
    stated = services.Stated(skills=(skill_named(form.cleaned_data["skill"]),))
    return _act(
        request,
        reverse("skills:person", args=[pk]),
        lambda: services.state_profile(person=row, stated=stated, by=_actor(request)),
        _("The skill is added."),
    )


@require_POST
@page(*KEEPERS)
def passport_issue(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_person(user=_actor(request), pk=pk, action="change")
    return _act(
        request,
        reverse("skills:passport", args=[pk]),
        lambda: services.issue_passport(person=row, by=_actor(request)),
        _("The passport is issued. It costs nothing."),
    )


@require_POST
@page(*KEEPERS)
def passport_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_visible(Passport.objects.select_related("person"), user=_actor(request), action="change", pk=pk)
    form = forms.RevokeForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else _("No reason given")
    return _act(
        request,
        reverse("skills:passport", args=[found.person_id]),
        lambda: services.revoke_passport(passport=found, reason=reason, by=_actor(request)),
        _("The passport is revoked."),
    )


@require_POST
@page(Role.WORKER)
def passport_share(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_visible(Passport.objects.select_related("person"), user=_actor(request), pk=pk)
    is_shared = request.POST.get("share") == "on"
    return _act(
        request,
        reverse("skills:passport", args=[found.person_id]),
        lambda: services.set_sharing(passport=found, is_shared=is_shared, by=_actor(request)),
        _("Whoever has the code can read the passport.") if is_shared else _("Nobody can read the passport any more."),
    )


def _profile(row: Person) -> dict[str, object]:
    language = get_language() or "en"
    return {
        "country": country_label(row.iso3, language),
        "work": [{"row": one, "title": occupation_label(one.isco08, language)} for one in row.experiences.all()],
        "educations": list(row.educations.all()),
        "languages": [{"row": one, "name": language_label(one.language, language)} for one in row.languages.all()],
        "recognitions": [
            {"row": one, "country": country_label(one.iso3, language), "kind": _KINDS[one.outcome]}
            for one in row.recognitions.all()
        ],
        "layers": skill_layers(row),
    }


_KINDS = {"full": "ok", "partial": "info", "pending": "wait", "refused": "bad"}


def _qr(request: HttpRequest, code: str) -> SafeString:
    try:
        address = f"{request.build_absolute_uri(reverse('public_portal:check'))}?code={code}"
    except NoReverseMatch:
        address = code
    image = segno.make(address, error="m")
    # The image is drawn here from a code of our own alphabet: nothing that a person wrote enters it.
    return mark_safe(image.svg_inline(omitsize=True, border=2, svgclass="cr-qr", lineclass=None, title=code))  # noqa: S308


def _is_portal(request: HttpRequest) -> bool:
    return Role.WORKER in roles_of(_actor(request))


def _base(request: HttpRequest) -> str:
    return "ui/base_portal.html" if _is_portal(request) else "ui/base_desk.html"


def _act(request: HttpRequest, back: str, do: Callable[[], object], done: str) -> HttpResponse:
    attempt(request, do, done)
    return redirect(back)


def _actor(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise NotPermitted(N_("Please sign in."))
    return request.user
