"""The warm index by hand: answers, changes, refusals, and lists with spare places."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from corridor.engines.matching import (
    Asking,
    CandidateRow,
    Occupations,
    Options,
    VacancyRow,
    rank,
    store_from_rows,
)
from corridor.engines.matching.live import (
    SPARE,
    Change,
    best_candidates,
    best_vacancies,
    changed,
    follow,
    keep_lists,
    kept,
    list_of,
    warm,
)
from corridor.kernel.errors import InputError

NURSE = CandidateRow(
    1,
    occupations=[("2221.1", 6.0)],
    skills=["wounds", "triage"],
    languages=[("de", 4)],
    eqf=6,
    destinations=["DEU"],
    recognised_in=["DEU"],
    available=date(2027, 1, 1),
)
WARD = VacancyRow(10, "2221.1", ["wounds", "triage"], languages=[("de", 3)], country="DEU", start=date(2027, 3, 1))
CLINIC = VacancyRow(11, "2221.2", ["wounds", "surgery"], regulated=True, country="DEU")
SEA = VacancyRow(12, "8350", ["knots"], country="NOR")


def market(*vacancies, people=(NURSE,), **options):
    return warm(store_from_rows(people, vacancies), Options(**options))


def test_a_person_gets_the_vacancies_that_fit_best_first_with_their_parts():
    answer = best_vacancies(market(WARD, CLINIC, SEA), NURSE)
    assert answer.ids == (10, 11)
    assert answer.score.tolist() == [1.0, 0.44697]
    assert answer.part_essential.tolist() == [1.0, 30 / (30 + 69)]
    assert answer.part_occupation.tolist() == [1.0, 0.6]
    assert answer.part_experience.tolist() == [1.0, 1.0]
    assert answer.eligible == 2


def test_a_profile_that_nobody_has_saved_is_answered_like_any_other():
    better = replace(NURSE, candidate_id=99, skills=["wounds", "surgery", "a word that nobody knows"])
    answer = best_vacancies(market(WARD, CLINIC), better, top=1)
    assert answer.ids == (11,)
    assert (len(answer), answer.eligible) == (1, 2)


def test_a_vacancy_in_a_country_that_nobody_named_reaches_those_who_go_anywhere():
    anywhere = replace(NURSE, candidate_id=2, destinations=None)
    index = market(WARD, people=(NURSE, anywhere))
    assert best_candidates(index, replace(WARD, country="ISL")).ids == (2,)


def test_a_skill_that_the_snapshot_does_not_name_weighs_as_if_one_vacancy_had_named_it():
    index = market(WARD, CLINIC)
    answer = best_candidates(index, replace(WARD, essential_skills=["wounds", "sutures"]))
    wounds = 30  # both vacancies name it
    assert index.weights_as_of.unnamed == 41  # 100 ln(3 / 2), rounded
    assert answer.part_essential.tolist() == [wounds / (wounds + 41)]


def test_weights_of_skills_stay_those_of_the_snapshot_when_vacancies_come():
    index = market(WARD, CLINIC)
    before = best_vacancies(index, NURSE).part_essential.tolist()
    many = [replace(SEA, vacancy_id=100 + n, essential_skills=["surgery"]) for n in range(50)]
    assert best_vacancies(changed(index, Change(vacancies=many)), NURSE).part_essential.tolist() == before


def test_who_came_changed_and_left_is_seen_at_once_and_the_index_before_stays_as_it_was():
    index = market(WARD, CLINIC)
    after = changed(index, Change(vacancies=[replace(WARD, vacancy_id=7), replace(CLINIC, years_min=9.0)]))
    assert best_vacancies(after, NURSE).ids == (7, 10)
    assert best_vacancies(changed(after, Change(gone_vacancies=[7])), NURSE).ids == (10,)
    assert best_vacancies(index, NURSE).ids == (10, 11)
    assert (len(after.vacancies), 7 in after.vacancies, 7 in index.vacancies) == (3, True, False)


def test_small_changes_are_taken_together_so_that_questions_stay_quick():
    index = market(WARD)
    for number in range(100, 160):
        index = changed(index, Change(vacancies=[replace(WARD, vacancy_id=number)]))
    assert len(index.vacancies) == 61
    assert len(index.vacancies.layers) <= 5
    assert best_vacancies(index, NURSE, top=3).ids == (10, 100, 101)


def test_empty_sides_have_no_partners():
    index = warm(store_from_rows([], []))
    assert best_vacancies(index, NURSE).ids == ()
    assert best_candidates(index, WARD).eligible == 0
    assert best_candidates(changed(index, Change(candidates=[NURSE])), WARD).ids == (1,)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (Change(gone_vacancies=[5]), "The id 5 is not among the values of vacancy_id."),
        (Change(vacancies=[replace(WARD, essential_skills=[])]), "has no essential skills"),
        (Change(vacancies=[WARD, WARD]), "more than once"),
        (Change(candidates=[replace(NURSE, candidate_id="text")]), "not of the same type"),
    ],
)
def test_a_change_that_cannot_be_is_refused(change, sentence):
    with pytest.raises(InputError) as refused:
        changed(market(WARD), change)
    assert sentence in refused.value.sentence()


def test_a_row_that_cannot_be_matched_is_refused():
    with pytest.raises(InputError):
        best_vacancies(market(WARD), replace(NURSE, languages=[("de", 7)]))
    with pytest.raises(InputError):
        best_candidates(market(WARD), replace(WARD, positions=0))


@pytest.mark.parametrize("mode", list(Occupations))
def test_a_mode_means_for_one_row_what_it_means_for_all(mode):
    teacher = replace(NURSE, candidate_id=5, occupations=[("2222", 8.0)])
    index = market(WARD, SEA, people=(NURSE, teacher), occupations=mode)
    answer = best_vacancies(index, teacher)
    assert (10 in answer.ids) == (mode is not Occupations.STRICT)
    assert best_candidates(index, WARD).eligible == (1 if mode is Occupations.STRICT else 2)


def test_a_list_whose_spare_places_are_used_up_is_asked_for_again():
    posts = [replace(WARD, vacancy_id=n) for n in range(100, 100 + 3 * SPARE)]
    store, options = store_from_rows([NURSE], posts), Options(asking=Asking.CANDIDATES, top=2 + SPARE)
    index = warm(store, options)
    lists = keep_lists(index, rank(store, options), asking=Asking.CANDIDATES, top=2)
    for gone in (range(100, 110), range(110, 130)):
        after = changed(index, Change(gone_vacancies=list(gone)))
        lists, index = follow(lists, index, after), after
    assert list_of(lists, index, 1).ids == (130, 131)
    assert int(lists.lines.size[0]) == 3 * SPARE - 30


@pytest.mark.parametrize("room", [kept.ROOM, 1])
def test_lists_do_not_depend_on_threads_and_on_room_for_pairs(room, monkeypatch):
    monkeypatch.setattr(kept, "ROOM", room)
    rng = np.random.default_rng(5)
    posts = [replace(WARD, vacancy_id=n, years_min=float(rng.integers(0, 9))) for n in range(60)]
    people = [replace(NURSE, candidate_id=n, occupations=[("2221", float(rng.integers(0, 9)))]) for n in range(40)]
    options = Options(asking=Asking.CANDIDATES, top=5 + SPARE)
    store = store_from_rows(people, posts)
    change = Change(people[:9], [replace(post, salary_eur=1.0) for post in posts[:20]], [30], [40, 41])
    found = []
    for threads in (1, 2, 5):
        index = warm(store, options)
        lists = keep_lists(index, rank(store, options), asking=Asking.CANDIDATES, top=5)
        after = changed(index, change)
        lists = follow(lists, index, after, threads=threads)
        found.append([list_of(lists, after, n).ids for n in range(40) if n != 30])
    assert found[0] == found[1] == found[2]
