"""The home page of staff."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from corridor.access.doors import page
from corridor.access.roles import READERS, STAFF, Role
from corridor.access.selectors import organisations_of, roles_of
from corridor.evaluation.portfolio.selectors.home import scheme_lines, tasks_of, ways_of
from corridor.evaluation.portfolio.selectors.search import LEAST, search as found
from corridor.evaluation.portfolio.services import open_messages


@page(*sorted(STAFF))
def home(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    roles = roles_of(user)
    organisation = organisations_of(user).first()
    context = {
        "name": user.full_name,
        "today": timezone.localdate(),
        "role_labels": ", ".join(str(Role(role).label) for role in Role if role in roles),
        "organisation": organisation.localised_name if organisation else "",
        "tasks": tasks_of(user=user, today=timezone.localdate()),
        "ways": ways_of(user=user),
        "schemes": scheme_lines(user=user),
        "is_reader": bool(roles & READERS),
    }
    return render(request, "portfolio/home.html", context)


@page(*sorted(STAFF))
def messages(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    return render(request, "portfolio/messages.html", {"rows": open_messages(by=user)})


@page(*sorted(STAFF))
def search(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    text = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    groups = found(user=user, text=text)
    context = {
        "text": text,
        "groups": groups,
        "total": sum(group.total for group in groups),
        "is_short": len(text) < LEAST,
    }
    return render(request, "portfolio/search.html", context)
