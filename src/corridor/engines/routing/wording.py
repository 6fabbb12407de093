"""The sentences of the engine. Values that are codes (language, isco08, iso3, level) get their labels at the edge."""

from typing import Final

from corridor.engines.routing.types import RequirementKind as Kind
from corridor.kernel.errors import N_

UNMET: Final[dict[Kind, str]] = {
    Kind.SALARY: N_("The pay of %(actual)s EUR a year is below the %(required)s EUR that the pathway asks for."),
    Kind.QUALIFICATION: N_("The qualification is at EQF level %(actual)s; the pathway asks for level %(required)s."),
    Kind.LANGUAGE: N_("The level in %(language)s is %(level)s; the pathway asks for %(required_level)s."),
    Kind.AGE: N_("The age on the first day is %(actual)s; the pathway is open from %(from_age)s to %(to_age)s."),
    Kind.EXPERIENCE: N_("There are %(actual)s years of experience; the pathway asks for %(required)s."),
    Kind.OCCUPATION: N_("The occupation %(isco08)s is not on the list of the pathway."),
    Kind.ORIGIN: N_("The pathway is not open to people from %(iso3)s."),
    Kind.LICENCE: N_("These licences are missing: %(missing)s."),
    Kind.QUOTA: N_("%(actual)s places are needed; the quota has %(required)s left."),
    Kind.STAY: N_("The stay of %(actual)s months is longer than the %(required)s months that the pathway allows."),
    Kind.FUNDS: N_("The means of %(actual)s EUR are below the %(required)s EUR that the pathway asks for."),
    Kind.VALIDITY: N_("The pathway is not in force on %(start_date)s; it holds from %(from_date)s to %(until_date)s."),
    Kind.LABOUR_MARKET_TEST: N_("The labour market test was not passed."),
    Kind.RECOGNITION: N_("The qualification is not recognised in the country of destination."),
    Kind.OFFER: N_("There is no job offer."),
    Kind.RETURN: N_("The undertaking to return is not given."),
    Kind.EMPLOYER_TIED: N_("The permit is tied to one employer, and the scheme needs changes of employer."),
    Kind.NO_FAMILY: N_("The family cannot come along on this pathway, and the scheme needs that."),
    Kind.WINDOW: N_(
        "%(actual)s months of presence are more than the %(required)s that the pathway allows in any %(within)s months."
    ),
    Kind.REENTRY: N_("The last stay ended %(actual)s months ago; the pathway asks for %(required)s months away."),
    Kind.CHECK: N_("This condition is not met: %(label)s."),
}

UNKNOWN: Final[dict[Kind, str]] = {
    Kind.SALARY: N_("The pay is not known; the pathway asks for %(required)s EUR a year."),
    Kind.QUALIFICATION: N_("The level of the qualification is not known; the pathway asks for EQF level %(required)s."),
    Kind.LANGUAGE: N_("The languages are not known; the pathway asks for %(required_level)s in %(language)s."),
    Kind.AGE: N_("The date of birth or the first day is not known; the pathway has limits of age."),
    Kind.EXPERIENCE: N_("The years of experience are not known; the pathway asks for %(required)s."),
    Kind.OCCUPATION: N_("The occupation is not known, or not exactly enough for the list of the pathway."),
    Kind.ORIGIN: N_("The country of origin is not known."),
    Kind.LICENCE: N_("It is not known whether these licences are held: %(missing)s."),
    Kind.QUOTA: N_("It is not known how many places are needed or how many the quota has left."),
    Kind.STAY: N_("The length of the stay is not known; the pathway allows %(required)s months."),
    Kind.FUNDS: N_("The means of living are not known; the pathway asks for %(required)s EUR."),
    Kind.VALIDITY: N_("The first day is not known, so that it is open whether the pathway will be in force."),
    Kind.LABOUR_MARKET_TEST: N_("It is not known whether the labour market test was passed."),
    Kind.RECOGNITION: N_("It is not known whether the qualification is recognised in the country of destination."),
    Kind.OFFER: N_("It is not known whether there is a job offer."),
    Kind.RETURN: N_("It is not known whether the undertaking to return is given."),
    Kind.EMPLOYER_TIED: N_("The permit is tied to one employer; it is not known whether that suits the scheme."),
    Kind.NO_FAMILY: N_("The family cannot come along; it is not known whether that suits the scheme."),
    Kind.WINDOW: N_(
        "It is not known how many months of presence fall into one window; the pathway allows %(required)s in any "
        "%(within)s months."
    ),
    Kind.REENTRY: N_("It is not known how long the last stay is past; the pathway asks for %(required)s months away."),
    Kind.CHECK: N_("It is not known whether this condition is met: %(label)s."),
    Kind.OTHER: N_("A person must judge this condition: %(label)s."),
}

NOT_STATED: Final = N_("The register does not state what this pathway asks for here (%(kind)s); ask the authority.")

UNKNOWN_RENEWAL: Final = N_(
    "The stay of %(actual)s months needs a renewal after %(required)s months; it is not known whether it is granted."
)

CHANGE: Final[dict[str, str]] = {
    "salary": N_("Raise the pay by %(missing)s EUR a year, to %(required)s EUR."),
    "qualification": N_("Reach a qualification of EQF level %(required)s."),
    "language": N_("Raise the level in %(language)s from %(level)s to %(required_level)s."),
    "language_from_nothing": N_("Learn %(language)s up to level %(required_level)s."),
    "age_wait": N_("Wait until %(date)s, when the age of %(required)s is reached."),
    "age_past": N_(
        "The age limit of %(required)s allowed a first day until %(date)s; if that day is past, look for another "
        "pathway."
    ),
    "experience": N_("Gain %(missing)s more years of experience, %(required)s in all."),
    "occupation": N_("Choose an occupation of the nearest listed group: %(isco08)s."),
    "origin": N_("The nearest country of origin on the list is %(iso3)s; from elsewhere, look for another pathway."),
    "licence": N_("Obtain these licences: %(missing)s."),
    "quota": N_("Ask for %(required)s places at most, or wait for the next quota."),
    "quota_empty": N_("No place is left: wait for the next quota."),
    "stay": N_("Plan a shorter stay, %(required)s months at most."),
    "window_shorter": N_("Plan a shorter stay, %(required)s months at most within this window."),
    "window_wait": N_(
        "Wait until earlier stays in the window come to %(required)s months at most, and plan a stay of %(stay)s "
        "months."
    ),
    "reentry": N_("Wait %(missing)s more months, so that %(required)s have passed since the last stay."),
    "funds": N_("Show %(missing)s EUR more, %(required)s EUR in all."),
    "validity_wait": N_("Start on %(date)s, when the pathway comes into force."),
    "validity_past": N_("Start by %(date)s, the last day that the register knows, or ask for the rule that follows."),
    "labour_market_test": N_("Have the labour market test passed before applying."),
    "recognition": N_("Have the qualification recognised in the country of destination."),
    "offer": N_("Obtain a job offer."),
    "return": N_("Give the undertaking to return, or choose a pathway that does not ask for it."),
    "employer_tied": N_("Plan with one employer for the whole permit, or choose a pathway that allows a change."),
    "no_family": N_("Plan the stay without the family, or choose a pathway that admits it."),
    "check": N_("Meet this condition: %(label)s."),
}
