"""Matching in a browser: why, why not and what would open it on both sides; allocations; a quota; a run made again."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import first_link

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def number_in(page, label: str, column: int) -> float:
    """The figure of a row of the comparison, without its unit."""
    cell = page.get_by_role("row", name=re.compile(f"^{label}")).get_by_role("cell").nth(column)
    return float(re.sub(r"[^\d.]", "", cell.inner_text()))


def test_an_officer_reads_why_why_not_and_what_would_open_it_on_both_sides(visit):
    page = visit("officer.ma", "recruitment/vacancies/46/shortlist/")
    page.get_by_role("link", name=re.compile(r"^Why C-")).first.click()
    answer = page.locator(".cr-why").filter(has_text="stands here")
    expect(answer).to_contain_text("Hard conditions")
    answer.get_by_text("Exact parts of the score").click()
    expect(answer.get_by_text("Together")).to_be_visible()

    page.get_by_role("link", name="See who is near").click()
    expect(page.locator("main")).to_contain_text("What would open this vacancy to more people")
    page.get_by_role("link", name=re.compile(r"^Why not C-")).first.click()
    expect(page.locator("main")).to_contain_text("First failing condition")
    expect(page.locator("main")).to_contain_text("the pair is eligible:")

    person = re.search(r"/why/(\d+)/", page.url).group(1)
    page.goto(f"/en/recruitment/candidates/{person}/vacancies/")
    expect(page.get_by_role("heading", name="What would open most")).to_be_visible()
    page.get_by_role("link", name=re.compile(r"^Why not ")).first.click()
    expect(page.locator("main")).to_contain_text("What would open this")


def test_a_worker_and_an_employer_read_their_own_side(visit):
    page = visit("salma", "me/jobs/", width=390)
    expect(page.get_by_role("heading", name="Not open to you yet, but near")).to_be_visible()
    expect(page.locator("#seen")).to_contain_text("Employer")
    near = page.locator(".card", has_text="Not open to you yet, but near").get_by_role("link").first
    near.click()
    expect(page.locator("#why")).to_contain_text("Why this job is not open to you yet")
    expect(page.locator("#why")).to_contain_text("the pair is eligible:")
    page.get_by_role("link", name="How lists of people are made").click()
    expect(page.locator("main")).to_contain_text("Nobody is chosen, refused or placed by the computer.")

    page = visit("employer", "employer/people/1/", width=390)
    expect(page.locator("#why")).to_contain_text("Exact parts of the score")
    expect(page.locator("#why")).not_to_contain_text("Age limits")


def test_an_officer_weighs_allocations_tries_a_quota_and_proposes_pairs(visit):
    page = visit("officer.ma", "recruitment/schemes/1/allocations/")
    # A comparison is computed while the page waits; a busy machine takes its time.
    page.set_default_timeout(90_000)
    page.get_by_role("button", name="Compare", exact=True).click()
    expect(page.get_by_text("The allocations are compared. Nobody is proposed by that.")).to_be_visible(timeout=90_000)
    expect(page.get_by_text("Price of fairness", exact=True)).to_be_visible()
    totals = [number_in(page, "Value", column) for column in range(3)]
    assert totals[1] == max(totals)
    assert number_in(page, "Blocking pairs", 0) == 0

    form = page.locator("#quota")
    form.get_by_label("Group").select_option(value="sex:f")
    form.get_by_label(re.compile("At least")).fill("9999")
    form.get_by_role("button", name="Try it").click()
    expect(page.locator("#quota")).to_contain_text("asks for at least 9999 nominations", timeout=90_000)
    women = int(re.sub(r"\D", "", number_of_women(page)))
    page.locator("#quota").get_by_label(re.compile("At least")).fill(str(women + 2))
    page.locator("#quota").get_by_role("button", name="Try it").click()
    expect(page.get_by_role("heading", name="What a quota would change")).to_be_visible(timeout=90_000)
    assert (number_in(page, "Counted for the quota", 0), number_in(page, "Counted for the quota", 1)) == (
        women,
        women + 2,
    )

    page.locator("input[name=pick]").first.check()
    page.get_by_role("button", name="Propose the chosen pairs").click()
    expect(page.locator(".cr-messages")).to_contain_text("1 person is proposed; the person and the employer are asked.")


def number_of_women(page) -> str:
    cell = page.get_by_role("row", name=re.compile("^Women")).get_by_role("cell").nth(1)
    return cell.inner_text().split(" ")[0]


def test_a_run_is_made_again_from_its_snapshot_and_is_identical(visit):
    page = visit("officer.ma", "recruitment/vacancies/46/shortlist/")
    page.goto(first_link(page, r"/runs/\d+/$"))

    page.get_by_role("button", name="Run again from the snapshot").click()

    expect(page.get_by_text("Run again: identical to the last byte.")).to_be_visible(timeout=90_000)
    expect(page.get_by_text("Identical", exact=True)).to_be_visible()


def test_an_officer_moves_somebody_up_and_the_watcher_sees_who_looked(visit):
    page = visit("officer.ma", "recruitment/vacancies/48/shortlist/")
    page.get_by_role("link", name=re.compile(r"^Why C-")).nth(4).click()
    page.locator(".cr-why").get_by_role("link", name="Change the list").click()
    page.get_by_label("Reason").fill("Has shown a finished project to the office.")
    page.get_by_role("button", name="Change the list").click()
    expect(page.locator("tbody").first).to_contain_text("Has shown a finished project to the office.")

    page = visit("protection", "recruitment/sightings/")
    expect(page.locator("main table")).to_contain_text("Karim Bennani")
