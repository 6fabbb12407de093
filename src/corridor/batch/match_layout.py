"""The columns of the match files, and what their cells may hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import polars as pl


class Kind(StrEnum):
    """What a column holds."""

    ID = "id"
    TEXT = "text"
    TEXTS = "texts"
    OCCUPATIONS = "occupations"
    LANGUAGES = "languages"
    WHOLE = "whole"
    NUMBER = "number"
    DATE = "date"
    TRUTH = "truth"


OCCUPATION = pl.Struct({"code": pl.String, "years": pl.Float64})
LANGUAGE = pl.Struct({"code": pl.String, "level": pl.Int64})

TYPES: Mapping[Kind, pl.DataType] = {
    Kind.TEXT: pl.String(),
    Kind.TEXTS: pl.List(pl.String),
    Kind.OCCUPATIONS: pl.List(OCCUPATION),
    Kind.LANGUAGES: pl.List(LANGUAGE),
    Kind.WHOLE: pl.Int64(),
    Kind.NUMBER: pl.Float64(),
    Kind.DATE: pl.Date(),
    Kind.TRUTH: pl.Boolean(),
}
"""The one type in which each kind is kept; ids keep their own, int64 or text."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of one side. `traits` are read for quotas and groups only and never reach a score."""

    side: str
    key: str
    required: Mapping[str, Kind]
    optional: Mapping[str, Kind]
    traits: Mapping[str, Kind]

    @property
    def columns(self) -> Mapping[str, Kind]:
        """Return all known columns."""
        return {**self.required, **self.optional, **self.traits}


CANDIDATES = Layout(
    side="candidates",
    key="candidate_id",
    required={
        "candidate_id": Kind.ID,
        "occupations": Kind.OCCUPATIONS,
        "skills": Kind.TEXTS,
        "languages": Kind.LANGUAGES,
        "eqf": Kind.WHOLE,
        "country": Kind.TEXT,
        "destinations": Kind.TEXTS,
        "recognised_in": Kind.TEXTS,
        "available": Kind.DATE,
    },
    optional={
        "licences": Kind.TEXTS,
        "birth_date": Kind.DATE,
        "min_salary_eur": Kind.NUMBER,
        "remote": Kind.TRUTH,
    },
    traits={"sex": Kind.TEXT, "region": Kind.TEXT, "track": Kind.TEXT, "household_id": Kind.TEXT},
)

VACANCIES = Layout(
    side="vacancies",
    key="vacancy_id",
    required={
        "vacancy_id": Kind.ID,
        "employer_id": Kind.TEXT,
        "occupation": Kind.TEXT,
        "essential_skills": Kind.TEXTS,
        "optional_skills": Kind.TEXTS,
        "languages": Kind.LANGUAGES,
        "eqf_min": Kind.WHOLE,
        "regulated": Kind.TRUTH,
        "years_min": Kind.NUMBER,
        "country": Kind.TEXT,
        "positions": Kind.WHOLE,
        "start": Kind.DATE,
    },
    optional={
        "licences": Kind.TEXTS,
        "salary_eur": Kind.NUMBER,
        "remote": Kind.TRUTH,
        "age_min": Kind.WHOLE,
        "age_max": Kind.WHOLE,
    },
    traits={"pathways": Kind.TEXTS},
)
