"""What falls to an employer for the posts of a job order, by the engine that adds up the budget."""

from decimal import Decimal

import pytest

from corridor.access.roles import Role
from corridor.design.budgets.runs import assessment_of, employer_costs
from tests.factories.access import make_member
from tests.factories.design import make_budget, make_colleague, make_line

pytestmark = pytest.mark.django_db


def costs(budget, positions=1):
    return employer_costs(user=make_colleague(budget.scheme, Role.EMPLOYER), scheme=budget.scheme, positions=positions)


def test_a_cost_of_each_person_is_taken_for_one_and_for_the_posts():
    budget = make_budget(participants=100, placements=50, months=6)
    make_line(budget, shares={"employer": 60, "donor": 40}, behaviour="V", unit_cost=1000)

    (row,) = costs(budget, positions=3)

    assert (row.per_person, row.all_posts, row.is_shared) == (Decimal(600), Decimal(1800), False)
    assert row.share == Decimal("0.6")


def test_a_cost_of_each_month_runs_over_the_months_of_the_budget():
    budget = make_budget(months=6)
    make_line(budget, shares={"employer": 50, "donor": 50}, behaviour="VM", unit_cost=20)

    (row,) = costs(budget, positions=2)

    assert (row.per_person, row.all_posts) == (Decimal(60), Decimal(120))


@pytest.mark.parametrize(("fields", "expected"), [({}, "100"), ({"quantity": 3}, "300"), ({"behaviour": "S"}, "100")])
def test_any_other_cost_is_shared_by_all_placements(fields, expected):
    budget = make_budget(participants=100, placements=50)
    make_line(budget, shares={"employer": 100}, unit_cost=5000, **fields)

    (row,) = costs(budget)

    assert (row.per_person, row.is_shared) == (Decimal(expected), True)


def test_a_cost_of_each_person_with_a_quantity_of_its_own_is_shared():
    budget = make_budget(participants=100, placements=50)
    make_line(budget, shares={"employer": 100}, behaviour="V", unit_cost=100, quantity=25)

    (row,) = costs(budget)

    assert (row.per_person, row.is_shared) == (Decimal(50), True)


def test_without_placements_the_participants_share():
    budget = make_budget(participants=100, placements=0)
    make_line(budget, shares={"employer": 100}, unit_cost=5000)

    assert costs(budget)[0].per_person == Decimal(50)


def test_where_nobody_is_planned_nothing_is_said_for_one_person():
    budget = make_budget(participants=0, placements=0)
    make_line(budget, shares={"employer": 100}, unit_cost=5000)

    (row,) = costs(budget)

    assert (row.per_person, row.all_posts) == (None, None)


def test_a_rate_is_told_as_a_share_of_direct_costs():
    budget = make_budget()
    make_line(budget, shares={"employer": 50, "donor": 50}, item_code="PI.13", behaviour="R", unit_cost=7)

    (row,) = costs(budget)

    assert (row.per_person, row.rate_share) == (None, Decimal("0.035"))


def test_all_posts_together_pay_what_the_budget_gives_to_employers():
    budget = make_budget(participants=50, placements=50, months=7)
    make_line(budget, shares={"employer": Decimal("33.33"), "donor": Decimal("66.67")}, unit_cost=Decimal("1234.56"))
    make_line(budget, shares={"employer": 60, "donor": 40}, behaviour="V", unit_cost=Decimal("99.99"))
    make_line(budget, shares={"employer": 10, "donor": 90}, behaviour="VM", unit_cost=Decimal("3.33"))

    rows = costs(budget, positions=50)

    assert sum(row.all_posts for row in rows) == assessment_of(budget).by_payer["employer"]


def test_an_amount_of_a_currency_without_cents_is_a_whole_number():
    budget = make_budget(placements=3, currency="JPY")
    make_line(budget, shares={"employer": 100}, unit_cost=1000)

    assert costs(budget)[0].per_person == Decimal(333)


def test_an_employer_outside_the_scheme_reads_nothing():
    budget = make_budget()
    make_line(budget, shares={"employer": 100})

    assert employer_costs(user=make_member(Role.EMPLOYER), scheme=budget.scheme, positions=1) == []
