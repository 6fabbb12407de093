"""Reading schemes: every row through the one door."""

from typing import Any

from django.db.models import Model, QuerySet

from corridor.access.selectors import Person, get_visible, may, visible
from corridor.design.schemes.models import Scheme, SchemeVersion
from corridor.kernel.errors import N_, NotPermitted, RuleViolation

# The way from a part of a plan up to its scheme.
_PARENTS = ("scheme", "exercise", "body", "partner", "budget", "indicator", "line", "alternative", "round", "finding")


def schemes_visible_to(*, user: Person) -> QuerySet[Scheme]:
    """Return the schemes that the person may know of, by name."""
    rows = visible(Scheme.objects.all(), user=user)
    return rows.select_related("lead").prefetch_related("corridors", "occupations").order_by("name", "pk")


def get_scheme(*, user: Person, pk: int, action: str = "view") -> Scheme:
    """Return one scheme that the person may reach, else 404."""
    return get_visible(Scheme.objects.select_related("lead", "workspace"), user=user, action=action, pk=pk)


def may_change(*, user: Person, scheme: Scheme) -> bool:
    """Say whether the person may change the plan now."""
    return (
        scheme.is_open_for_changes and scheme.status != Scheme.Status.CLOSED and may(scheme, user=user, action="change")
    )


def check_author(*, scheme: Scheme, by: Any) -> None:
    """Refuse a person who is no designer of the organisation that leads the scheme."""
    if not may(scheme, user=by, action="change"):
        raise NotPermitted(
            N_("Only designers of the organisation that leads the scheme may change its plan."),
            hint=N_("Ask %(lead)s to make the change."),
            params={"lead": scheme.lead},
        )


def check_open(*, scheme: Scheme, by: Any) -> None:
    """Refuse a change by somebody else, or of a plan that stands approved."""
    check_author(scheme=scheme, by=by)
    if scheme.status == Scheme.Status.CLOSED:
        raise RuleViolation(N_("The scheme is closed: its plan is kept as it was."))
    if not scheme.is_open_for_changes:
        raise RuleViolation(
            N_("The plan stands approved as version %(version)s and cannot be changed."),
            hint=N_("Open it for changes first; a new approval then gives a new version."),
            params={"version": scheme.version},
        )


def scheme_of(row: Model) -> Scheme:
    """Return the scheme to which a part of a plan belongs."""
    current: Any = row
    while not isinstance(current, Scheme):
        name = next(name for name in _PARENTS if hasattr(current, f"{name}_id"))
        current = getattr(current, name)
    return current


def part_to_change(*, model: type[Model], scheme: Scheme, user: Person, pk: int) -> Model:
    """Return a part of this scheme's plan that the person may change; another scheme's part is a 404."""
    lookup: dict[str, Any] = {"pk": pk, path_to_scheme(model): scheme}
    return get_visible(model._default_manager.all(), user=user, action="change", **lookup)


def versions_of(*, user: Person, scheme: Scheme) -> QuerySet[SchemeVersion]:
    """Return the approved versions, the newest first."""
    rows = visible(SchemeVersion.objects.filter(scheme=scheme), user=user)
    return rows.select_related("approved_by").order_by("-number")


def path_to_scheme(model: type[Model]) -> str:
    """Return the lookup that leads from a part of a plan to its scheme."""
    steps: list[str] = []
    current: Any = model
    while current is not Scheme:
        name = next(name for name in _PARENTS if name in {field.name for field in current._meta.fields})
        steps.append(name)
        current = current._meta.get_field(name).related_model
    return "__".join(steps)
