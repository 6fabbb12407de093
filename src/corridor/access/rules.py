"""How a row is tied to those who may reach it."""

from dataclasses import dataclass

from corridor.access.roles import Role


@dataclass(frozen=True)
class Grant:
    """One way to reach a row: a role, and every tie that must hold as well.

    Each tie is a lookup path from the row. `workspace` ends at a Workspace that one of the person's
    organisations has joined, `organisation` at one of the person's organisations, `country` at an ISO 3166-1
    alpha-3 code that is the country of such an organisation, `person` at the signed-in user. `where` names
    fixed conditions on the row itself, for example that a worker has shared it.
    """

    role: Role
    workspace: str = ""
    organisation: str = ""
    country: str = ""
    person: str = ""
    where: tuple[tuple[str, object], ...] = ()

    def __post_init__(self) -> None:
        if not (self.workspace or self.organisation or self.country or self.person):
            raise ValueError("A grant without a tie would open every row.")
