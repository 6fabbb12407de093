"""What rows must hold before they become columns."""

import math
import re
from collections.abc import Iterable, Mapping, Sequence

from corridor.engines.matching.types import CandidateRow, Id, VacancyRow
from corridor.kernel.errors import N_, InputError

CODE = re.compile(r"[0-9]{4}(\.[0-9]+)*")
MOST_POSITIONS = 2**31 - 1

PROBLEMS: Mapping[str, tuple[str, str]] = {
    "duplicate": (
        N_("Row %(row)s: the id %(value)s stands in %(column)s more than once."),
        N_("Give every row its own id, or remove the repeated row."),
    ),
    "no_id": (
        N_("Row %(row)s: %(column)s is empty."),
        N_("Give every row its own id."),
    ),
    "mixed_ids": (
        N_("Row %(row)s: the id %(value)s in %(column)s is not of the same type as the ids before it."),
        N_("Use whole numbers for all ids, or text for all."),
    ),
    "code": (
        N_("Row %(row)s: the occupation code %(value)s in %(column)s is neither 4 digits nor an ESCO code."),
        N_("Write an ISCO-08 unit group such as 2221, or an ESCO code such as 2221.1."),
    ),
    "years": (
        N_("Row %(row)s: %(column)s holds %(value)s years."),
        N_("Write the years as a number of 0 or more, or leave them empty if they are not known."),
    ),
    "level": (
        N_("Row %(row)s: the language level %(value)s in %(column)s is outside 1 to 6."),
        N_("Write A1 as 1, A2 as 2, B1 as 3, B2 as 4, C1 as 5 and C2 as 6."),
    ),
    "language": (
        N_("Row %(row)s: a language in %(column)s has no code."),
        N_("Name the language of every level, such as de."),
    ),
    "eqf": (
        N_("Row %(row)s: the qualification level %(value)s in %(column)s is outside 1 to 8."),
        N_("Write an EQF level from 1 to 8, or leave the cell empty if it is not known."),
    ),
    "positions": (
        N_("Row %(row)s: %(column)s is %(value)s."),
        N_("Write how many people are wanted, at least 1."),
    ),
    "essential": (
        N_("Row %(row)s: the vacancy %(value)s has no essential skills in %(column)s."),
        N_("Name at least one essential skill."),
    ),
    "salary": (
        N_("Row %(row)s: %(column)s is %(value)s, which is not an amount of money."),
        N_("Write the amount in euro, or leave the cell empty if it is not known."),
    ),
    "age": (
        N_("Row %(row)s: the age limit %(value)s in %(column)s is below 0."),
        N_("Write the limit in whole years, or leave the cell empty if there is none."),
    ),
}
"""Sentence and remedy of every problem; the batch floor adds the file."""


def refusal(problem: str, *, row: int | str, column: str, value: object) -> InputError:
    """Return the error for one value; rows count from 1, and may name their file."""
    message, hint = PROBLEMS[problem]
    params = {"row": row, "column": column, "value": value}
    return InputError(message, hint=hint, field=column, code=problem, params=params)


def check_candidates(rows: Sequence[CandidateRow]) -> None:
    """Refuse candidates that can not be matched."""
    check_ids([row.candidate_id for row in rows], "candidate_id")
    for number, row in enumerate(rows, start=1):
        for code, years in row.occupations or ():
            check_code(code, number, "occupations")
            check_years(years, number, "occupations")
        check_languages(row.languages or (), number)
        check_range("eqf", row.eqf, 1, 8, number, "eqf")
        check_range("salary", row.min_salary_eur, -math.inf, math.inf, number, "min_salary_eur")


def check_vacancies(rows: Sequence[VacancyRow]) -> None:
    """Refuse vacancies that can not be matched."""
    check_ids([row.vacancy_id for row in rows], "vacancy_id")
    for number, row in enumerate(rows, start=1):
        if row.occupation is not None:
            check_code(row.occupation, number, "occupation")
        if not row.essential_skills:
            raise refusal("essential", row=number, column="essential_skills", value=row.vacancy_id)
        check_years(row.years_min, number, "years_min")
        check_languages(row.languages or (), number)
        check_range("eqf", row.eqf_min, 1, 8, number, "eqf_min")
        check_range("positions", row.positions, 1, MOST_POSITIONS, number, "positions")
        check_range("age", row.age_min, 0, 999, number, "age_min")
        check_range("age", row.age_max, 0, 999, number, "age_max")
        check_range("salary", row.salary_eur, -math.inf, math.inf, number, "salary_eur")


def check_ids(ids: Sequence[Id], column: str) -> None:
    """Refuse ids that repeat, or that mix numbers and text."""
    seen: set[Id] = set()
    for number, value in enumerate(ids, start=1):
        if isinstance(value, int) != isinstance(ids[0], int):
            raise refusal("mixed_ids", row=number, column=column, value=value)
        if value in seen:
            raise refusal("duplicate", row=number, column=column, value=value)
        seen.add(value)


def check_code(code: str, row: int, column: str) -> None:
    """Refuse what is neither a unit group nor an ESCO code."""
    if CODE.fullmatch(code) is None:
        raise refusal("code", row=row, column=column, value=code)


def check_years(years: float | None, row: int, column: str) -> None:
    """Refuse NaN, endless and negative years."""
    if years is not None and not 0 <= years < math.inf:
        raise refusal("years", row=row, column=column, value=years)


def check_languages(languages: Iterable[tuple[str, int]], row: int) -> None:
    """Refuse levels outside A1 to C2."""
    for _, level in languages:
        if level not in range(1, 7):
            raise refusal("level", row=row, column="languages", value=level)


def check_range(problem: str, value: float | None, low: float, high: float, row: int, column: str) -> None:
    """Refuse a number outside its range; NaN is outside of every range."""
    if value is not None and not low <= value <= high:
        raise refusal(problem, row=row, column=column, value=value)
