"""Six people do their work in a browser, in the demonstration, by what they see: labels, links and buttons."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import first_link
from tests.factories.recruitment_csv import csv_of, row
from tools.screens import become

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_designer_fills_what_is_missing_and_approves_the_plan(visit):
    page = visit("designer", "desk/")
    page.get_by_role("link", name="Solar technicians").first.click()
    plan = re.sub(r"(/schemes/\d+/).*", r"\1", page.url)
    page.goto(f"{plan}design/approve/")
    page.get_by_role("button", name="Approve the plan").click()
    expect(page.locator("main")).to_contain_text("Placements planned")

    page.goto(f"{plan}compare/country/")
    page.get_by_role("combobox", name="The choice").select_option(label="Tunisia")
    page.get_by_label("Why this choice").fill("It ranks first and the schools are there.")
    page.locator('form[action$="/choose/"] [type=submit]').click()
    page.goto(f"{plan}design/model/")
    page.get_by_label("Placements planned").fill("80")
    page.locator('form[action$="/design/model/"] [type=submit]').click()
    page.goto(f"{plan}design/design/")
    page.goto(first_link(page, r"/parts/decisions/\d+/$"))
    page.get_by_label("Outcome").select_option(label="Adopted")
    page.get_by_label(re.compile("Decided on")).fill("2026-11-20")
    page.locator("main form [type=submit]").last.click()
    page.goto(f"{plan}design/results/")
    page.get_by_role("row", name="People placed").get_by_role("link", name="Edit").click()
    page.get_by_label(re.compile(r"^Target( \(optional\))?$")).fill("80")
    page.get_by_label(re.compile("Target to be reached by")).fill("2029-12-31")
    page.locator("main form [type=submit]").last.click()
    page.goto(f"{plan}design/approve/")
    page.get_by_role("button", name="Approve the plan").click()

    expect(page).to_have_url(re.compile(r"/schemes/\d+/$"))
    expect(page.get_by_text("Approved", exact=True).first).to_be_visible()


def test_an_officer_imports_people_makes_a_shortlist_and_proposes_somebody(visit, tmp_path):
    file = tmp_path / "people.csv"
    file.write_bytes(csv_of(row(1, occupations="2513:5|2512:4"), row(2, birth_date="12/04/1996")))
    page = visit("officer.ma", "recruitment/import/")
    page.get_by_label("Scheme").select_option(label="Digital talent Morocco–Belgium, two tracks")
    page.get_by_label("CSV file").set_input_files(file)
    page.locator("main form [type=submit]").click()
    for step in ("check", "preview"):
        page.goto(re.sub(r"/(columns|check|preview)/$", f"/{step}/", page.url))
    page.get_by_label(re.compile("Leave out|Skip|without the wrong", re.IGNORECASE)).check()
    page.get_by_role("button", name=re.compile("^Import")).click()
    expect(page.locator("main")).to_contain_text("The file is imported.")

    page.goto("/en/recruitment/vacancies/?status=open")
    page.goto(first_link(page, r"/vacancies/\d+/$") + "shortlist/")
    page.get_by_role("button", name="Make the shortlist").click()
    expect(page.get_by_text("The shortlist is made anew.")).to_be_visible()
    page.locator("input[name=pick]").first.check()
    page.get_by_role("button", name=re.compile("Propose")).click()

    expect(page.locator(".cr-messages")).to_contain_text("is proposed; the candidate is asked first.")


def test_an_employer_says_yes_and_makes_an_offer(visit):
    page = visit("employer", "employer/")
    page.get_by_role("link", name=re.compile("A person is proposed to you")).first.click()
    page.get_by_role("radio", name="Yes").check()
    page.locator('form[action$="/answer/"] [type=submit]').click()
    expect(page.get_by_text("Your answer is recorded; the person is told.")).to_be_visible()

    page.locator('form[action$="/offer/"] [type=submit]').click()

    expect(page.get_by_text("The offer is made; the person is told.")).to_be_visible()


@pytest.mark.parametrize("script", [True, False], ids=["with a script", "without a script"])
def test_a_worker_follows_her_case_in_arabic_on_a_phone(visit, script):
    page = visit("salma", "me/", language="ar", width=390, java_script_enabled=script)
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Salma")

    for tab in page.locator(".cr-tabs a").all():
        path = tab.get_attribute("href")
        assert page.request.get(path).status == 200, path
    page.goto(first_link(page, r"/me/contract/$"))

    expect(page.locator("main")).to_contain_text(re.compile(r"\d"))
    expect(page.get_by_role("checkbox")).to_have_count(2)


def test_a_worker_signs_without_a_script(visit):
    page = visit("salma", "me/contract/", language="ar", width=390, java_script_enabled=False)
    for box in page.get_by_role("checkbox").all():
        box.check()

    page.locator("main form [type=submit]").last.click()

    expect(page.get_by_role("checkbox")).to_have_count(0)


def test_a_protection_officer_closes_a_complaint(visit):
    page = visit("protection", "protection/?is_overdue=on")
    page.goto(first_link(page, r"/protection/\d+/$"))
    page.get_by_text("Put right or close").click()
    page.get_by_label("Outcome").fill("The employer has paid what was owed.")

    page.get_by_role("button", name="Close", exact=True).click()

    expect(page.get_by_text("The complaint was updated.")).to_be_visible()
    expect(page.get_by_text("Closed", exact=True).first).to_be_visible()


def test_a_donor_reads_results_without_a_name(visit):
    page = visit("donor", "desk/")
    page.get_by_role("link", name="Results", exact=True).first.click()
    page.get_by_role("link", name="Engineers Tunisia–Germany").first.click()

    expect(page.get_by_role("heading", name="Unit costs")).to_be_visible()
    expect(page.locator("main")).not_to_contain_text("Youssef")
    assert page.request.get("/en/recruitment/candidates/").status == 403


def test_a_visitor_takes_a_role_with_a_button_in_the_language_of_the_page(visit, address):
    page = visit("")

    become(page, address, "ar", "officer.ma")

    expect(page).to_have_url(re.compile(r"/ar/desk/"))
    expect(page.locator("html")).to_have_attribute("lang", "ar")
