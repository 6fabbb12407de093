"""What a condition of the register may hold, and how it is written in a file."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from corridor.kernel.codes import isco_prefix
from corridor.kernel.errors import N_, InputError
from corridor.kernel.places import Iso3

NUMBERS: Final = ("at_least", "at_most", "within_months", "extension_months")
LISTS: Final = ("codes", "only_origins", "not_origins")
DATES: Final = ("from_date", "until_date")
NAMES: Final = frozenset((*NUMBERS, *LISTS, *DATES, "language", "holds"))
# What a kind cannot do without once its value is stated.
NEEDED: Final[Mapping[str, tuple[str, ...]]] = {
    "salary": ("at_least",),
    "qualification": ("at_least",),
    "experience": ("at_least",),
    "funds": ("at_least",),
    "reentry": ("at_least",),
    "language": ("language", "at_least"),
    "stay": ("at_most",),
    "window": ("at_most", "within_months"),
    "occupation": ("codes",),
    "origin": ("codes",),
    "licence": ("codes",),
    "check": ("codes",),
}


def checked_value(kind: str, value: Mapping[str, Any], *, is_stated: bool = True) -> dict[str, Any]:
    """Return the value of a condition if a rule can read it.

    >>> checked_value("age", {"at_least": 18, "at_most": 39})
    {'at_least': 18, 'at_most': 39}
    """
    unknown = sorted(set(value) - NAMES)
    if unknown:
        raise InputError(
            N_("A condition of kind %(kind)s holds %(names)s, which no rule reads."),
            hint=N_("Use only these names: %(known)s."),
            field="value",
            params={"kind": kind, "names": ", ".join(unknown), "known": ", ".join(sorted(NAMES))},
        )
    if is_stated and value.get("holds", True):
        _check_needed(kind, value)
    _check_numbers(kind, value)
    _check_codes(kind, value)
    for name in DATES:
        if value.get(name):
            date.fromisoformat(value[name])
    return dict(value)


def _check_needed(kind: str, value: Mapping[str, Any]) -> None:
    missing = [name for name in NEEDED.get(kind, ()) if value.get(name) in (None, "", [])]
    if kind == "age" and value.get("at_least") is None and value.get("at_most") is None:
        missing = ["at_least"]
    if missing:
        raise InputError(
            N_("A condition of kind %(kind)s does not say %(names)s."),
            hint=N_("Enter the value, or say that the source does not state it."),
            field="value",
            params={"kind": kind, "names": ", ".join(missing)},
        )


def _check_numbers(kind: str, value: Mapping[str, Any]) -> None:
    least, most = value.get("at_least"), value.get("at_most")
    given = [value[name] for name in NUMBERS if value.get(name) is not None]
    is_wrong = any(isinstance(each, bool) or not isinstance(each, int | float) or each < 0 for each in given)
    if is_wrong or (least is not None and most is not None and least > most):
        raise InputError(
            N_(
                "The limits of a condition of kind %(kind)s are no numbers, are negative, or stand the wrong way round."
            ),
            hint=N_("Give the smaller number first, and no number below zero."),
            field="value",
            params={"kind": kind},
        )


def _check_codes(kind: str, value: Mapping[str, Any]) -> None:
    for name in ("only_origins", "not_origins"):
        for code in value.get(name, ()):
            Iso3(code, field=name)
    for code in value.get("codes", ()):
        if kind == "origin":
            Iso3(code, field="codes")
        elif kind == "occupation":
            isco_prefix(code)
