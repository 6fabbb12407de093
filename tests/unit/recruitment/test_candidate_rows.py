"""Every cell of a candidate file is read or refused with row, column, value and remedy."""

from datetime import date
from decimal import Decimal

import pytest

from corridor.delivery.recruitment.candidate_rows import read_candidates
from tests.factories.recruitment_csv import csv_of, row

TODAY = date(2026, 6, 1)


def read(*rows):
    return read_candidates(csv_of(*rows), origins=frozenset({"MAR"}), today=TODAY)


def test_a_good_row_becomes_a_candidate():
    (record,) = read(row(1)).records

    assert (record.given_name, record.iso3, record.birth_date) == ("Amina1", "MAR", date(1996, 4, 12))
    assert record.occupations == (("2513", Decimal(4)), ("2512", Decimal("1.5")))
    assert record.languages == (("en", 3), ("fr", 5))
    assert {skill.label_en for skill in record.skills} == {"web programming", "debug software"}
    assert record.eqf == 6


@pytest.mark.parametrize(
    ("column", "value", "sentence", "remedy"),
    [
        ("birth_date", "12/04/1996", '"12/04/1996" is not a date', "2026-03-31"),
        ("birth_date", "1996-02-30", "not a day of the calendar", "Check the month"),
        ("birth_date", "2009-01-01", "not yet 18 years old", "under 18"),
        ("birth_date", "2027-01-01", "not yet 18 years old", "Check the year"),
        ("country", "MA", '"MA" is not a country code', ""),
        ("country", "TUN", "does not register people from TUN", "MAR"),
        ("given_name", "", "The cell is empty", "given name"),
        ("sex", "woman", '"woman" is not one of', "f, m, x"),
        ("email", "amina@", '"amina@" is not an e-mail address', "name@example.org"),
        ("occupations", "9999:2", '"9999" is not a unit group', "code lists"),
        ("occupations", "25:2", "25", ""),
        ("occupations", "2513:-2", '"-2" is not a number', "point"),
        ("occupations", "2513:NaN", '"NaN" is not a number', "point"),
        ("languages", "xx:B1", '"xx" is not a language code', "fr:B1"),
        ("languages", "fr:D1", '"D1" is not a language level', "A1"),
        ("eqf", "9", '"9" is not a level', "1 to 8"),
        ("available", "soon", '"soon" is not a date', ""),
    ],
)
def test_a_wrong_cell_is_named_with_its_line_value_and_remedy(column, value, sentence, remedy):
    file = read(row(1), row(2, **{column: value}))

    (problem,) = file.problems
    assert (problem.line, problem.column, problem.value) == (3, column, value)
    assert sentence in problem.error.sentence()
    assert remedy in problem.error.advice()
    assert [record.line for record in file.records] == [2]


def test_a_row_with_two_faults_shows_both():
    assert [p.column for p in read(row(1, sex="?", eqf="0")).problems] == ["sex", "eqf"]


def test_the_same_key_twice_names_the_line_of_the_first():
    file = read(row(1), row(2, candidate_id="K-1"))

    assert file.problems[0].error.sentence() == "The key K-1 stands in line 2 already."


def test_cells_beyond_the_columns_are_refused():
    assert "1 cells more" in read(row(1) + ",surplus").problems[0].error.sentence()


def test_a_language_named_twice_counts_at_its_best_level():
    assert read(row(1, languages="fr:A2|fr:B2")).records[0].languages == (("fr", 4),)


def test_without_a_key_the_same_person_gets_the_same_key():
    first, second, third = read(
        row(1, candidate_id=""), row(1, candidate_id="", eqf="5"), row(1, candidate_id="", birth_date="1996-04-13")
    ).records

    assert first.source_key == second.source_key != third.source_key
    assert first.digest != second.digest
