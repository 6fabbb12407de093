"""The pools of the compiled loops: nothing is lost between one tile of vacancies and the next."""

from dataclasses import astuple

import numpy as np
import pytest

from corridor.engines.matching import Asking, CandidateRow, Occupations, Options, VacancyRow, kernels, store_from_rows
from corridor.engines.matching.fast import rank_fast
from corridor.engines.matching.reference import rank_plainly
from corridor.engines.matching.slots import FAIR, TILE, cuts_between

SKILLS = [f"S{number:02}" for number in range(40)]
LANGUAGES = ["ar", "de", "en", "fr"]


def one_unit_group(people=12, jobs=2_600, seed=5):
    """Return people and many jobs of one unit group; some people had one occupation twice."""
    rng = np.random.default_rng(seed)
    candidates = [
        CandidateRow(
            candidate_id=number,
            occupations=[("2221.1", 4.0), ("2221.1", 1.0), ("2221.2", 9.0)][: 1 + number % 3],
            skills=rng.choice(SKILLS, 9, replace=False).tolist(),
            languages=[(code, 5) for code in LANGUAGES[: 1 + number % 4]],
        )
        for number in range(people)
    ]
    vacancies = [
        VacancyRow(
            vacancy_id=number,
            occupation=f"2221.{1 + number % 2}",
            essential_skills=rng.choice(SKILLS, 4, replace=False).tolist(),
            optional_skills=rng.choice(SKILLS, 2, replace=False).tolist(),
            languages=[(LANGUAGES[int(rng.integers(4))], int(rng.integers(1, 7)))],
        )
        for number in range(jobs)
    ]
    return candidates, vacancies


@pytest.mark.parametrize("top", [1, 50, 300])
@pytest.mark.parametrize("asking", list(Asking))
def test_lists_over_several_tiles_equal_the_reference(asking, top):
    candidates, vacancies = one_unit_group()
    options = Options(asking=asking, occupations=Occupations.STRICT, top=top, threads=2)
    store = store_from_rows(candidates, vacancies)
    asked = store.vacancies if asking is Asking.VACANCIES else store.candidates

    edges = rank_fast(store, options, np.arange(len(asked)))

    parts = zip(edges.part_essential, edges.part_optional, edges.part_occupation, edges.part_experience, strict=True)
    found = [(*pair, tuple(map(float, part))) for pair, part in zip(edges.pairs(store), parts, strict=True)]
    expected = rank_plainly(candidates, vacancies, options)
    assert found == [(e.vacancy_id, e.candidate_id, e.rank, e.score, astuple(e.parts)) for e in expected]


def test_tiles_end_when_they_are_full_or_where_another_language_is_asked():
    cuts = cuts_between(10, 10 + 3 * TILE, [10 + FAIR - 1, 10 + FAIR, 20 + FAIR])

    assert cuts == [10, 10 + FAIR, 10 + FAIR + TILE, 10 + FAIR + 2 * TILE]


def test_compiled_code_on_disk_is_dated_by_all_files_that_it_may_hold():
    stamp = kernels.micro_score._cache._cache_file._source_stamp

    assert stamp[1] == kernels.SOURCES
    assert len(list(kernels._sources(kernels.resources.files(kernels.__package__)))) > 10
