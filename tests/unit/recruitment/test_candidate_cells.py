"""The edges of every cell: the last value that is taken and the first that is not."""

from datetime import date
from decimal import Decimal

import pytest

from corridor.delivery.recruitment.candidate_rows import COLUMNS, read_candidates
from tests.factories.recruitment_csv import csv_of, row

TODAY = date(2026, 6, 1)
EVERY = ",".join(COLUMNS)


def read(*rows, **options):
    return read_candidates(csv_of(*rows, **options), origins=frozenset({"MAR"}), today=TODAY)


def one(**cells):
    """Read one person from a file with every column; what is not named is empty."""
    values = {"given_name": "Amina", "family_name": "Berrada", "country": "MAR"} | cells
    return read(",".join(values.get(name, "") for name in COLUMNS), header=EVERY)


@pytest.mark.parametrize(
    ("column", "written", "field", "kept"),
    [
        ("birth_date", "2008-06-01", "birth_date", date(2008, 6, 1)),
        ("country", "mar", "iso3", "MAR"),
        ("sex", "F", "sex", "f"),
        ("email", "Amina@Example.ORG", "email", "amina@example.org"),
        ("given_name", "  Amina   Zahra ", "given_name", "Amina Zahra"),
        ("given_name", "أمينة", "given_name", "أمينة"),
        ("given_name", "x" * 100, "given_name", "x" * 100),
        ("occupations", "2513", "occupations", (("2513", None),)),
        ("occupations", "2513:70", "occupations", (("2513", Decimal(70)),)),
        ("occupations", "2513:0", "occupations", (("2513", Decimal(0)),)),
        ("occupations", "[]", "occupations", ()),
        ("languages", "FR:c1", "languages", (("fr", 5),)),
        ("languages", "fr:A1|fr:B2", "languages", (("fr", 4),)),
        ("destinations", "esp|BEL|esp", "destinations", ("BEL", "ESP")),
        ("recognised_in", "DEU", "recognised_in", ("DEU",)),
        ("licences", "B|C|B", "licences", ("B", "C")),
        ("eqf", "1", "eqf", 1),
        ("eqf", "8", "eqf", 8),
        ("track", "HOME", "track", "home"),
        ("preferred_language", "ar", "preferred_language", "ar"),
        ("consent_date", "2026-05-30", "consent_date", date(2026, 5, 30)),
        ("min_salary_eur", "1800.50", "min_salary_eur", Decimal("1800.50")),
        ("qualification", "B.Sc.", "qualification", "B.Sc."),
        ("region", "Souss-Massa", "region", "Souss-Massa"),
    ],
)
def test_the_last_value_that_is_right_is_kept(column, written, field, kept):
    file = one(**{column: written})

    assert file.problems == ()
    assert getattr(file.records[0], field) == kept


@pytest.mark.parametrize(
    ("column", "written", "sentence"),
    [
        ("birth_date", "2008-06-02", "not yet 18"),
        ("given_name", "x" * 101, "101 signs; at most 100"),
        ("family_name", "   ", "The cell is empty"),
        ("country", "", "is not a country code"),
        ("country", "XXX", "is not a country code"),
        ("email", "a@b", "is not an e-mail address"),
        ("email", "a b@example.org", "is not an e-mail address"),
        ("email", "a@b@example.org", "is not an e-mail address"),
        ("phone", "0" * 41, "41 signs; at most 40"),
        ("occupations", "2513:71", "not a number from 0 to 70"),
        ("occupations", "2513:2:3", "not a number"),
        ("occupations", "2513:Infinity", "not a number"),
        ("occupations", "web developer", "web developer"),
        ("languages", "fr", "is not a language level"),
        ("languages", "french:B1", "is not a language code"),
        ("eqf", "0", "is not a level"),
        ("eqf", "6.5", "is not a level"),
        ("destinations", "Spain", "is not a country code"),
        ("min_salary_eur", "1800 EUR", "is not a number"),
        ("min_salary_eur", "-1", "is not a number"),
        ("track", "abroad", "is not one of the allowed words"),
        ("preferred_language", "de", "is not one of the allowed words"),
        ("applied_on", "31.12.2025", "is not a date"),
        ("consent_date", "yes", "is not a date"),
        ("candidate_id", "K" * 81, "81 signs; at most 80"),
        ("skills", "x" * 201, "201 signs; at most 200"),
    ],
)
def test_the_first_value_that_is_wrong_is_refused_and_the_row_is_not_half_read(column, written, sentence):
    file = one(**{column: written})

    assert [problem.column for problem in file.problems] == [column]
    assert sentence in file.problems[0].error.sentence()
    assert file.records == ()


def test_every_refusal_says_what_to_do():
    wrong = {"sex": "w", "birth_date": "x", "email": "x", "languages": "xx:B1", "occupations": "9999", "track": "x"}

    file = one(**wrong)

    assert {problem.column for problem in file.problems} == set(wrong)
    assert all(problem.error.advice() for problem in file.problems)


def test_two_spellings_of_one_skill_are_one_skill():
    file = one(skills="Web programming|web  PROGRAMMING|weld pipes")

    assert len(file.records[0].skills) == 2


def test_a_quoted_cell_may_hold_the_separator_and_a_line_break():
    cells = ",".join({"given_name": '"Amina, ""Mimi"""', "country": "MAR"}.get(n, "Berrada") for n in REQUIRED_ONLY)

    file = read(cells, header=",".join(REQUIRED_ONLY))

    assert file.records[0].given_name == 'Amina, "Mimi"'


REQUIRED_ONLY = ("given_name", "family_name", "country")


def test_a_formula_stays_a_word():
    assert one(region="=HYPERLINK(1)").records[0].region == "=HYPERLINK(1)"


def test_the_digest_of_a_row_does_not_depend_on_its_line_but_on_every_value():
    first, second = read(row(2), row(1)).records[1], read(row(1)).records[0]

    assert first.digest == second.digest
    assert second.digest != read(row(1, eqf="5")).records[0].digest


def test_a_file_with_a_header_alone_holds_nobody():
    file = read()

    assert (file.records, file.problems) == ((), ())


def test_bad_lines_are_counted_once_whatever_their_faults():
    file = read(row(1, eqf="9", sex="w"), row(2), row(3, email="x"))

    assert file.bad_lines == {2, 4}
    assert [record.key for record in file.records] == ["K-2"]
