"""The style guide in a real browser: accessible, within its borders, usable by keyboard and without a script."""

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.conftest import AXE
from tests.browser.test_axe import dress, still, unfold, violations
from tools.screens import FLAGS

pytestmark = pytest.mark.browser

DESK, PHONE = "/styleguide/", "/styleguide/portal/"


@pytest.fixture(scope="module")
def browser(chromium):
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="module")
def house():
    """A running server without a database: the style guide must not need one."""
    server = LiveServerThread("127.0.0.1", StaticFilesHandler)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    assert server.error is None
    yield f"http://127.0.0.1:{server.port}"
    server.terminate()


@pytest.fixture
def open_page(browser: Browser, house):
    contexts = []

    def _open(path: str, *, width: int = 1440, theme: str = "light", language: str = "en", **options) -> Page:
        options.setdefault("service_workers", "block")
        context = browser.new_context(viewport={"width": width, "height": 844}, **options)
        context.add_cookies(
            [
                {"name": "corridor_theme", "value": theme, "url": house},
                {"name": "django_language", "value": language, "url": house},
            ]
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(house + path)
        return page

    yield _open
    for context in contexts:
        context.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("path", [DESK, PHONE])
def test_axe_finds_nothing_wide_or_narrow(open_page, path, language, theme):
    page = open_page(path, theme=theme, language=language, bypass_csp=True)
    page.evaluate(AXE.read_text())
    still(page)
    unfold(page)

    found = {}
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 844})
        found[width] = violations(page)

    assert found == {1440: [], 390: []}


def test_the_measure_finds_faint_text_in_either_theme_and_a_picture_without_words(open_page):
    page = open_page(PHONE, bypass_csp=True)
    page.evaluate(AXE.read_text())
    still(page)
    page.evaluate("""() => document.querySelector('main').insertAdjacentHTML('beforeend',
        '<p style="color: #777; background: #666">faint</p><img src="data:,">')""")

    found = {}
    for theme in ("light", "dark"):
        dress(page, theme)
        found[theme] = {rule for rule, _html in violations(page)}

    assert found == {theme: {"color-contrast", "image-alt"} for theme in ("light", "dark")}


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
@pytest.mark.parametrize("path", [DESK, PHONE])
def test_nothing_leaves_a_narrow_screen(open_page, path, language):
    page = open_page(path, width=320, language=language)

    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_the_strict_policy_is_kept(browser, house):
    complaints = []
    page = browser.new_page(service_workers="block")
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)

    page.goto(house + DESK)
    page.wait_for_timeout(1500)

    assert complaints == []
    page.close()


def test_a_job_reports_by_itself_when_it_is_done(open_page):
    page = open_page(DESK)

    expect(page.locator("#job-live").get_by_role("link", name="Show the result")).to_be_visible(timeout=6000)


def test_the_skip_link_is_the_first_stop_and_leads_to_the_content(open_page):
    page = open_page(DESK)

    page.keyboard.press("Tab")
    expect(page.locator(".cr-skip")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator("main")).to_be_focused()


def test_menus_open_and_close_with_the_keyboard(open_page):
    page = open_page(DESK)
    menu = page.locator(".cr-top details.cr-menu").first
    menu.locator("summary").focus()

    page.keyboard.press("Enter")
    expect(menu).to_have_attribute("open", "")
    page.keyboard.press("Escape")

    expect(menu).not_to_have_attribute("open", "")
    expect(menu.locator("summary")).to_be_focused()


def test_a_visitor_changes_the_language_from_any_page(open_page):
    page = open_page(DESK)

    page.locator(".cr-top details.cr-menu summary").first.click()
    page.get_by_role("link", name="العربية").click()

    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("html")).to_have_attribute("lang", "ar")


def test_dark_stays_dark_on_the_next_page(open_page):
    page = open_page(DESK)

    page.get_by_role("button", name="Switch between light and dark").click()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    page.reload()

    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")


def test_without_a_script_the_theme_and_the_filters_work(open_page):
    page = open_page(DESK, java_script_enabled=False)

    page.get_by_role("button", name="Switch between light and dark").click()

    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    expect(page.get_by_role("button", name="Apply")).to_be_visible()


def test_a_phone_without_a_line_shows_its_last_copy_and_says_so(open_page):
    page = open_page(PHONE, width=390, service_workers="allow")
    page.evaluate("navigator.serviceWorker.ready")
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    page.reload()
    page.wait_for_function("caches.open('corridor-pages').then(pages => pages.keys()).then(keys => keys.length > 0)")

    page.context.set_offline(True)
    page.reload()

    expect(page.get_by_role("heading", name="Hello, Salma")).to_be_visible()
    expect(page.locator("#offline")).to_be_visible()


def test_every_target_of_a_phone_is_large_enough(open_page):
    page = open_page(PHONE, width=390)

    for button in page.locator("main .btn, .cr-tabs a").all():
        assert button.bounding_box()["height"] >= 48, button.inner_text()


def test_words_never_overlap_on_the_map(open_page):
    page = open_page(DESK)

    boxes = page.evaluate(
        """[...document.querySelectorAll('svg.cr-map text:not(.v-halo)')].map(text => {
             const box = text.getBoundingClientRect();
             return [box.left, box.top + 2, box.right, box.bottom - 2, text.textContent];
           })"""
    )
    for index, (left, top, right, bottom, words) in enumerate(boxes):
        for other in boxes[index + 1 :]:
            apart = right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top
            assert apart, (words, other[4])


def test_a_first_visit_stays_within_its_budget(browser, house):
    for path, budget_kb in ((DESK, 330), (PHONE, 110)):
        page = browser.new_page(service_workers="block")
        sizes = []
        page.on("requestfinished", lambda request, sizes=sizes: sizes.append(request.sizes()["responseBodySize"]))

        page.goto(house + path, wait_until="load")

        # The test server sends no compressed assets; sizes here are a ceiling for the raw files.
        assert sum(sizes) < budget_kb * 1024, (path, sum(sizes))
        page.close()
