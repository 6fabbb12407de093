"""The switches, the phone's files, the pages of errors, and the policy on every answer."""

import json
from types import SimpleNamespace

import pytest
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import translation

from corridor.ui import errors, offline
from corridor.ui.middleware import POLICY, csp

LANGUAGES = ("en", "fr", "es", "ar")


@pytest.fixture
def visitor() -> Client:
    return Client()


def test_a_language_is_remembered_and_the_same_page_shown_in_it(visitor):
    answer = visitor.get("/language/ar/", {"next": "/en/welcome/?x=1"})

    assert answer.status_code == 302
    assert answer["Location"] == "/ar/welcome/?x=1"
    assert answer.cookies["django_language"].value == "ar"


@pytest.mark.parametrize("address", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", ""])
def test_a_switch_never_leads_out_of_the_house(visitor, address):
    assert visitor.get("/language/fr/", {"next": address})["Location"].startswith("/")
    assert "elsewhere" not in visitor.get("/language/fr/", {"next": address})["Location"]


def test_an_unknown_language_changes_nothing(visitor):
    answer = visitor.get("/language/xx/", {"next": "/styleguide/"})

    assert answer["Location"] == "/styleguide/"
    assert "django_language" not in answer.cookies


def test_the_theme_changes_without_a_script(visitor):
    first = visitor.post("/theme/", {"next": "/styleguide/"})
    second = visitor.post("/theme/", {"next": "/styleguide/"})

    assert first["Location"] == "/styleguide/"
    assert first.cookies["corridor_theme"].value == "dark"
    assert second.cookies["corridor_theme"].value == "light"


def test_the_theme_cannot_be_changed_by_a_link(visitor):
    assert visitor.get("/theme/").status_code == 405


def test_a_phone_can_put_corridor_on_its_home_screen(visitor):
    answer = visitor.get("/manifest.webmanifest")

    assert answer["Content-Type"] == "application/manifest+json"
    assert json.loads(answer.content)["start_url"] == "/"


def test_the_worker_keeps_only_pages_that_say_so_and_forgets_at_sign_out(visitor):
    answer = visitor.get("/sw.js")
    script = answer.content.decode()

    assert answer["Service-Worker-Allowed"] == "/"
    assert "X-Corridor-Offline" in script
    assert "logout" in script
    assert "portal" in script


def test_a_view_can_let_the_phone_keep_its_page():
    kept = offline.keep_offline(lambda request: HttpResponse("x"))

    assert kept(None)["X-Corridor-Offline"] == "keep"


def test_every_answer_forbids_what_is_inline_or_foreign(visitor):
    policy = visitor.get("/styleguide/")["Content-Security-Policy"]

    assert policy == POLICY
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


def test_a_view_may_set_a_narrower_policy():
    answer = HttpResponse("x", headers={"Content-Security-Policy": "default-src 'none'"})

    assert csp(lambda request: answer)(None)["Content-Security-Policy"] == "default-src 'none'"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", ["/styleguide/", "/styleguide/portal/", "/styleguide/job/"])
def test_the_style_guide_stands_in_every_language(visitor, address, language):
    visitor.cookies["django_language"] = language

    answer = visitor.get(address)

    assert answer.status_code == 200
    if "job" not in address:
        assert f'lang="{language}"' in answer.content.decode()
        assert f'dir="{"rtl" if language == "ar" else "ltr"}"' in answer.content.decode()


@pytest.mark.parametrize(
    ("view", "status"), [(errors.bad_request, 400), (errors.forbidden, 403), (errors.not_found, 404)]
)
def test_an_error_page_says_what_happened_and_what_to_do(view, status, visitor):
    request = RequestFactory().get("/nowhere/")
    from django.contrib.auth.models import AnonymousUser

    request.user, request.resolver_match = AnonymousUser(), None

    answer = view(request)

    assert answer.status_code == status
    assert f"Error {status}" in answer.content.decode()
    assert "Go to the start page" in answer.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_a_failed_server_needs_nothing_but_itself(language):
    with translation.override(language):
        answer = errors.server_error(RequestFactory().get("/"))

    assert answer.status_code == 500
    assert f'lang="{language}"'.encode() in answer.content


def frame(**changes) -> SimpleNamespace:
    parts = {
        "groups": [("Run", [("Candidates", "users", "/c/", True, "3"), ("Training", "school", "/t/", False, "")])],
        "tabs": [("My case", "file-check", "/me/", True)],
        "organisation": "Ministry <of> Labour",
        "role_label": "Officer",
        "user_label": "Amina Mansouri",
        "languages": [("en", "English", "/language/en/", True), ("ar", "العربية", "/language/ar/", False)],
        "theme": "dark",
        "demo": True,
        "search_url": "/search/",
        "footer": [("Privacy", "/p/")],
    }
    return SimpleNamespace(**{**parts, **changes})


def test_the_desk_shows_where_one_is_and_in_which_role():
    page = render_to_string("ui/base_desk.html", {"shell": frame()})

    assert '<a href="/c/" aria-current="page">' in page
    assert page.count('aria-current="page"') == 1
    assert '<span class="badge">3</span>' in page
    assert "Ministry &lt;of&gt; Labour" in page
    assert 'data-bs-theme="dark"' in page
    assert 'action="/search/"' in page
    assert "all people and employers are invented" in page


def test_the_desk_of_a_stranger_has_no_side_bar_and_no_demo_line():
    page = render_to_string("ui/base_desk.html", {"shell": frame(groups=[], user_label="", demo=False, search_url="")})

    assert "cr-side-body" not in page
    assert "Sign in" in page
    assert "invented" not in page
    assert 'role="search"' not in page


@pytest.mark.parametrize("template", ["ui/base_desk.html", "ui/base_portal.html", "ui/base_plain.html"])
def test_a_page_stands_without_any_frame(template):
    assert '<main id="main"' in render_to_string(template)


def test_the_portal_shows_tabs_and_a_way_out():
    page = render_to_string("ui/base_portal.html", {"shell": frame()})

    assert '<a href="/me/" aria-current="page">' in page
    assert "Sign out" in page
    assert "htmx" not in page


def test_messages_are_shown_with_their_kind():
    message = SimpleNamespace(level_tag="error", __str__=lambda self: "x")

    page = render_to_string("ui/base_portal.html", {"messages": [message]})

    assert "cr-alert cr-bad" in page


def test_an_expired_form_is_explained():
    assert "This form has expired" in render_to_string("403_csrf.html")


def test_a_refusal_shows_its_sentence_and_its_remedy():
    page = render_to_string("ui/problem.html", {"message": "A <b>.", "hint": "Do this.", "status": 409})

    assert "A &lt;b&gt;." in page
    assert "Do this." in page
    assert "Error 409" in page
