"""What the database itself holds about plans, and who reaches them."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override

from corridor.access.roles import READERS, Role
from corridor.access.selectors import may, visible
from corridor.design.budgets.models import BudgetLine, PayerShare
from corridor.design.partnerships.models import Motive
from corridor.design.schemes.models import Objective, Scheme
from tests.factories.access import make_member, make_organisation
from tests.factories.design import (
    make_budget,
    make_colleague,
    make_complete_scheme,
    make_corridor,
    make_designer,
    make_line,
    make_objective,
    make_partner,
    make_scheme,
)

pytestmark = pytest.mark.django_db


def refused(action) -> bool:
    try:
        with transaction.atomic():
            action()
    except IntegrityError:
        return True
    return False


def test_the_database_keeps_recruitment_costs_from_the_worker():
    line = make_line(ilo_class="fee", shares={"employer": 100})

    assert refused(
        lambda: PayerShare.objects.create(line=line, payer="migrant", share_percent=Decimal(10), ilo_class="fee")
    )


def test_a_corridor_joins_two_different_countries():
    assert refused(lambda: make_corridor(origin_iso3="MAR", destination_iso3="MAR"))


def test_a_scheme_cannot_end_before_it_starts():
    assert refused(lambda: make_scheme(start_date="2026-05-01", end_date="2026-04-30"))


@pytest.mark.parametrize("weight", [0, 101])
def test_a_weight_stands_between_1_and_100(weight):
    assert refused(lambda: make_objective(weight=weight))


def test_no_line_holds_an_illegitimate_cost():
    assert refused(lambda: make_line(ilo_class="illegitimate"))


@pytest.mark.parametrize("role", sorted(READERS))
def test_readers_of_the_workspace_see_the_scheme_and_its_plan(role):
    scheme = make_complete_scheme()
    reader = make_colleague(scheme, role)

    assert list(visible(Scheme.objects.all(), user=reader)) == [scheme]
    assert visible(Objective.objects.all(), user=reader).count() == 2


@pytest.mark.parametrize("role", [role for role in Role if role != Role.WORKER])
def test_an_organisation_outside_the_workspace_sees_nothing(role):
    make_complete_scheme()
    stranger = make_member(role)

    assert not visible(Scheme.objects.all(), user=stranger).exists()
    assert not visible(BudgetLine.objects.all(), user=stranger).exists()


def test_an_employer_sees_the_scheme_but_not_its_objectives_or_its_budget():
    scheme = make_complete_scheme()
    employer = make_colleague(scheme, Role.EMPLOYER)

    assert visible(Scheme.objects.all(), user=employer).exists()
    assert not visible(Objective.objects.all(), user=employer).exists()
    assert not visible(BudgetLine.objects.all(), user=employer).exists()
    assert visible(BudgetLine.objects.all(), user=employer, action="pay").exists()


def test_only_a_designer_of_the_leading_organisation_changes_the_plan():
    scheme = make_scheme()
    objective = make_objective(scheme)

    assert may(objective, user=make_designer(scheme), action="change")
    assert not may(objective, user=make_colleague(scheme, Role.DESIGNER), action="change")
    assert not may(scheme, user=make_member(Role.COMMITTEE, organisation=scheme.lead), action="change")


def test_assumed_motives_are_seen_by_their_authors_organisation_only():
    scheme = make_scheme()
    author, colleague = make_designer(scheme), make_colleague(scheme, Role.DESIGNER)
    partner = make_partner(scheme)
    Motive.objects.create(partner=partner, organisation=scheme.lead, text="Wants a contract", noted_by=author)

    assert visible(Motive.objects.all(), user=author).count() == 1
    assert not visible(Motive.objects.all(), user=colleague).exists()


def test_a_name_is_shown_in_the_readers_language():
    scheme = make_scheme(name="Engineers", name_fr="Ingénieurs")

    with override("fr"):
        assert scheme.localised_name == "Ingénieurs"
    with override("es"):
        assert scheme.localised_name == "Engineers"


def test_an_organisation_is_a_partner_once_per_scheme():
    partner = make_partner(organisation=make_organisation())

    assert refused(lambda: make_partner(partner.scheme, organisation=partner.organisation))


def test_a_scheme_has_one_budget():
    budget = make_budget()

    assert refused(lambda: make_budget(budget.scheme))
