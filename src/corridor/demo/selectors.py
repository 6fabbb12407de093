"""What the pages of the demonstration show."""

from dataclasses import dataclass

from django.conf import settings
from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from corridor.access.models import Membership, User
from corridor.access.roles import READERS, Role
from corridor.demo.logins import BY_EMAIL, LOGINS, Login

Label = str | Promise
FIELD = frozenset(
    {
        Role.OFFICER_ORIGIN, Role.OFFICER_DESTINATION, Role.TRAINER, Role.COUNSELLOR, Role.PROTECTION, Role.AUTHORITY,
    }
)  # fmt: skip
_GROUPS: tuple[tuple[Label, frozenset[Role]], ...] = (
    (_("Plan, decide, read results"), READERS - FIELD),
    (_("Run a scheme"), FIELD),
    (_("Employers and workers"), frozenset({Role.EMPLOYER, Role.WORKER})),
    (_("Look after the system"), frozenset({Role.ADMINISTRATOR, Role.DATA_PROTECTION})),
)


@dataclass(frozen=True)
class LoginRow:
    """One login as the page of roles shows it; `own_language` is named where it is not the reader's."""

    pk: int
    name: str
    email: str
    role: Label
    organisation: str
    finds: Label
    language: str
    own_language: str
    is_staff: bool


def demo_user(*, pk: int) -> User:
    """Return the user of a login of the demonstration; nobody else can be stepped into."""
    user = User.objects.filter(pk=pk, email__in=BY_EMAIL, is_active=True).first()
    if user is None:
        raise Http404
    return user


def login_rows(*, language: str) -> list[tuple[Label, list[LoginRow]]]:
    """Return the logins in groups, in the order in which a tour takes them."""
    users = {user.email: user for user in User.objects.filter(email__in=BY_EMAIL)}
    held = {
        membership.user_id: membership
        for membership in Membership.objects.filter(user__in=users.values()).select_related("organisation")
    }
    rows = {
        login: _row(login, users[login.email], held.get(users[login.email].pk), language)
        for login in LOGINS
        if login.email in users
    }
    grouped = [(label, [row for login, row in rows.items() if login.role in roles]) for label, roles in _GROUPS]
    return [(label, found) for label, found in grouped if found]


def _row(login: Login, user: User, held: Membership | None, language: str) -> LoginRow:
    organisation = held.organisation if held else None
    return LoginRow(
        pk=user.pk,
        name=login.name,
        email=login.email,
        role=login.role.label,
        organisation=organisation.localised_name if organisation else "",
        finds=login.finds,
        language=login.language,
        own_language=dict(settings.LANGUAGES)[login.language] if login.language != language[:2] else "",
        is_staff=login.is_staff,
    )
