"""Why, why not and what would open it: an explanation in words, for officers, employers and the person herself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from corridor.delivery.recruitment.models import Vacancy
from corridor.delivery.recruitment.rules import Band, PartLabel, band_of
from corridor.delivery.recruitment.runs import Explanation, Openings, Why
from corridor.delivery.recruitment.selectors.shortlists import Part, parts_of
from corridor.delivery.recruitment.wording import Chip, change_sentence, condition_label, skill_chips
from corridor.delivery.skills.rules import SkillRef

OWN_MATTERS = frozenset({"destination", "salary", "age"})
"""Conditions whose values are the person's own matter: an employer is not told whether they keep her out."""


@dataclass(frozen=True)
class CheckLine:
    """One hard condition of a pair."""

    label: str
    met: bool
    given: bool


@dataclass(frozen=True)
class Reason:
    """An explanation as a page shows it; `then_band` is the band after the changes, None where they are not enough."""

    is_eligible: bool
    band: Band
    points: float
    parts: tuple[Part, ...]
    essential: tuple[Chip, ...]
    optional: tuple[Chip, ...]
    checks: tuple[CheckLine, ...]
    first_failing: str
    changes: tuple[str, ...]
    then_band: Band | None
    hides: bool


@dataclass(frozen=True)
class VacancyLine:
    """One vacancy in a person's list."""

    vacancy: Vacancy
    band: Band
    first_failing: str
    changes: tuple[str, ...]


@dataclass(frozen=True)
class OpeningLine:
    """One change that alone would open vacancies, and how many."""

    sentence: str
    vacancies: int


def reason_of(
    why: Why,
    *,
    vacancy: Vacancy,
    held: Iterable[SkillRef],
    hidden: frozenset[str] = frozenset(),
    to_her: bool = False,
) -> Reason:
    """Return an explanation in the active language; `hidden` conditions are left out of it."""
    found, skills = why.now, list(held)
    shown = [check for check in found.checks if str(check.condition) not in hidden]
    return Reason(
        is_eligible=found.is_eligible,
        band=band_of(found.score),
        points=found.score * 100,
        parts=parts_of({label.value: getattr(found.parts, label.value) for label in PartLabel}),
        essential=tuple(skill_chips(vacancy.essential, skills)),
        optional=tuple(skill_chips(vacancy.optional, skills)),
        checks=tuple(CheckLine(condition_label(one.condition), one.met, one.given) for one in shown),
        first_failing=next((condition_label(one.condition) for one in shown if not one.met), ""),
        changes=changes_of(found, hidden=hidden, to_her=to_her),
        then_band=band_of(why.then.score) if why.then and why.then.is_eligible else None,
        hides=any(str(change.condition) in hidden for change in found.changes),
    )


def changes_of(found: Explanation, *, hidden: frozenset[str] = frozenset(), to_her: bool = False) -> tuple[str, ...]:
    """Return the smallest changes as sentences, about the candidate or to her."""
    shown = (change for change in found.changes if str(change.condition) not in hidden)
    return tuple(change_sentence(change.message, change.params, to_her=to_her) for change in shown)


def lines_of(found: Iterable[Explanation], known: Mapping[int, Vacancy], *, to_her: bool = False) -> list[VacancyLine]:
    """Return explanations of one person as the lines of her list, as far as the reader may see the vacancies."""
    return [
        VacancyLine(
            vacancy=known[int(one.vacancy_id)],
            band=band_of(one.score),
            first_failing=condition_label(one.first_failing) if one.first_failing else "",
            changes=changes_of(one, to_her=to_her),
        )
        for one in found
        if int(one.vacancy_id) in known
    ]


def openings_of(openings: Openings, *, to_her: bool = False) -> list[OpeningLine]:
    """Return what would open most vacancies to a person."""
    return [
        OpeningLine(change_sentence(one.change.message, one.change.params, to_her=to_her), one.vacancies)
        for one in openings.opens
    ]
