"""What the pages of this room share: who asks, in which frame, the profile as a page shows it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language

from corridor.access.models import User
from corridor.access.roles import OFFICERS, Role
from corridor.access.selectors import roles_of
from corridor.core.acts import attempt
from corridor.delivery.skills.models import Person
from corridor.delivery.skills.selectors import skill_layers
from corridor.delivery.skills.words import country_label, language_label, occupation_label
from corridor.kernel.errors import N_, NotPermitted

READERS = (*OFFICERS, Role.COUNSELLOR, Role.WORKER)
KEEPERS = (Role.OFFICER_ORIGIN, Role.WORKER)
KINDS = {"full": "ok", "partial": "info", "pending": "wait", "refused": "bad"}


def profile(row: Person) -> dict[str, object]:
    language = get_language() or "en"
    return {
        "country": country_label(row.iso3, language),
        "work": [{"row": one, "title": occupation_label(one.isco08, language)} for one in row.experiences.all()],
        "educations": list(row.educations.all()),
        "languages": [{"row": one, "name": language_label(one.language, language)} for one in row.languages.all()],
        "recognitions": [
            {"row": one, "country": country_label(one.iso3, language), "kind": KINDS[one.outcome]}
            for one in row.recognitions.all()
        ],
        "layers": skill_layers(row),
    }


def is_portal(request: HttpRequest) -> bool:
    return Role.WORKER in roles_of(actor(request))


def base(request: HttpRequest) -> str:
    return "ui/base_portal.html" if is_portal(request) else "ui/base_desk.html"


def act(request: HttpRequest, back: str, do: Callable[[], object], done: str) -> HttpResponse:
    attempt(request, do, done)
    return redirect(back)


def actor(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise NotPermitted(N_("Please sign in."))
    return request.user
