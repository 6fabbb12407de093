"""The nearest change of the facts that would meet a condition."""

import math
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

from corridor.engines.routing.types import Change, Facts, Requirement, RequirementKind as Kind
from corridor.engines.routing.wording import CHANGE
from corridor.kernel.codes import Cefr
from corridor.kernel.findings import Finding


def apply_change(facts: Facts, change: Change) -> Facts:
    """Return the facts after a change.

    >>> from corridor.engines.routing import Change
    >>> apply_change(Facts(eqf_level=3), Change({"eqf_level": 5}, Finding("x", "x"))).eqf_level
    5
    """
    values: dict[str, Any] = dict(change.facts)
    return replace(facts, **values)


def nearest_change(requirement: Requirement, facts: Facts) -> Change | None:
    """Return the change of facts that meets an unmet requirement with the least difference; None where none can."""
    found = _CHANGES.get(requirement.kind)
    return found(requirement, facts) if found else None


def _change(name: str, facts: dict[str, object], **params: object) -> Change:
    return Change(facts, Finding(f"change_{name}", CHANGE[name], params))


def _raised(field: str, name: str) -> Callable[[Requirement, Facts], Change]:
    def raise_to(requirement: Requirement, facts: Facts) -> Change:
        required, actual = requirement.at_least or 0, getattr(facts, field) or 0
        return _change(name, {field: required}, required=required, missing=round(required - actual, 2))

    return raise_to


def _flag(field: str, name: str, *, value: bool) -> Callable[[Requirement, Facts], Change]:
    return lambda requirement, facts: _change(name, {field: value})


def _qualification(requirement: Requirement, facts: Facts) -> Change:
    level = math.ceil(requirement.at_least or 0)
    return _change("qualification", {"eqf_level": level}, required=level)


def _language(requirement: Requirement, facts: Facts) -> Change:
    known, language = dict(facts.languages or {}), requirement.language
    level, required = known.get(language, 0), int(requirement.at_least or 0)
    params = {"language": language, "required_level": Cefr(required).name}
    new: dict[str, object] = {"languages": {**known, language: required}}
    if not level:
        return _change("language_from_nothing", new, **params)
    return _change("language", new, level=Cefr(level).name, **params)


def _age(requirement: Requirement, facts: Facts) -> Change:
    birth, day = facts.birth_date, facts.start_date
    assert birth is not None  # an age that is not known is not unmet
    assert day is not None
    youngest = _birthday(birth, math.ceil(requirement.at_least or 0))
    if day < youngest:
        return _change("age_wait", {"start_date": youngest}, date=youngest, required=requirement.at_least)
    last = _birthday(birth, math.floor(requirement.at_most or 0) + 1) - timedelta(days=1)
    return _change("age_past", {"start_date": last}, date=last, required=requirement.at_most)


def _birthday(birth: date, years: int) -> date:
    try:
        return birth.replace(year=birth.year + years)
    except ValueError:  # born on 29 February: a year older on 1 March of a common year
        return date(birth.year + years, 3, 1)


def _occupation(requirement: Requirement, facts: Facts) -> Change:
    code = facts.isco08 or ""
    # The nearest group shares the longest beginning with the code; among equals the lowest code.
    nearest = min(requirement.codes, key=lambda each: (-_shared(each, code), each))
    return _change("occupation", {"isco08": nearest}, isco08=nearest)


def _shared(one: str, other: str) -> int:
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _origin(requirement: Requirement, facts: Facts) -> Change:
    first = min(requirement.codes)
    return _change("origin", {"origin_iso3": first}, iso3=first)


def _licence(requirement: Requirement, facts: Facts) -> Change:
    held = facts.licences or frozenset()
    missing = ", ".join(sorted(requirement.codes - held))
    return _change("licence", {"licences": held | requirement.codes}, missing=missing)


def _quota(requirement: Requirement, facts: Facts) -> Change:
    left = math.floor(requirement.at_most or 0)
    return _change("quota" if left else "quota_empty", {"headcount": left}, required=left)


def _stay(requirement: Requirement, facts: Facts) -> Change:
    limit = (requirement.at_most or 0) + ((requirement.extension_months or 0) if facts.has_renewal else 0)
    return _change("stay", {"stay_months": limit}, required=limit)


def _window(requirement: Requirement, facts: Facts) -> Change:
    limit, stay = requirement.at_most or 0, facts.stay_months or 0
    used = 0 if facts.is_first_stay else (facts.months_used or 0)
    if facts.is_first_stay or (facts.months_used is not None and used < limit):
        return _change("window_shorter", {"stay_months": limit - used}, required=limit - used)
    new_stay = min(stay, limit)
    room = limit - new_stay
    new: dict[str, object] = {"stay_months": new_stay, "months_used": room}
    return _change("window_wait", new, required=room, stay=new_stay)


def _validity(requirement: Requirement, facts: Facts) -> Change:
    start, day = requirement.from_date, facts.start_date
    if start is not None and day is not None and day < start:
        return _change("validity_wait", {"start_date": start}, date=start)
    return _change("validity_past", {"start_date": requirement.until_date}, date=requirement.until_date)


def _check(requirement: Requirement, facts: Facts) -> Change:
    answers = dict(facts.checks or {}) | dict.fromkeys(requirement.codes, True)
    return _change("check", {"checks": answers}, label=requirement.label)


_CHANGES: Final[dict[Kind, Callable[[Requirement, Facts], Change]]] = {
    Kind.SALARY: _raised("salary_eur_per_year", "salary"),
    Kind.EXPERIENCE: _raised("experience_years", "experience"),
    Kind.FUNDS: _raised("funds_eur", "funds"),
    Kind.REENTRY: _raised("months_away", "reentry"),
    Kind.QUALIFICATION: _qualification,
    Kind.LABOUR_MARKET_TEST: _flag("labour_market_test_passed", "labour_market_test", value=True),
    Kind.RECOGNITION: _flag("is_recognised", "recognition", value=True),
    Kind.OFFER: _flag("has_offer", "offer", value=True),
    Kind.RETURN: _flag("accepts_return", "return", value=True),
    Kind.EMPLOYER_TIED: _flag("needs_change_of_employer", "employer_tied", value=False),
    Kind.NO_FAMILY: _flag("needs_family", "no_family", value=False),
    Kind.LANGUAGE: _language,
    Kind.AGE: _age,
    Kind.OCCUPATION: _occupation,
    Kind.ORIGIN: _origin,
    Kind.LICENCE: _licence,
    Kind.QUOTA: _quota,
    Kind.STAY: _stay,
    Kind.WINDOW: _window,
    Kind.VALIDITY: _validity,
    Kind.CHECK: _check,
}
