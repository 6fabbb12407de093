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
    Kind.OTHER: N_("A person must judge this condition: %(label)s."),
}
