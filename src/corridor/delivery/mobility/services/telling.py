"""Messages about a placement: neutral for the worker, plain for those who must act."""

from django.urls import reverse
from django.utils import translation

from corridor.access.models import User
from corridor.access.roles import Role
from corridor.access.selectors import users_with, visible
from corridor.core import outbox
from corridor.delivery.mobility.models import Placement
from corridor.kernel.errors import N_

# Nothing about status, pay or complaints: a stranger may read over the shoulder.
NEWS = N_("There is news for you")
SIGN_IN = N_("Sign in to read it.")


def tell_worker(placement: Placement) -> None:
    """Leave a neutral message for the worker, where there is an account."""
    user = placement.candidate.person.user
    if user is not None:
        outbox.write(to=user, subject=NEWS, body=SIGN_IN)


def alert(role: Role, placement: Placement, *, subject: str, body: str) -> int:
    """Write to those with the role who may reach the placement; return how many."""
    readers = [
        user for user in users_with(role, workspace_id=placement.scheme.workspace_id) if _reaches(user, placement)
    ]
    for user in readers:
        link = _link(placement, user.language)
        outbox.write(to=user, subject=subject, body=body, link=link, params={"placement": str(placement)})
    return len(readers)


def _link(placement: Placement, language: str) -> str:
    # The address of a page names the language of the reader, not that of the one who acts.
    with translation.override(language):
        return reverse("mobility:case", args=[placement.case.pk]) if hasattr(placement, "case") else ""


def _reaches(user: User, placement: Placement) -> bool:
    return visible(Placement.objects.filter(pk=placement.pk), user=user).exists()
