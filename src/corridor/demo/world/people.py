"""Invented people: names as they are common in their country, work, languages, skills, and what is not known."""

from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from corridor.demo.world.plans import PLANS, WorldPlan
from corridor.demo.world.streams import pick, spread, stream
from corridor.demo.world.tables import document
from corridor.knowledge.codelists.rules import skills_in_four_languages

MAX_ESSENTIAL = 10
# Level of a language by how people answer: (code, [(level, weight)]) for every country of origin.
_SPOKEN: dict[str, tuple[tuple[str, tuple[tuple[int, float], ...]], ...]] = {
    "MA-BE-ICT": (("fr", ((3, 0.2), (4, 0.5), (5, 0.3))), ("en", ((2, 0.25), (3, 0.4), (4, 0.35)))),
    "MA-ES-FARM": (("es", ((0, 0.55), (1, 0.3), (2, 0.15))), ("fr", ((0, 0.5), (1, 0.3), (2, 0.2)))),
    "TN-DE-ENG": (("fr", ((4, 0.4), (5, 0.6))), ("de", ((1, 0.2), (2, 0.3), (3, 0.35), (4, 0.15)))),
}
_TOUR_NAMES = {"salma": ("Salma", "Idrissi"), "fatima": ("Fatima Zahra", "Amrani"), "youssef": ("Youssef", "Mansouri")}


@dataclass(frozen=True, slots=True)
class PersonDraft:
    """One person in one scheme; days count from the day of the filling, None is not known."""

    scheme: str
    number: int
    given: str
    family: str
    sex: str
    born: int | None
    iso3: str
    region: str
    email: str
    phone: str
    language: str
    occupation: str
    years: float | None
    eqf: int | None
    languages: tuple[tuple[str, int], ...]
    skills: tuple[str, ...]
    recognition: str
    has_consent: bool
    track: str
    source: str
    applied: int
    available: int | None
    mailbox: str = ""
    copy_of: int | None = None
    ground: str = ""


def placed_people(plan: WorldPlan) -> int:
    """Return how many people have a placement; some have two, one for each season."""
    return sum(plan.placements.values()) - plan.second_season


def women_among_placed(plan: WorldPlan) -> int:
    """Return how many women have a placement; second seasons hold the same share as first ones."""
    return round(plan.women_placed * placed_people(plan) / sum(plan.placements.values()))


def people_of(plan: WorldPlan, occupations: list[str]) -> list[PersonDraft]:
    """Return everyone: first those with a placement in the given occupations, then the others, then copies."""
    rng = stream("people", plan.reference)
    sexes = _sexes(plan, rng)
    wanted = occupations + spread(_shares(plan, len(sexes) - len(occupations)), rng)
    people = [
        _person(plan, number, sexes[number], wanted[number], number < len(occupations), rng)
        for number in range(len(sexes))
    ]
    people = _without_chance_twins(people)
    return people + _copies(plan, people, len(occupations), rng)


def _sexes(plan: WorldPlan, rng: np.random.Generator) -> list[str]:
    """Return the sex of everybody but the copies; the worker of the tour comes first."""
    first = "f" if plan.worker_woman else "m"
    placed, women = placed_people(plan), women_among_placed(plan)
    head = spread({"f": women - (first == "f"), "m": placed - women - (first == "m")}, rng)
    copied_women = plan.duplicates // 2
    rest_women = plan.women - women - copied_women
    rest = plan.candidates - plan.duplicates - placed
    tail = spread({"f": rest_women, "": plan.unknown, "m": rest - rest_women - plan.unknown}, rng)
    return [first, *head, *tail]


def _shares(plan: WorldPlan, number: int) -> dict[str, int]:
    total = sum(each.weight for each in plan.occupations)
    counts = {each.esco: number * each.weight // total for each in plan.occupations}
    counts[plan.occupations[0].esco] += number - sum(counts.values())
    return counts


def _person(
    plan: WorldPlan, number: int, sex: str, occupation: str, is_placed: bool, rng: np.random.Generator
) -> PersonDraft:
    given, family, region = _name(plan, sex, rng)
    asked = next(each for each in plan.occupations if each.esco == occupation)
    serial = _serial(plan, number)
    email = f"{_plain(given)}.{_plain(family)}{serial}@people.example" if rng.random() < 0.62 else ""
    draft = PersonDraft(
        scheme=plan.reference, number=number, given=given, family=family, sex=sex,
        born=None if not is_placed and rng.random() < 0.03 else -int(rng.integers(20 * 365, 45 * 365)),
        iso3=plan.origin, region=region, email=email if email.isascii() else "",
        phone=_phone(plan.origin, serial) if not email or rng.random() < 0.8 else "",
        language="ar" if rng.random() < 0.6 else "fr",
        occupation=occupation, years=_years(asked.years, is_placed, rng),
        eqf=asked.eqf if is_placed else _level(asked.eqf, rng),
        languages=_languages(plan, is_placed, rng), skills=_skills(occupation, is_placed, rng),
        recognition=_recognition(plan, is_placed, rng), has_consent=is_placed or rng.random() < 0.93,
        track=_track(plan, is_placed, rng), source=pick(rng, ["form", "register", "import"]),
        applied=-int(rng.integers(5, 620)),
        available=None if rng.random() < 0.15 else int(rng.integers(-40, 90)),
    )  # fmt: skip
    return _worker_of_the_tour(plan, draft) if number == 0 else draft


def _worker_of_the_tour(plan: WorldPlan, draft: PersonDraft) -> PersonDraft:
    given, family = _TOUR_NAMES[plan.worker]
    language = "fr" if plan.worker == "youssef" else "ar"
    return replace(
        draft, given=given, family=family, mailbox=plan.worker, language=language, born=-26 * 365,
        email=f"{plan.worker}@demo.corridor.example", phone=_phone(plan.origin, _serial(plan, 0)),
    )  # fmt: skip


def _name(plan: WorldPlan, sex: str, rng: np.random.Generator) -> tuple[str, str, str]:
    lists = document("names")[plan.origin]
    given = pick(rng, lists[sex or ("f" if rng.random() < 0.5 else "m")]).split("/")
    family = pick(rng, lists["family"]).split("/")
    script = 1 if rng.random() < 0.06 else 0
    return given[script], family[script], pick(rng, lists["regions"])


def _serial(plan: WorldPlan, number: int) -> int:
    return 10_000 * (1 + [each.reference for each in PLANS].index(plan.reference)) + number


def _phone(origin: str, serial: int) -> str:
    prefix = document("names")[origin]["phone"]
    digits = 10_000_000 + (serial * 7919) % 89_999_989
    return f"{prefix}{digits:08d}"


def _plain(name: str) -> str:
    return name.lower().replace(" ", "").replace("’", "")


def _years(asked: float, is_placed: bool, rng: np.random.Generator) -> float | None:
    if not is_placed and rng.random() < 0.08:
        return None
    return round(float(rng.gamma(2.0, 1.8)) + (asked if is_placed else 0), 1)


def _level(asked: int, rng: np.random.Generator) -> int | None:
    if rng.random() < 0.07:
        return None
    return min(8, max(1, asked + int(rng.integers(-1, 2))))


def _languages(plan: WorldPlan, is_placed: bool, rng: np.random.Generator) -> tuple[tuple[str, int], ...]:
    needed = dict(plan.languages)
    spoken = {"ar": 6}
    for code, levels in _SPOKEN[plan.reference]:
        level = int(rng.choice([each for each, _ in levels], p=[weight for _, weight in levels]))
        spoken[code] = max(level, needed.get(code, 0)) if is_placed else level
    return tuple((code, level) for code, level in sorted(spoken.items()) if level)


@cache
def asked_skills(occupation: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the essential and optional ESCO skills of an occupation that have a label in all four languages."""
    links = skills_in_four_languages(occupation)
    return links.essential[:MAX_ESSENTIAL], links.optional[:4]


def _skills(occupation: str, is_placed: bool, rng: np.random.Generator) -> tuple[str, ...]:
    essential, optional = asked_skills(occupation)
    share = 0.9 if is_placed else float(rng.beta(5, 3))
    return (
        tuple(code for code in essential + optional if rng.random() < (share if code in essential else share / 2))
        or essential[:1]
    )


def _recognition(plan: WorldPlan, is_placed: bool, rng: np.random.Generator) -> str:
    if plan.reference != "TN-DE-ENG" or is_placed:
        return ""
    return str(rng.choice(["full", "partial", "pending", "refused", ""], p=[0.16, 0.06, 0.2, 0.03, 0.55]))


def _track(plan: WorldPlan, is_placed: bool, rng: np.random.Generator) -> str:
    if is_placed or plan.reference != "MA-BE-ICT":
        return "away"
    return str(rng.choice(["away", "both", "home"], p=[0.45, 0.35, 0.2]))


def _without_chance_twins(people: list[PersonDraft]) -> list[PersonDraft]:
    """Move a birth date by a day where two people would share name and date: the only twins are the planted ones."""
    seen: set[tuple[frozenset[str], int]] = set()
    found = []
    for person in people:
        born = person.born
        while born is not None and (frozenset((person.given, person.family)), born) in seen:
            born += 1
        if born is not None:
            seen.add((frozenset((person.given, person.family)), born))
        found.append(replace(person, born=born))
    return found


def _copies(plan: WorldPlan, people: list[PersonDraft], placed: int, rng: np.random.Generator) -> list[PersonDraft]:
    """Return people who registered a second time; half of them are women, the grounds take turns."""
    order = [placed + int(place) for place in rng.permutation(len(people) - placed)]
    women = [number for number in order if people[number].sex == "f" and people[number].born is not None]
    men = [number for number in order if people[number].sex == "m" and people[number].born is not None]
    half = plan.duplicates // 2
    chosen = women[:half] + men[: plan.duplicates - half]
    return [
        _copy(plan, people[original], len(people) + place, ("email", "phone", "name")[place % 3])
        for place, original in enumerate(chosen)
    ]


def _copy(plan: WorldPlan, original: PersonDraft, number: int, ground: str) -> PersonDraft:
    serial = _serial(plan, number)
    shared = original.email or f"shared{serial}@people.example"
    return replace(
        original, number=number, copy_of=original.number, ground=ground, applied=original.applied + 4, source="import",
        given=original.given if ground == "name" else f"{original.given[0]}.",
        email=shared if ground == "email" else "",
        phone=(original.phone or _phone(plan.origin, serial)) if ground == "phone" else "",
        born=original.born if ground == "name" else None,
    )  # fmt: skip
