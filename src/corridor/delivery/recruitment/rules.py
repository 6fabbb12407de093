"""What holds in recruitment, whoever stores it: who may be matched, what an offer must keep, what a score means."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from corridor.kernel.errors import N_, CorridorError, InputError, RuleViolation

ENOUGH_FOR_A_SHARE = 10
FOUR_FIFTHS = 0.8
STRONG, GOOD = 0.75, 0.5
MATCHING_RULES = "2026.1"
"""Version of the rules of matching: conditions, their order, parts and weights. It rises whenever a list may change."""
SET_BY_LAW = frozenset({"recognition", "licences", "age"})
"""Hard conditions that no officer may set aside."""
WEIGHTS = {"essential": 50, "optional": 15, "occupation": 25, "experience": 10}


class Band(models.TextChoices):
    """A score in words; the exact parts are shown on demand."""

    STRONG = "strong", _("Strong match")
    GOOD = "good", _("Good match")
    POSSIBLE = "possible", _("Possible match")


class ConditionLabel(models.TextChoices):
    """The hard conditions in the order in which they are checked."""

    DESTINATION = "destination", _("Country of work accepted")
    LANGUAGES = "languages", _("Languages")
    EQF = "eqf", _("Level of qualification")
    RECOGNITION = "recognition", _("Qualification recognised")
    AVAILABLE = "available", _("Available by the start")
    OCCUPATION = "occupation", _("Occupation")
    YEARS = "years", _("Years of experience")
    LICENCES = "licences", _("Licences")
    AGE = "age", _("Age limits of the vacancy")
    SALARY = "salary", _("Pay")
    REMOTE = "remote", _("Remote work")


class PartLabel(models.TextChoices):
    """The four parts of the score."""

    ESSENTIAL = "essential", _("Essential skills")
    OPTIONAL = "optional", _("Optional skills")
    OCCUPATION = "occupation", _("Occupation")
    EXPERIENCE = "experience", _("Experience")


def band_of(score: float) -> Band:
    """Return a score as a band.

    >>> band_of(0.81).value, band_of(0.5).value, band_of(0.49).value
    ('strong', 'good', 'possible')
    """
    if score >= STRONG:
        return Band.STRONG
    return Band.GOOD if score >= GOOD else Band.POSSIBLE


_STATUS_REFUSALS: Mapping[str, tuple[str, str]] = {
    "draft": (
        N_("The vacancy %(reference)s is still a draft and cannot be matched."),
        N_("Complete it and open it first."),
    ),
    "filled": (
        N_("All posts of the vacancy %(reference)s are filled."),
        N_("Ask the employer for a new job order if more people are wanted."),
    ),
    "closed": (
        N_("The vacancy %(reference)s is closed and cannot be matched."),
        N_("Ask the employer whether the posts are still free, and open a new job order."),
    ),
    "withdrawn": (
        N_("The vacancy %(reference)s was withdrawn and cannot be matched."),
        N_("Choose another vacancy for these candidates."),
    ),
}
_EMPLOYER_REFUSALS: Mapping[str, tuple[str, str]] = {
    "pending": (
        N_("The employer %(name)s has not been vetted yet, so the vacancy cannot be matched."),
        N_("Ask the office of the country of destination to vet the employer."),
    ),
    "withdrawn": (
        N_("The employer %(name)s has withdrawn, so the vacancy cannot be matched."),
        N_("Choose another vacancy for these candidates."),
    ),
}


def check_employer(*, name: str, status: str) -> None:
    """Refuse work with an employer who is not vetted."""
    if status in _EMPLOYER_REFUSALS:
        message, hint = _EMPLOYER_REFUSALS[status]
        raise RuleViolation(message, hint=hint, code=f"employer_{status}", params={"name": name})


def check_matchable(*, reference: str, status: str, closes_date: date | None, has_skills: bool, today: date) -> None:
    """Refuse to match a vacancy that is not open, that has ended or that names no essential skill."""
    params: dict[str, object] = {"reference": reference}
    if status in _STATUS_REFUSALS:
        message, hint = _STATUS_REFUSALS[status]
        raise RuleViolation(message, hint=hint, code=f"vacancy_{status}", params=params)
    if closes_date is not None and closes_date < today:
        raise RuleViolation(
            N_("The vacancy %(reference)s ended on %(date)s and cannot be matched."),
            hint=N_("Ask the employer whether the posts are still free, and set a new closing date."),
            code="vacancy_ended",
            params={**params, "date": closes_date.isoformat()},
        )
    if not has_skills:
        raise InputError(
            N_("The vacancy %(reference)s names no essential skill, so people cannot be compared with it."),
            hint=N_("Add at least one essential skill to the vacancy."),
            field="essential_skills",
            params=params,
        )


def check_offer(
    *, agreed: bool, posts_left: int, pay: Decimal, ordered_pay: Decimal | None, start: date, today: date
) -> None:
    """Refuse an offer without both yeses, beyond the posts, below the job order's pay, or into the past."""
    if not agreed:
        raise RuleViolation(
            N_("An offer needs the candidate's and the employer's yes first."),
            hint=N_("Wait for the answer that is still missing."),
        )
    if posts_left < 1:
        raise RuleViolation(
            N_("Every post of this vacancy already has an offer."),
            hint=N_("Wait for the answers, or ask the employer to raise the number of posts."),
        )
    if ordered_pay is not None and pay < ordered_pay:
        raise RuleViolation(
            N_("The offer of %(offer)s EUR a month is below the %(ordered)s EUR of the job order."),
            hint=N_("Offer at least the pay with which the vacancy was published."),
            field="salary_eur_month",
            params={"offer": f"{pay:.2f}", "ordered": f"{ordered_pay:.2f}"},
        )
    if start < today:
        raise InputError(
            N_("The start %(date)s lies in the past."),
            hint=N_("Give a day from today on."),
            field="start_date",
            params={"date": start.isoformat()},
        )


def already_answered() -> CorridorError:
    """Return the refusal of a second answer."""
    return RuleViolation(
        N_("This proposal has already been answered."),
        hint=N_("Answers are kept as they were given; start a new proposal if the situation has changed."),
    )


def licence_status(*, status: str, number: str, valid_until: date | None, today: date) -> str:
    """Return the status of a recruiter on a day: what the register says, and what the dates make of it.

    >>> licence_status(status="licensed", number="MA-7", valid_until=date(2026, 1, 31), today=date(2026, 2, 1))
    'expired'
    """
    if status == "suspended":
        return status
    if not number or status == "unlicensed":
        return "unlicensed"
    if valid_until is not None and valid_until < today:
        return "expired"
    return status


def impact_ratio(counts: Mapping[str, tuple[int, int]]) -> float | None:
    """Return the lower selection rate over the higher one, or None where a group is too small for a share.

    `counts` holds (chosen, all) by group.

    >>> impact_ratio({"f": (6, 20), "m": (10, 25)})
    0.75
    >>> impact_ratio({"f": (2, 9), "m": (10, 25)}) is None
    True
    """
    if len(counts) < 2 or any(total < ENOUGH_FOR_A_SHARE for _, total in counts.values()):
        return None
    rates = [chosen / total for chosen, total in counts.values()]
    return round(min(rates) / max(rates), 4) if max(rates) > 0 else None
