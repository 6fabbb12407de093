"""Unit costs, funnels and scale, beside the figures that the sources print."""

import math

import pytest
from hypothesis import given, strategies as st

from corridor.engines.costing import (
    attrition_cost,
    break_even_volume,
    cost_per_outcome,
    cost_per_outcome_counts,
    fit_fixed_variable,
    learning_curve,
    placement_funnel,
    scale_economies,
    stage_rates,
    unit_cost,
)
from corridor.kernel.errors import InputError


def test_a_printed_unit_cost_that_its_own_figures_contradict_is_shown_with_a_warning():
    cost = unit_cost(budget=13_300_000, placed=631, published=20811, currency="ECU")

    assert round(cost.unit, 2) == 21077.65
    assert cost.warn
    assert cost.implied_budget_from_published == 13131741


@pytest.mark.parametrize(("published", "warn"), [(101, False), (99, True), (100, False), (102, True)])
def test_a_gap_of_more_than_one_percent_warns_in_both_directions(published, warn):
    assert unit_cost(budget=1000, placed=10, published=published).warn is warn


def test_without_a_published_figure_there_is_nothing_to_compare():
    cost = unit_cost(budget=400000, beneficiaries=45)

    assert (round(cost.unit, 2), cost.rel_diff, cost.warn) == (8888.89, None, False)


def test_a_funnel_with_an_unknown_stage_leaves_that_rate_out():
    found = placement_funnel(budget=90000, placed=9, vacancies=30)

    assert (found.unit, found.vacancy_fill, found.profile_to_placement) == (10000, 0.3, None)


def test_the_three_readings_of_one_sources_cost_per_contract_stand_beside_each_other():
    assert round(cost_per_outcome(15000, 0.71).cost_per_contract, 2) == 21126.76
    assert round(cost_per_outcome_counts(15000, 100, 70).cost_per_contract, 2) == 21428.57
    assert round(cost_per_outcome_counts(15000, 101, 70).cost_per_contract, 2) == 21642.86


def test_the_intake_is_the_smallest_that_reaches_the_target():
    found = stage_rates([200, 150, 50], target=10)

    assert (found.rates, found.overall, found.required_intake) == ((0.75, pytest.approx(1 / 3)), 0.25, 40)


@given(st.integers(1, 500), st.integers(1, 500), st.integers(1, 500))
def test_one_person_fewer_would_miss_the_target(first, last, target):
    first = max(first, last)
    intake = stage_rates([first, last], target).required_intake

    assert intake * last >= target * first > (intake - 1) * last


def test_nobody_at_the_end_gives_no_intake():
    assert stage_rates([10, 0], target=5).required_intake is None


def test_average_cost_falls_with_size_towards_the_variable_cost():
    assert scale_economies(F=1000, v=10, n=[10, 100]).avg == (110, 20)


@given(st.integers(0, 10**6), st.integers(0, 10**4), st.integers(1, 99), st.integers(100, 999))
def test_fixed_and_variable_cost_are_recovered_from_two_sizes(fixed, variable, n1, n2):
    fit = fit_fixed_variable(n1, fixed + variable * n1, n2, fixed + variable * n2)

    assert (fit.F, fit.v) == (fixed, variable)


def test_cost_falls_by_the_rate_with_every_doubling():
    curve = learning_curve(c1=1000, rate=0.8, n=[1, 2, 4])

    assert curve.b == pytest.approx(math.log2(0.8), rel=1e-12)
    assert curve.unit == pytest.approx((1000, 800, 640), rel=1e-12)
    assert curve.cumulative_average[1] == pytest.approx(900, rel=1e-12)


def test_everybody_who_enters_a_stage_costs():
    found = attrition_cost(stage_cost=[100, 400], pass_rate=[0.5, 0.5])

    assert (found.expected_cost_per_intake, found.success, found.cost_per_success) == (300, 0.25, 1200)


@pytest.mark.parametrize(("fixed", "n"), [(6000, 4), (6001, 5), (0, 0)])
def test_the_break_even_volume_is_a_whole_number_that_covers_the_cost(fixed, n):
    assert break_even_volume(fixed=fixed, variable=500, fee_per_placement=2000).n == n


@pytest.mark.parametrize(
    ("call", "field"),
    [
        (lambda: unit_cost(100), "placed"),
        (lambda: unit_cost(100, placed=1, beneficiaries=1), "placed"),
        (lambda: unit_cost(100, placed=0), "placed or beneficiaries"),
        (lambda: unit_cost(100, placed=1, published=0), "published"),
        (lambda: placement_funnel(100, 0), "placed"),
        (lambda: placement_funnel(100, 1, vacancies=0), "vacancies"),
        (lambda: cost_per_outcome(100, 0), "placement_rate"),
        (lambda: cost_per_outcome(100, 71), "placement_rate"),
        (lambda: cost_per_outcome_counts(100, 10, 0), "contracts"),
        (lambda: stage_rates([10]), "counts"),
        (lambda: stage_rates([10, 11]), "counts"),
        (lambda: stage_rates([10, 0, 0]), "counts"),
        (lambda: scale_economies(1, 1, [0]), "n"),
        (lambda: fit_fixed_variable(5, 1, 5, 2), "n2"),
        (lambda: learning_curve(1, 0, [1]), "rate"),
        (lambda: attrition_cost([1], [0.5, 0.5]), "stage_cost and pass_rate"),
        (lambda: attrition_cost([1], [0]), "pass_rate"),
        (lambda: break_even_volume(100, 50, 50), "fee_per_placement"),
    ],
)
def test_what_cannot_be_divided_is_refused_by_name(call, field):
    with pytest.raises(InputError) as refused:
        call()

    assert refused.value.field == field
