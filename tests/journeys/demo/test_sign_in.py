"""Every printed login signs in with password and code in four languages and meets its own language."""

import json

import pytest
from django.core.cache import cache
from django.test import Client

from corridor.demo.logins import LOGINS, PASSWORD
from corridor.demo.services import prepare
from tests.factories.demo import SECRET, planted_world
from tools import sign_in
from tools.sign_in import LANGUAGES, Answer, look_around

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
# A kind of page that somebody has read in a language is not read again; the tool itself reads all, for each login.
READ: dict[str, set[str]] = {}


class Visitor:
    """The tool's visitor, with the test client instead of HTTP."""

    def __init__(self):
        self.client = Client()

    def get(self, address):
        return self._read(self.client.get(address, follow=True), address)

    def send(self, page, **values):
        return self._read(self.client.post(page.address, values, follow=True), page.address)

    def _read(self, answer, address):
        end = answer.redirect_chain[-1][0].partition("?")[0] if answer.redirect_chain else address
        is_page = not answer.streaming and "html" in answer["Content-Type"]
        return Answer(answer.status_code, end, answer.content.decode() if is_page else "")


@pytest.fixture(scope="module", autouse=True)
def world(django_db_setup, django_db_blocker):
    with planted_world(django_db_blocker):
        yield


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("login", LOGINS, ids=lambda login: login.mailbox)
def test_a_login_finds_every_page_in_its_language(login, language):
    cache.clear()  # A one-time code is good once; here three more languages sign in within its half minute.
    visitor = Visitor()
    home = sign_in.sign_in(visitor, email=login.email, password=PASSWORD, language=language)
    assert (home.status, "/accounts/" in home.address) == (200, False)
    kinds = READ.setdefault(language, set())
    seen = list(look_around(visitor, language, deep=0 if language == "en" else 1, kinds=kinds))
    assert [(address, what) for address, what in seen if what] == []


def test_a_wrong_password_does_not_sign_in():
    answer = sign_in.sign_in(Visitor(), email=LOGINS[0].email, password="no", language="en")
    assert "/accounts/" in answer.address


def test_the_tool_knows_the_logins_as_they_are_printed_and_the_secret():
    printed = json.loads(json.dumps(prepare().document()))
    assert [login["email"] for login in printed["logins"]] == [login.email for login in LOGINS]
    assert sign_in.SECRET == SECRET


@pytest.mark.parametrize(("moment", "code"), [(59, "94287082"), (1111111109, "07081804")])
def test_codes_follow_the_published_examples(monkeypatch, moment, code):
    """RFC 6238, appendix B, SHA-1; six of its eight digits."""
    monkeypatch.setattr(sign_in, "SECRET", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
    assert sign_in.one_time_code(moment) == code[-6:]
