"""What programs send and receive when they ask for a live list."""

from datetime import date, datetime

from ninja import Field, Schema

from corridor.delivery.recruitment.schemas import PartsOut


class OccupationIn(Schema):
    code: str
    years: float | None = Field(None, ge=0)


class SpokenIn(Schema):
    code: str
    level: str = Field(description="A1 to C2")


class ProfileIn(Schema):
    """A person's profile; what is left out counts as not given, an empty list as none."""

    occupations: list[OccupationIn] | None = None
    skills: list[str] = Field(default_factory=list, description="ESCO addresses, or labels")
    languages: list[SpokenIn] | None = None
    eqf: int | None = Field(None, ge=1, le=8)
    destinations: list[str] = Field(default_factory=list)
    recognised_in: list[str] = Field(default_factory=list)
    available: date | None = None
    licences: list[str] = Field(default_factory=list)
    birth_date: date | None = None
    min_salary_eur: float | None = None
    top: int = Field(20, ge=1, le=100)


class OrderIn(Schema):
    """A job order."""

    occupation: str
    essential_skills: list[str] = Field(min_length=1, description="ESCO addresses, or labels")
    optional_skills: list[str] = Field(default_factory=list)
    languages: list[SpokenIn] = Field(default_factory=list)
    eqf_min: int | None = Field(None, ge=1, le=8)
    regulated: bool = False
    years_min: float | None = Field(None, ge=0)
    country: str
    start: date | None = None
    licences: list[str] = Field(default_factory=list)
    salary_eur: float | None = None
    top: int = Field(20, ge=1, le=100)


class LivePairOut(Schema):
    """One partner: `held` and `missing` are skills by address or label."""

    rank: int
    id: int
    reference: str
    band: str
    score: float
    parts: PartsOut
    held: list[str]
    missing: list[str]
    conditions: list[str] = Field(description="Conditions that both sides state and that are met")


class LiveOut(Schema):
    weights_as_of: datetime
    in_step_at: datetime
    items: list[LivePairOut]
