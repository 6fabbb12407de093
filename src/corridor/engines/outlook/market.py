"""Vacancy rate and tightness of the market of an occupation."""

from dataclasses import dataclass

from corridor.engines.outlook.checks import count
from corridor.kernel.errors import N_, InputError


@dataclass(frozen=True, slots=True)
class Tightness:
    """Job vacancy rate, and vacancies per unemployed person (infinite where nobody is unemployed)."""

    jvr: float
    tightness: float


def tightness(vacancies: float, occupied: float, unemployed: float) -> Tightness:
    """Compute the job vacancy rate, vacancies / (occupied + vacancies), and vacancies per unemployed person.

    Where nobody is unemployed, tightness is infinite; with no vacancy either it is not defined (NaN).

    Raises
    ------
    InputError : a negative count, or neither posts nor vacancies

    Source: Eurostat, job vacancy statistics.
    """
    open_posts = count(vacancies, "vacancies")
    posts = count(occupied, "occupied") + open_posts
    seekers = count(unemployed, "unemployed")
    if posts == 0:
        raise InputError(
            N_("There are neither occupied posts nor vacancies."),
            hint=N_("Give the posts of the occupation, or leave it out."),
            field="occupied",
        )
    per_person = float(open_posts / seekers) if seekers else float("inf") if open_posts else float("nan")
    return Tightness(float(open_posts / posts), per_person)
