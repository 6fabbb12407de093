"""Changes to organisations, memberships and workspaces."""

from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction

from corridor.access.models import Membership, Organisation, User, Workspace, WorkspaceMember
from corridor.access.roles import Role
from corridor.core import audit
from corridor.kernel.errors import N_, InputError


@transaction.atomic
def give_role(*, user: User, role: Role, organisation: Organisation | None, by: Any) -> Membership:
    """Give a person a role; giving it again opens a membership that was closed."""
    if organisation is None and role != Role.WORKER:
        raise InputError(
            N_("The role %(role)s needs an organisation."),
            hint=N_("Choose the organisation in which the person works."),
            field="organisation",
            params={"role": role.value},
        )
    membership, _ = Membership.objects.update_or_create(
        user=user, organisation=organisation, role=role, defaults={"is_active": True}
    )
    audit.record(by=by, action="access.role_given", obj=membership, detail={"role": role.value, "user": user.pk})
    return membership


@transaction.atomic
def open_account(*, email: str, full_name: str, password: str | None, is_verified: bool, language: str = "en") -> User:
    """Make an account; an address that is not verified yet is proved by the first one-time code."""
    user = User.objects.create_user(email, password, full_name=full_name, language=language)
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=is_verified)
    return user


@transaction.atomic
def invite(*, email: str, full_name: str, role: str, organisation: Organisation, by: Any) -> Membership:
    """Give a role to the person with this address; an account without a password is made where there is none."""
    user = User.objects.filter(email=email.lower()).first()
    if user is None:
        # Without a password the person signs in with a one-time code and may then set one.
        user = open_account(email=email, full_name=full_name, password=None, is_verified=False)
    return give_role(user=user, role=Role(role), organisation=organisation, by=by)


@transaction.atomic
def end_role(*, membership: Membership, by: Any) -> Membership:
    """Close a membership; the row stays as evidence."""
    membership.is_active = False
    membership.save(update_fields=["is_active"])
    audit.record(by=by, action="access.role_ended", obj=membership, detail={"role": membership.role})
    return membership


@transaction.atomic
def open_workspace(*, name: str, organisations: list[Organisation], by: Any) -> Workspace:
    """Open a circle of organisations for a scheme."""
    workspace = Workspace.objects.create(name=name)
    for organisation in organisations:
        join_workspace(workspace=workspace, organisation=organisation, by=by)
    return workspace


@transaction.atomic
def join_workspace(*, workspace: Workspace, organisation: Organisation, by: Any) -> WorkspaceMember:
    """Let an organisation into a workspace."""
    member, created = WorkspaceMember.objects.get_or_create(workspace=workspace, organisation=organisation)
    if created:
        audit.record(by=by, action="access.workspace_joined", obj=member)
    return member
