"""What holds in training, whoever stores it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from corridor.delivery.skills.rules import SkillRef, nearest_skill


@dataclass(frozen=True)
class CohortResults:
    """How a cohort stands, as counts; shares are made of them where they are shown.

    `assessed` and `passed` count people by their last final test; `recorded` counts who was expected in the sessions
    whose attendance was recorded, so that a session nobody has recorded is not taken for an empty room.

    >>> CohortResults(20, 23, 1, 18, 15, 15, 4, 70, 80).seats_left
    0
    """

    seats: int
    enrolled: int
    dropped: int
    assessed: int
    passed: int
    certified: int
    sessions: int
    present: int
    recorded: int

    @property
    def seats_left(self) -> int:
        """How many more people the cohort takes."""
        return max(0, self.seats - (self.enrolled - self.dropped))


class Standing(StrEnum):
    """How a person stands to one thing that is asked for."""

    PROVED = "proved"
    STATED = "stated"
    LOW = "low"
    NEAR = "near"
    MISSING = "missing"


# What a course can close; what is only stated needs a proof, not a course.
OPEN = frozenset({Standing.LOW, Standing.NEAR, Standing.MISSING})
# Ways in which a skill is known that rest on the person's word alone.
ON_HER_WORD = frozenset({"declared", "interview"})


@dataclass(frozen=True)
class Wanted:
    """A skill that a job or a standard asks for; level 1 to 5, 0 where none is asked."""

    ref: SkillRef
    is_essential: bool = True
    level: int = 0


@dataclass(frozen=True)
class Held:
    """A skill that a person has, how it is known, and its level where that was assessed."""

    ref: SkillRef
    source: str
    level: int = 0


@dataclass(frozen=True)
class SkillLine:
    """One skill asked for beside what the person has; `held` is the related skill where the standing is near."""

    wanted: Wanted
    standing: Standing
    held: Held | None = None

    @property
    def key(self) -> str:
        return self.wanted.ref.key


@dataclass(frozen=True)
class LanguageLine:
    """A language asked for with its level (1 = A1 ... 6 = C2) beside what the person speaks; 0 is nothing stated."""

    code: str
    level: int
    held: int = 0
    is_tested: bool = False

    @property
    def key(self) -> str:
        return f"language:{self.code}"

    @property
    def is_met(self) -> bool:
        return self.held >= self.level


@dataclass(frozen=True)
class Course:
    """A course as a choice of courses needs it: which of the open needs it closes, and what it costs whoever pays."""

    pk: int
    closes: frozenset[str]
    cost_eur: float = 0.0


@dataclass(frozen=True)
class Choice:
    """Courses chosen to close a gap, what none of all the courses closes, and whether fewer could not do."""

    courses: tuple[Course, ...]
    left: frozenset[str]
    is_smallest: bool


# So many useful courses are compared exactly; above it the courses are taken greedily, and the page says so.
MOST_EXACT = 20


def compare(wanted: Iterable[Wanted], held: Iterable[Held]) -> tuple[SkillLine, ...]:
    """Set each skill asked for beside the skills of a person: proved, only stated, too low, near or missing.

    >>> weld = SkillRef("", "weld")
    >>> asked = [Wanted(weld), Wanted(SkillRef("", "plan"))]
    >>> [line.standing.value for line in compare(asked, [Held(weld, "declared")])]
    ['stated', 'missing']
    """
    by_key = {one.ref.key: one for one in held}
    by_label = {one.ref.label_en: one for one in by_key.values()}
    return tuple(_line(one, by_key, by_label) for one in wanted)


def _line(wanted: Wanted, by_key: Mapping[str, Held], by_label: Mapping[str, Held]) -> SkillLine:
    held = by_key.get(wanted.ref.key)
    if held is None:
        near = nearest_skill(wanted.ref.label_en, by_label)
        return SkillLine(wanted, Standing.NEAR, by_label[near]) if near else SkillLine(wanted, Standing.MISSING)
    if wanted.level and held.level and held.level < wanted.level:
        return SkillLine(wanted, Standing.LOW, held)
    return SkillLine(wanted, Standing.STATED if held.source in ON_HER_WORD else Standing.PROVED, held)


def greedy_courses(needs: Collection[str], courses: Iterable[Course]) -> Choice:
    """Take the course that closes most of what is left, again and again; the cheaper and earlier one among equals."""
    left, chosen, offered = set(needs), [], list(courses)
    while offered:
        best = max(offered, key=lambda one: (len(one.closes & left), -one.cost_eur, -one.pk))
        if not best.closes & left:
            break
        chosen.append(best)
        left -= best.closes
    return Choice(tuple(chosen), frozenset(left), is_smallest=len(chosen) <= 1)


def fewest_courses(needs: Collection[str], courses: Iterable[Course]) -> Choice:
    """Return the fewest courses that close all that can be closed, the cheapest such set among equals.

    Exact for up to `MOST_EXACT` courses that are left after those have gone of which another closes as much for no
    more money; greedy above it. O(2^n) in the worst case, with n <= 20; each set of open needs is looked at once.
    """
    wanted = frozenset(needs)
    useful = _undominated([one for one in courses if one.closes & wanted], wanted)
    can = frozenset().union(*(one.closes for one in useful)) & wanted
    if len(useful) > MOST_EXACT:
        return greedy_courses(wanted, useful)
    by_need = {need: [one for one in useful if need in one.closes] for need in can}
    memory: dict[frozenset[str], tuple[int, float, tuple[Course, ...]]] = {}

    def best(left: frozenset[str]) -> tuple[int, float, tuple[Course, ...]]:
        if not left:
            return (0, 0.0, ())
        if left not in memory:
            # One course must close the need that fewest courses close, so only these are tried.
            rarest = min(left, key=lambda need: (len(by_need[need]), need))
            ways = ((one, best(left - one.closes)) for one in by_need[rarest])
            options = [(rest[0] + 1, rest[1] + one.cost_eur, (one, *rest[2])) for one, rest in ways]
            memory[left] = min(options, key=lambda way: (way[0], way[1], sorted(c.pk for c in way[2])))
        return memory[left]

    chosen = best(can)[2]
    return Choice(tuple(sorted(chosen, key=lambda one: one.pk)), wanted - can, is_smallest=True)


def _undominated(courses: list[Course], wanted: frozenset[str]) -> list[Course]:
    """Leave out each course of which another closes as much, or more, for no more money."""
    kept: list[Course] = []
    for one in sorted(courses, key=lambda each: (-len(each.closes & wanted), each.cost_eur, each.pk)):
        if not any(one.closes & wanted <= other.closes and other.cost_eur <= one.cost_eur for other in kept):
            kept.append(one)
    return kept


KEPT_VERSION = 1


@dataclass(frozen=True)
class KeptNeeds:
    """What a training plan keeps of the day on which it was made: each thing asked for and how the person stood."""

    skills: tuple[tuple[Wanted, Standing], ...]
    languages: tuple[LanguageLine, ...]

    def stored(self) -> dict[str, Any]:
        """Return the form in which a plan keeps it."""
        skills = [
            {**vars(one.ref), "is_essential": one.is_essential, "level": one.level, "then": then.value}
            for one, then in self.skills
        ]
        return {"version": KEPT_VERSION, "skills": skills, "languages": [vars(line) for line in self.languages]}

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> "KeptNeeds":
        """Read it again."""
        skills = tuple(
            (Wanted(SkillRef.of(one), bool(one["is_essential"]), int(one["level"])), Standing(one["then"]))
            for one in stored["skills"]
        )
        return cls(skills, tuple(LanguageLine(**one) for one in stored["languages"]))


OUTCOMES_VERSION = 1


@dataclass(frozen=True)
class Outcome:
    """What a diploma teaches: its own words, and the skill of the classification that an expert found for them."""

    text: str
    skill: SkillRef | None = None

    @property
    def is_mapped(self) -> bool:
        return self.skill is not None and bool(self.skill.uri)


@dataclass(frozen=True)
class Outcomes:
    """All that a diploma teaches, in its order."""

    items: tuple[Outcome, ...]

    @property
    def mapped(self) -> int:
        return sum(one.is_mapped for one in self.items)

    def stored(self) -> dict[str, Any]:
        """Return the form in which an annex keeps it."""
        items = [{"text": one.text, "skill": vars(one.skill) if one.skill else None} for one in self.items]
        return {"version": OUTCOMES_VERSION, "items": items}

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> "Outcomes":
        """Read it again."""
        return cls(
            tuple(
                Outcome(str(one["text"]), SkillRef.of(one["skill"]) if one["skill"] else None)
                for one in stored.get("items", ())
            )
        )


def outcome_of(stored: Mapping[str, Any], language: str) -> Outcome:
    """Return a skill that a course or standard names as an outcome; without an address it is not mapped yet."""
    ref = SkillRef.of(stored)
    return Outcome(ref.label(language), ref if ref.uri else None)
