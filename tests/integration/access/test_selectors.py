"""Rows are reached through grants only: by organisation, country, workspace and person."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404

from corridor.access.models import Membership, Organisation
from corridor.access.roles import Role
from corridor.access.rules import Grant
from corridor.access.selectors import get_visible, may, organisations_of, roles_of, scope_of, visible
from corridor.access.services import end_role, give_role, invite
from corridor.core.models import AuditEntry
from corridor.kernel.errors import InputError
from tests.factories.access import make_member, make_organisation, make_user, make_workspace

pytestmark = pytest.mark.django_db


def test_a_stranger_sees_nothing():
    make_organisation()

    assert not visible(Organisation.objects.all(), user=AnonymousUser()).exists()


def test_a_user_without_roles_sees_nothing():
    make_organisation()

    assert not visible(Organisation.objects.all(), user=make_user()).exists()


def test_a_grant_without_a_tie_is_refused():
    with pytest.raises(ValueError, match="every row"):
        Grant(Role.DESIGNER)


def test_an_officer_sees_the_organisations_of_her_workspaces_once_each():
    mine, partner, other = make_organisation(), make_organisation(), make_organisation()
    make_workspace(mine, partner)
    make_workspace(mine, partner)
    make_workspace(other)
    officer = make_member(Role.OFFICER_ORIGIN, organisation=mine)

    seen = list(visible(Organisation.objects.all(), user=officer))

    assert sorted(o.pk for o in seen) == sorted([mine.pk, partner.pk])


def test_an_administrator_sees_the_members_of_her_own_organisation_only():
    administrator = make_member(Role.ADMINISTRATOR)
    make_member(Role.DESIGNER)

    assert [m.user for m in visible(Membership.objects.all(), user=administrator)] == [administrator]


def test_anothers_row_and_a_missing_row_are_the_same_404():
    administrator = make_member(Role.ADMINISTRATOR)
    other = make_member(Role.DESIGNER).memberships.get()

    for pk in (other.pk, 10**9):
        with pytest.raises(Http404):
            get_visible(Membership.objects.all(), user=administrator, pk=pk)


def test_an_ended_role_opens_nothing():
    administrator = make_member(Role.ADMINISTRATOR)
    membership = administrator.memberships.get()
    end_role(membership=membership, by=administrator)
    administrator = type(administrator).objects.get(pk=administrator.pk)

    assert roles_of(administrator) == frozenset()
    assert not may(membership, user=administrator, action="view")


def test_an_inactive_account_has_no_scope():
    person = make_member(Role.DESIGNER)
    person.is_active = False

    assert scope_of(person).user_id is None


def test_the_scope_of_a_role_does_not_leak_into_another():
    spanish, moroccan = make_organisation(iso3="ESP"), make_organisation(iso3="MAR")
    person = make_member(Role.OFFICER_DESTINATION, organisation=spanish)
    give_role(user=person, role=Role.COUNSELLOR, organisation=moroccan, by=None)

    person = type(person).objects.get(pk=person.pk)
    parts = {part.role: part for part in scope_of(person).by_role}

    assert parts[Role.OFFICER_DESTINATION].countries == {"ESP"}
    assert parts[Role.COUNSELLOR].countries == {"MAR"}
    assert list(organisations_of(person, role=Role.COUNSELLOR)) == [moroccan]


def test_a_staff_role_needs_an_organisation():
    with pytest.raises(InputError, match="needs an organisation"):
        give_role(user=make_user(), role=Role.DESIGNER, organisation=None, by=None)


def test_an_invitation_makes_one_account_and_is_on_the_audit():
    administrator = make_member(Role.ADMINISTRATOR)
    organisation = administrator.memberships.get().organisation

    for role in (Role.DESIGNER, Role.EVALUATOR):
        invite(email="New@Example.org", full_name="Newcomer", role=role, organisation=organisation, by=administrator)

    assert {m.role for m in Membership.objects.filter(user__email="new@example.org")} == {"designer", "evaluator"}
    assert AuditEntry.objects.filter(action="access.role_given").count() == 2
