"""Stock and flows, age groups, openings, recruits: worked by hand, against plain loops, and refusals."""

import math
import random

import pytest

from corridor.engines.outlook import age_cohorts, openings, project_cohorts, recruits_needed, stock_flow
from corridor.engines.outlook.reference import cohort_year, recruits_left, stock_path
from corridor.kernel.errors import InputError

RTOL = 1e-12  # sums of a few products
FLOWS = {
    "stock": 100,
    "graduates": 10,
    "participation": 0.5,
    "immigration": 2,
    "retire": 0.1,
    "emigrate": 0.05,
    "other": 0.05,
    "demand0": 100,
    "growth": 0.1,
    "years": 2,
}


def test_a_stock_loses_its_shares_and_gains_its_people():
    rows = stock_flow(**FLOWS).rows

    assert [(row.t, row.stock, row.demand, row.gap, row.replacement) for row in rows] == [
        (1, 87.0, 110.0, 23.0, 20.0),
        (2, 76.6, 121.0, 44.4, 17.4),
    ]


def test_people_who_return_enter_the_stock():
    rows = stock_flow(**FLOWS, returns=3).rows

    assert rows[0].stock == 90.0


def test_a_stock_agrees_with_the_plain_recursion():
    chance = random.Random(1)
    for _ in range(50):
        retire, emigrate, other = (chance.uniform(0, 0.3) for _ in range(3))
        given = FLOWS | {
            "stock": chance.uniform(0, 1e5),
            "graduates": chance.uniform(0, 1e3),
            "retire": retire,
            "emigrate": emigrate,
            "other": other,
            "years": chance.randint(1, 12),
        }

        rows = stock_flow(**given).rows

        path = stock_path(given["stock"], given["graduates"] * 0.5 + 2, retire + emigrate + other, given["years"])
        assert [row.stock for row in rows] == pytest.approx(path, rel=RTOL)


def test_rates_that_add_up_to_one_on_paper_empty_the_stock():
    rows = stock_flow(**FLOWS | {"retire": 0.7, "emigrate": 0.2, "other": 0.1, "graduates": 0, "immigration": 0}).rows

    assert [row.stock for row in rows] == [0.0, 0.0]


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("stock", -1, "stock is -1, below zero."),
        ("graduates", -5, "graduates is -5, below zero."),
        ("immigration", math.nan, "immigration is nan, which is not a number."),
        ("participation", 80, "participation is 80; a share lies between 0 and 1."),
        ("retire", -0.03, "retire is -0.03; a share lies between 0 and 1."),
        ("emigrate", 1.5, "emigrate is 1.5; a share lies between 0 and 1."),
        ("retire", 0.95, "retire, emigrate, other add up to 1.05: more people would leave than there are."),
        ("growth", -1, "growth is -1; a growth rate lies above -1 and is at most 10."),
        ("growth", 11, "growth is 11; a growth rate lies above -1 and is at most 10."),
        ("stock", 1e16, "stock is 1e+16; larger numbers than 1000000000000000 are not computed."),
        ("years", 101, "years is 101; at most 100 are computed."),
        ("years", 0, "years is 0; it must be a whole number of at least 1."),
        ("years", 1.5, "years is 1.5; it must be a whole number of at least 1."),
    ],
)
def test_a_flow_that_cannot_be_is_refused(name, value, sentence):
    with pytest.raises(InputError) as refused:
        stock_flow(**FLOWS | {name: value})

    assert refused.value.sentence() == sentence
    assert refused.value.advice()


def test_an_age_group_loses_exits_first_and_a_fifth_of_the_rest_moves_up():
    step = age_cohorts([100, 50], [0.1, 0.2], [20, 0])

    # 100 - 10 = 90, 18 move up, 20 enter; 50 - 10 = 40, 8 grow out, 18 come.
    assert step.new == (92.0, 50.0)
    assert (step.exits_total, step.aged_out, step.inflow_total, step.check_balance) == (28.0, 8.0, 20.0, 0.0)


def test_groups_may_be_wider_than_five_years():
    assert age_cohorts([100, 0], [0, 0], [0, 0], group_years=10).new == (90.0, 10.0)


def test_age_groups_agree_with_the_plain_loop_and_balance_exactly():
    chance = random.Random(2)
    for _ in range(50):
        size = chance.randint(1, 8)
        stock, exits, inflow = ([chance.uniform(0, most) for _ in range(size)] for most in (5000, 1, 300))
        width = chance.randint(1, 10)

        step = age_cohorts(stock, exits, inflow, width)

        new, gone = cohort_year(stock, exits, inflow, width)
        assert step.new == pytest.approx(new, rel=RTOL)
        assert step.exits_total == pytest.approx(gone, rel=RTOL)
        assert step.check_balance == 0.0


def test_several_years_are_single_years_in_a_row():
    stock, exits, inflow = [1000, 1500, 1800, 1200], [0.02, 0.02, 0.03, 0.15], [80, 10, 0, 0]

    path = project_cohorts(stock, exits, inflow, 3)

    after = stock
    for _ in range(3):
        after, _gone = cohort_year(after, exits, inflow, 5)
    assert path.steps[-1].new == pytest.approx(after, rel=RTOL)
    assert path.totals[-1] == pytest.approx(sum(after), rel=RTOL)
    assert path.check_balance == 0.0


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"stock": []}, "stock is empty."),
        ({"exit": [0.1]}, "stock, exit have 2 and 1 entries."),
        ({"inflow": [1, 2, 3]}, "stock, inflow have 2 and 3 entries."),
        ({"stock": [1, -2]}, "stock[1] is -2, below zero."),
        ({"exit": [0.1, 1.2]}, "exit[1] is 1.2; a share lies between 0 and 1."),
        ({"inflow": [-1, 0]}, "inflow[0] is -1, below zero."),
        ({"group_years": 0}, "group_years is 0; it must be a whole number of at least 1."),
    ],
)
def test_age_groups_that_cannot_be_are_refused(changed, sentence):
    with pytest.raises(InputError) as refused:
        age_cohorts(**{"stock": [1, 2], "exit": [0.1, 0.1], "inflow": [0, 0]} | changed)

    assert refused.value.sentence() == sentence


def test_openings_are_expansion_and_replacement():
    found = openings(2000, 0.01, 0.03)

    assert (found.expansion, found.replacement, found.openings, found.replacement_share) == (20, 60, 80, 0.75)


def test_a_shrinking_occupation_replaces_only_some():
    found = openings(2000, -0.01, 0.03)

    assert (found.expansion, found.openings, found.replacement_share) == (-20, 40, 1.5)


def test_openings_of_nobody_have_no_share():
    assert math.isnan(openings(0, 0.01, 0.03).replacement_share)


@pytest.mark.parametrize("given", [(-1, 0, 0), (1, -1, 0), (1, 0, 1.1), (1, 0, -0.1)])
def test_openings_of_impossible_rates_are_refused(given):
    with pytest.raises(InputError):
        openings(*given)


def test_recruits_who_stay_are_the_gap_over_the_years():
    found = recruits_needed(100, 10, 4, 0)

    assert (found.target_total, found.factor, found.annual_recruits, found.residual_gap) == (140, 4, 35, 0)


def test_recruits_who_all_leave_again_must_come_in_the_last_year():
    found = recruits_needed(100, 0, 4, 1)

    assert (found.factor, found.annual_recruits) == (1, 100)


def test_a_surplus_needs_no_recruits_and_says_how_many_are_too_many():
    found = recruits_needed(-100, 10, 4, 0.1)

    assert (found.target_total, found.annual_recruits, found.residual_gap) == (-60, 0, -60)


def test_recruits_carried_forward_close_the_gap():
    chance = random.Random(3)
    for _ in range(50):
        gap, grows, attrition = chance.uniform(0, 1e4), chance.uniform(0, 500), chance.uniform(0, 1)
        years = chance.randint(1, 15)

        found = recruits_needed(gap, grows, years, attrition)

        assert recruits_left(found.annual_recruits, attrition, years) == pytest.approx(gap + grows * years, rel=RTOL)
        assert found.residual_gap == 0


@pytest.mark.parametrize("given", [(1, 1, 0, 0.1), (1, 1, 2, 1.1), (1, 1, 2, -0.1), (math.inf, 1, 2, 0.1)])
def test_recruits_for_an_impossible_plan_are_refused(given):
    with pytest.raises(InputError):
        recruits_needed(*given)
