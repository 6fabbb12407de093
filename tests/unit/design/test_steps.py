"""The five steps as data."""

import pytest

from corridor.design.schemes.models import Objective, Scheme
from corridor.design.studio.parts import BY_SLUG, PARTS
from corridor.design.studio.steps import BY_CODE, STEPS, Plan, missing_of


def test_the_steps_are_the_five_of_the_guide_in_their_order():
    assert [step.number for step in STEPS] == [1, 2, 3, 4, 5]
    assert list(BY_CODE) == ["objectives", "choice", "model", "design", "results"]


def test_every_part_of_a_step_exists_and_every_part_stands_in_its_step():
    assert {slug for step in STEPS for slug in step.parts} == set(BY_SLUG)
    assert all(part.slug in BY_CODE[part.step].parts for part in PARTS)


def test_names_of_required_fields_are_unique():
    names = [(step.code, each.field) for step in STEPS for each in step.requires]

    assert len(names) == len(set(names))


def test_an_empty_plan_lacks_something_in_every_step():
    missing = missing_of(Plan(scheme=Scheme()))

    assert {each.step for each in missing} == set(BY_CODE)


@pytest.mark.parametrize(("kind", "left"), [("objective", "motivation"), ("motivation", "objective")])
def test_an_objective_does_not_stand_for_a_motivation(kind, left):
    plan = Plan(scheme=Scheme(), objectives=(Objective(kind=kind),))

    assert [each.field for each in BY_CODE["objectives"].missing(plan)] == [left]


def test_no_indicator_has_no_baseline_but_also_nothing_else_to_fill():
    missing = [each.field for each in BY_CODE["results"].missing(Plan(scheme=Scheme()))]

    assert missing == ["indicator"]
