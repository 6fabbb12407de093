"""The eight essential elements, and what must hold before a scheme is designed; no row is read here."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from corridor.kernel.errors import N_
from corridor.kernel.findings import Finding
from corridor.kernel.periods import whole_months

FRESH_MONTHS = 24
"""Own threshold: an older assessment is asked again; the sources name no age."""


@dataclass(frozen=True)
class Element:
    """One of the eight essential elements of skills mobility partnerships, with the line of the guidance on it."""

    code: str
    label: str | Promise
    question: str | Promise
    line: int


# Chapters 3 to 10 of the guidance on skills mobility partnerships, one for each element; the words are Corridor's own.
ELEMENTS: tuple[Element, ...] = (
    Element(
        "planning",
        _("Planning ahead"),
        _("Do both sides plan for needs that last, with aims that can be checked?"),
        1055,
    ),
    Element(
        "coherence",
        _("Partners and policies that fit"),
        _("Do all ministries and groups concerned take part, and do their policies point the same way?"),
        1056,
    ),
    Element("data", _("Data and evidence"), _("Does labour market information exist that also shows migration?"), 1057),
    Element(
        "local_development",
        _("Local development and jobs"),
        _("Is the scheme part of a wider programme that creates work in the country of origin?"),
        1058,
    ),
    Element(
        "recognition",
        _("Recognition of skills"),
        _("Can skills and qualifications be compared and recognised in both countries?"),
        1059,
    ),
    Element(
        "training",
        _("Training that lasts"),
        _("Does the training strengthen the institutions of the country of origin?"),
        1060,
    ),
    Element(
        "people",
        _("People and their plans"),
        _("Are the wishes of women and men known and taken into the design?"),
        1061,
    ),
    Element(
        "pathways",
        _("Legal ways and procedures"),
        _("Is there a legal way for these people, and does somebody help them through it?"),
        1062,
    ),
)  # fmt: skip
BY_CODE = {element.code: element for element in ELEMENTS}
ELEMENT_CHOICES = [(element.code, element.label) for element in ELEMENTS]


@dataclass(frozen=True)
class Assessed:
    """What is known of an element in one country: its state and the day on which that was so."""

    state: str
    as_of_date: date


Profile = Mapping[tuple[str, str], Assessed]


def is_stale(as_of_date: date, *, today: date) -> bool:
    """Say whether an assessment is too old to be relied on.

    >>> is_stale(date(2024, 1, 1), today=date(2026, 1, 2))
    True
    """
    return whole_months(as_of_date, today) >= FRESH_MONTHS


def conditions_of_incubation(*, countries: Sequence[str], profile: Profile) -> list[Finding]:
    """Return what is missing before a scheme is incubated: each country has looked at itself at least once."""
    seen = {iso3 for iso3, _element in profile}
    missing = [iso3 for iso3 in countries if iso3 not in seen]
    if not countries:
        return [Finding("no_country", N_("No corridor is entered, so no country can be looked at."))]
    return [
        Finding("not_begun", N_("No essential element is assessed for %(iso3)s yet."), {"iso3": iso3})
        for iso3 in missing
    ]


def conditions_of_design(
    *, countries: Sequence[str], profile: Profile, voices: Sequence[Finding], today: date
) -> list[Finding]:
    """Return what is missing before a scheme is designed.

    Every element is assessed in every country within two years, none is absent, and women and men were asked.
    """
    found = [] if countries else conditions_of_incubation(countries=countries, profile=profile)
    for iso3 in countries:
        for element in ELEMENTS:
            known = profile.get((iso3, element.code))
            params: dict[str, object] = {"iso3": iso3, "element": element.code}
            if known is None:
                found.append(Finding("not_assessed", N_("%(iso3)s: “%(element)s” is not assessed."), params))
            elif known.state == "absent":
                found.append(Finding("absent", N_("%(iso3)s: “%(element)s” is absent."), params))
            elif is_stale(known.as_of_date, today=today):
                message = N_("%(iso3)s: “%(element)s” was last assessed two years ago or more.")
                found.append(Finding("stale", message, params))
    return [*found, *voices]


@dataclass(frozen=True)
class Asked:
    """How many people one round asked and how many answered, by sex, and when."""

    asked_date: date
    women_asked: int
    women_answered: int
    men_asked: int
    men_answered: int


def voice_gaps(rounds: Iterable[Asked], *, begins_date: date | None) -> list[Finding]:
    """Return what is wrong with how people were asked before the design; a later round changes nothing any more."""
    counted = [each for each in rounds if begins_date is None or each.asked_date <= begins_date]
    if not counted:
        message = N_("Nobody has been asked yet what people hope for; ask women and men before the design.")
        return [Finding("nobody_asked", message)]
    checks = (
        (
            sum(each.women_asked for each in counted),
            "no_woman_asked",
            N_("No woman has been asked what she hopes for."),
        ),
        (sum(each.men_asked for each in counted), "no_man_asked", N_("No man has been asked what he hopes for.")),
    )
    found = [Finding(code, message) for count, code, message in checks if not count]
    silent = (
        (
            sum(each.women_asked for each in counted) and not sum(each.women_answered for each in counted),
            Finding("no_woman_answered", N_("No woman who was asked has answered.")),
        ),
        (
            sum(each.men_asked for each in counted) and not sum(each.men_answered for each in counted),
            Finding("no_man_answered", N_("No man who was asked has answered.")),
        ),
    )
    return found + [finding for is_silent, finding in silent if is_silent]


@dataclass(frozen=True)
class Size:
    """How much a design holds of one thing, and from how many on it is called much."""

    code: str
    label: str | Promise
    count: int
    most: int

    @property
    def is_much(self) -> bool:
        return self.count > self.most


# Own thresholds. The sources ask for a simple design (smp 345, pilots 587) and for few indicators (smp 506); none gives
# a number.
MOST = (
    ("partners", _("Partners"), 10),
    ("components", _("Kinds of activity"), 7),
    ("indicators", _("Indicators"), 12),
)


def simplicity(counts: Mapping[str, int]) -> list[Size]:
    """Return how simple a design is.

    >>> [size.code for size in simplicity({"partners": 11, "components": 7, "indicators": 0}) if size.is_much]
    ['partners']
    """
    return [Size(code, label, counts[code], most) for code, label, most in MOST]
