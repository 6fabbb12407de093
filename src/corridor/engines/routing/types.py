"""What goes into and comes out of the engine: requirements of a pathway, what is known, and how they fit."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from corridor.kernel.findings import Finding


class RequirementKind(StrEnum):
    """What a pathway can ask for. The comment names the fields of `Requirement` that carry the value."""

    SALARY = "salary"  # at_least, EUR a year, gross
    QUALIFICATION = "qualification"  # at_least, EQF level
    LANGUAGE = "language"  # language, at_least 1 (A1) to 6 (C2)
    AGE = "age"  # at_least and at_most, whole years on the start date
    EXPERIENCE = "experience"  # at_least, years
    OCCUPATION = "occupation"  # codes, ISCO-08 of any level
    ORIGIN = "origin"  # codes, ISO 3166-1 alpha-3
    LICENCE = "licence"  # codes, all of them must be held
    QUOTA = "quota"  # at_most, places left; None = not known
    STAY = "stay"  # at_most, months; extension_months, what a renewal adds
    WINDOW = "window"  # at_most, months of presence in any within_months
    REENTRY = "reentry"  # at_least, months away before the next stay
    FUNDS = "funds"  # at_least, EUR
    VALIDITY = "validity"  # from_date and until_date of the pathway itself
    LABOUR_MARKET_TEST = "labour_market_test"
    RECOGNITION = "recognition"
    OFFER = "offer"
    RETURN = "return"
    EMPLOYER_TIED = "employer_tied"
    NO_FAMILY = "no_family"
    CHECK = "check"  # codes, one yes-or-no condition such as a medical examination; label names it
    OTHER = "other"


class Subject(StrEnum):
    """Who can say whether a condition is met."""

    PERSON = "person"
    EMPLOYER = "employer"
    SCHEME = "scheme"
    OFFICE = "office"


@dataclass(frozen=True, slots=True)
class Requirement:
    """One condition of a pathway; `kind` says which of the fields carry its value, `label` names one in words.

    `is_stated` is false where the register knows that there is such a condition but not its value: nobody can say then
    whether it is met. `holds` is false where a source says that the condition does not exist on this pathway.
    `only_origins` and `not_origins` narrow the people to whom it applies; empty ones narrow nothing.
    """

    kind: RequirementKind
    at_least: float | None = None
    at_most: float | None = None
    within_months: float | None = None
    extension_months: float | None = None
    codes: frozenset[str] = frozenset()
    language: str = ""
    from_date: date | None = None
    until_date: date | None = None
    label: str = ""
    is_stated: bool = True
    holds: bool = True
    only_origins: frozenset[str] = frozenset()
    not_origins: frozenset[str] = frozenset()
    source: str = ""
    source_date: date | None = None


@dataclass(frozen=True, slots=True)
class Pathway:
    """A legal way into a country, by its code, with everything that it asks for."""

    code: str
    requirements: tuple[Requirement, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of scheme, occupation and person together; None = not known.

    An empty mapping or set is a fact: no language, no licence. `headcount` is how many people need a place,
    `months_used` the months of earlier stays that fall into the window of the pathway, `months_away` the months since
    the last stay ended; who comes for the first time needs neither. `checks` answers conditions of kind check by code.
    """

    origin_iso3: str | None = None
    isco08: str | None = None
    salary_eur_per_year: float | None = None
    eqf_level: int | None = None
    languages: Mapping[str, int] | None = None
    birth_date: date | None = None
    start_date: date | None = None
    experience_years: float | None = None
    licences: frozenset[str] | None = None
    funds_eur: float | None = None
    headcount: int | None = 1
    stay_months: float | None = None
    months_used: float | None = None
    months_away: float | None = None
    is_first_stay: bool | None = None
    has_renewal: bool | None = None
    labour_market_test_passed: bool | None = None
    is_recognised: bool | None = None
    has_offer: bool | None = None
    accepts_return: bool | None = None
    needs_change_of_employer: bool | None = None
    needs_family: bool | None = None
    checks: Mapping[str, bool] | None = None


class Status(StrEnum):
    """Whether a condition is met."""

    MET = "met"
    UNMET = "unmet"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Change:
    """The nearest change of the facts that would meet a condition: the new facts by name, and a sentence."""

    facts: Mapping[str, object]
    finding: Finding


@dataclass(frozen=True, slots=True)
class Condition:
    """A requirement held against the facts; `finding` says what is missing, and is empty where it is met.

    `actual` and `required` are the two values that were compared: a number, a code, a date, or a tuple of them.
    `change` stands beside every unmet condition.
    """

    requirement: Requirement
    subject: Subject
    status: Status
    finding: Finding | None = None
    actual: object = None
    required: object = None
    change: Change | None = None


class Verdict(StrEnum):
    """Whether a pathway is open."""

    ELIGIBLE = "eligible"
    UNKNOWN = "unknown"
    NOT_ELIGIBLE = "not_eligible"


@dataclass(frozen=True, slots=True)
class Fit:
    """How the facts fit a pathway: the verdict and every condition, in the order of the pathway."""

    pathway: str
    verdict: Verdict
    conditions: tuple[Condition, ...]

    @property
    def met(self) -> tuple[Condition, ...]:
        """Conditions that are met."""
        return self._of(Status.MET)

    @property
    def unmet(self) -> tuple[Condition, ...]:
        """Conditions that are known not to be met."""
        return self._of(Status.UNMET)

    @property
    def unknown(self) -> tuple[Condition, ...]:
        """Conditions for which a fact is missing."""
        return self._of(Status.UNKNOWN)

    @property
    def only_persons_missing(self) -> bool:
        """Whether nothing is unmet and only facts of a person are missing: open for a scheme that chooses well."""
        return not self.unmet and all(
            condition.subject is Subject.PERSON and condition.requirement.is_stated for condition in self.unknown
        )

    def _of(self, status: Status) -> tuple[Condition, ...]:
        return tuple(condition for condition in self.conditions if condition.status is status)


@dataclass(frozen=True, slots=True)
class PathwayComparison:
    """All pathways, the open ones first, then those with open questions, then the closed ones by what is missing.

    `has_open_pathway` is None while no pathway is open for certain and at least one may be.
    """

    fits: tuple[Fit, ...]
    has_open_pathway: bool | None
