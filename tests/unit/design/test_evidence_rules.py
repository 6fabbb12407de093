"""The packaged questions and indicators: complete, in four languages, tied to the guide's criteria."""

import re

import pytest
from django.utils import translation

from corridor.design.evidence import languages, rules
from corridor.design.screening.rules import STANDARD
from corridor.engines.indicators import Formula
from corridor.knowledge.codelists.rules import rows_by_code

LANGUAGES = ("en", "fr", "es", "ar")


def test_the_list_holds_the_twenty_eight_questions_of_box_10():
    lines = [int(row.source.removeprefix("smp:")) for row in rules.questions().values()]

    wanted = [*range(424, 429), *range(430, 437), *range(438, 446), *range(448, 451), 452, 453, 455, 457, 458]
    assert lines == wanted


def test_the_questions_about_women_and_men_are_among_them():
    assert [row.code for row in rules.questions().values() if row.gender] == ["gender_analysis", "gender_effects"]


def test_every_question_belongs_to_a_group_and_is_asked_in_four_languages():
    for row in rules.questions().values():
        assert row.group in rules.question_groups()
        assert sorted(row.texts) == sorted(LANGUAGES)
        assert len(set(row.texts.values())) == 4, row.code


@pytest.mark.parametrize("row", rules.indicators().values(), ids=lambda row: row.code)
def test_an_indicator_says_what_it_is_in_four_languages(row):
    for texts in (row.labels, row.words, row.notes, rules.units()[row.unit]):
        assert sorted(texts) == sorted(LANGUAGES)
        assert re.search(r"[\u0600-\u06ff%]", texts["ar"]), row.code


@pytest.mark.parametrize("row", rules.indicators().values(), ids=lambda row: row.code)
def test_an_indicator_feeds_a_criterion_of_the_guide_on_a_scale_with_a_length(row):
    assert row.criterion in {each.code for each in STANDARD[row.kind]}
    assert row.low < row.high
    assert Formula(row.formula)
    assert row.inputs
    assert bool(row.ways) != bool(row.special)


@pytest.mark.parametrize("row", rules.indicators().values(), ids=lambda row: row.code)
def test_the_inputs_of_an_indicator_are_those_its_formula_takes(row):
    for way in row.ways:
        names = {"level": {"a"}, "marks": set(way)}.get(row.formula, {"a", "b"})
        assert set(way) == names
        for source in way.values():
            assert source.at in ("origin", "destination", "pair")
            assert source.by in ("none", "nace2", "isco08", "total")


def test_only_figures_that_do_not_change_never_age():
    timeless = {code for code, row in rules.indicators().items() if row.fresh_years is None}

    assert timeless == {"language_overlap", "distance", "historical_ties"}


def test_every_section_of_nace_that_hires_has_occupations_of_the_list():
    known = rows_by_code("isco08")

    assert set(rules.occupations_of_sector()) == set("ABCDEFGHIJKLMNOPQRST")
    for codes in rules.occupations_of_sector().values():
        assert codes
        assert all(code in known for code in codes)


def test_texts_follow_the_reader():
    with translation.override("fr"):
        assert rules.indicators()["distance"].label == "Distance"
        assert rules.questions()["recognition"].text.startswith("Comment")
    assert rules.questions()["recognition"].text.startswith("How")


def test_morocco_and_belgium_share_french():
    # planning.md 3.3: French is spoken by 36 % in Morocco and by 38 % in Belgium.
    assert languages.speakers("MAR")["fr"] == pytest.approx(0.36, abs=0.05)
    assert languages.speakers("BEL")["fr"] == pytest.approx(0.38, abs=0.05)


def test_a_place_of_which_no_language_is_known_has_no_speakers():
    assert languages.speakers("ZZZ") == {}
