"""What the pages of this room share: who asks, and in which frame."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from corridor.access.models import User
from corridor.access.roles import OFFICERS, READERS, STAFF, Role
from corridor.access.selectors import roles_of
from corridor.core.acts import attempt
from corridor.delivery.recognition.models import CaseDocument
from corridor.kernel.errors import N_, NotPermitted

CASE_READERS = (Role.AUTHORITY, *sorted(OFFICERS), Role.COUNSELLOR)
RESULT_READERS = (*sorted(READERS), Role.AUTHORITY, Role.COUNSELLOR)
ASSESSORS = (Role.TRAINER, Role.AUTHORITY)
STATE_KINDS = {
    "draft": "none", "applied": "info", "documents_missing": "warn", "complete": "info", "under_review": "wait",
    "decided": "ok", "appealed": "warn", "closed": "none", "withdrawn": "none",
}  # fmt: skip
PAPER_KINDS: dict[str, str] = {
    CaseDocument.State.ASKED: "warn",
    CaseDocument.State.RECEIVED: "wait",
    CaseDocument.State.ACCEPTED: "ok",
    CaseDocument.State.REJECTED: "bad",
}


def actor(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise NotPermitted(N_("Please sign in."))
    return request.user


def base(request: HttpRequest) -> str:
    """Return the frame: the desk for staff, the wide portal for everybody else."""
    is_staff = isinstance(request.user, User) and bool(roles_of(request.user) & STAFF)
    return "ui/base_desk.html" if is_staff else "ui/base_portal.html"


def holds(request: HttpRequest, *roles: Role) -> bool:
    """Say whether the asker holds one of the roles."""
    return isinstance(request.user, User) and bool(roles_of(request.user) & set(roles))


def act(request: HttpRequest, back: str, pk: int, do: Callable[[], object], done: str) -> HttpResponse:
    attempt(request, do, done)
    return redirect(back, pk=pk)
