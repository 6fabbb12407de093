"""How each kind of requirement is held against the facts."""

from collections.abc import Callable, Mapping
from typing import Final

from corridor.engines.routing.types import Condition, Facts, Requirement, RequirementKind as Kind, Status, Subject
from corridor.engines.routing.wording import UNKNOWN, UNMET
from corridor.kernel.codes import Cefr
from corridor.kernel.errors import N_, InputError
from corridor.kernel.findings import Finding
from corridor.kernel.periods import age_years

SUBJECTS: Final[dict[Kind, Subject]] = {
    **dict.fromkeys(Kind, Subject.PERSON),
    **dict.fromkeys((Kind.SALARY, Kind.OFFER), Subject.EMPLOYER),
    **dict.fromkeys((Kind.OCCUPATION, Kind.ORIGIN, Kind.STAY, Kind.EMPLOYER_TIED, Kind.NO_FAMILY), Subject.SCHEME),
    **dict.fromkeys((Kind.QUOTA, Kind.VALIDITY, Kind.LABOUR_MARKET_TEST, Kind.OTHER), Subject.OFFICE),
}

Judgement = tuple[bool | None, Mapping[str, object]]
"""Whether a requirement is met, None where that is not known, and the values of the sentence."""


def judge(requirement: Requirement, facts: Facts) -> Condition:
    """Return one requirement held against the facts."""
    is_met, params = _JUDGES[requirement.kind](requirement, facts)
    subject = SUBJECTS[requirement.kind]
    if is_met:
        return Condition(requirement, subject, Status.MET)
    status, wording = (Status.UNKNOWN, UNKNOWN) if is_met is None else (Status.UNMET, UNMET)
    finding = Finding(f"{requirement.kind}_{status}", wording[requirement.kind], params)
    return Condition(requirement, subject, status, finding)


def _at_least(actual: Callable[[Facts], float | None]) -> Callable[[Requirement, Facts], Judgement]:
    def judge_least(requirement: Requirement, facts: Facts) -> Judgement:
        required, value = _value(requirement, requirement.at_least), actual(facts)
        params = {"actual": value, "required": required}
        return (None if value is None else value >= required), params

    return judge_least


def _fact(actual: Callable[[Facts], bool | None]) -> Callable[[Requirement, Facts], Judgement]:
    return lambda requirement, facts: (actual(facts), {})


def _not_needed(needed: Callable[[Facts], bool | None]) -> Callable[[Requirement, Facts], Judgement]:
    def judge_need(requirement: Requirement, facts: Facts) -> Judgement:
        value = needed(facts)
        return (None if value is None else not value), {}

    return judge_need


def _stay(requirement: Requirement, facts: Facts) -> Judgement:
    limit = _value(requirement, requirement.at_most)
    params = {"actual": facts.stay_months, "required": limit}
    return (None if facts.stay_months is None else facts.stay_months <= limit), params


def _quota(requirement: Requirement, facts: Facts) -> Judgement:
    params = {"actual": facts.headcount, "required": requirement.at_most}
    if requirement.at_most is None or facts.headcount is None:
        return None, params
    return facts.headcount <= requirement.at_most, params


def _language(requirement: Requirement, facts: Facts) -> Judgement:
    required = int(_value(requirement, requirement.at_least))
    params: dict[str, object] = {"language": requirement.language, "required_level": _level_name(required)}
    if facts.languages is None:
        return None, params
    level = facts.languages.get(requirement.language, 0)
    return level >= required, params | {"level": _level_name(level)}


def _level_name(level: int) -> str:
    return Cefr(level).name if level else "-"


def _age(requirement: Requirement, facts: Facts) -> Judgement:
    if facts.birth_date is None or facts.start_date is None:
        return None, {}
    age = age_years(facts.birth_date, facts.start_date)
    from_age, to_age = requirement.at_least, requirement.at_most
    is_met = (from_age is None or age >= from_age) and (to_age is None or age <= to_age)
    return is_met, {"actual": age, "from_age": _or_dash(from_age), "to_age": _or_dash(to_age)}


def _occupation(requirement: Requirement, facts: Facts) -> Judgement:
    code = facts.isco08
    params = {"isco08": code}
    if code is None:
        return None, params
    if any(code.startswith(listed) for listed in requirement.codes):
        return True, params
    # A group wider than a listed one may hold the listed occupation or not.
    may_be = any(listed.startswith(code) for listed in requirement.codes)
    return (None if may_be else False), params


def _origin(requirement: Requirement, facts: Facts) -> Judgement:
    origin = facts.origin_iso3
    return (None if origin is None else origin in requirement.codes), {"iso3": origin}


def _licence(requirement: Requirement, facts: Facts) -> Judgement:
    missing = requirement.codes - (facts.licences or frozenset())
    params = {"missing": ", ".join(sorted(missing))}
    return (None if facts.licences is None else not missing), params


def _validity(requirement: Requirement, facts: Facts) -> Judgement:
    start, end, day = requirement.from_date, requirement.until_date, facts.start_date
    params = {"start_date": day, "from_date": _or_dash(start), "until_date": _or_dash(end)}
    if day is None:
        return None, params
    return (start is None or start <= day) and (end is None or day <= end), params


def _other(requirement: Requirement, facts: Facts) -> Judgement:
    return None, {"label": requirement.label}


def _or_dash(value: object) -> object:
    return "-" if value is None else value


def _value(requirement: Requirement, value: float | None) -> float:
    if value is None:
        raise InputError(
            N_('The requirement "%(kind)s" of the pathway has no value.'),
            hint=N_("Enter what the pathway asks for, or take the requirement out."),
            field="requirements",
            params={"kind": requirement.kind},
        )
    return value


_JUDGES: Final[dict[Kind, Callable[[Requirement, Facts], Judgement]]] = {
    Kind.SALARY: _at_least(lambda facts: facts.salary_eur_per_year),
    Kind.QUALIFICATION: _at_least(lambda facts: facts.eqf_level),
    Kind.EXPERIENCE: _at_least(lambda facts: facts.experience_years),
    Kind.FUNDS: _at_least(lambda facts: facts.funds_eur),
    Kind.LABOUR_MARKET_TEST: _fact(lambda facts: facts.labour_market_test_passed),
    Kind.RECOGNITION: _fact(lambda facts: facts.is_recognised),
    Kind.OFFER: _fact(lambda facts: facts.has_offer),
    Kind.RETURN: _fact(lambda facts: facts.accepts_return),
    Kind.EMPLOYER_TIED: _not_needed(lambda facts: facts.needs_change_of_employer),
    Kind.NO_FAMILY: _not_needed(lambda facts: facts.needs_family),
    Kind.STAY: _stay,
    Kind.QUOTA: _quota,
    Kind.LANGUAGE: _language,
    Kind.AGE: _age,
    Kind.OCCUPATION: _occupation,
    Kind.ORIGIN: _origin,
    Kind.LICENCE: _licence,
    Kind.VALIDITY: _validity,
    Kind.OTHER: _other,
}
