"""Numbers of the matching definition that a reader can check with a pencil."""

from datetime import date

import pytest

from corridor.engines.matching import (
    CandidateRow,
    Condition,
    Options,
    Relation,
    VacancyRow,
    explain,
    explain_pair,
    rank,
    store_from_rows,
)
from corridor.engines.matching.reference import age_on_start, skill_weight, years_in
from corridor.kernel.errors import InputError

# Two vacancies. Skill a stands in both: 100 ln(3 / 3) = 0, clipped to 30. Skills b and c stand in one: 100 ln 1.5 = 41.
NURSE = VacancyRow(1, "2221.1", ["a", "b"], ["c"], languages=[("de", 3)], country="DEU", years_min=2.0)
COOK = VacancyRow(2, "5120", ["a"])
# Holds a of a, b (30 / 71) and c of c; same unit group 2221; two years of five.
SALMA = CandidateRow(10, [("2221", 2.0)], ["a", "c"], [("de", 3)])
# Related only: minor group 222; four years count half.
YOUSSEF = CandidateRow(11, [("2222", 4.9)], ["a", "b", "c"], [("de", 2), ("de", 4)])


def test_the_score_of_one_pair_is_the_one_on_paper():
    store = store_from_rows([SALMA], [NURSE, COOK])

    edges = rank(store)

    # .50 * 30/71 + .15 * 1 + .25 * .6 + .10 * .4 = .2112676 + .15 + .15 + .04
    assert list(edges.pairs(store)) == [(1, 10, 1, 0.551268)]


def test_a_related_occupation_counts_less_and_its_years_count_half():
    store = store_from_rows([YOUSSEF, SALMA], [COOK, NURSE])

    edges = rank(store)

    # Youssef: .50 * 1 + .15 * 1 + .25 * .3 + .10 * floor(4.9 / 2) / 5 = .765; Salma .551268
    assert list(edges.pairs(store)) == [(1, 11, 1, 0.765), (1, 10, 2, 0.551268)]
    assert explain(store, 1, 0).relation is Relation.RELATED


def test_a_vacancy_without_optional_skills_takes_the_essential_share_for_both():
    store = store_from_rows([CandidateRow(1, [("5120", 10.0)], ["a"])], [COOK])

    edges = rank(store)

    assert edges.score.tolist() == [1.0]
    assert edges.part_optional.tolist() == [1.0]


@pytest.mark.parametrize(
    ("vacancies", "naming", "weight"),
    [(1, 1, 30), (2, 2, 30), (2, 1, 41), (10_000, 1, 852), (10**6, 1, 1200), (10**9, 1, 1200), (300, 0, 571)],
)
def test_rare_skills_weigh_more_within_bounds(vacancies, naming, weight):
    assert skill_weight(vacancies, naming) == weight


@pytest.mark.parametrize(
    ("born", "start", "age"),
    [
        (date(2000, 2, 29), date(2026, 2, 28), 25),
        (date(2000, 2, 29), date(2026, 3, 1), 26),
        (date(1990, 6, 15), date(2026, 6, 15), 36),
        (None, date(2026, 6, 15), None),
    ],
)
def test_age_counts_whole_years_on_the_start(born, start, age):
    candidate = CandidateRow(1, birth_date=born)
    vacancy = VacancyRow(1, "2221", ["a"], start=start)

    assert age_on_start(candidate, vacancy) == age


def test_years_take_the_better_of_own_group_and_half_of_a_related_one():
    vacancy = VacancyRow(1, "2221", ["a"])
    candidate = CandidateRow(1, [("2221.3", 1.5), ("2222", 7.0), ("2223", 3.0), ("7112", 30.0)])

    assert years_in(candidate, vacancy, Options()) == 3.0


def test_ties_go_to_the_lower_id_by_number_and_by_code_point():
    vacancy = VacancyRow(1, "5120", ["a"])
    numbers = [CandidateRow(number, [("5120", 1.0)], ["a"]) for number in (10, 9, -1)]
    texts = [CandidateRow(text, [("5120", 1.0)], ["a"]) for text in ("é", "b", "10", "9", "B")]

    by_number = store_from_rows(numbers, [vacancy])
    by_text = store_from_rows(texts, [vacancy])

    assert [pair[1] for pair in rank(by_number).pairs(by_number)] == [-1, 9, 10]
    assert [pair[1] for pair in rank(by_text).pairs(by_text)] == ["10", "9", "B", "b", "é"]


ONE_CHANGE = [
    ({"destinations": ["FRA"]}, {}, Condition.DESTINATION, "The candidate accepts DEU as a destination."),
    ({"languages": [("de", 2)]}, {}, Condition.LANGUAGES, "Language de reaches B1; it is at A2 now."),
    ({"languages": []}, {}, Condition.LANGUAGES, "Language de reaches B1; it is at - now."),
    ({"eqf": 4}, {"eqf_min": 6}, Condition.EQF, "The qualification reaches EQF level 6; it is at 4 now."),
    ({"recognised_in": []}, {"regulated": True}, Condition.RECOGNITION, "The qualification is recognised in DEU."),
    (
        {"available": date(2026, 5, 2)},
        {"start": date(2026, 5, 1)},
        Condition.AVAILABLE,
        "The candidate is available by 2026-05-01, not only from 2026-05-02, or the start moves.",
    ),
    (
        {"occupations": [("5120", 20.0)]},
        {},
        Condition.OCCUPATION,
        "The candidate has worked at least 2.0 years in unit group 2221.",
    ),
    (
        {"occupations": [("2221", 1.5)]},
        {},
        Condition.YEARS,
        "The experience in unit group 2221 reaches 2.0 years; 1.5 count now.",
    ),
    (
        {"licences": ["B"]},
        {"licences": ["B", "CE", "C"]},
        Condition.LICENCES,
        "The candidate holds these licences: C, CE.",
    ),
    (
        {"birth_date": date(2009, 5, 2)},
        {"start": date(2026, 5, 1), "age_min": 18},
        Condition.AGE,
        "The vacancy opens to the age of 16 on its start.",
    ),
    (
        {"min_salary_eur": 2500.0},
        {"salary_eur": 2400.0},
        Condition.SALARY,
        "The salary rises from 2400.0 to 2500.0 EUR, or the candidate accepts less.",
    ),
    (
        {"remote": True},
        {"remote": False},
        Condition.REMOTE,
        "The vacancy allows remote work, or the candidate works on site.",
    ),
]


@pytest.mark.parametrize(("person", "post", "condition", "sentence"), ONE_CHANGE)
def test_an_ineligible_pair_names_its_failing_condition_and_the_least_change(person, post, condition, sentence):
    candidate = CandidateRow(1, **{"occupations": [("2221", 5.0)], "skills": ["a"], "languages": [("de", 3)]} | person)
    vacancy = VacancyRow(2, "2221", ["a"], **{"languages": [("de", 3)], "country": "DEU", "years_min": 2.0} | post)

    explanation = explain_pair(store_from_rows([candidate], [vacancy]), 1, 2)

    assert not explanation.is_eligible
    assert explanation.first_failing is condition
    assert [change.sentence() for change in explanation.changes] == [sentence]


def test_every_failing_condition_asks_for_its_own_change():
    candidate = CandidateRow(1, [("2221", 5.0)], [], [("en", 2)], destinations=["FRA"])
    vacancy = VacancyRow(2, "2221", ["a"], languages=[("de", 3), ("en", 4)], country="DEU")

    explanation = explain_pair(store_from_rows([candidate], [vacancy]), 1, 2)

    assert [change.condition for change in explanation.changes] == ["destination", "languages", "languages"]
    assert [change.params.get("language") for change in explanation.changes] == [None, "de", "en"]


def test_an_explanation_lists_the_skills_held_and_missing_heaviest_first():
    store = store_from_rows([SALMA], [NURSE, COOK])

    explanation = explain_pair(store, 10, 1)

    assert [(line.skill, line.weight, line.is_held) for line in explanation.essential] == [
        ("b", 41, False),
        ("a", 30, True),
    ]
    assert [(line.skill, line.is_held) for line in explanation.optional] == [("c", True)]
    assert explanation.is_eligible
    assert explanation.changes == ()
    assert explanation.score == 0.551268


def test_an_unknown_id_is_refused():
    store = store_from_rows([SALMA], [NURSE])

    with pytest.raises(InputError, match="The id 99 is not among the values of candidate_id"):
        explain_pair(store, 99, 1)
