"""Rows, columns, options and answers of the matching engine."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum, StrEnum

import numpy as np
import numpy.typing as npt

from corridor.kernel.errors import N_, InputError

Id = int | str
Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.int8]
Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
NearSkills = frozenset[tuple[str, str, int]]
"""Pairs of skills and how near they are to each other, in hundredths of a held skill, 1 to 99; in either order."""

NO_DATE = np.iinfo(np.int32).min
"""The day number that stands for a date that was not given; other dates are days since 1 January 1970."""


class Occupations(StrEnum):
    """How near an occupation must be: `wide` accepts related ones, `strict` does not, `open` accepts any."""

    WIDE = "wide"
    STRICT = "strict"
    OPEN = "open"


class Asking(StrEnum):
    """The side for which the best partners are listed."""

    VACANCIES = "vacancies"
    CANDIDATES = "candidates"


class Relation(IntEnum):
    """How near the candidate's nearest occupation is to the vacancy's."""

    UNRELATED = 0
    RELATED = 1
    SAME_GROUP = 2
    EQUAL = 3


OCCUPATION_PART = (0.0, 0.3, 0.6, 1.0)
"""S by `Relation`."""


class Condition(StrEnum):
    """The hard conditions, in the order in which they are checked."""

    DESTINATION = "destination"
    LANGUAGES = "languages"
    EQF = "eqf"
    RECOGNITION = "recognition"
    AVAILABLE = "available"
    OCCUPATION = "occupation"
    YEARS = "years"
    LICENCES = "licences"
    AGE = "age"
    SALARY = "salary"
    REMOTE = "remote"


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """What the engine knows of one candidate; None is not given, an empty list is given and holds none.

    Sex, region, track and household have no place here: they can not enter a score. The date of birth is used
    only where a vacancy states age limits. Fields are named as the columns of the match files.
    """

    candidate_id: Id
    occupations: Sequence[tuple[str, float | None]] | None = None
    skills: Sequence[Id] | None = None
    languages: Sequence[tuple[str, int]] | None = None
    eqf: int | None = None
    destinations: Sequence[str] | None = None
    recognised_in: Sequence[str] | None = None
    available: date | None = None
    licences: Sequence[str] | None = None
    birth_date: date | None = None
    min_salary_eur: float | None = None
    remote: bool | None = None


@dataclass(frozen=True, slots=True)
class VacancyRow:
    """What the engine knows of one vacancy; None is not given, an empty list is given and holds none."""

    vacancy_id: Id
    occupation: str | None
    essential_skills: Sequence[Id]
    optional_skills: Sequence[Id] | None = None
    languages: Sequence[tuple[str, int]] | None = None
    eqf_min: int | None = None
    regulated: bool | None = None
    years_min: float | None = None
    country: str | None = None
    positions: int = 1
    start: date | None = None
    licences: Sequence[str] | None = None
    salary_eur: float | None = None
    remote: bool | None = None
    age_min: int | None = None
    age_max: int | None = None
    employer_id: Id | None = None


@dataclass(frozen=True, slots=True)
class Weights:
    """The shares of the four parts in the score; they sum to 1."""

    essential: float = 0.50
    optional: float = 0.15
    occupation: float = 0.25
    experience: float = 0.10

    def __post_init__(self) -> None:
        parts = (self.essential, self.optional, self.occupation, self.experience)
        if not all(0.0 <= part <= 1.0 for part in parts) or abs(sum(parts) - 1.0) > 1e-9:
            raise InputError(
                N_("The four weights sum to %(total)s, not to 1, or one of them is below 0."),
                hint=N_("Give essential, optional, occupation and experience as shares that sum to 1."),
                field="weights",
                params={"total": round(sum(parts), 6)},
            )


def check_near(near: NearSkills) -> None:
    """Refuse pairs of one skill, and a nearness outside 1 to 99."""
    for first, second, nearness in near:
        if first == second or not isinstance(nearness, int) or not 1 <= nearness <= 99:
            raise InputError(
                N_("The skills %(first)s and %(second)s have the nearness %(nearness)s."),
                hint=N_("Name two different skills, and a whole number from 1 to 99: hundredths of a held skill."),
                field="near",
                params={"first": first, "second": second, "nearness": nearness},
            )


@dataclass(frozen=True, slots=True)
class Options:
    """How to match. `related` names pairs of unit groups that count as related, in either order.

    `near` tells which skills are near to each other: who lacks a wanted skill has a share of it by the nearest one
    that she holds. Without it skills match by identity.
    """

    asking: Asking = Asking.VACANCIES
    top: int = 50
    occupations: Occupations = Occupations.WIDE
    weights: Weights = field(default_factory=Weights)
    related: frozenset[tuple[str, str]] = frozenset()
    threads: int = 0
    near: NearSkills = frozenset()

    def __post_init__(self) -> None:
        check_near(self.near)
        if self.top < 1:
            raise InputError(
                N_("The length of the list is %(top)s."),
                hint=N_("Ask for at least one partner per row."),
                field="top",
                params={"top": self.top},
            )


@dataclass(frozen=True, slots=True)
class Lists:
    """One list of numbers per row: row i holds `value[start[i]:start[i + 1]]`; `given` is False where it is null."""

    start: Longs
    value: Ints
    given: Flags

    def of(self, row: int) -> Ints:
        """Return the numbers of one row."""
        return self.value[self.start[row] : self.start[row + 1]]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words behind the numbers of the columns, each sorted; skills are written as text."""

    occupations: tuple[str, ...]
    skills: tuple[str, ...]
    languages: tuple[str, ...]
    countries: tuple[str, ...]
    licences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Candidates:
    """Candidates as columns, sorted by id.

    `years` and `levels` run beside `occupations.value` and `languages.value`; NaN years were not given. `eqf` 0,
    day `NO_DATE`, NaN `min_salary_eur` and `remote` -1 were not given. Skills are distinct and ascending.
    """

    ids: npt.NDArray[np.generic]
    occupations: Lists
    years: Floats
    skills: Lists
    languages: Lists
    levels: Bytes
    eqf: Bytes
    destinations: Lists
    recognised_in: Lists
    available: Ints
    licences: Lists
    birth_date: Ints
    min_salary_eur: Floats
    remote: Bytes

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Vacancies:
    """Vacancies as columns, sorted by id.

    `occupation` and `country` -1, `eqf_min` 0, `age_min` and `age_max` -1, `regulated` and `remote` -1, NaN
    `years_min` and `salary_eur`, and day `NO_DATE` were not given.
    """

    ids: npt.NDArray[np.generic]
    employer_ids: tuple[Id | None, ...]
    occupation: Ints
    essential: Lists
    optional: Lists
    languages: Lists
    levels: Bytes
    eqf_min: Bytes
    regulated: Bytes
    years_min: Floats
    country: Ints
    positions: Ints
    start: Ints
    licences: Lists
    salary_eur: Floats
    remote: Bytes
    age_min: Ints
    age_max: Ints

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Store:
    """A market: candidates, vacancies, their words, and the weight of every skill in this market."""

    candidates: Candidates
    vacancies: Vacancies
    words: Vocabulary
    skill_weight: Ints


@dataclass(frozen=True, slots=True)
class Edges:
    """The listed pairs, sorted by the asking side, then rank; indices point into the store.

    `score` is rounded to six decimals; the parts are E, O, S and X before weighting. `candidate_reached` and
    `vacancy_reached` tell who has any eligible partner at all, listed or not.
    """

    vacancy: Ints
    candidate: Ints
    rank: Ints
    score: Floats
    part_essential: Floats
    part_optional: Floats
    part_occupation: Floats
    part_experience: Floats
    eligible_pairs: int
    candidate_reached: Flags
    vacancy_reached: Flags

    def __len__(self) -> int:
        return len(self.vacancy)

    def pairs(self, store: Store) -> Iterator[tuple[Id, Id, int, float]]:
        """Yield vacancy id, candidate id, rank and score of every edge."""
        vacancy_ids = store.vacancies.ids[self.vacancy].tolist()
        candidate_ids = store.candidates.ids[self.candidate].tolist()
        yield from zip(vacancy_ids, candidate_ids, self.rank.tolist(), self.score.tolist(), strict=True)


@dataclass(frozen=True, slots=True)
class Parts:
    """E, O, S and X of one pair, before weighting."""

    essential: float
    optional: float
    occupation: float
    experience: float


@dataclass(frozen=True, slots=True)
class Check:
    """One hard condition of one pair; `given` is False where a side gives no data, so that it passes."""

    condition: Condition
    met: bool
    given: bool


@dataclass(frozen=True, slots=True)
class Change:
    """The least that would meet a failing condition. `message` is an English template filled by `params`."""

    condition: Condition
    message: str
    params: dict[str, object]

    def sentence(self) -> str:
        """Return the English sentence."""
        return self.message % self.params


@dataclass(frozen=True, slots=True)
class SkillLine:
    """One skill that the vacancy names, its weight in this market, and whether the candidate holds it.

    Of one that is not held, `nearest` is the held skill that is nearest to it, if any is near, and `nearness` how near.
    """

    skill: str
    weight: int
    is_held: bool
    nearest: str | None = None
    nearness: int = 0


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a pair has its score, or why it is not eligible and what would make it so.

    The score is given for ineligible pairs as well: it is what the pair would have after the changes that add
    no skill, occupation or year. `changes` names one least change per failing condition; all are needed.
    """

    candidate_id: Id
    vacancy_id: Id
    is_eligible: bool
    first_failing: Condition | None
    checks: tuple[Check, ...]
    score: float
    parts: Parts
    weights: Weights
    relation: Relation
    years: float | None
    essential: tuple[SkillLine, ...]
    optional: tuple[SkillLine, ...]
    changes: tuple[Change, ...]
