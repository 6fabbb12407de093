"""Organisations and logins of the demonstration."""

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from corridor.access.models import Membership, Organisation, User
from corridor.access.roles import Role
from corridor.demo.logins import BY_EMAIL, LOGINS, PASSWORD, Login
from corridor.demo.one_time import give_second_factor
from corridor.demo.planting.ground import Ground
from corridor.demo.world.tables import rows

_SHAPES = {
    "ministry": '<path d="M12 34h40M16 34v14M26 34v14M38 34v14M48 34v14M10 52h44M32 14 10 30h44z"/>',
    "employment_service": '<circle cx="24" cy="26" r="8"/><path d="M10 52a14 14 0 0 1 28 0M34 52a12 12 0 0 1 22-4"/>',
    "agency": '<path d="M32 12 14 20v14c0 10 8 16 18 20 10-4 18-10 18-20V20z"/>',
    "training": '<path d="M8 26 32 16l24 10-24 10zM18 32v12c8 6 20 6 28 0V32"/>',
    "trade_union": '<path d="M20 50V30l-6-8M44 50V30l6-8M32 50V20M20 50h24"/>',
    "employer_federation": '<path d="M12 52V28h16v24M28 52V16h24v36M36 24h8M36 34h8"/>',
    "donor": '<circle cx="32" cy="32" r="18"/><path d="M32 20v24M24 28h16M24 38h16"/>',
    "research": '<circle cx="28" cy="28" r="14"/><path d="m38 38 14 14"/>',
}


def emblem(*, kind: str, colour: str) -> str:
    """Return a plain emblem: a drawn sign on a coloured square, like no real body's."""
    shape = _SHAPES.get(kind, _SHAPES["agency"])
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="64" height="64">'
        f'<rect width="64" height="64" rx="10" fill="#{colour}"/>'
        f'<g fill="none" stroke="#ffffff" stroke-width="3" stroke-linecap="round" stroke-linejoin="round">{shape}</g>'
        "</svg>"
    )


def plant_organisations(ground: Ground) -> None:
    """Make the ministries, services, schools, unions and funds."""
    for row in rows("organisations"):
        ground.organisations[row["code"]] = Organisation(
            name=row["name"],
            name_fr=row["name_fr"],
            name_es=row["name_es"],
            name_ar=row["name_ar"],
            kind=row["kind"],
            iso3=row["iso3"],
            emblem=emblem(kind=row["kind"], colour=row["colour"]),
            is_invented=True,
        )
    Organisation.objects.bulk_create(ground.organisations.values())


def plant_logins(ground: Ground) -> None:
    """Make the users of the logins, or put them back as they were; all have the one password."""
    User.objects.exclude(email__in=BY_EMAIL).delete()
    # One hash for all: the password is printed anyway, and hashing twenty of them would slow the start.
    password = make_password(PASSWORD)
    for login in LOGINS:
        fields = {
            "full_name": login.name, "language": login.language, "password": password,
            "is_active": True, "is_staff": False, "is_superuser": False,
        }  # fmt: skip
        user, _ = User.objects.update_or_create(email=login.email, defaults=fields)
        ground.users[login.mailbox] = user
        if login.is_staff:
            give_second_factor(user)
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, primary=True, verified=True) for user in ground.users.values()
    )


def plant_memberships(ground: Ground) -> None:
    """Give the logins their roles, employers left out."""
    _give_roles(ground, [login for login in LOGINS if login.role != Role.EMPLOYER])


def plant_memberships_of_employers(ground: Ground) -> None:
    """Give the logins of employers their roles; an emptied demonstration has no employers."""
    _give_roles(ground, [login for login in LOGINS if login.role == Role.EMPLOYER])


def _give_roles(ground: Ground, logins: list[Login]) -> None:
    Membership.objects.bulk_create(
        Membership(
            user=ground.users[login.mailbox], organisation=ground.organisations.get(login.organisation), role=login.role
        )
        for login in logins
    )
