"""Matching in a browser: why, why not and what would open it on both sides; allocations; a quota; a run made again."""

import re
import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import AXE, first_link
from tests.browser.test_axe import dress, still, violations

pytestmark = [pytest.mark.browser, pytest.mark.slow]
# Where officers read and weigh lists: an address, or the links that lead there from one.
PAGES = {
    "shortlist": ("recruitment/vacancies/46/shortlist/",),
    "why": ("recruitment/vacancies/46/shortlist/", r"/why/\d+/$"),
    "near": ("recruitment/vacancies/46/near/",),
    "openings": ("recruitment/candidates/1/vacancies/",),
    "allocations": ("recruitment/schemes/1/allocations/",),
    "quota": ("recruitment/schemes/1/allocations/", r"/runs/\d+/quota/$"),
    "run": ("recruitment/vacancies/46/shortlist/", r"/runs/\d+/$"),
    "how": ("recruitment/how/",),
}
EDITED = """SELECT DISTINCT person_id FROM recruitment_candidate WHERE id IN (
    SELECT candidate_id FROM recruitment_matchedge WHERE run_id = :run AND vacancy_id = 46
    UNION SELECT candidate_id FROM recruitment_nearmiss WHERE run_id = :run AND vacancy_id = 46)
    ORDER BY person_id LIMIT 50"""
CHANGES = (
    "skills_workexperience SET years = 1",
    "skills_personlanguage SET cefr = 1",
    "recruitment_candidate SET destinations = '[\"DEU\"]'",
)


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
    reasons = page.get_by_role("link", name=re.compile(r"^Why not C-"))
    answers = [page.request.get(link.get_attribute("href")).text() for link in reasons.all()]
    assert len(answers) > 10
    assert all("the pair is eligible:" in answer for answer in answers)
    reasons.first.click()
    expect(page.locator("main")).to_contain_text("First failing condition")
    expect(page.locator("main")).to_contain_text("What would open this")
    expect(page.locator("main")).to_contain_text("the pair is eligible:")

    person = re.search(r"/why/(\d+)/", page.url).group(1)
    page.goto(f"/en/recruitment/candidates/{person}/vacancies/")
    expect(page.get_by_role("heading", name="What would open most")).to_be_visible()
    page.get_by_role("link", name=re.compile(r"^Why not ")).first.click()
    expect(page.locator("main")).to_contain_text("What would open this")


def test_a_worker_and_an_employer_read_their_own_side(visit):
    page = visit("salma", "me/jobs/", width=390)
    fits = page.locator(".card", has_text="Open jobs that fit your profile").get_by_role("link").first
    expect(fits).to_contain_text("match")
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
    page.goto("/en/employer/jobs/46/")
    expect(page.locator("main")).to_contain_text("What would open this vacancy to more people")
    expect(page.locator("main")).to_contain_text(re.compile(r"alone keeps \d+ (person|people) out"))


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


def test_an_officer_moves_somebody_up_and_the_watcher_sees_who_looked(visit):
    page = visit("officer.ma", "recruitment/vacancies/48/shortlist/")
    page.get_by_role("link", name=re.compile(r"^Why C-")).nth(4).click()
    page.locator(".cr-why").get_by_role("link", name="Change the list").click()
    page.get_by_label("Reason").fill("Has shown a finished project to the office.")
    page.get_by_role("button", name="Change the list").click()
    expect(page.locator("tbody").first).to_contain_text("Has shown a finished project to the office.")

    page = visit("protection", "recruitment/sightings/")
    expect(page.locator("main table")).to_contain_text("Karim Bennani")


@pytest.mark.parametrize(("language", "width", "theme"), [("en", 390, "dark"), ("ar", 1440, "light")])
def test_axe_finds_nothing_on_the_pages_of_matching_and_a_narrow_screen_holds_them(visit, language, width, theme):
    page, found = visit("officer.ma", language=language, bypass_csp=True), {}
    for name, (path, *links) in PAGES.items():
        page.set_viewport_size({"width": 1440, "height": 844})
        page.goto(f"/{language}/{path}")
        for link in links:
            page.goto(first_link(page, link))
        page.evaluate(AXE.read_text())
        still(page)
        page.locator("main details:not(.cr-menu)").evaluate_all("all => all.forEach(one => { one.open = true; })")
        page.set_viewport_size({"width": width, "height": 844})
        dress(page, theme)
        found[name, theme] = violations(page)
        page.set_viewport_size({"width": 320, "height": 844})
        found[name, "wide"] = [page.evaluate("document.documentElement.scrollWidth - 320")]

    assert {view: said for view, said in found.items() if said not in ([], [0])} == {}


def test_after_fifty_people_were_edited_a_run_is_identical_and_a_new_one_differs(visit, home):
    page = visit("officer.ma", "recruitment/vacancies/46/shortlist/")
    old, facts, result = match_again(page)
    edit_fifty(home, run=int(re.search(r"/runs/(\d+)/", old).group(1)))

    page.get_by_role("button", name="Run again from the snapshot").click()
    expect(page.get_by_text("Run again: identical to the last byte.")).to_be_visible(timeout=90_000)
    expect(page.get_by_text("Identical", exact=True)).to_be_visible()
    assert (page.url, digest(page, "facts"), digest(page, "result")) == (old, facts, result)

    new, *digests = match_again(page)
    assert new != old
    assert facts not in digests
    assert result not in digests


def match_again(page) -> tuple[str, str, str]:
    """Make the shortlist anew; return the address of its run with the digests of its facts and its result."""
    page.goto("/en/recruitment/vacancies/46/shortlist/")
    page.get_by_role("button", name="Match again").click()
    expect(page.get_by_text("The shortlist is made anew.")).to_be_visible(timeout=90_000)
    page.goto(first_link(page, r"/runs/\d+/$"))
    return page.url, digest(page, "facts"), digest(page, "result")


def digest(page, name: str) -> str:
    """The whole digest of the facts or the result of a run's page."""
    found = page.locator(f"dt:text-is('Digest of the {name}') + dd").inner_text()
    assert re.fullmatch(r"[0-9a-f]{64}", found), found
    return found


def edit_fifty(home, *, run: int) -> None:
    """Change the languages, work and skills of fifty people of a list, in the data base of the demonstration."""
    with closing(sqlite3.connect(home / "corridor.sqlite3", timeout=30)) as base, base:
        people = [pk for (pk,) in base.execute(EDITED, {"run": run})]
        assert len(people) == 50
        for change in CHANGES:
            base.execute(f"UPDATE {change} WHERE person_id IN ({','.join('?' * 50)})", people)
