"""How each kind of requirement is held against the facts."""

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from corridor.engines.routing.changes import nearest_change
from corridor.engines.routing.types import Condition, Facts, Requirement, RequirementKind as Kind, Status, Subject
from corridor.engines.routing.wording import NOT_STATED, UNKNOWN, UNKNOWN_RENEWAL, UNMET
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


TOLERANCE: Final = 1e-9  # months are given with a decimal or two; sums of them may miss by less than this


class Judgement(NamedTuple):
    """Whether a requirement is met, None where that is not known; the values compared, and those of the sentence."""

    is_met: bool | None
    actual: object = None
    required: object = None
    params: Mapping[str, object] = {}
    unknown: str = ""


def judge(requirement: Requirement, facts: Facts) -> Condition:
    """Return one requirement held against the facts."""
    subject = SUBJECTS[requirement.kind]
    applies = _applies(requirement, facts)
    if applies is False or not requirement.holds:
        return Condition(requirement, subject, Status.MET)
    if not requirement.is_stated:
        finding = Finding(f"{requirement.kind}_not_stated", NOT_STATED, {"kind": str(requirement.kind)})
        return Condition(requirement, subject, Status.UNKNOWN, finding)
    found = _JUDGES[requirement.kind](requirement, facts)
    if found.is_met:
        return Condition(requirement, subject, Status.MET, None, found.actual, found.required)
    if found.is_met is None or applies is None:
        return _unknown(requirement, subject, found)
    finding = Finding(f"{requirement.kind}_unmet", UNMET[requirement.kind], found.params)
    change = nearest_change(requirement, facts)
    return Condition(requirement, subject, Status.UNMET, finding, found.actual, found.required, change)


def _unknown(requirement: Requirement, subject: Subject, found: Judgement) -> Condition:
    if found.is_met is False:  # only the origin is open, and with it whether the condition applies
        finding = Finding("origin_unknown", UNKNOWN[Kind.ORIGIN], {})
    else:
        text = found.unknown or UNKNOWN[requirement.kind]
        finding = Finding(f"{requirement.kind}_unknown", text, found.params)
    return Condition(requirement, subject, Status.UNKNOWN, finding, found.actual, found.required)


def _applies(requirement: Requirement, facts: Facts) -> bool | None:
    if not requirement.only_origins and not requirement.not_origins:
        return True
    if facts.origin_iso3 is None:
        return None
    is_named = not requirement.only_origins or facts.origin_iso3 in requirement.only_origins
    return is_named and facts.origin_iso3 not in requirement.not_origins


def _at_least(actual: Callable[[Facts], float | None]) -> Callable[[Requirement, Facts], Judgement]:
    def judge_least(requirement: Requirement, facts: Facts) -> Judgement:
        required, value = _value(requirement, requirement.at_least), actual(facts)
        params = {"actual": value, "required": required}
        return Judgement(None if value is None else value >= required, value, required, params)

    return judge_least


def _fact(actual: Callable[[Facts], bool | None]) -> Callable[[Requirement, Facts], Judgement]:
    return lambda requirement, facts: Judgement(actual(facts), actual(facts), True)


def _not_needed(needed: Callable[[Facts], bool | None]) -> Callable[[Requirement, Facts], Judgement]:
    def judge_need(requirement: Requirement, facts: Facts) -> Judgement:
        value = needed(facts)
        return Judgement(None if value is None else not value, value, False)

    return judge_need


def _stay(requirement: Requirement, facts: Facts) -> Judgement:
    limit, stay = _value(requirement, requirement.at_most), facts.stay_months
    params = {"actual": stay, "required": limit}
    if stay is None or stay <= limit:
        return Judgement(None if stay is None else True, stay, limit, params)
    is_within_renewal = stay <= limit + (requirement.extension_months or 0)
    if is_within_renewal and facts.has_renewal is None:
        return Judgement(None, stay, limit, params, UNKNOWN_RENEWAL)
    return Judgement(is_within_renewal and facts.has_renewal, stay, limit, params)


def _window(requirement: Requirement, facts: Facts) -> Judgement:
    limit, within = _value(requirement, requirement.at_most), _value(requirement, requirement.within_months)
    used = 0 if facts.is_first_stay else facts.months_used
    params = {"required": limit, "within": within, "actual": None if used is None else (facts.stay_months or 0) + used}
    if facts.stay_months is None or (used is None and facts.stay_months <= limit):
        return Judgement(None, None, (limit, within), params)
    total = facts.stay_months + (used or 0)
    return Judgement(total <= limit + TOLERANCE, total, (limit, within), params | {"actual": total})


def _reentry(requirement: Requirement, facts: Facts) -> Judgement:
    required = _value(requirement, requirement.at_least)
    params = {"actual": facts.months_away, "required": required}
    if facts.is_first_stay:
        return Judgement(True, None, required, params)
    away = facts.months_away
    # Who has been away long enough meets the rule, whether or not the register knows of an earlier stay.
    return Judgement(None if away is None else away >= required, away, required, params)


def _quota(requirement: Requirement, facts: Facts) -> Judgement:
    needed, left = facts.headcount, requirement.at_most
    params = {"actual": needed, "required": left}
    return Judgement(None if left is None or needed is None else needed <= left, needed, left, params)


def _language(requirement: Requirement, facts: Facts) -> Judgement:
    required = int(_value(requirement, requirement.at_least))
    params: dict[str, object] = {"language": requirement.language, "required_level": _level_name(required)}
    if facts.languages is None:
        return Judgement(None, None, _level_name(required), params)
    level = facts.languages.get(requirement.language, 0)
    name = _level_name(level)
    return Judgement(level >= required, name, _level_name(required), params | {"level": name})


def _level_name(level: int) -> str:
    return Cefr(level).name if level else "-"


def _age(requirement: Requirement, facts: Facts) -> Judgement:
    from_age, to_age = requirement.at_least, requirement.at_most
    limits = (from_age, to_age)
    if facts.birth_date is None or facts.start_date is None:
        return Judgement(None, None, limits)
    age = age_years(facts.birth_date, facts.start_date)
    is_met = (from_age is None or age >= from_age) and (to_age is None or age <= to_age)
    params = {"actual": age, "from_age": _or_dash(from_age), "to_age": _or_dash(to_age)}
    return Judgement(is_met, age, limits, params)


def _occupation(requirement: Requirement, facts: Facts) -> Judgement:
    code, listed = facts.isco08, _codes(requirement)
    params = {"isco08": code}
    if code is None:
        return Judgement(None, None, listed, params)
    if code.startswith(listed):
        return Judgement(True, code, listed, params)
    # A group wider than a listed one may hold the listed occupation or not.
    may_be = any(each.startswith(code) for each in listed)
    return Judgement(None if may_be else False, code, listed, params)


def _origin(requirement: Requirement, facts: Facts) -> Judgement:
    origin, listed = facts.origin_iso3, _codes(requirement)
    return Judgement(None if origin is None else origin in listed, origin, listed, {"iso3": origin})


def _licence(requirement: Requirement, facts: Facts) -> Judgement:
    missing = requirement.codes - (facts.licences or frozenset())
    params = {"missing": ", ".join(sorted(missing))}
    held = None if facts.licences is None else tuple(sorted(facts.licences))
    return Judgement(None if held is None else not missing, held, tuple(sorted(requirement.codes)), params)


def _validity(requirement: Requirement, facts: Facts) -> Judgement:
    start, end, day = requirement.from_date, requirement.until_date, facts.start_date
    params = {"start_date": day, "from_date": _or_dash(start), "until_date": _or_dash(end)}
    if day is None:
        return Judgement(None, None, (start, end), params)
    is_met = (start is None or start <= day) and (end is None or day <= end)
    return Judgement(is_met, day, (start, end), params)


def _check(requirement: Requirement, facts: Facts) -> Judgement:
    answers = [(facts.checks or {}).get(code) for code in sorted(requirement.codes)]
    params = {"label": requirement.label}
    if False in answers:
        return Judgement(False, False, True, params)
    return Judgement(None if None in answers or not answers else True, None if None in answers else True, True, params)


def _other(requirement: Requirement, facts: Facts) -> Judgement:
    return Judgement(None, None, None, {"label": requirement.label})


def _or_dash(value: object) -> object:
    return "-" if value is None else value


def _value(requirement: Requirement, value: float | None) -> float:
    if value is None:
        raise _no_value(requirement)
    return value


def _codes(requirement: Requirement) -> tuple[str, ...]:
    if not requirement.codes:
        raise _no_value(requirement)
    return tuple(sorted(requirement.codes))


def _no_value(requirement: Requirement) -> InputError:
    return InputError(
        N_('The requirement "%(kind)s" of the pathway has no value.'),
        hint=N_("Enter what the pathway asks for, say that it is not stated, or take the requirement out."),
        field="requirements",
        params={"kind": requirement.kind},
    )


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
    Kind.WINDOW: _window,
    Kind.REENTRY: _reentry,
    Kind.QUOTA: _quota,
    Kind.LANGUAGE: _language,
    Kind.AGE: _age,
    Kind.OCCUPATION: _occupation,
    Kind.ORIGIN: _origin,
    Kind.LICENCE: _licence,
    Kind.VALIDITY: _validity,
    Kind.CHECK: _check,
    Kind.OTHER: _other,
}
