"""When a scheme may be incubated and designed, whose voice is missing, what is too much."""

from datetime import date

import pytest

from corridor.design.readiness.rules import (
    ELEMENTS,
    MOST,
    Asked,
    Assessed,
    conditions_of_design,
    conditions_of_incubation,
    is_stale,
    simplicity,
    voice_gaps,
)
from corridor.kernel.findings import Finding

TODAY = date(2026, 5, 1)
COUNTRIES = ["MAR", "BEL"]


def profile(state="in_place", as_of_date=TODAY, **changed):
    """Everything in place in both countries; `MAR_data="absent"` changes one cell, None takes it out."""
    found = {(iso3, each.code): Assessed(state, as_of_date) for iso3 in COUNTRIES for each in ELEMENTS}
    for name, value in changed.items():
        iso3, _, element = name.partition("_")
        del found[iso3, element]
        if value:
            found[iso3, element] = Assessed(value, as_of_date)
    return found


def codes(findings):
    return [each.code for each in findings]


def asked(women=(20, 12), men=(20, 15), on=date(2026, 1, 10)):
    return Asked(on, *women, *men)


def test_there_are_eight_elements_each_with_its_own_line():
    assert len(ELEMENTS) == 8
    assert [element.line for element in ELEMENTS] == list(range(1055, 1063))


@pytest.mark.parametrize(
    ("on", "expected"), [(date(2024, 5, 2), False), (date(2024, 5, 1), True), (date(2020, 1, 1), True)]
)
def test_an_assessment_grows_old_after_two_years(on, expected):
    assert is_stale(on, today=TODAY) is expected


def test_a_scheme_without_corridor_cannot_be_incubated():
    assert codes(conditions_of_incubation(countries=[], profile={})) == ["no_country"]


def test_each_country_looks_at_itself_before_incubation():
    one = {("MAR", "data"): Assessed("absent", TODAY)}

    [finding] = conditions_of_incubation(countries=COUNTRIES, profile=one)

    assert (finding.code, finding.params) == ("not_begun", {"iso3": "BEL"})


def test_with_all_elements_and_voices_a_scheme_is_ready():
    assert conditions_of_design(countries=COUNTRIES, profile=profile(), voices=[], today=TODAY) == []


def test_emerging_elements_are_enough():
    assert not conditions_of_design(countries=COUNTRIES, profile=profile("emerging"), voices=[], today=TODAY)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"MAR_data": "absent"}, ["absent"]),
        ({"BEL_pathways": None}, ["not_assessed"]),
        ({"MAR_data": "absent", "BEL_data": "absent"}, ["absent", "absent"]),
    ],
)
def test_an_absent_or_unknown_element_bars_the_design(changes, expected):
    found = conditions_of_design(countries=COUNTRIES, profile=profile(**changes), voices=[], today=TODAY)

    assert codes(found) == expected


def test_old_assessments_bar_the_design():
    old = profile(as_of_date=date(2024, 1, 1))

    assert codes(conditions_of_design(countries=COUNTRIES, profile=old, voices=[], today=TODAY)) == ["stale"] * 16


def test_voices_that_are_missing_bar_the_design():
    voice = Finding("nobody_asked", "Nobody was asked.")

    assert conditions_of_design(countries=COUNTRIES, profile=profile(), voices=[voice], today=TODAY) == [voice]


@pytest.mark.parametrize(
    ("rounds", "expected"),
    [
        ([], ["nobody_asked"]),
        ([asked()], []),
        ([asked(women=(0, 0))], ["no_woman_asked"]),
        ([asked(men=(0, 0))], ["no_man_asked"]),
        ([asked(women=(20, 0))], ["no_woman_answered"]),
        ([asked(men=(20, 0))], ["no_man_answered"]),
        ([asked(women=(0, 0)), asked(men=(0, 0))], []),
        ([asked(women=(0, 0), men=(0, 0))], ["no_woman_asked", "no_man_asked"]),
    ],
)
def test_women_and_men_are_asked_before_the_design(rounds, expected):
    assert codes(voice_gaps(rounds, begins_date=None)) == expected


def test_a_round_after_the_first_day_does_not_count_as_before():
    late = asked(on=date(2026, 3, 2))

    assert codes(voice_gaps([late], begins_date=date(2026, 3, 1))) == ["nobody_asked"]
    assert codes(voice_gaps([late], begins_date=date(2026, 3, 2))) == []


def test_a_design_at_the_threshold_is_simple_and_above_it_is_not():
    at = {code: most for code, _label, most in MOST}

    assert [size.is_much for size in simplicity(at)] == [False] * 3
    assert [size.is_much for size in simplicity({code: most + 1 for code, most in at.items()})] == [True] * 3
