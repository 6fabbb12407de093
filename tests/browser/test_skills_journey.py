"""From a CV in Arabic on a telephone to a passport that an employer checks without a network, and back again."""

import json
import re
from copy import deepcopy
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from corridor.engines.credentials import offline
from tests.browser.test_verifier import KEPT_LISTS, said, scan, verdict
from tests.factories.mobility import pdf

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CV = {
    "basics": {"name": "سلمى الإدريسي"},
    "work": [{"name": "ورشة النور", "position": "كهربائية مباني", "startDate": "2019-03", "endDate": "2021"}],
    "skills": [{"name": "لحام المعادن"}],
}
TRADE = re.compile("المعادلة الكلية أو الجزئية لمهنة")


@pytest.fixture
def paper():
    return {"name": "paper.pdf", "mimeType": "application/pdf", "buffer": pdf().read()}


def submit(page, name, value):
    page.locator(f"main button[name={name}][value={value}]").first.click()


def take_in_a_cv(page, person):
    """Upload, look, and take in; the words then wait to be linked."""
    page.goto(f"/ar/people/{person}/cv/")
    cv = {"name": "cv.json", "mimeType": "application/json", "buffer": json.dumps(CV).encode()}
    page.locator("input[name=file]").set_input_files(cv)
    page.locator("main form[enctype] button").click()
    expect(page.locator("main")).to_contain_text("كهربائية مباني")
    page.locator("main form[action$='/take/'] button").click()


def confirm_the_first_link(page, words):
    """An adviser reads five proposals, chooses one and confirms it."""
    page.get_by_role("link", name=words).first.click()
    assert page.locator("input[name=uri]").count() == 5
    page.locator("input[name=uri]").first.check()
    submit(page, "state", "confirmed")


def apply_for_recognition(page, paper):
    """Choose the procedure, hand in every paper, send; return the number of the case in its address."""
    page.goto("/ar/recognition/mine/")
    page.get_by_role("link", name=TRADE).first.click()
    page.locator("input[name=qualification]").fill("دبلوم تقني في الكهرباء")
    page.locator("main form button[type=submit]").click()
    case = re.search(r"/mine/(\d+)/", page.url)[1]
    papers = page.locator("main a[href*='/papers/']").evaluate_all("all => all.map(one => one.href)")
    assert len(papers) > 3
    for one in papers:
        page.goto(one)
        page.locator("input[type=file]").set_input_files(paper)
        page.locator("main form button[type=submit]").click()
    page.goto(f"/ar/recognition/mine/{case}/")
    submit(page, "act", "apply")
    return case


def decide_in_part(page):
    """Accept the papers, start the clock, name a difference, decide partially with an adaptation period."""
    while page.locator("button[name=answer][value=accept]").count():
        submit(page, "answer", "accept")
    submit(page, "act", "complete")
    submit(page, "act", "review")
    difference = page.locator("form", has=page.locator("input[value=difference]"))
    page.locator("summary", has_text="Name a difference").click()
    difference.locator("[name=required]").fill("Testing of installations by the German standard")
    difference.locator("[name=found]").fill("Not part of the training")
    difference.get_by_role("button").click()
    decision = page.locator("form", has=page.locator("input[value=decide]"))
    page.locator("summary", has_text="Decide").click()
    decision.locator("[name=outcome]").select_option("partial")
    decision.locator("[name=reasons]").fill("One part of five is missing.")
    decision.locator("[name=months]").fill("6")
    decision.locator("button[type=submit]").click()


def test_a_worker_an_adviser_an_authority_and_an_employer_and_the_end_of_a_shared_link(visit, running, address, paper):
    worker = visit("salma", "me/skills/", language="ar", width=390)
    person = re.search(r"/people/(\d+)/", worker.locator("main a[href*='/people/']").first.get_attribute("href"))[1]
    take_in_a_cv(worker, person)
    assert worker.evaluate("document.documentElement.scrollWidth") == 390

    adviser = visit("counsellor", "people/links/")
    confirm_the_first_link(adviser, "كهربائية مباني")

    case = apply_for_recognition(worker, paper)
    authority = visit("authority", f"recognition/{case}/")
    decide_in_part(authority)
    expect(authority.locator("main")).to_contain_text("Adaptation period")
    worker.goto(f"/ar/recognition/mine/{case}/")
    expect(worker.locator("main")).to_contain_text("One part of five is missing.")

    worker.goto(f"/ar/people/{person}/passport/")
    worker.locator("main form[action$='/issue/'] button").first.click()
    passport = worker.request.get(f"/api/v1/skills/people/{person}/passport").json()
    states = passport["credential"]["credentialSubject"]
    linked = next(one for one in states["work"] if one["title"] == "كهربائية مباني")
    assert linked["isco08"].startswith("7411")
    assert {"country": "DEU", "outcome": "partial"}.items() <= next(
        one for one in states["recognition"] if one["country"] == "DEU"
    ).items()

    employer = running.new_context(viewport={"width": 390, "height": 844}, base_url=address).new_page()
    employer.goto("/verify")
    employer.locator("main[data-kept=yes]").wait_for()
    employer.context.set_offline(True)
    scan(employer, passport["code_for_paper"])
    assert (verdict(employer), said(employer)["status"]) == ("green", "not_withdrawn")
    changed = deepcopy(passport["credential"])
    changed["credentialSubject"]["name"] = "Salma Idrissa"
    scan(employer, offline.pack(changed))
    assert (verdict(employer), said(employer)["integrity"]) == ("red", "signature_wrong")

    worker.goto(f"/ar/people/{person}/shares/")
    worker.locator("input[name=parts][value=skills]").check()
    worker.locator("main form:has(input[name=parts]) button[type=submit]").click()
    link = worker.locator("main a[href*='/shared/']").get_attribute("href")
    reader = running.new_context(base_url=address).new_page()
    assert reader.goto(link).status == 200
    worker.goto(f"/ar/people/{person}/passport/")
    worker.locator("main details:has([name=reason]) summary").click()
    worker.locator("[name=reason]").fill("ضاع الهاتف")
    worker.locator("main details:has([name=reason]) button[type=submit]").click()
    assert reader.goto(link).status == 410

    employer.context.set_offline(False)
    before = employer.evaluate(KEPT_LISTS)
    employer.goto("/verify")
    employer.wait_for_function(f"async before => (await ({KEPT_LISTS})()) !== before", arg=before)
    employer.context.set_offline(True)
    scan(employer, passport["code_for_paper"])
    assert (verdict(employer), said(employer)["status"]) == ("red", "withdrawn")
    expect(employer.locator("[data-result=status]")).to_contain_text(f"{datetime.now(UTC):%Y-%m-%d}")
    employer.context.close()
    reader.context.close()
