"""What the pages about one person share: who asks and in which frame."""

from typing import Any

from django.http import HttpRequest

from corridor.access.models import User
from corridor.access.roles import OFFICERS, Role
from corridor.access.selectors import roles_of
from corridor.kernel.errors import N_, NotPermitted

READERS = (*sorted(OFFICERS), Role.COUNSELLOR, Role.TRAINER, Role.WORKER)
PLANNERS = (Role.OFFICER_ORIGIN, Role.COUNSELLOR, Role.TRAINER, Role.WORKER)


def actor(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise NotPermitted(N_("Please sign in."))
    return request.user


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return the shell of the reader: the portal for a worker and an employer, else the desk."""
    roles = roles_of(actor(request))
    is_portal = bool(roles & {Role.WORKER, Role.EMPLOYER})
    return {
        "is_portal": is_portal,
        "base": "ui/base_portal.html" if is_portal else "ui/base_desk.html",
        "sees_profile": bool(roles & {*OFFICERS, Role.COUNSELLOR, Role.WORKER}),
    }
