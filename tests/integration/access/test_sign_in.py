"""Signing in: staff roles need a second factor, nobody without a role sees anything."""

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from corridor.access.roles import Role
from corridor.access.services import open_account
from corridor.core.models import AuditEntry
from tests.conftest import pass_second_factor
from tests.factories.access import make_member, make_user

pytestmark = pytest.mark.django_db


def test_staff_without_a_second_factor_is_led_to_set_one_up(client):
    client.force_login(make_member(Role.ADMINISTRATOR))

    answer = client.get(reverse("access:members"))

    assert answer.status_code == 302
    assert reverse("mfa_activate_totp") in answer["Location"]


def test_staff_who_has_not_used_the_second_factor_in_this_session_is_asked_for_it(client):
    administrator = make_member(Role.ADMINISTRATOR)
    Authenticator.objects.create(user=administrator, type=Authenticator.Type.TOTP, data={"secret": "x"})
    client.force_login(administrator)

    answer = client.get(reverse("access:members"))

    assert reverse("mfa_reauthenticate") in answer["Location"]


def test_a_program_of_staff_without_a_second_factor_is_refused_with_a_problem(client):
    client.force_login(make_member(Role.DESIGNER))

    answer = client.get("/api/v1/schemes")

    assert answer.status_code == 403
    assert answer.json()["title"] == "This role needs a second factor."


def test_staff_with_a_second_factor_gets_in(client, sign_in):
    sign_in(make_member(Role.ADMINISTRATOR))

    assert client.get(reverse("access:members")).status_code == 200


def test_a_second_factor_of_another_person_does_not_count(client):
    first, second = make_member(Role.ADMINISTRATOR), make_member(Role.ADMINISTRATOR)
    client.force_login(first)
    pass_second_factor(client, first)
    client.force_login(second)

    assert client.get(reverse("access:members")).status_code == 302


def test_an_account_without_a_role_is_told_whom_to_ask(client):
    client.force_login(make_user())

    answer = client.get(reverse("access:members"))

    assert answer.status_code == 403
    assert b"has no role yet" in answer.content


def test_a_stranger_is_asked_to_sign_in(client):
    answer = client.get(reverse("access:members"))

    assert answer["Location"].startswith(reverse("account_login"))


def test_signing_in_with_the_password_is_on_the_audit(client):
    person = open_account(email="salma@example.org", full_name="Salma", password="a long password", is_verified=True)

    client.post(reverse("account_login"), {"login": "salma@example.org", "password": "a long password"})

    assert AuditEntry.objects.get(action="access.signed_in").actor_id == person.pk


def test_an_address_that_was_never_proved_does_not_sign_in_with_a_password(client):
    open_account(email="salma@example.org", full_name="Salma", password="a long password", is_verified=False)

    client.post(reverse("account_login"), {"login": "salma@example.org", "password": "a long password"})

    assert "_auth_user_id" not in client.session


def test_a_wrong_password_signs_nobody_in(client):
    make_user(email="salma@example.org")

    answer = client.post(reverse("account_login"), {"login": "salma@example.org", "password": "wrong"})

    assert answer.status_code == 200
    assert "_auth_user_id" not in client.session


def test_a_one_time_code_by_mail_signs_in_somebody_who_was_invited(client, mailoutbox):
    person = open_account(email="salma@example.org", full_name="Salma", password=None, is_verified=False)
    client.post(reverse("account_request_login_code"), {"email": "salma@example.org"})
    code = next(line for line in mailoutbox[0].body.splitlines() if line.strip() and " " not in line.strip())

    client.post(reverse("account_confirm_login_code"), {"code": code.strip()})

    assert client.session["_auth_user_id"] == str(person.pk)


def test_a_role_given_on_the_page_works_and_ends_on_the_page(client, sign_in):
    administrator = make_member(Role.ADMINISTRATOR)
    sign_in(administrator)
    organisation = administrator.memberships.get().organisation
    form = {"email": "new@example.org", "full_name": "New", "role": "designer", "organisation": organisation.pk}

    client.post(reverse("access:members"), form)
    given = organisation.memberships.get(user__email="new@example.org")
    client.post(reverse("access:end_membership", args=[given.pk]))

    given.refresh_from_db()
    assert not given.is_active


def test_a_role_in_another_organisation_cannot_be_given(client, sign_in):
    sign_in(make_member(Role.ADMINISTRATOR))
    other = make_member(Role.DESIGNER).memberships.get().organisation

    answer = client.post(
        reverse("access:members"),
        {"email": "new@example.org", "full_name": "New", "role": "designer", "organisation": other.pk},
    )

    assert answer.status_code == 200
    assert not other.memberships.filter(user__email="new@example.org").exists()


def test_the_data_protection_officer_sees_the_acts_of_her_organisation(client, sign_in):
    officer = make_member(Role.DATA_PROTECTION, full_name="Officer")
    stranger = make_member(Role.ADMINISTRATOR, full_name="Another")
    from corridor.core import audit

    audit.record(by=officer, action="test.mine", obj=officer)
    audit.record(by=stranger, action="test.theirs", obj=stranger)
    sign_in(officer)

    page = client.get(reverse("access:audit")).content.decode()

    assert "test.mine" in page
    assert "test.theirs" not in page
