"""Small random markets that visit every corner of the matching definition."""

import random
from datetime import date, timedelta

from corridor.engines.matching import Asking, CandidateRow, Occupations, Options, VacancyRow, Weights

CODES = ("2221", "2221.1", "2221.2", "2222", "2222.1", "2223.4", "2240", "5321.1", "5321", "5329", "7112", "7112.3")
GROUPS = ("2221", "2222", "2240", "5321", "7112", "9999")
LANGUAGES = ("de", "fr", "en")
COUNTRIES = ("DEU", "FRA", "XKX")
LICENCES = ("B", "C", "CE")
FIRST_DAY = date(2026, 1, 1)


def maybe(rng, chance, make):
    """Return something, or None with some chance."""
    return None if rng.random() < chance else make()


def some(rng, words, most):
    """Return a list of words that may be empty and may repeat a word."""
    return [rng.choice(words) for _ in range(rng.randint(0, most))]


def years(rng):
    """Return years that often lie on a limit."""
    return rng.choice((0.0, 0.5, 1.0, 2.0, 2.5, 3.0, 4.0, 5.0, 5.9, 6.0, 12.0))


def day(rng, *, spread=60):
    """Return a day near the first one."""
    return FIRST_DAY + timedelta(days=rng.randint(0, spread))


def random_candidate(rng, number, skills, gaps):
    """Return a candidate; `gaps` is the chance that a value was not given."""
    return CandidateRow(
        candidate_id=number,
        occupations=maybe(
            rng, 0.1, lambda: [(code, maybe(rng, 0.1, lambda: years(rng))) for code in some(rng, CODES, 3)]
        ),
        skills=maybe(rng, 0.1, lambda: some(rng, skills, 6)),
        languages=maybe(rng, gaps, lambda: [(word, rng.randint(1, 6)) for word in some(rng, LANGUAGES, 4)]),
        eqf=maybe(rng, gaps, lambda: rng.randint(2, 8)),
        destinations=maybe(rng, gaps, lambda: some(rng, COUNTRIES, 3)),
        recognised_in=maybe(rng, gaps, lambda: some(rng, COUNTRIES, 2)),
        available=maybe(rng, gaps, lambda: day(rng)),
        licences=maybe(rng, gaps, lambda: some(rng, LICENCES, 3)),
        birth_date=maybe(rng, gaps, lambda: rng.choice((date(2004, 2, 29), date(1996, 1, 15), day(rng)))),
        min_salary_eur=maybe(rng, gaps, lambda: rng.choice((1800.0, 2000.0, 2400.0))),
        remote=maybe(rng, gaps, lambda: rng.random() < 0.4),
    )


def random_vacancy(rng, number, skills, gaps):
    """Return a vacancy; `gaps` is the chance that a value was not given."""
    return VacancyRow(
        vacancy_id=number,
        occupation=maybe(rng, 0.05, lambda: rng.choice(CODES)),
        essential_skills=[rng.choice(skills), *some(rng, skills, 4)],
        optional_skills=maybe(rng, gaps, lambda: some(rng, skills, 3)),
        languages=maybe(rng, gaps, lambda: [(word, rng.randint(1, 4)) for word in some(rng, LANGUAGES, 2)]),
        eqf_min=maybe(rng, gaps, lambda: rng.randint(2, 6)),
        regulated=maybe(rng, gaps, lambda: rng.random() < 0.3),
        years_min=maybe(rng, gaps, lambda: years(rng) / 2),
        country=maybe(rng, 0.1, lambda: rng.choice(COUNTRIES)),
        positions=rng.randint(1, 3),
        start=maybe(rng, gaps, lambda: rng.choice((day(rng), date(2025, 2, 28), date(2024, 2, 29)))),
        licences=maybe(rng, gaps, lambda: some(rng, LICENCES, 2)),
        salary_eur=maybe(rng, gaps, lambda: rng.choice((1900.0, 2000.0, 2500.0))),
        remote=maybe(rng, gaps, lambda: rng.random() < 0.5),
        age_min=maybe(rng, gaps, lambda: rng.choice((18, 21, 22))),
        age_max=maybe(rng, gaps, lambda: rng.choice((21, 30, 35))),
        employer_id=maybe(rng, 0.1, lambda: rng.choice(("E1", "E2", "E3"))),
    )


def random_options(rng):
    """Return options of any kind."""
    return Options(
        asking=rng.choice(list(Asking)),
        top=rng.choice((1, 2, 5, 50)),
        occupations=rng.choice(list(Occupations)),
        weights=rng.choice((Weights(), Weights(), Weights(0.4, 0.2, 0.2, 0.2), Weights(0.7, 0.1, 0.1, 0.1))),
        related=frozenset(tuple(rng.sample(GROUPS, 2)) for _ in range(rng.randint(0, 2))),
        threads=rng.choice((1, 2)),
    )


def random_ids(rng, count, *, prefix):
    """Return distinct ids in any order: integers that may be negative, or strings whose order is not numeric."""
    numbers = rng.sample(range(-20, 200), count)
    return numbers if rng.random() < 0.5 else [f"{prefix}{number}é" for number in numbers]


def random_market(seed, *, most_candidates=12, most_vacancies=8):
    """Return candidates, vacancies and options drawn from a seed."""
    rng = random.Random(seed)
    skills = rng.choice((["a", "b", "c", "d", "é"], list(range(12)), [f"s{i}" for i in range(40)]))
    people = random_ids(rng, rng.randint(0, most_candidates), prefix="c")
    posts = random_ids(rng, rng.randint(0, most_vacancies), prefix="v")
    gaps = rng.choice((0.3, 0.8, 0.9, 0.95))
    candidates = [random_candidate(rng, number, skills, gaps) for number in people]
    vacancies = [random_vacancy(rng, number, skills, gaps) for number in posts]
    return candidates, vacancies, random_options(rng)
