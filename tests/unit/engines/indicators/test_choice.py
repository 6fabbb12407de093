"""Indicators for the choice of a sector and a country, with numbers to check by hand."""

import math

import pytest

from corridor.engines.indicators import (
    ChoiceScale,
    Formula,
    LanguageOverlap,
    Reading,
    choice_indicator,
    criterion_value,
    language_overlap,
)
from corridor.kernel.errors import InputError

UP = ChoiceScale(0, 10)
DOWN = ChoiceScale(0, 10, more_is_better=False)


def years(**values):
    """Readings from y2020=5."""
    return [Reading(int(name[1:]), value) for name, value in values.items()]


def computed(formula, scale=UP, *, as_of=2025, fresh=3, factor=1.0, **inputs):
    return choice_indicator(formula, inputs, scale, as_of, fresh, factor)


def test_a_vacancy_rate_counts_vacancies_in_all_posts():
    found = computed(Formula.SHARE, a=years(y2024=45), b=years(y2024=955))

    assert (found.value, found.points, found.year) == (4.5, 0.45, 2024)


def test_tightness_is_vacancies_for_each_person_without_work():
    found = computed(Formula.RATIO, a=years(y2024=30), b=years(y2024=20))

    assert found.value == 1.5


def test_a_ratio_may_count_per_thousand():
    assert computed(Formula.RATIO, factor=1000, a=years(y2024=3), b=years(y2024=1500)).value == 2


def test_two_inputs_are_taken_of_the_newest_year_that_both_have():
    found = computed(Formula.RATIO, a=years(y2022=8, y2024=100), b=years(y2022=4, y2023=1))

    assert (found.value, found.year) == (2, 2022)


def test_inputs_without_a_common_year_say_nothing():
    found = computed(Formula.RATIO, a=years(y2024=1), b=years(y2023=1))

    assert (found.value, found.missing) == (None, ("a", "b"))


def test_an_input_without_a_year_goes_with_every_year():
    found = computed(Formula.RATIO, a=[Reading(None, 6)], b=years(y2021=2, y2023=3))

    assert (found.value, found.year) == (2, 2023)


def test_wage_pressure_is_the_growth_of_one_pay_less_that_of_all():
    # 100 to 121 in two years is ten per cent a year; 100 to 104.04 is two.
    found = computed(Formula.GROWTH_GAP, a=years(y2022=100, y2024=121), b=years(y2022=100, y2024=104.04))

    assert found.value == pytest.approx(8, rel=1e-12)


def test_growth_is_taken_over_at_most_five_years():
    pay = years(y2010=1, y2019=100, y2024=100)

    found = computed(Formula.GROWTH_GAP, a=pay, b=pay)

    assert found.value == 0


def test_growth_over_one_year_says_nothing():
    pay = years(y2023=100, y2024=110)

    assert computed(Formula.GROWTH_GAP, a=pay, b=pay).value is None


def test_the_lesser_share_is_that_of_the_sex_that_is_fewer():
    assert computed(Formula.LESSER_SHARE, a=years(y2024=30), b=years(y2024=70)).value == 30
    assert computed(Formula.LESSER_SHARE, a=years(y2024=70), b=years(y2024=30)).value == 30


def test_marks_are_added():
    found = computed(Formula.MARKS, border=[Reading(None, 1)], language=[Reading(None, 0)], history=[Reading(None, 1)])

    assert (found.value, found.year, found.is_stale) == (2, None, False)


@pytest.mark.parametrize(("scale", "place"), [(UP, 0.2), (DOWN, 0.8)])
def test_the_place_runs_from_the_worst_end_to_the_best(scale, place):
    assert computed(Formula.LEVEL, scale, a=years(y2024=2)).points == pytest.approx(place, rel=1e-12)


@pytest.mark.parametrize(("value", "place"), [(-4, 0), (14, 1)])
def test_a_value_outside_the_scale_is_cut_off_and_marked(value, place):
    found = computed(Formula.LEVEL, a=years(y2024=value))

    assert (found.value, found.points, found.is_outside) == (value, place, True)


def test_what_is_missing_may_lie_anywhere_on_the_scale():
    found = computed(Formula.RATIO, ChoiceScale(2, 8), a=years(y2024=1), b=[])

    assert (found.value, found.low, found.high, found.missing) == (None, 2, 8, ("b",))
    assert (found.points, found.points_low, found.points_high) == (None, 0, 1)


@pytest.mark.parametrize("formula", [Formula.RATIO, Formula.SHARE, Formula.LESSER_SHARE])
def test_a_division_by_nothing_is_not_known(formula):
    assert computed(formula, a=years(y2024=0), b=years(y2024=0)).value is None


@pytest.mark.parametrize(("year", "stale"), [(2022, False), (2021, True)])
def test_an_old_figure_stays_and_is_marked(year, stale):
    found = computed(Formula.LEVEL, a=[Reading(year, 5)])

    assert (found.value, found.is_stale) == (5, stale)


def test_a_figure_that_does_not_age_is_never_stale():
    assert not computed(Formula.LEVEL, fresh=None, a=[Reading(1990, 5)]).is_stale
    assert not computed(Formula.LEVEL, fresh=0, a=[Reading(None, 5)]).is_stale


def test_a_newer_alternative_never_moves_another():
    before = computed(Formula.LEVEL, a=years(y2024=4))
    computed(Formula.LEVEL, a=years(y2024=400))

    assert computed(Formula.LEVEL, a=years(y2024=4)) == before


def test_a_criterion_is_the_mean_of_what_is_known_with_an_honest_interval():
    known = computed(Formula.LEVEL, a=years(y2024=8))
    unknown = computed(Formula.LEVEL, a=[])

    found = criterion_value([known, unknown])

    assert (found.points, found.known, found.asked) == (0.8, 1, 2)
    assert (found.points_low, found.points_high) == (pytest.approx(0.4), pytest.approx(0.9))


def test_a_criterion_of_which_nothing_is_known_has_no_value():
    found = criterion_value([computed(Formula.LEVEL, a=[])])

    assert (found.points, found.points_low, found.points_high) == (None, 0, 1)


def test_countries_share_the_language_that_most_people_of_both_speak():
    overlap = language_overlap({"ar": 0.9, "fr": 0.36, "en": 0.14}, {"nl": 0.55, "fr": 0.38, "en": 0.6})

    assert overlap == LanguageOverlap(0.36, "fr")


def test_countries_without_a_common_language_share_nothing():
    assert language_overlap({"es": 1.0}, {"de": 0.9}) == LanguageOverlap(0.0, "")


@pytest.mark.parametrize(
    ("call", "field"),
    [
        (lambda: computed(Formula.LEVEL, ChoiceScale(3, 3), a=years(y2024=1)), "scale"),
        (lambda: computed(Formula.LEVEL, ChoiceScale(math.nan, 3), a=years(y2024=1)), "low"),
        (lambda: computed(Formula.RATIO, a=years(y2024=-1), b=years(y2024=1)), "a"),
        (lambda: computed(Formula.LEVEL, a=years(y2024=math.inf)), "a"),
        (lambda: criterion_value([]), "values"),
        (lambda: language_overlap({"fr": 1.2}, {"fr": 0.5}), "share"),
    ],
)
def test_what_cannot_be_judged_is_refused_by_name(call, field):
    with pytest.raises(InputError) as refused:
        call()

    assert refused.value.field == field
