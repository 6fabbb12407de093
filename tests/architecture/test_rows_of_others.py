"""Nobody reaches the rows of another organisation, country or scheme; and these tests would notice if somebody did."""

import pytest

from corridor.access import selectors as door
from corridor.delivery.recruitment.models import Nomination
from corridor.delivery.recruitment.selectors import candidates
from corridor.delivery.reintegration import views as reintegration
from corridor.delivery.reintegration.models import ReturnPlan
from corridor.portal.employer.views import orders
from tests.architecture import access_check as check

pytestmark = pytest.mark.django_db


def line(name):
    return [each for each in check.lines() if each.name == name]


def test_nobody_reaches_the_rows_of_others(world):
    assert check.wrong_reach(world, check.lines("page", "api")) == []


def test_every_reach_is_of_a_row_and_a_role_in_the_matrix():
    things = {(each.thing, who) for each in check.lines() for who, cell in each.cells.items() if cell != "403"}

    assert {(thing, role) for thing, _whose, role in check.reach()} <= things


@pytest.mark.parametrize(
    ("name", "who", "whose"),
    [
        ("schemes:detail", "donor", "other_scheme"),
        ("mobility:case", "officer_destination", "other_country"),
        ("training:cohort", "trainer", "other_organisation"),
        ("skills:person", "worker", "other_organisation"),
        ("POST protection:act", "protection", "other_scheme"),
        ("GET /api/v1/cases/{pk}", "counsellor", "other_scheme"),
    ],
)
def test_a_door_to_all_rows_is_noticed(world, monkeypatch, name, who, whose):
    monkeypatch.setattr(door, "visible", lambda rows, **_who: rows)

    found = check.wrong_reach(world, line(name))

    assert any(f"for {who}," in wrong and f"of {whose}:" in wrong for wrong in found)


def test_an_employer_who_is_shown_everybody_is_noticed(world, monkeypatch):
    def everybody(*, user, vacancy_id):
        rows = Nomination.objects.exclude(vacancy=vacancy_id).select_related("candidate__person", "vacancy")
        return [candidates._shown(row) for row in rows]

    monkeypatch.setattr(orders, "people_shown_to_employer", everybody)
    monkeypatch.setattr(orders, "nominations_of", lambda **_who: Nomination.objects.select_related("vacancy"))

    found = check.wrong_answers(world, line("employer_portal:vacancy"))

    assert "employer_portal:vacancy shows Otherscheme to employer" in found


def test_a_counsellor_who_is_shown_every_return_plan_is_noticed(world, monkeypatch):
    monkeypatch.setattr(reintegration, "shared_plans", lambda **_who: ReturnPlan.objects.order_by("pk"))

    found = check.wrong_answers(world, line("reintegration:plans"))

    assert "reintegration:plans shows Othercountry to counsellor" in found
