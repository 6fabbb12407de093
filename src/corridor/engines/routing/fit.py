"""Fit scheme, occupation and person to pathways."""

import math
from collections.abc import Sequence

from corridor.engines.routing.conditions import judge
from corridor.engines.routing.types import (
    Facts,
    Fit,
    Pathway,
    PathwayComparison,
    Requirement,
    RequirementKind,
    Status,
    Verdict,
)
from corridor.kernel.codes import isco_prefix
from corridor.kernel.errors import N_, InputError
from corridor.kernel.places import Iso3

_RANK = {Verdict.ELIGIBLE: 0, Verdict.UNKNOWN: 1, Verdict.NOT_ELIGIBLE: 2}


def fit_pathway(pathway: Pathway, facts: Facts) -> Fit:
    """Return how the facts fit a pathway, with every unmet condition and every missing fact named.

    Parameters
    ----------
    pathway : the pathway with its requirements
    facts : what is known; a fact that is not known is never taken as a refusal

    Returns
    -------
    Not eligible if a condition is unmet, otherwise unknown if a fact is missing, otherwise eligible. A pathway that
    asks for nothing is open to everyone.

    Raises
    ------
    InputError : a requirement lacks its value, or a code or a number of the facts is impossible

    Source: docs/methods/routing.md.

    >>> from corridor.engines.routing import Facts, Pathway, Requirement, RequirementKind
    >>> card = Pathway("blue-card", (Requirement(RequirementKind.SALARY, at_least=45300),))
    >>> str(fit_pathway(card, Facts(salary_eur_per_year=40000)).verdict)
    'not_eligible'
    """
    _check_facts(facts)
    for requirement in pathway.requirements:
        _check_requirement(requirement)
    conditions = tuple(judge(requirement, facts) for requirement in pathway.requirements)
    statuses = {condition.status for condition in conditions}
    if Status.UNMET in statuses:
        return Fit(pathway.code, Verdict.NOT_ELIGIBLE, conditions)
    return Fit(pathway.code, Verdict.UNKNOWN if Status.UNKNOWN in statuses else Verdict.ELIGIBLE, conditions)


def compare_pathways(pathways: Sequence[Pathway], facts: Facts) -> PathwayComparison:
    """Return how the facts fit all pathways, the nearest first, and whether any is open.

    Parameters
    ----------
    pathways : the pathways to compare; equal ones keep their order
    facts : what is known

    Returns
    -------
    The fits and the answer to the question whether there is an open pathway: yes, no, or not known yet.

    Source: docs/methods/routing.md.
    """
    fits = [fit_pathway(pathway, facts) for pathway in pathways]
    fits.sort(key=lambda fit: (_RANK[fit.verdict], len(fit.unmet), len(fit.unknown)))
    verdicts = {fit.verdict for fit in fits}
    if Verdict.ELIGIBLE in verdicts:
        return PathwayComparison(tuple(fits), True)
    return PathwayComparison(tuple(fits), None if Verdict.UNKNOWN in verdicts else False)


def _check_requirement(requirement: Requirement) -> None:
    for code in requirement.codes:
        if requirement.kind is RequirementKind.OCCUPATION:
            isco_prefix(code)
        elif requirement.kind is RequirementKind.ORIGIN:
            Iso3(code)
    for code in requirement.only_origins | requirement.not_origins:
        Iso3(code)
    if requirement.kind is RequirementKind.LANGUAGE:
        _check_level(requirement.language, requirement.at_least)


def _check_facts(facts: Facts) -> None:
    if facts.origin_iso3 is not None:
        Iso3(facts.origin_iso3, field="origin_iso3")
    if facts.isco08 is not None:
        isco_prefix(facts.isco08)
    for language, level in (facts.languages or {}).items():
        _check_level(language, level)
    if facts.is_first_stay and (facts.months_used or facts.months_away is not None):
        raise InputError(
            N_("A first stay is given together with months of earlier stays."),
            hint=N_("Say that it is not the first stay, or leave the months of earlier stays empty."),
            field="is_first_stay",
        )
    numbers = {
        "salary_eur_per_year": facts.salary_eur_per_year,
        "eqf_level": facts.eqf_level,
        "experience_years": facts.experience_years,
        "funds_eur": facts.funds_eur,
        "headcount": facts.headcount,
        "stay_months": facts.stay_months,
        "months_used": facts.months_used,
        "months_away": facts.months_away,
    }
    for field, number in numbers.items():
        if number is not None and not (math.isfinite(number) and number >= 0):
            raise InputError(
                N_("A number is negative or not a number: %(number)s."),
                hint=N_("Correct it, or leave it empty where it is not known."),
                field=field,
                params={"number": number},
            )


def _check_level(language: str, level: float | None) -> None:
    if level is not None and level not in (1, 2, 3, 4, 5, 6):
        raise InputError(
            N_("The level %(level)s of the language %(language)s does not exist."),
            hint=N_("Use 1 to 6 for A1 to C2."),
            field="languages",
            params={"level": level, "language": language},
        )
