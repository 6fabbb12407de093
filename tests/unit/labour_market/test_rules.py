"""Keys, totals and ranks of figures, by hand."""

from datetime import date
from decimal import Decimal

import pytest

from corridor.batch.evidence_record import BAD, FATAL, MARKS
from corridor.knowledge.labour_market import rules


@pytest.mark.parametrize(
    ("text", "code"),
    [("OC25", "25"), ("2512", "2512"), ("TOTAL", ""), ("_T", ""), ("OC_TOTAL", ""), ("X", "X"), ("12345", "12345")],
)
def test_occupations_of_all_offices_have_one_spelling(text, code):
    assert rules.occupation_of(text) == code


@pytest.mark.parametrize(
    ("text", "code", "is_group"),
    [("EL", "GRC", False), ("MAR", "MAR", False), ("404", "KEN", False), ("EU27_2020", "EU27_2020", True),
     ("X01", "X01", True), ("900", "900", True), ("FRG03", "FRG03", False), ("", "", False)],
)  # fmt: skip
def test_a_place_is_a_country_or_keeps_its_code(text, code, is_group):
    assert rules.place_of(text) == rules.Reading(code, is_group)


def test_a_key_tells_its_parts_apart():
    assert rules.key_of(("ab", "c")) != rules.key_of(("a", "bc"))
    assert rules.key_of(("a", "b")) == rules.key_of(["a", "b"])
    assert len(rules.key_of(())) == 32


@pytest.mark.parametrize(
    ("other", "is_same"),
    [((Decimal("5.00"), ("break",), "x"), True), ((Decimal("5.01"), ("break",), "x"), False),
     ((None, ("break",), "x"), False), ((Decimal(5), (), "x"), False), ((Decimal(5), ("break",), "y"), False)],
)  # fmt: skip
def test_content_is_value_flags_and_source(other, is_same):
    assert (rules.content_of(Decimal(5), ("break",), "x") == rules.content_of(*other)) is is_same


def test_a_missing_figure_is_not_a_zero():
    assert rules.content_of(None, (), "") != rules.content_of(Decimal(0), (), "")


@pytest.mark.parametrize(
    ("value", "text"),
    [("1E+3", "1000"), ("0.10", "0.1"), ("-0", "0"), ("1E-7", "0.0000001"), ("100", "100"), ("-12.50", "-12.5")],
)
def test_figures_are_written_plainly(value, text):
    assert rules.plain(Decimal(value)) == text


@pytest.mark.parametrize(
    ("dimensions", "left"),
    [({"age": "Y_GE15", "freq": "A"}, 0), ({"age": "AGE_YTHADULT_YGE15"}, 0), ({"age": "Y15-24"}, 1),
     ({"reason": "TOTAL", "duration": "_T"}, 0), ({"freq": "Q", "age": "Y15-24"}, 2),
     ({"nace_r2": "A"}, 1), ({"nace_r2": "T", "freq": "A"}, 1), ({"activity": "TOTAL"}, 0), ({"nace_r2": "_T"}, 0)],
)  # fmt: skip
def test_the_parts_that_a_figure_is_about_are_counted(dimensions, left):
    assert len(rules.parts_left(dimensions)) == left


def test_published_comes_before_invented_then_the_newest_then_the_first_code():
    old, new = date(2020, 1, 1), date(2025, 1, 1)
    ranks = [
        rules.rank_of_source(is_synthetic=False, vintage_date=new, dataset="a"),
        rules.rank_of_source(is_synthetic=False, vintage_date=new, dataset="b"),
        rules.rank_of_source(is_synthetic=False, vintage_date=old, dataset="a"),
        rules.rank_of_source(is_synthetic=True, vintage_date=new, dataset="a"),
    ]

    assert ranks == sorted(ranks)


@pytest.mark.parametrize(
    ("form", "indicators", "sources", "more", "code"),
    [
        ("ilostat", ["UNE"], ["BA:1"], {}, "ILO/UNE"),
        ("sdmx-csv-1", ["LFSA"], ["ESTAT"], {}, "ESTAT/LFSA"),
        ("sdmx-csv-1", ["UNE"], ["LFS - Kenya"], {"publisher": "ILO"}, "ILO/UNE"),
        ("sdmx-csv-1", ["UNE"], ["LFS - Kenya"], {}, "sdmx-csv-1/UNE"),
        ("worldbank", ["a", "b"], ["World Bank"], {}, "WB/table"),
        ("tidy", [""], [""], {}, "tidy/table"),
        ("tidy", ["u"], [""], {"is_synthetic": True}, "invented/tidy/u"),
    ],
)
def test_a_dataset_is_named_by_publisher_and_indicator(form, indicators, sources, more, code):
    about = {"is_synthetic": False} | more

    assert rules.dataset_code(form=form, indicators=indicators, sources=sources, name="table.csv.gz", **about) == code


def test_every_code_of_a_check_has_its_sentence():
    assert set(rules.SENTENCES) == {*BAD, *MARKS, *FATAL, *rules.OWN}
    assert rules.MARK_CODES - set(MARKS) == {"unknown_occupation"}


@pytest.mark.parametrize(
    ("code", "is_known"), [("25", True), ("2512", True), ("X", True), ("9999", False), ("", False)]
)
def test_occupations_are_held_against_isco(code, is_known):
    assert rules.is_occupation(code) is is_known
