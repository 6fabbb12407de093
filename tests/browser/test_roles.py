"""The demonstration in a real browser: the results pass axe; a worker follows her case without JavaScript."""

from itertools import product
from pathlib import Path

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import connections
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, Page, expect, sync_playwright

from corridor.delivery.recruitment.models import Candidate
from corridor.demo.logins import DOMAIN
from tests.factories.demo import planted_world

pytestmark = [pytest.mark.browser, pytest.mark.slow]

AXE = (Path(__file__).parent / "vendor/axe/axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PAGES = {
    "designer": "/schemes/4/design/choice/",
    "officer.ma": "/cases/1/",
    "officer.be": "/recruitment/vacancies/",
    "employer": "/employer/",
    "salma": "/me/",
    "trainer": "/training/",
    "counsellor": "/returns/",
    "protection": "/protection/",
    "committee": "/desk/",
    "donor": "/results/",
    "evaluator": "/gallery/",
    "administrator": "/access/members/",
    "dpo": "/access/audit/",
}


@pytest.fixture(scope="module")
def house(django_db_setup, django_db_blocker):
    """A running server on the planted world; both threads share the one connection of the test database."""
    with planted_world(django_db_blocker):
        connection = connections["default"]
        connection.inc_thread_sharing()
        server = LiveServerThread("127.0.0.1", StaticFilesHandler, connections_override={"default": connection})
        server.daemon = True
        server.start()
        server.is_ready.wait()
        assert server.error is None
        yield f"http://127.0.0.1:{server.port}"
        server.terminate()
        connection.dec_thread_sharing()


@pytest.fixture(scope="module")
def browser(house, chromium):
    # After the house: with Playwright's loop running, Django would take its calls for asynchronous ones.
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield running
        running.close()


def become(page: Page, house: str, mailbox: str, language: str) -> None:
    page.goto(f"{house}/{language}/demo/")
    form = page.locator('form[action*="/become/"]', has_text=f"{mailbox}@{DOMAIN}").first
    form.locator("button").first.click()
    page.wait_for_load_state()


def person(browser: Browser, house: str, mailbox: str, language: str, **options) -> Page:
    context = browser.new_context(service_workers="block", **options)
    page = context.new_page()
    become(page, house, mailbox, language)
    return page


@pytest.mark.django_db
def test_the_world_is_planted_before_the_browser_starts(house):
    assert Candidate.objects.count() == 4000


@pytest.mark.parametrize("mailbox", ["donor"])
def test_axe_finds_nothing_on_the_results(browser, house, mailbox):
    page = person(browser, house, mailbox, "en", bypass_csp=True)

    found = []
    for language, width, theme in product(("en", "ar"), (1440, 390), ("light", "dark")):
        page.context.add_cookies([{"name": "corridor_theme", "value": theme, "url": house}])
        page.set_viewport_size({"width": width, "height": 844})
        answer = page.goto(f"{house}/{language}{PAGES[mailbox]}")
        assert answer is not None
        assert answer.status == 200
        page.evaluate(AXE)
        violations = page.evaluate("rules => axe.run(document, { runOnly: rules })", RULES)["violations"]
        found += [(language, width, theme, v["id"], n["html"][:140]) for v in violations for n in v["nodes"]]

    page.context.close()
    assert found == []


def test_a_worker_follows_her_case_in_arabic_on_a_phone_without_javascript(browser, house):
    page = person(browser, house, "salma", "ar", java_script_enabled=False, viewport={"width": 390, "height": 844})

    page.goto(f"{house}/ar/me/")

    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("h1")).to_contain_text("Salma")
    page.get_by_role("link", name="القراءة والتوقيع").click()
    expect(page.locator("form button[type=submit]").first).to_be_visible()
    page.context.close()


def test_nothing_leaves_a_narrow_screen_on_ten_pages(browser, house):
    too_wide = []
    for mailbox, path in PAGES.items():
        page = person(browser, house, mailbox, "ar", viewport={"width": 320, "height": 800})
        page.goto(f"{house}/ar{path}")
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if over > 0:
            too_wide.append((path, over))
        page.context.close()

    assert too_wide == []
