"""The one door to rows: what a person may see follows from roles and ties, never from the page that asks."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, Q, QuerySet
from django.http import Http404

from corridor.access.models import Membership, Organisation, User, WorkspaceMember
from corridor.access.roles import Role
from corridor.access.rules import Grant
from corridor.core.models import AuditEntry

Row = TypeVar("Row", bound=Model)
Person = User | AnonymousUser


@dataclass(frozen=True)
class RoleScope:
    """What one role of a person reaches: organisations, their countries and their workspaces."""

    role: Role
    organisations: frozenset[int]
    countries: frozenset[str]
    workspaces: frozenset[int]


@dataclass(frozen=True)
class Scope:
    """All that a person reaches, role by role; `user_id` is None for a stranger."""

    user_id: int | None
    by_role: tuple[RoleScope, ...] = ()

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(part.role for part in self.by_role)


def scope_of(user: Person) -> Scope:
    """Return the person's scope, read once per user object."""
    if not isinstance(user, User) or not user.is_active:
        return Scope(None)
    known: Scope | None = getattr(user, "_corridor_scope", None)
    if known is None:
        known = _read_scope(user)
        user._corridor_scope = known  # type: ignore[attr-defined]  # a cache for the length of one request
    return known


def roles_of(user: Person) -> frozenset[Role]:
    """Return the roles that a person holds now."""
    return scope_of(user).roles


def organisations_of(user: Person, *, role: Role | None = None) -> QuerySet[Organisation]:
    """Return the organisations in which the person holds a role."""
    ids: set[int] = set()
    for part in scope_of(user).by_role:
        if role is None or part.role == role:
            ids |= part.organisations
    return Organisation.objects.filter(pk__in=ids).order_by("name", "pk")


def visible(rows: QuerySet[Row], *, user: Person, action: str = "view") -> QuerySet[Row]:
    """Return those of the rows that the person may reach for this action.

    The model says in `class Access` which grants open a row; without one nothing is visible. An action that
    is not declared falls back to `view`.
    """
    door = _door(scope_of(user), rows.model, _grants(rows.model, action))
    return rows.none() if door is None else rows.filter(door)


def get_visible(rows: QuerySet[Row], *, user: Person, action: str = "view", **lookup: Any) -> Row:
    """Return one visible row; another's row and a missing row are the same 404."""
    row = visible(rows, user=user, action=action).filter(**lookup).first()
    if row is None:
        raise Http404
    return row


def may(row: Model, *, user: Person, action: str) -> bool:
    """Say whether the person may do this with the row."""
    manager = type(row)._default_manager
    return visible(manager.filter(pk=row.pk), user=user, action=action).exists()


def users_with(role: Role, *, workspace_id: int) -> QuerySet[User]:
    """Return the active users who hold a role in an organisation of the workspace."""
    return (
        User.objects.filter(
            is_active=True,
            memberships__role=role,
            memberships__is_active=True,
            memberships__organisation__workspaces=workspace_id,
        )
        .distinct()
        .order_by("pk")
    )


def members_for(*, user: Person) -> QuerySet[Membership]:
    """Return the memberships of the organisations that the person administers."""
    rows = visible(Membership.objects.all(), user=user)
    return rows.select_related("user", "organisation").order_by("organisation__name", "user__full_name", "pk")


def audit_entries_for(*, user: Person, action: str = "") -> QuerySet[AuditEntry]:
    """Return the acts of the members of the data protection officer's organisations, newest first."""
    ids = visible(Membership.objects.all(), user=user).values("user_id")
    entries = AuditEntry.objects.filter(actor_id__in=ids).order_by("-sequence")
    return entries.filter(action=action) if action else entries


def _read_scope(user: User) -> Scope:
    held: dict[str, list[tuple[int, str]]] = {}
    for membership in (
        Membership.objects.filter(user=user, is_active=True).select_related("organisation").order_by("pk")
    ):
        organisation = membership.organisation
        held.setdefault(membership.role, []).extend([(organisation.pk, organisation.iso3)] if organisation else [])
    joined: dict[int, set[int]] = {}
    ids = {pk for pairs in held.values() for pk, _ in pairs}
    for organisation_id, workspace_id in WorkspaceMember.objects.filter(organisation__in=ids).values_list(
        "organisation_id", "workspace_id"
    ):
        joined.setdefault(organisation_id, set()).add(workspace_id)
    return Scope(user.pk, tuple(_role_scope(Role(role), pairs, joined) for role, pairs in held.items()))


def _role_scope(role: Role, pairs: list[tuple[int, str]], joined: dict[int, set[int]]) -> RoleScope:
    return RoleScope(
        role=role,
        organisations=frozenset(pk for pk, _ in pairs),
        countries=frozenset(iso3 for _, iso3 in pairs),
        workspaces=frozenset(w for pk, _ in pairs for w in joined.get(pk, ())),
    )


def _grants(model: type[Model], action: str) -> tuple[Grant, ...]:
    access = getattr(model, "Access", None)
    if access is None:
        return ()
    grants: tuple[Grant, ...] = getattr(access, action, access.view)
    return grants


@cache
def _is_multivalued(model: type[Model], grant: Grant) -> bool:
    paths = (grant.workspace, grant.organisation, grant.country, grant.person)
    return any(_crosses_many(model, path) for path in paths if path)


def _crosses_many(model: type[Model], path: str) -> bool:
    current: Any = model
    for name in path.split("__"):
        if name == "pk":
            return False
        field = current._meta.get_field(name)
        if field.one_to_many or field.many_to_many:
            return True
        if field.related_model is None:
            return False
        current = field.related_model
    return False


def _door(scope: Scope, model: type[Model], grants: Iterable[Grant]) -> Q | None:
    door: Q | None = None
    parts = {part.role: part for part in scope.by_role}
    for grant in grants:
        part = parts.get(grant.role)
        if part is None:
            continue
        way = _way(grant, part, scope)
        if _is_multivalued(model, grant):
            # A tie that runs over several rows would show a row several times; and two such ties in one statement
            # would multiply all rows of the one by all rows of the other.
            way = Q(pk__in=model._base_manager.filter(way).values("pk"))
        door = way if door is None else door | way
    return door


def _way(grant: Grant, part: RoleScope, scope: Scope) -> Q:
    way = Q(**dict(grant.where))
    if grant.workspace:
        way &= Q(**{f"{grant.workspace}__in": part.workspaces})
    if grant.organisation:
        way &= Q(**{f"{grant.organisation}__in": part.organisations})
    if grant.country:
        way &= Q(**{f"{grant.country}__in": part.countries})
    if grant.person:
        way &= Q(**{grant.person: scope.user_id})
    return way
