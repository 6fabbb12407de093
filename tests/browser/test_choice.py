"""The choice of a sector in a browser: a weight moves the ranking in place, groups part, the paper comes down."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import AXE
from tests.browser.test_axe import dress, still, violations

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def comparison(visit, kind="sector", **options):
    """Open the draft scheme of the demonstration at its comparison, by the links that people follow."""
    page = visit("designer", "schemes/", **options)
    page.get_by_role("link", name=re.compile("Solar technicians")).first.click()
    page.goto(re.sub(r"(/schemes/\d+/).*", rf"\1compare/{kind}/", page.url))
    return page


def test_a_weight_moves_the_ranking_without_loading_the_page_again(visit):
    page = comparison(visit)
    ranking = page.locator("#ranking")
    first = ranking.get_by_role("group", name="Ranking").get_by_role("rowheader").first
    expect(first).to_contain_text("Construction")
    page.evaluate("window.stillHere = true")

    for name in ("Special training that is needed", "Potential for the transfer of skills"):
        page.get_by_label(name, exact=True).fill("9")

    expect(first).to_contain_text("Information and communication")
    expect(ranking).to_contain_text("Nothing is saved.")
    expect(ranking).to_contain_text("Information and communication comes first")
    assert page.evaluate("window.stillHere")
    expect(page.get_by_role("heading", name="How firm the order is")).to_be_visible()

    page.reload()
    expect(first).to_contain_text("Construction")


def test_it_is_seen_where_the_groups_part_and_by_what(visit):
    groups = comparison(visit).locator("#groups")

    expect(groups.get_by_role("heading", name="Where the groups part")).to_be_visible()
    expect(groups).to_contain_text("the other way round. What divides them most:")
    expect(groups).to_contain_text("Families of apprentices (workshop)")
    expect(groups).to_contain_text("Mean of all groups")


def test_the_choice_paper_comes_down_for_print_and_for_word(visit):
    page = comparison(visit, kind="country")
    expect(page.locator("main")).to_contain_text("Internal to your organisation")

    with page.expect_download() as download:
        page.get_by_role("link", name="Choice paper (Word)").click()
    assert download.value.suggested_filename.endswith("-choice-country.docx")
    address = page.get_by_role("link", name="Choice paper (PDF)").get_attribute("href")
    answer = page.request.get(address)
    assert (answer.status, answer.body()[:5]) == (200, b"%PDF-")


def test_without_scripts_a_button_ranks(visit):
    page = comparison(visit, java_script_enabled=False)

    page.get_by_label("Special training that is needed", exact=True).fill("30")
    page.get_by_role("button", name="Rank with these weights").click()

    expect(page.locator("#ranking")).to_contain_text("Nothing is saved.")
    expect(page.get_by_label("Special training that is needed", exact=True)).to_have_value("30")


def test_an_excluded_country_stands_apart_with_its_reason(visit):
    page = comparison(visit, kind="country")

    row = page.locator("#excluded").get_by_role("row", name=re.compile("Senegal"))
    expect(row).to_contain_text("Invented for the demonstration")
    expect(page.locator("#ranking").get_by_role("group", name="Ranking")).not_to_contain_text("Senegal")


def test_axe_finds_nothing_and_a_narrow_screen_holds_the_page(visit):
    page = comparison(visit, bypass_csp=True)
    expect(page.get_by_role("heading", name="How firm the order is")).to_be_visible()
    page.evaluate(AXE.read_text())
    still(page)

    found = {}
    for width, theme in ((1440, "light"), (390, "dark")):
        page.set_viewport_size({"width": width, "height": 844})
        dress(page, theme)
        found[width, theme] = violations(page)
    page.set_viewport_size({"width": 320, "height": 844})

    assert {view: nodes for view, nodes in found.items() if nodes} == {}
    assert page.evaluate("document.documentElement.scrollWidth") == 320
