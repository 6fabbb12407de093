"""What programs send and receive."""

from datetime import date
from decimal import Decimal

from ninja import Field, Schema

MOST = 200


class PageIn(Schema):
    """Which rows: those after an id, at most so many."""

    status: str = ""
    after: int = Field(0, ge=0)
    limit: int = Field(50, ge=1, le=MOST)


class ImportIn(Schema):
    """What to do with a file of candidates."""

    scheme_id: int
    confirm: bool = False
    skip_bad: bool = False
    take_duplicates: bool = False


class SkillOut(Schema):
    uri: str
    label: str


class LanguageOut(Schema):
    code: str
    level: str


class VacancyOut(Schema):
    id: int
    reference: str
    title: str
    employer: str
    scheme: str
    isco08: str
    iso3: str
    region: str
    positions: int
    salary_eur_month: Decimal | None
    weekly_hours: Decimal | None
    start_date: date | None
    closes_date: date | None
    status: str
    eqf_min: int | None
    years_min: Decimal | None
    regulated: bool
    languages: list[LanguageOut]
    essential_skills: list[SkillOut]
    optional_skills: list[SkillOut]


class VacancyPage(Schema):
    items: list[VacancyOut]
    next: str | None


class CandidateOut(Schema):
    id: int
    reference: str
    given_name: str
    family_name: str
    iso3: str
    region: str
    scheme: str
    status: str
    applied_on: date
    available_from: date | None
    track: str
    duplicate_of: int | None


class CandidatePage(Schema):
    items: list[CandidateOut]
    next: str | None


class PartsOut(Schema):
    essential: float
    optional: float
    occupation: float
    experience: float


class EdgeOut(Schema):
    rank: int
    candidate_id: int
    reference: str
    band: str
    score: float
    parts: PartsOut


class ShortlistOut(Schema):
    vacancy_id: int
    run_id: int
    made_at: str
    compared: int
    eligible: int
    failing: dict[str, int]
    items: list[EdgeOut]


class RunOut(Schema):
    id: int
    kind: str
    made_at: str
    rules: str
    version: str
    inputs_digest: str
    result_digest: str
    people: int
    vacancies: int
    kept_until: date
    can_be_replayed: bool


class ReplayOut(Schema):
    id: int
    is_identical: bool
    is_untouched: bool
    result_digest: str
    expected_digest: str


class ProblemOut(Schema):
    line: int
    column: str
    value: str
    message: str
    hint: str


class ImportOut(Schema):
    id: int
    status: str
    sha256: str
    counts: dict[str, int]
    problems: list[ProblemOut]
