"""The verdict in one plain chain of questions, for tests and for readers who doubt the table."""

from corridor.engines.routing.types import Facts, Requirement, RequirementKind as Kind
from corridor.kernel.periods import age_years


def is_met(requirement: Requirement, facts: Facts) -> bool | None:
    """Return whether a requirement of one of the commonest kinds is met; None where a fact is missing."""
    kind, least, most = requirement.kind, requirement.at_least or 0, requirement.at_most
    if kind is Kind.SALARY and facts.salary_eur_per_year is not None:
        return facts.salary_eur_per_year >= least
    if kind is Kind.QUALIFICATION and facts.eqf_level is not None:
        return facts.eqf_level >= least
    if kind is Kind.LANGUAGE and facts.languages is not None:
        return requirement.language in facts.languages and facts.languages[requirement.language] >= least
    if kind is Kind.AGE and facts.birth_date is not None and facts.start_date is not None:
        age = age_years(facts.birth_date, facts.start_date)
        return age >= least and (most is None or age <= most)
    if kind is Kind.STAY and facts.stay_months is not None and most is not None:
        is_beyond = facts.stay_months > most
        is_renewable = is_beyond and facts.stay_months <= most + (requirement.extension_months or 0)
        return facts.has_renewal if is_renewable else not is_beyond
    if kind is Kind.REENTRY and (facts.is_first_stay or facts.months_away is not None):
        return bool(facts.is_first_stay) or (facts.months_away or 0) >= least
    if kind is Kind.WINDOW and facts.stay_months is not None and most is not None:
        used = 0 if facts.is_first_stay else facts.months_used
        return False if facts.stay_months > most else None if used is None else facts.stay_months + used <= most
    if kind is Kind.OFFER:
        return facts.has_offer
    if kind is Kind.EMPLOYER_TIED and facts.needs_change_of_employer is not None:
        return not facts.needs_change_of_employer
    return None
