"""Markets of odd shapes through the compiled loops: the list of the plain reference, for any number of threads."""

from dataclasses import astuple, replace

import numpy as np
import pytest

from corridor.engines.matching import Asking, CandidateRow, Occupations, Options, VacancyRow, store_from_rows
from corridor.engines.matching.fast import rank_fast
from corridor.engines.matching.reference import rank_plainly
from tests.factories.matching_markets import random_market


def written(edges):
    """Return the edges of the reference as plain tuples."""
    return [(edge.vacancy_id, edge.candidate_id, edge.rank, edge.score, astuple(edge.parts)) for edge in edges]


def ranked(candidates, vacancies, options):
    """Return the edges of the compiled loops as plain tuples."""
    store = store_from_rows(candidates, vacancies)
    asking = store.vacancies if options.asking is Asking.VACANCIES else store.candidates
    edges = rank_fast(store, options, np.arange(len(asking)))
    parts = zip(edges.part_essential, edges.part_optional, edges.part_occupation, edges.part_experience, strict=True)
    return [(*pair, tuple(map(float, part))) for pair, part in zip(edges.pairs(store), parts, strict=True)]


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
    "no skill, occupation or language given": lambda: ([CandidateRow(n) for n in range(5)], [job(1, occupation=None)]),
}


@pytest.mark.parametrize("asking", list(Asking))
@pytest.mark.parametrize("shape", SHAPES)
def test_a_market_of_an_odd_shape_equals_the_reference(shape, asking):
    candidates, vacancies = SHAPES[shape]()
    modes = [Occupations.WIDE] if shape in ("all equal", "70,000 skills") else list(Occupations)

    for mode in modes:
        options = Options(asking=asking, occupations=mode, top=50)
        expected = written(rank_plainly(candidates, vacancies, options))
        for threads in (1, 2, 5):
            found = ranked(candidates, vacancies, replace(options, threads=threads))
            assert found == expected, f"{mode}, {threads} threads"


@pytest.mark.parametrize("asking", list(Asking))
@pytest.mark.parametrize("mode", list(Occupations))
def test_lists_shorter_than_the_eligible_pairs_equal_the_reference(asking, mode):
    for seed in range(1000, 1006):
        candidates, vacancies, options = random_market(seed, most_candidates=60, most_vacancies=60)
        options = replace(options, asking=asking, occupations=mode, top=3)

        assert ranked(candidates, vacancies, options) == written(rank_plainly(candidates, vacancies, options))


def test_the_order_of_rows_changes_nothing():
    people, jobs = extreme_zipf()
    rng = np.random.default_rng(8)
    shuffled = [people[n] for n in rng.permutation(len(people))], [jobs[n] for n in rng.permutation(len(jobs))]

    assert ranked(*shuffled, Options(top=7)) == ranked(people, jobs, Options(top=7))


def test_batches_of_people_equal_one_batch(monkeypatch):
    people, jobs = extreme_zipf()
    options = Options(asking=Asking.CANDIDATES, top=4)
    whole = ranked(people, jobs, options)

    monkeypatch.setattr("corridor.engines.matching.fast.MOST_KEYS", 40)
    monkeypatch.setattr("corridor.engines.matching.fast.LEAST_CROWD", 3)

    assert ranked(people, jobs, options) == whole
