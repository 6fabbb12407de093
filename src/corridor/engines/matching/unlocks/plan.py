"""The training plan of a pool: which one change opens how many vacancies for how many people."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from corridor.engines.matching.types import Condition, Flags, Longs, Options, Store
from corridor.engines.matching.unlocks.single import (
    CODES,
    LANGUAGE_CODES,
    Pool,
    Tested,
    examined,
    lacked,
    minima_of,
    near_people,
    pool_of,
)
from corridor.engines.matching.unlocks.types import GROWING, Kind, Opening, Step, Unlocks
from corridor.kernel.errors import N_, InputError

MOST_KEPT = 8_000_000
PLAIN = {Condition.AVAILABLE: Kind.AVAILABLE, Condition.SALARY: Kind.SALARY, Condition.REMOTE: Kind.REMOTE}


@dataclass(slots=True)
class Tally:
    """Counts per step while vacancies are looked at one by one; `seen` holds step * people + person."""

    people: int
    number: dict[Step, int] = field(default_factory=dict)
    pairs: list[int] = field(default_factory=list)
    vacancies: list[int] = field(default_factory=list)
    positions: list[int] = field(default_factory=list)
    seen: list[Longs] = field(default_factory=list)
    kept: int = 0

    def add(self, step: Step, person: Longs, positions: int) -> None:
        """Count the people for whom a step opens one vacancy."""
        if step not in self.number:
            self.number[step] = len(self.number)
            self.pairs.append(0)
            self.vacancies.append(0)
            self.positions.append(0)
        place = self.number[step]
        self.pairs[place] += len(person)
        self.vacancies[place] += 1
        self.positions[place] += positions
        self.seen.append(place * self.people + person)
        self.kept += len(person)
        if self.kept > MOST_KEPT:
            self.distinct()

    def distinct(self) -> Longs:
        """Return the distinct pairs of step and person, sorted, and keep only these."""
        found = np.unique(np.concatenate(self.seen)) if self.seen else np.zeros(0, np.int64)
        # Room for as many again, so that compaction stays rare even where nearly all are distinct.
        self.seen, self.kept = [found], min(len(found), MOST_KEPT // 2)
        return found

    def persons(self) -> list[Longs]:
        """Return the distinct people of every step."""
        found = self.distinct()
        limits = np.searchsorted(found, np.arange(len(self.number) + 1) * self.people)
        return [found[limits[n] : limits[n + 1]] - n * self.people for n in range(len(self.number))]


def training_plan(store: Store, options: Options | None = None, *, candidates: Sequence[int] | None = None) -> Unlocks:
    """Return which one change opens how many vacancies for how many people of a pool.

    Parameters
    ----------
    store : the market
    options : the occupation mode and the related pairs are used
    candidates : places in `store.candidates` whose openings are asked; all if None

    Returns
    -------
    The steps, those that open the most pairs first. Only pairs that one step opens are counted: pairs that fail one
    condition, in one language if it is the languages. Age and occupation are not among them.

    Raises
    ------
    InputError : a place that is not in the store

    Notes
    -----
    O(p) for p pairs of near occupations, and half a millisecond or more per vacancy; holds 16 bytes per distinct person
    and step, one byte per person and language, and two per person and country. 4,000 by 300 take half a second,
    100,000 by 10,000 half a minute. To ask for one person of a large pool, give a store of this person alone.

    Source: docs/methods/unlocks.md.
    """
    options = options or Options()
    pool = pool_of(store, options)
    asked = asked_people(store, candidates)
    tally = Tally(len(store.candidates))
    reached, helped = np.zeros(len(store.candidates), np.bool_), np.zeros(len(store.candidates), np.bool_)
    eligible = 0
    for vacancy in range(len(store.vacancies)):
        found = tested_near(pool, vacancy, asked)
        eligible += len(found.eligible)
        reached[found.eligible] = True
        positions = int(store.vacancies.positions[vacancy])
        for step, person in steps_of(pool, vacancy, found):
            tally.add(step, person, positions)
            if step.kind is not Kind.SKILL:
                helped[person] = True
    return Unlocks(
        openings=openings_of(tally, reached),
        people=int(asked.sum()),
        vacancies=len(store.vacancies),
        eligible_pairs=eligible,
        single_pairs=sum(n for step, n in zip(tally.number, tally.pairs, strict=True) if step.kind is not Kind.SKILL),
        reached=int(reached.sum()),
        reachable=int((helped & ~reached).sum()),
    )


def asked_people(store: Store, candidates: Sequence[int] | None) -> Flags:
    """Return who is asked about."""
    people = len(store.candidates)
    asked = np.full(people, candidates is None)
    if candidates is not None:
        wrong = [place for place in candidates if not 0 <= place < people]
        if wrong:
            raise InputError(
                N_("There is no candidate %(place)s among %(people)s."),
                hint=N_("Give places in the store, from 0."),
                field="candidates",
                params={"place": wrong[0], "people": people},
            )
        asked[list(candidates)] = True
    return asked


def tested_near(pool: Pool, vacancy: int, asked: Flags) -> Tested:
    """Return the asked people of a near occupation, tested."""
    person, years = near_people(pool, vacancy)
    mine = asked[person]
    if not mine.all():
        person, years = person[mine], years[mine]
    return examined(pool, vacancy, person, years)


def steps_of(pool: Pool, vacancy: int, found: Tested) -> Iterator[tuple[Step, Longs]]:
    """Yield the steps that open one vacancy, each with the people for whom it does."""
    for code in found.codes():
        person = found.single(code)
        if code >= LANGUAGE_CODES:
            level = minima_of(pool.store, vacancy)[code - LANGUAGE_CODES]
            word = pool.store.words.languages[code - LANGUAGE_CODES]
            yield Step(Kind.LANGUAGES, (word,), float(level)), person
        elif CODES[code] is Condition.LICENCES:
            yield from licence_steps(pool, vacancy, person)
        elif CODES[code] is not Condition.AGE:
            yield step_of(pool.store, vacancy, CODES[code]), person
    yield from skill_steps(pool, vacancy, found.eligible)


def step_of(store: Store, vacancy: int, condition: Condition) -> Step:
    """Return the step that meets one condition of a vacancy."""
    posts, words = store.vacancies, store.words
    if condition is Condition.EQF:
        return Step(Kind.EQF, (), float(posts.eqf_min[vacancy]))
    if condition is Condition.YEARS:
        group = words.occupations[posts.occupation[vacancy]][:4]
        return Step(Kind.YEARS, (group,), float(posts.years_min[vacancy]))
    if condition in PLAIN:
        return Step(PLAIN[condition])
    kind = Kind.RECOGNITION if condition is Condition.RECOGNITION else Kind.DESTINATION
    return Step(kind, (words.countries[posts.country[vacancy]],))


def licence_steps(pool: Pool, vacancy: int, person: Longs) -> Iterator[tuple[Step, Longs]]:
    """Yield one step per set of licences that people lack."""
    store = pool.store
    asked = np.unique(store.vacancies.licences.of(vacancy))
    missing = lacked(pool.holders_of_licence, asked, person)
    sets, which = np.unique(missing, axis=0, return_inverse=True)
    for number, marks in enumerate(sets):
        words = tuple(store.words.licences[word] for word in asked[marks].tolist())
        yield Step(Kind.LICENCES, words), person[which.ravel() == number]


def skill_steps(pool: Pool, vacancy: int, eligible: Longs) -> Iterator[tuple[Step, Longs]]:
    """Yield one step per essential skill that completes the essential skills of eligible people."""
    if not len(eligible):
        return
    store = pool.store
    asked = store.vacancies.essential.of(vacancy)
    lacks = lacked(pool.holders_of_skill, asked, eligible)
    one_short = lacks.sum(axis=1) == 1
    for column in np.flatnonzero(lacks[one_short].any(axis=0)).tolist():
        yield Step(Kind.SKILL, (store.words.skills[asked[column]],)), eligible[one_short & lacks[:, column]]


def openings_of(tally: Tally, reached: Flags) -> tuple[Opening, ...]:
    """Return the openings, those that open the most pairs first; levels include the ones below."""
    persons = tally.persons()
    families: dict[tuple[Kind, tuple[str, ...]], list[Step]] = {}
    for step in sorted(tally.number):
        families.setdefault((step.kind, step.words), []).append(step)
    found: list[Opening] = []
    for steps in families.values():
        below: list[int] = []
        for step in steps:
            place = tally.number[step]
            below = [*below, place] if step.kind in GROWING else [place]
            people = np.unique(np.concatenate([persons[n] for n in below]))
            found.append(
                Opening(
                    step=step,
                    pairs=sum(tally.pairs[n] for n in below),
                    pairs_here=tally.pairs[place],
                    people=len(people),
                    vacancies=sum(tally.vacancies[n] for n in below),
                    positions=sum(tally.positions[n] for n in below),
                    newcomers=int((~reached[people]).sum()),
                )
            )
    return tuple(sorted(found, key=lambda one: (-one.pairs, -one.people, one.step)))
