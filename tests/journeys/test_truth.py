"""Every planted fact of the demonstration is found through the pages, by a role that may see it."""

import re
from html import unescape

import pytest
from django.urls import reverse
from django.utils import translation

from corridor.demo.world.plans import COHORTS
from corridor.demo.world.tables import rows
from corridor.demo.world.truth import packaged
from corridor.design.schemes.models import Scheme
from tests.factories.demo import become, planted_world

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TRUTH = packaged()
DESIGNERS = {"MA-BE-ICT": "designer", "MA-ES-FARM": "designer.es", "TN-DE-ENG": "designer.de"}
REFERENCES = list(DESIGNERS)


@pytest.fixture(scope="module", autouse=True)
def world(django_db_setup, django_db_blocker):
    with planted_world(django_db_blocker):
        yield


@pytest.fixture(autouse=True)
def english():
    """A request leaves its language behind; each test begins in English."""
    translation.activate("en")


def words_of(client, name, *args, **query) -> str:
    """The words of a page's main part, as a reader sees them."""
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200, answer.content.decode()[:2000]
    body = answer.content.decode()
    main = re.search(r"<main.*?</main>", body, re.S)
    plain = re.sub(r"<(script|style|svg).*?</\1>", " ", main[0] if main else body, flags=re.S)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", plain)))


def all_pages(client, name, **query) -> str:
    """The words of a list, page after page, until a page repeats itself."""
    found = []
    for number in range(1, 30):
        page = words_of(client, name, page=number, **query)
        if page in found:
            break
        found.append(page)
    return " ".join(found)


@pytest.fixture
def dashboard(client):
    def read(reference):
        scheme = Scheme.objects.get(reference=reference)
        return words_of(become(client, DESIGNERS[reference]), "monitoring:dashboard", scheme.pk)

    return read


@pytest.mark.parametrize("reference", REFERENCES)
def test_the_slowest_step_of_each_scheme(dashboard, reference):
    name = {row["code"]: row["name_en"] for row in rows("steps")}[TRUTH["slowest_step"][reference]]
    assert f"Slowest step: {name}" in dashboard(reference)


@pytest.mark.parametrize("reference", REFERENCES)
def test_the_number_of_people_and_the_share_of_women_at_each_stage(dashboard, reference):
    page, stages = dashboard(reference), TRUTH["women"][reference]
    for stage, label in (("applied", "Registered"), ("placed", "Offer accepted"), ("departed", "Departed")):
        women, people = stages[stage]
        assert re.search(rf"{label} {people:,}( \d+%)?( largest loss: \d+%)? Women: {women:,} ", page), (label, stage)
    women, people = stages["departed"]
    assert f"{women} of {people}" in page


@pytest.mark.parametrize("reference", REFERENCES)
def test_people_whose_sex_is_not_known_are_shown_as_such(dashboard, reference):
    assert f"Not stated: {TRUTH['sex_not_known'][reference]}" in dashboard(reference)


@pytest.mark.parametrize("reference", REFERENCES)
def test_the_median_days_from_selection_to_departure(dashboard, reference):
    days = TRUTH["median_days_from_selection_to_departure"][reference]
    assert re.search(
        rf"Median days from selection to departure Output \d+ days {days:g} days from \d+ people", dashboard(reference)
    )


@pytest.mark.parametrize("reference", REFERENCES)
def test_what_a_placement_has_cost_so_far(dashboard, reference):
    page, spent = dashboard(reference), TRUTH["spent"][reference]
    assert f"€{spent['total_eur']:,.0f}" in page
    # The page shows whole euros; the cents are in its CSV file.
    assert f"€{spent['per_placement_eur']:,.0f}" in page


@pytest.mark.parametrize("reference", REFERENCES)
def test_departures_without_a_registered_contract_on_the_dashboard(dashboard, reference):
    planted = sum(case.startswith(reference) for case in TRUTH["departures_without_contract"])
    found = re.search(r"Departed without a registered contract: (\d+)", dashboard(reference))
    assert int(found[1] if found else 0) == planted


def test_two_illegal_fees_with_their_amounts_and_takers(client):
    page = words_of(become(client, "protection"), "protection:fees")
    for fee in TRUTH["illegal_fees"]:
        amount = f"{int(fee['amount']):,}"
        assert (
            f"€{amount}" in page
            if fee["currency"] == "EUR"
            else f"{fee['currency']} {amount}" in page.replace("\xa0", " ")
        )
        assert fee["paid_to"] in page
    assert "1 to 2 of 2" in page


def test_four_complaints_are_overdue(client):
    page = words_of(become(client, "protection"), "protection:grievances", overdue="on")
    assert len(re.findall(r"\d+ days late", page)) == TRUTH["overdue_grievances"]


def test_departures_and_leavings_that_protection_must_look_into(client):
    page = words_of(become(client, "protection"), "protection:grievances")
    assert page.count("Without clearance") == len(TRUTH["departures_without_contract"])
    assert page.count("Left, reason not known") == len(TRUTH["left_reason_unknown"])


def test_thirty_possible_duplicates(client):
    become(client, "officer.ma")
    planted = sum(TRUTH["possible_duplicates"].values())
    assert planted == 30
    assert f"{planted} possible duplicates" in words_of(client, "recruitment:candidates")
    assert all_pages(client, "recruitment:duplicates").count("Same person: link") == planted


def test_five_recruiters_without_a_licence(client):
    page = words_of(become(client, "officer.ma"), "recruitment:recruiters", status="unlicensed")
    assert len(TRUTH["recruiters_without_licence"]) == 5
    assert "5 recruiters" in page
    assert all(name in page for name in TRUTH["recruiters_without_licence"])


def test_recruiters_whose_licence_has_expired(client):
    found = ""
    for officer in ("officer.ma", "officer.tn"):
        found += words_of(become(client, officer), "recruitment:recruiters", status="expired")
    assert all(name in found for name in TRUTH["recruiters_with_expired_licence"])


def test_the_pass_rate_of_every_cohort(client):
    found = "".join(words_of(become(client, officer), "training:cohorts") for officer in ("officer.ma", "officer.tn"))
    assert len(TRUTH["cohorts"]) == sum(plan.tested > 0 for plan in COHORTS)
    for _, topic, _, passed, tested in TRUTH["cohorts"]:
        assert f"({passed} of {tested})" in found, topic


def test_one_withdrawn_employer_whose_people_are_still_at_work(client):
    become(client, "officer.es")
    employers = all_pages(client, "recruitment:employers")
    name, at_work = TRUTH["withdrawn_employer"].values()
    assert re.findall(r"([\w ]+ \(demo\)) A01 [^()]+ 0 Withdrawn", employers)[-1].strip().endswith(name)
    assert employers.count("Withdrawn") == 1
    assert all_pages(client, "mobility:placements", status="working").count(name) == at_work


def test_employers_who_wait_to_be_vetted(client):
    for officer, name in zip(("officer.be", "officer.es", "officer.de"), TRUTH["employers_not_vetted"], strict=True):
        page = all_pages(become(client, officer), "recruitment:employers")
        assert re.search(rf"{re.escape(name)} \w+ [^()]+ \d+ Not vetted yet", page)


def test_the_one_late_visa(client):
    page = words_of(become(client, "officer.be"), "mobility:cases", overdue="on", waits="consulate")
    assert re.findall(r"MA-BE-ICT-\d{5}", page) == TRUTH["late_visa"]
    assert "34 days late" in page
    for officer in ("officer.es", "officer.de"):
        assert "days late" not in words_of(become(client, officer), "mobility:cases", overdue="on", waits="consulate")


def test_the_number_of_people_that_an_office_looks_after(client):
    page = words_of(become(client, "officer.tn"), "recruitment:candidates")
    assert f"{TRUTH['people']['TN-DE-ENG']} candidates" in page.replace(",", "")


def test_salma_is_led_to_her_next_step_in_arabic(client):
    become(client, "salma")
    answer = client.get("/ar/", follow=True)
    assert answer.status_code == 200
    body = answer.content.decode()
    assert 'dir="rtl"' in body
    assert "سلمى" in body or "Salma" in body


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_the_page_of_roles_opens_in_every_language(client, language):
    body = client.get(f"/{language}/demo/").content.decode()
    assert f'lang="{language}' in body
    assert "salma@demo.corridor.example" in body
