"""Tensions between what a scheme wants."""

import pytest

from corridor.design.schemes.models import Mitigation, Objective
from corridor.design.studio.coherence import TENSIONS, known_tension, matrix_of, tensions_of, wish_labels, wishes_of


def wish(code="foreign_policy", aim=""):
    return Objective(kind="objective", code=code, aim=aim, text="x")


CODES = {*Objective.Aim.values, *Objective.Drive.values}


@pytest.mark.parametrize("tension", TENSIONS, ids=lambda tension: tension.code)
def test_every_tension_is_found_between_its_two_wishes_and_names_known_ones(tension):
    assert {tension.first, tension.second} <= CODES
    rows = [
        wish(aim=code) if code in Objective.Aim.values else wish(code=code) for code in (tension.first, tension.second)
    ]

    assert tension.code in {each.tension.code for each in tensions_of(rows, [])}


@pytest.mark.parametrize("tension", TENSIONS, ids=lambda tension: tension.code)
def test_one_wish_alone_is_no_tension(tension):
    row = wish(aim=tension.first) if tension.first in Objective.Aim.values else wish(code=tension.first)

    assert tensions_of([row], []) == []


def test_codes_of_tensions_are_unique_and_found_again():
    codes = [tension.code for tension in TENSIONS]

    assert len(set(codes)) == len(codes)
    assert known_tension("circularity-retention") is TENSIONS[0]
    assert known_tension("nothing") is None


def test_an_answer_stands_with_its_tension():
    rows = [wish(aim="circularity"), wish(aim="retention")]
    answer = Mitigation(tension_code="circularity-retention", text="Both ways are open.")

    [found] = tensions_of(rows, [answer])

    assert found.is_answered
    assert found.mitigation is answer


def test_the_matrix_marks_both_sides_of_a_tension_and_no_wish_against_itself():
    rows = [wish(aim="circularity"), wish(aim="retention")]
    wishes = wishes_of(rows)
    matrix = matrix_of(rows)

    assert wishes == ["circularity", "retention", "foreign_policy"]
    assert [row.cells for row in matrix] == [
        ("", "circularity-retention", ""),
        ("circularity-retention", "", ""),
        ("", "", ""),
    ]
    assert len(wish_labels(rows)) == 3
