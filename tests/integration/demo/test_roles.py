"""The page of roles: one click, second factor included, and nothing of it outside the demonstration."""

from datetime import date

import pytest
from django.contrib.auth import get_user
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse
from django.utils import translation

from corridor.access.models import User
from corridor.access.roles import Role
from corridor.config.second_factor import SecondFactorMiddleware
from corridor.core.audit import verify
from corridor.core.models import AuditEntry
from corridor.demo.logins import LOGINS
from corridor.demo.planting.ground import Ground
from corridor.demo.planting.institutions import plant_logins, plant_memberships, plant_organisations
from corridor.design.schemes.models import Scheme
from tests.factories.access import make_member

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    """A request leaves its language behind; each test begins in English."""
    translation.activate("en")


@pytest.fixture
def demonstration(settings):
    settings.CORRIDOR_DEMO, settings.CORRIDOR_DEMO_TOTP_SECRET = True, "CORRIDORDEMOSECRETCODEAA"


@pytest.fixture
def logins(demonstration):
    ground = Ground(date(2026, 11, 22))
    plant_organisations(ground)
    plant_logins(ground)
    plant_memberships(ground)
    return ground


def test_there_is_a_login_for_every_role():
    assert {login.role for login in LOGINS} == set(Role)


def test_the_page_lists_every_login_with_what_it_finds(client, logins):
    page = client.get(reverse("demo:roles")).content.decode()
    assert all(login.email in page and str(login.finds) in page for login in LOGINS)


def test_one_click_signs_in_and_passes_the_second_factor(client, logins):
    for mailbox in ("designer", "salma", "protection"):
        user = logins.users[mailbox]
        answer = client.post(reverse("demo:become", args=[user.pk]))
        assert answer.status_code == 302
        assert get_user(client).pk == user.pk
        methods = [record["method"] for record in client.session["account_authentication_methods"]]
        assert methods == ["password", "mfa"]
        passed = SecondFactorMiddleware(lambda request: HttpResponse("in"))(_asks(client, "/en/schemes/"))
        assert passed.content == b"in"


def _asks(client, path):
    request = RequestFactory().get(path)
    request.session, request.user = client.session, get_user(client)
    return request


def test_a_role_can_be_taken_in_the_language_of_the_login(client, logins):
    answer = client.post(reverse("demo:become", args=[logins.users["salma"].pk]), {"language": "ar"})
    assert answer.url == "/ar/"


def test_taking_a_role_is_on_the_audit(client, logins):
    client.post(reverse("demo:become", args=[logins.users["donor"].pk]))
    assert AuditEntry.objects.filter(action="demo.role_taken").count() == 1
    assert verify().is_intact


def test_nobody_outside_the_list_can_be_stepped_into(client, logins):
    stranger = make_member(Role.DESIGNER)
    assert client.post(reverse("demo:become", args=[stranger.pk])).status_code == 404


@pytest.mark.parametrize("name", ["demo:roles", "demo:reset", "demo:start_empty"])
def test_outside_a_demonstration_there_is_no_such_page(client, settings, name):
    settings.CORRIDOR_DEMO = False
    assert client.get(reverse(name)).status_code == 404
    assert client.post(reverse(name)).status_code == 404


def test_outside_a_demonstration_no_role_can_be_taken(client, logins, settings):
    settings.CORRIDOR_DEMO = False
    assert client.post(reverse("demo:become", args=[logins.users["donor"].pk])).status_code == 404


def test_reset_and_empty_ask_before_they_act(client, logins):
    for name in ("demo:reset", "demo:start_empty"):
        assert client.get(reverse(name)).status_code == 200
    assert User.objects.filter(email="donor@demo.corridor.example").exists()
    assert not Scheme.objects.exists()
