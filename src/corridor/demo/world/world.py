"""The whole world of the schemes as plain values, made once."""

from dataclasses import dataclass, replace
from functools import cache

from corridor.demo.world.journeys import PlacementDraft, placements_of
from corridor.demo.world.orders import VacancyDraft, posts_in_order, vacancies_of
from corridor.demo.world.people import PersonDraft, people_of, placed_people
from corridor.demo.world.plans import BY_REFERENCE, WorldPlan


@dataclass(frozen=True)
class SchemeWorld:
    """People, vacancies and placements of one scheme; they name each other by number."""

    plan: WorldPlan
    people: tuple[PersonDraft, ...]
    vacancies: tuple[VacancyDraft, ...]
    placements: tuple[PlacementDraft, ...]


@cache
def world_of(reference: str) -> SchemeWorld:
    """Return the world of a scheme; the same each time."""
    plan = BY_REFERENCE[reference]
    vacancies = vacancies_of(plan)
    placements = placements_of(plan, posts_in_order(vacancies))
    work: dict[int, str] = {}
    for draft in placements:
        work.setdefault(draft.person, vacancies[draft.vacancy].occupation)
    occupations = [work[number] for number in range(placed_people(plan))]
    people = [_applied(person, placements) for person in people_of(plan, occupations)]
    return SchemeWorld(plan, tuple(people), tuple(vacancies), tuple(placements))


def _applied(person: PersonDraft, placements: list[PlacementDraft]) -> PersonDraft:
    """Return the person with a day of application before the first selection; where courses come first, well before."""
    first = min((draft.selected for draft in placements if draft.person == person.number), default=None)
    wait = 20 if person.scheme == "MA-ES-FARM" else 120
    return person if first is None else replace(person, applied=first - wait - person.number * 37 % (4 * wait))
