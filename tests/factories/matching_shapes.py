"""Markets of odd shapes, by name."""

from datetime import date

import numpy as np

from corridor.engines.matching import CandidateRow, VacancyRow


def person(number, **fields):
    """Return a candidate who meets most vacancies."""
    return CandidateRow(number, **({"occupations": [("2221.1", 4.0)], "skills": ["a", "b"]} | fields))


def job(number, **fields):
    """Return a vacancy that most candidates meet."""
    return VacancyRow(**({"vacancy_id": number, "occupation": "2221.1", "essential_skills": ["a", "c"]} | fields))


def extreme_zipf():
    """Return a market in which one skill, one occupation and one country are nearly all there is."""
    rng = np.random.default_rng(5)
    draw = [f"s{number}" for number in np.minimum(rng.zipf(1.2, 4000), 10**6)]
    people = [
        person(n, skills=draw[9 * n : 9 * n + 8], occupations=[(f"222{min(int(rng.zipf(2.5)), 9)}", float(n % 7))])
        for n in range(150)
    ]
    jobs = [job(n, essential_skills=draw[9 * n + 1 : 9 * n + 7], occupation=f"222{min(int(rng.zipf(2.5)), 9)}")
            for n in range(200)]  # fmt: skip
    return people, jobs


def many_countries():
    """Return a market of 120 countries, a few of them accepted or recognised by each person."""
    rng = np.random.default_rng(6)
    names = [f"{a}{b}X" for a in "ABCDEFGHIJKL" for b in "ABCDEFGHIJ"]

    def some(count):
        return [names[place] for place in rng.integers(0, 120, count)]

    people = [person(n, destinations=some(30), recognised_in=some(40)) for n in range(60)]
    jobs = [job(n, country=names[n % 120], regulated=n % 3 == 0) for n in range(240)]
    return people, [*jobs, job(900, country=None, regulated=True)]


def many_languages():
    """Return a market in which requests have several languages and licences, as many as nobody shares."""
    rng = np.random.default_rng(7)
    names = [f"l{number:02d}" for number in range(20)]

    def some(count):
        return [(names[place], int(rng.integers(1, 7))) for place in rng.permutation(20)[:count]]

    people = [person(n, languages=some(12), licences=["B", "C"][: n % 3]) for n in range(80)]
    jobs = [job(n, languages=[(name, min(level, 3)) for name, level in some(n % 12)], licences=["B"][: n % 2])
            for n in range(150)]  # fmt: skip
    return people, jobs


def more_skills_than_sixteen_bits():
    """Return a market of 70,000 skills, nearly all of them in one vacancy and with one person."""
    names = [f"s{number}" for number in range(70_000)]
    people = [person(1, skills=names[:40_000]), person(2, skills=names[39_000:]), person(3, skills=names[-3:])]
    return people, [job(1, essential_skills=names), job(2, essential_skills=names[::7], optional_skills=names[::11])]


def exact_halves():
    """Return a market whose scores lie halfway between two millionths when E and O count alike.

    A vacancy that stands alone gives each of its skills the weight 30, so that E is a whole number of 64ths.
    """
    names = [f"s{number:02d}" for number in range(64)]
    people = [person(n, skills=names[:n], occupations=[("2221.1", n / 8)]) for n in range(65)]
    return people, [job(1, essential_skills=names, optional_skills=["other"])]


def one_code_named_often():
    """Return a market in which people name one code several times; vacancies of another code suit them better."""
    years = [None, 1.0, 2.5, 9.0]
    people = [person(n, occupations=[("2221.1", year) for year in years[: n % 5]], skills=["a"]) for n in range(10)]
    equal = [job(n, essential_skills=["c"]) for n in range(20)]
    return people, [*equal, *(job(n, essential_skills=["a", "x", "y"], occupation="2221.2") for n in range(20, 40))]


def leap_days():
    """Return a market of birthdays and starts around the end of February, with limits of age."""
    starts = [date(2026, 2, 28), date(2026, 3, 1), date(2028, 2, 29), date(2026, 1, 1)]
    births = [date(2000, 2, 29), date(2005, 2, 28), date(2008, 3, 1), date(1970, 1, 1), date(1899, 12, 31), None]
    people = [person(n, birth_date=birth) for n, birth in enumerate(births)]
    limits = [(18, None), (None, 25), (26, 26), (0, 0), (None, None)]
    jobs = [job(10 * n + m, start=start, age_min=low, age_max=high)
            for n, start in enumerate(starts) for m, (low, high) in enumerate(limits)]  # fmt: skip
    return people, [*jobs, job(99, start=None, age_min=18, age_max=20)]


SHAPES = {
    "no candidate": lambda: ([], [job(1), job(2)]),
    "no vacancy": lambda: ([person(1)], []),
    "nobody": lambda: ([], []),
    "one person": lambda: ([person(1)], [job(number) for number in range(70)]),
    "one vacancy": lambda: ([person(number) for number in range(70)], [job(1)]),
    "all equal": lambda: ([person(number) for number in range(9)], [job(number) for number in range(2200)]),
    "extreme Zipf": extreme_zipf,
    "huge capacities": lambda: ([person(n) for n in range(9)], [job(n, positions=2**31 - 1) for n in range(9)]),
    "70,000 skills": more_skills_than_sixteen_bits,
    "120 countries": many_countries,
    "many languages": many_languages,
    "exact halves": exact_halves,
    "one code named often": one_code_named_often,
    "leap days": leap_days,
    "no skill, occupation or language given": lambda: ([CandidateRow(n) for n in range(5)], [job(1, occupation=None)]),
}
"""Functions that return candidates and vacancies."""
