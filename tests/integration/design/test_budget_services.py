"""Cost lines with their payers: what is refused, what is computed."""

from datetime import date
from decimal import Decimal

import pytest

from corridor.access.roles import Role
from corridor.core.models import Run
from corridor.design.budgets import services
from corridor.design.budgets.models import Actual, BudgetLine
from corridor.design.budgets.runs import assess, blocks_of
from corridor.design.budgets.selectors import budget_of, employer_lines, spent_of
from corridor.kernel.errors import InputError, NotPermitted, RuleViolation
from tests.factories.access import make_member
from tests.factories.design import make_budget, make_colleague, make_designer, make_line, make_scheme

pytestmark = pytest.mark.django_db


@pytest.fixture
def budget():
    return make_budget(participants=100, placements=50, months=24)


@pytest.fixture
def designer(budget):
    return make_designer(budget.scheme)


def test_a_line_takes_from_the_taxonomy_what_is_left_open(budget, designer):
    line = services.save_line(budget=budget, item_code="TR.02", unit_cost=800, shares={"employer": 100}, by=designer)

    assert (line.behaviour, line.phase, line.need, line.ilo_class) == ("V", "pre_departure", "essential", "train")


@pytest.mark.parametrize(("shares", "said"), [({"employer": 90}, "90 %"), ({"employer": 60, "donor": 60}, "120 %")])
def test_shares_that_do_not_make_the_whole_are_refused_and_change_nothing(budget, designer, shares, said):
    with pytest.raises(InputError, match=f"Cost line 1 is shared to {said}, not 100 %"):
        services.save_line(budget=budget, item_code="PI.04", unit_cost=1000, shares=shares, by=designer)

    assert not BudgetLine.objects.exists()


def test_shares_of_thirds_must_add_up_to_the_last_hundredth(budget, designer):
    shares = {"employer": Decimal("33.33"), "donor": Decimal("33.33"), "dest_gov": Decimal("33.34")}

    line = services.save_line(budget=budget, item_code="PI.04", unit_cost=1000, shares=shares, by=designer)

    assert sum(share.share_percent for share in line.shares.all()) == 100


@pytest.mark.parametrize("item_code", ["PS.01", "TV.01", "TV.03", "DS.05", "DS.06", "TR.01"])
def test_no_one_can_give_a_recruitment_cost_to_the_worker(budget, designer, item_code):
    with pytest.raises(RuleViolation, match="the worker never pays it"):
        services.save_line(
            budget=budget, item_code=item_code, unit_cost=100, shares={"migrant": 1, "employer": 99}, by=designer
        )


def test_a_recruitment_cost_cannot_be_relabelled(budget, designer):
    with pytest.raises(RuleViolation):
        services.save_line(
            budget=budget, item_code="PS.01", label="Rent", unit_cost=100, shares={"migrant": 100}, by=designer
        )


def test_ordinary_living_costs_may_be_the_workers(budget, designer):
    line = services.save_line(budget=budget, item_code="TV.07", unit_cost=700, shares={"migrant": 100}, by=designer)

    assert line.ilo_class == "none"


def test_an_illegitimate_cost_is_refused_whoever_pays(budget, designer):
    with pytest.raises(RuleViolation, match="illegitimate"):
        services.save_line(budget=budget, item_code="XX.01", unit_cost=1, shares={"employer": 100}, by=designer)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"item_code": "ZZ.99"}, "no item ZZ.99"),
        ({"unit_cost": -5}, "below zero"),
        ({"shares": {"aunt": 100}}, "not a payer"),
        ({"shares": {"employer": 150, "donor": -50}}, "below zero"),
    ],
)
def test_bad_lines_are_refused_with_the_reason(budget, designer, changed, words):
    fields = {"item_code": "PI.04", "unit_cost": 1, "shares": {"donor": 100}} | changed

    with pytest.raises(InputError, match=words):
        services.save_line(budget=budget, by=designer, **fields)


def test_a_line_is_changed_with_its_shares(budget, designer):
    line = services.save_line(budget=budget, item_code="PI.04", unit_cost=10, shares={"donor": 100}, by=designer)

    services.save_line(
        budget=budget, item_code="PI.04", unit_cost=20, shares={"donor": 50, "dest_gov": 50}, by=designer, line=line
    )

    assert BudgetLine.objects.get().unit_cost == 20
    assert {share.payer for share in line.shares.all()} == {"donor", "dest_gov"}


def test_only_the_leading_organisation_enters_lines(budget):
    with pytest.raises(NotPermitted):
        services.save_line(
            budget=budget,
            item_code="PI.04",
            unit_cost=1,
            shares={"donor": 100},
            by=make_colleague(budget.scheme, Role.DONOR),
        )


def test_a_budget_is_computed_once_and_found_again_by_its_run(budget, designer):
    # 100 participants x 800 = 80,000, of which employers bear 60 %.
    services.save_line(
        budget=budget, item_code="TR.02", unit_cost=800, shares={"employer": 60, "donor": 40}, by=designer
    )

    first, run = assess(budget=budget, by=designer)
    again, same = assess(budget=budget, by=designer)

    assert first.total == again.total == Decimal(80000)
    assert first.by_payer["employer"] == Decimal(48000)
    assert (first.unit_costs.per_participant, first.unit_costs.per_placement) == (Decimal(800), Decimal(1600))
    assert (run, Run.objects.count()) == (same, 1)


def test_a_changed_budget_gets_a_run_of_its_own(budget, designer):
    line = make_line(budget)
    assess(budget=budget, by=designer)
    line.unit_cost = 5
    line.save()

    assess(budget=budget, by=designer)

    assert Run.objects.count() == 2


def test_a_rate_line_is_a_percentage_of_direct_costs(budget, designer):
    services.save_line(budget=budget, item_code="PI.04", unit_cost=1000, shares={"donor": 100}, by=designer)
    services.save_line(budget=budget, item_code="PI.13", unit_cost=7, shares={"donor": 100}, by=designer)

    assessment, _ = assess(budget=budget, by=designer)

    assert (assessment.direct, assessment.indirect) == (Decimal(1000), Decimal(70))


def test_the_guides_ratios_are_shown_to_make_101_percent(budget, designer):
    make_line(budget)

    assessment, _ = assess(budget=budget, by=designer)

    assert assessment.sample_sum == pytest.approx(1.01)
    assert any(f.rule == "R09" and "101" in f.sentence() for f in assessment.findings)


def test_an_overhead_above_the_cap_blocks_approval(budget):
    make_line(budget, unit_cost=1000)
    make_line(budget, item_code="PI.13", behaviour="R", unit_cost=8)

    assert blocks_of(budget) == ("R07",)


def test_an_empty_budget_says_what_to_do(budget, designer):
    with pytest.raises(InputError, match="no line yet"):
        assess(budget=budget, by=designer)


def test_an_employer_reads_only_what_falls_to_employers(budget):
    make_line(budget, shares={"donor": 100})
    make_line(budget, item_code="TV.01", ilo_class="travel", shares={"employer": 70, "donor": 30})
    employer = make_colleague(budget.scheme, Role.EMPLOYER)

    rows = employer_lines(user=employer, scheme=budget.scheme)

    assert [(row.line.item_code, row.share_percent) for row in rows] == [("TV.01", 70)]
    assert budget_of(user=employer, scheme=budget.scheme) is None
    assert not employer_lines(user=make_member(Role.EMPLOYER), scheme=budget.scheme)


def test_money_spent_is_recorded_while_the_plan_stands_approved(budget, designer):
    budget.scheme.is_open_for_changes = False
    budget.scheme.save()

    actual = services.record_actual(
        budget=budget, spent_on="2026-05-01", amount=120, payer="donor", by=designer, note="Course"
    )

    assert actual.amount == 120


def test_a_budget_opens_for_the_people_that_the_scheme_plans():
    scheme = make_scheme(target_participants=80, target_placements=40)
    designer = make_designer(scheme)

    budget = services.ensure_budget(scheme=scheme, by=designer)

    assert (budget.participants, budget.placements) == (80, 40)
    assert services.ensure_budget(scheme=scheme, by=designer) == budget


def test_money_spent_is_shown_newest_first_with_the_sum_of_all_entries(budget):
    for day in range(1, 13):
        Actual.objects.create(budget=budget, spent_on=date(2026, 3, day), amount=100, payer="donor")

    found = spent_of(budget=budget, newest=5, most=8)

    assert [row.spent_on.day for row in found.newest] == [12, 11, 10, 9, 8]
    assert [row.spent_on.day for row in found.older] == [7, 6, 5]
    assert (found.count, found.total) == (12, 1200)
