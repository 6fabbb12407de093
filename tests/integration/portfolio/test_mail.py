"""The letter on top of every page: how many messages wait, for whoever has a place to read them."""

import pytest
from django.urls import reverse

from corridor.access.roles import Role
from corridor.core.outbox import write
from tests.factories.access import make_member
from tests.factories.recruitment import make_world

pytestmark = pytest.mark.django_db


def top(client, name: str) -> str:
    page = client.get(reverse(name)).content.decode()
    return page[page.index("<header") : page.index("</header>")]


def send(user, times: int = 1) -> None:
    for _ in range(times):
        write(to=user, subject="There is news for you", body="Sign in to read it.")


def test_an_officer_sees_on_every_page_how_many_messages_wait(client, sign_in):
    officer = make_member(Role.OFFICER_ORIGIN)
    send(officer, 2)

    shown = top(sign_in(officer), "recruitment:vacancies")

    assert f'href="{reverse("portfolio:messages")}"' in shown
    assert "2 new messages" in shown


def test_a_worker_sees_it_on_the_phone(client, sign_in):
    worker = make_member(Role.WORKER)
    send(worker)

    shown = top(sign_in(worker), "worker_portal:jobs")

    assert f'href="{reverse("worker_portal:messages")}"' in shown
    assert "1 new message" in shown


def test_the_number_is_gone_once_the_messages_are_open(client, sign_in):
    officer = make_member(Role.OFFICER_ORIGIN)
    send(officer)

    sign_in(officer).get(reverse("portfolio:messages"))

    shown = top(client, "portfolio:home")
    assert "new message" not in shown
    assert f'href="{reverse("portfolio:messages")}"' in shown


def test_nobody_counts_the_messages_of_somebody_else(client, sign_in):
    send(make_member(Role.OFFICER_ORIGIN), 3)

    assert "new message" not in top(sign_in(make_member(Role.OFFICER_ORIGIN)), "portfolio:home")


def test_who_has_no_place_to_read_messages_finds_no_letter(client, sign_in):
    assert "cr-mail" not in top(sign_in(make_world().employer_user), "employer_portal:home")
    client.logout()
    assert "cr-mail" not in top(client, "public_portal:welcome")
