"""The packaged catalogue of rules on budgets and their financing: sources, profiles, severity and remedy."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import yaml

from corridor.batch.yaml_loader import SafeLoader
from corridor.engines.costing import Profile, Severity, profile_of
from corridor.kernel.errors import N_, InputError


@dataclass(frozen=True, slots=True)
class BudgetRule:
    """One rule: what it finds, how that weighs, what mends it, and whose threshold it uses."""

    id: str
    codes: tuple[str, ...]
    severity: Severity
    finds: str
    remedy: str
    profile: Profile
    source: str
    function: str


@cache
def budget_rules() -> Mapping[str, BudgetRule]:
    """Return every rule by its number; the file is read once."""
    text = files("corridor.batch.data").joinpath("budget_rules.yaml").read_text(encoding="utf-8")
    rows = yaml.load(text, Loader=SafeLoader)["rules"]  # noqa: S506 - a SafeLoader
    return MappingProxyType(
        {
            row["id"]: BudgetRule(
                id=row["id"],
                codes=tuple(row["codes"]),
                severity=Severity(row["severity"]),
                finds=row["finds"],
                remedy=row["remedy"],
                profile=profile_of(row["profile"]),
                source=row["source"],
                function=row["function"],
            )
            for row in rows
        }
    )


def budget_rule(number: str) -> BudgetRule:
    """Return a rule by its number.

    Raises
    ------
    InputError : the catalogue has no such rule
    """
    try:
        return budget_rules()[number]
    except KeyError as unknown:
        raise InputError(
            N_("The catalogue has no rule %(number)s."),
            hint=N_("Rules are numbered from R01 to R28."),
            field="rule",
            params={"number": number},
        ) from unknown
