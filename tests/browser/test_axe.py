"""axe finds nothing on a page of each role, wide and narrow, light and dark, read from either side."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import AXE

pytestmark = [pytest.mark.browser, pytest.mark.slow]

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
HOMES = {
    "": "accounts/login/",
    "designer": "schemes/4/design/choice/",
    "officer.ma": "recruitment/candidates/",
    "officer.be": "recruitment/vacancies/",
    "employer": "employer/",
    "salma": "me/",
    "trainer": "training/",
    "counsellor": "returns/",
    "protection": "protection/",
    "committee": "results/1/",
    "donor": "results/3/",
    "evaluator": "gallery/",
    "administrator": "access/members/",
    "dpo": "access/audit/",
}
# Every two of width, theme and language meet; the page with most in it is looked at in all eight views.
VIEWS = {"en": ((1440, "light"), (390, "dark")), "ar": ((390, "light"), (1440, "dark"))}
RICHEST = "committee"


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("login", HOMES, ids=lambda login: login or "stranger")
def test_axe_finds_nothing_and_a_narrow_screen_holds_the_page(visit, login, language):
    page = visit(login, HOMES[login], language=language, bypass_csp=True)
    page.evaluate(AXE.read_text())
    still(page)
    unfold(page)

    found = {}
    for width, theme in VIEWS["en"] + VIEWS["ar"] if login == RICHEST else VIEWS[language]:
        page.set_viewport_size({"width": width, "height": 844})
        dress(page, theme)
        found[width, theme] = violations(page)

    page.set_viewport_size({"width": 320, "height": 844})

    assert {view: nodes for view, nodes in found.items() if nodes} == {}
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def still(page: Page) -> None:
    """End all movement, so that nothing is measured half way."""
    page.add_style_tag(content="*, *::before, *::after { transition: none !important; animation: none !important; }")


def dress(page: Page, theme: str) -> None:
    """Change between light and dark at once, as the switch does, without its transitions."""
    page.evaluate("theme => document.documentElement.setAttribute('data-bs-theme', theme)", theme)
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


def unfold(page: Page) -> None:
    """Open what is folded; axe passes by what nobody sees."""
    page.locator("main details:not(.cr-menu)").evaluate_all("all => all.forEach(one => { one.open = true; })")


def violations(page: Page) -> list[tuple[str, str]]:
    """Return what breaks a rule; the many elements that keep the rules stay in the browser."""
    found = page.evaluate(
        "rules => axe.run(document, { runOnly: rules, resultTypes: ['violations'] }).then(all => all.violations)",
        RULES,
    )
    return [(rule["id"], node["html"][:160]) for rule in found for node in rule["nodes"]]
