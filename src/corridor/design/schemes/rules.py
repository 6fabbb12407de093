"""Who may reach a plan, and what its parts must hold."""

from corridor.access.roles import READERS, Role
from corridor.access.rules import Grant

# Besides those who read plans and results: the roles that work inside a scheme see which scheme it is.
SCHEME_ROLES = (
    *sorted(READERS),
    Role.PROTECTION,
    Role.TRAINER,
    Role.COUNSELLOR,
    Role.ADMINISTRATOR,
    Role.DATA_PROTECTION,
    Role.EMPLOYER,
)
PLAN_ROLES = (*sorted(READERS), Role.PROTECTION, Role.ADMINISTRATOR)


def scheme_readers(path: str = "") -> tuple[Grant, ...]:
    """Return the ways to see that a scheme exists and what it is for; `path` leads from the row to the scheme."""
    return tuple(Grant(role, workspace=f"{path}workspace") for role in SCHEME_ROLES)


def plan_readers(path: str = "scheme__") -> tuple[Grant, ...]:
    """Return the ways to read a part of a plan."""
    return tuple(Grant(role, workspace=f"{path}workspace") for role in PLAN_ROLES)


def plan_authors(path: str = "scheme__") -> tuple[Grant, ...]:
    """Return the one way to change a plan: a designer of the organisation that leads the scheme."""
    return (Grant(Role.DESIGNER, workspace=f"{path}workspace", organisation=f"{path}lead"),)
