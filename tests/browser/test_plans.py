"""Plans of a scheme in a browser: training, number of proposals and fairness, and axe on each of the pages."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import AXE, first_link
from tests.browser.test_axe import dress, still, violations

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PAGES = (
    "recruitment/plans/",
    "recruitment/plans/1/training/",
    "recruitment/plans/1/fairness/?by=region",
    "recruitment/plans/1/how-many/",
)


def test_an_officer_reads_the_training_plan_and_opens_a_cohort_from_it(visit):
    page = visit("officer.ma", "recruitment/plans/")
    page.get_by_role("row", name=re.compile("MA-BE-ICT")).get_by_role("link", name="Training plan").click()
    expect(
        page.get_by_role("table", name="What would open the most").or_(page.locator("main table").first)
    ).to_be_visible()

    page.get_by_role("button", name="Make it again").click()
    expect(page.get_by_role("status").or_(page.locator(".alert")).first).to_contain_text("The training plan is made.")
    page.get_by_role("link", name=re.compile("Open a cohort: English to")).first.click()

    expect(page.get_by_label("Kind of course")).to_have_value("language")
    expect(page.get_by_label(re.compile("Language of the course"))).to_have_value("en")
    assert page.get_by_label(re.compile("Language level reached")).input_value() != ""


def test_an_officer_plans_how_many_to_propose_and_learns_when_wishes_contradict(visit):
    page = visit("officer.be", "recruitment/vacancies/?status=open")
    page.goto(first_link(page, r"/recruitment/vacancies/\d+/$"))
    page.get_by_role("link", name="How many to propose").click()

    page.get_by_label("People who are to arrive").fill("3")
    page.get_by_label("Room for at most").fill("9")
    page.get_by_role("button", name="Plan the number").click()
    expect(page.get_by_text("Propose now")).to_be_visible()
    expect(page.get_by_role("heading", name="What each number would bring")).to_be_visible()

    page.get_by_label("Room for at most").fill("3")
    page.get_by_label("To reach this at least with a chance of").select_option("95")
    page.get_by_label("Too many at most with a chance of").select_option("5")
    page.get_by_role("button", name="Plan the number").click()
    expect(page.get_by_text("These two wishes contradict each other")).to_be_visible()


def test_a_protection_officer_reads_how_evenly_people_are_chosen_without_counts(visit):
    page = visit("protection", "recruitment/plans/1/fairness/")
    main = page.locator("main")
    expect(main).to_contain_text("Proposed to an employer")
    expect(main).to_contain_text("Your role sees shares and no counts.")
    assert not re.search(r"\(\d+ of \d+\)", main.inner_text())

    page.get_by_role("link", name="Region").click()
    expect(page.locator("main table").first).to_contain_text("Region")


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_and_a_narrow_screen_holds_the_page(visit, path, language):
    page = visit("officer.ma", path, language=language, bypass_csp=True)
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
