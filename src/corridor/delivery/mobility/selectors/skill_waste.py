"""Skill waste by corridor: how many work below the level of the work that they did before."""

from collections import defaultdict
from dataclasses import dataclass

from corridor.access.selectors import Person as Reader, visible
from corridor.delivery.mobility.models import Placement
from corridor.delivery.mobility.selectors.skill_use import level_of
from corridor.delivery.skills.models import WorkExperience

LEAST = 5
"""Fewer people than this are not shown, nor what would give them away."""


@dataclass(frozen=True)
class WasteLine:
    """A corridor: people in a job, of how many both levels are known, and how many of these work below theirs.

    A number is None where it, or what is left of the one above it, is of fewer than `LEAST` people.
    """

    origin_iso3: str
    destination_iso3: str
    placed: int | None
    known: int | None
    below: int | None


def skill_waste(*, user: Reader) -> list[WasteLine]:
    """Return the corridors of the placements that somebody may see, people who arrived only, each person once."""
    rows = visible(Placement.objects.filter(arrived_on_date__isnull=False), user=user).order_by("pk")
    jobs: dict[tuple[str, str], dict[int, str]] = defaultdict(dict)
    columns = ("candidate__person", "candidate__person__iso3", "vacancy__iso3", "vacancy__isco08")
    for person, origin, destination, isco08 in rows.values_list(*columns):
        jobs[origin, destination].setdefault(person, isco08)
    before = _highest_before({person for people in jobs.values() for person in people})
    return [_line(*corridor, jobs[corridor], before) for corridor in sorted(jobs)]


def _highest_before(people: set[int]) -> dict[tuple[int, str], int]:
    """Return the highest level of a person's work by the country where it was done."""
    works = WorkExperience.objects.filter(person__in=people).order_by("pk")
    highest: dict[tuple[int, str], int] = {}
    for person, iso3, isco08 in works.values_list("person", "iso3", "isco08"):
        if level := level_of(isco08):
            highest[person, iso3] = max(level, highest.get((person, iso3), 0))
    return highest


def _line(origin: str, destination: str, people: dict[int, str], before: dict[tuple[int, str], int]) -> WasteLine:
    levels = defaultdict(list)
    for (person, iso3), level in before.items():
        if person in people and iso3 != destination:
            levels[person].append(level)
    pairs = [
        (max(levels[person]), job) for person, isco08 in people.items() if levels[person] and (job := level_of(isco08))
    ]
    below = sum(job < earlier for earlier, job in pairs)
    placed = _shown(len(people), 0)
    known = _shown(len(pairs), len(people) - len(pairs)) if placed is not None else None
    return WasteLine(
        origin, destination, placed, known, _shown(below, len(pairs) - below) if known is not None else None
    )


def _shown(part: int, rest: int) -> int | None:
    """Return a count, None where it or what is left beside it is of a few people."""
    return None if 0 < part < LEAST or 0 < rest < LEAST else part
