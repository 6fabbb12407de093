"""Users, organisations and workspaces with the least that is valid."""

from itertools import count

from corridor.access.models import Membership, Organisation, User, Workspace, WorkspaceMember
from corridor.access.roles import Role

_numbers = count(1)


def make_user(*, email: str = "", full_name: str = "", language: str = "en") -> User:
    n = next(_numbers)
    return User.objects.create_user(
        email or f"person{n}@example.org", "a long password", full_name=full_name or f"Person {n}", language=language
    )


def make_organisation(*, name: str = "", iso3: str = "MAR", kind: str = Organisation.Kind.MINISTRY) -> Organisation:
    return Organisation.objects.create(name=name or f"Organisation {next(_numbers)}", iso3=iso3, kind=kind)


def make_workspace(*organisations: Organisation, name: str = "") -> Workspace:
    workspace = Workspace.objects.create(name=name or f"Workspace {next(_numbers)}")
    for organisation in organisations:
        WorkspaceMember.objects.create(workspace=workspace, organisation=organisation)
    return workspace


def make_member(role: Role, *, organisation: Organisation | None = None, **user: str) -> User:
    person = make_user(**user)
    if organisation is None and role != Role.WORKER:
        organisation = make_organisation()
    Membership.objects.create(user=person, organisation=organisation, role=role)
    return person
