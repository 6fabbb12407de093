"""From the files of statistical offices to a chosen sector, country and pathway, in a browser, the right answer known.

The demonstration is emptied first: no figure stands there but those that the designer brings.
"""

import json
import re
from datetime import date
from io import BytesIO

import docx
import pypdf
import pytest
from playwright.sync_api import expect

from corridor.demo.evidence import FULL, write_sample
from corridor.design.screening.rules import LABELS
from corridor.ui import formats

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SEED = 20261123
DESTINATION = "BEL"
SECTORS = ("A", "F", "H", "J", "Q")
ORIGINS = ("COL", "EGY", "MAR", "PHL", "SEN", "TUN")


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """Invented statistics of 40 countries in ten years, a file of each format, and the right answer."""
    folder = tmp_path_factory.mktemp("statistics")
    files = write_sample(folder, seed=SEED, last_year=date.today().year - 1, shape=FULL)
    answers = json.loads((folder / "truth.json").read_text())["answers"]
    [truth] = [answer for answer in answers if answer["destination"] == DESTINATION]
    return folder, files, truth


@pytest.fixture
def empty(visit):
    """An emptied demonstration: offices, logins and pathways, and no figure."""
    page = visit("designer", "demo/empty/")
    page.set_default_timeout(60_000)
    page.get_by_role("button", name="Empty now").click()
    expect(page.get_by_role("heading", name="Change role", level=1)).to_be_visible()
    return visit


def bring(page, path, *, is_synthetic, publisher):
    """Send a file, look at what it would change, and import it."""
    page.goto("/en/labour-market/import/")
    page.locator("input[type=file]").set_input_files(path)
    page.get_by_label(re.compile("^Publisher")).fill(publisher)
    page.get_by_label("The figures are invented").set_checked(is_synthetic)
    page.get_by_role("button", name="Send and check").click()
    expect(page.get_by_role("heading", name="Import: what would change")).to_be_visible()
    page.locator('form[action$="/confirm/"] [type=submit]').click()
    expect(page).to_have_url(re.compile(r"/labour-market/(versions|datasets)/\d+/"))


def compare(page, plan, kind, codes, weights):
    """Add what is compared, take scores from evidence, weigh, and return the order of the names."""
    part = "sectors" if kind == "sector" else "countries"
    for code in codes:
        page.goto(f"{plan}design/parts/{part}/new/")
        page.locator("select[name=code]").select_option(code)
        page.locator("main form [type=submit]").last.click()
    page.goto(f"{plan}compare/{kind}/evidence/")
    page.get_by_role("button", name="Take the scores from evidence").click()
    expect(page.locator(".cr-messages")).to_contain_text("Taken from evidence")
    for field in page.locator("#weights input[name^=w]").all():
        label = page.locator(f"label[for={field.get_attribute('id')}]").inner_text()
        field.fill(str(next((weight for code, weight in weights.items() if LABELS[code] == label), 0)))
    page.get_by_role("button", name="Save these weights").click()
    expect(page.locator(".cr-messages")).to_contain_text("The weights are saved")
    return page.locator("#ranking table").first.locator("tbody tr th a").all_inner_texts()


def choose(page, name, reason):
    """Choose what comes first, with the reason."""
    page.get_by_role("combobox", name="The choice").select_option(label=name)
    page.get_by_label("Why this choice").fill(reason)
    page.locator('form[action$="/choose/"] [type=submit]').click()


def add(page, plan, part, **values):
    """Add a row to a list of the plan."""
    page.goto(f"{plan}design/parts/{part}/new/")
    for name, value in values.items():
        page.locator(f"main [name={name}]").select_option(value)
    page.locator("main form [type=submit]").last.click()


def test_a_designer_goes_from_statistics_to_an_approved_third_step(empty, sample, shared_data):
    folder, files, truth = sample
    page = empty("designer", "labour-market/")
    page.set_default_timeout(120_000)
    bring(page, shared_data / "data/evidence/dist_cepii.csv.gz", is_synthetic=False, publisher="CEPII")
    for file in files:
        is_synthetic = file.name.startswith("synthetic")
        bring(page, folder / file.name, is_synthetic=is_synthetic, publisher="Synthetic" if is_synthetic else "Guide")

    page.goto("/en/schemes/new/")
    page.get_by_label("Name", exact=True).fill("A scheme chosen from evidence")
    page.get_by_label(re.compile("Country of origin")).select_option(truth["origin"])
    page.get_by_label(re.compile("Country of destination")).select_option(DESTINATION)
    page.locator("main form [type=submit]").last.click()
    plan = re.search(r".*/schemes/\d+/", page.url)[0]

    sectors = compare(page, plan, "sector", SECTORS, truth["sector_weights"])
    page.goto(f"{plan}design/parts/sectors/new/")
    names = dict(page.locator("select[name=code] option").evaluate_all("all => all.map(one => [one.value, one.text])"))
    assert names[truth["sector"]].endswith(sectors[0])
    page.goto(f"{plan}compare/sector/")
    choose(page, sectors[0], "It comes first on every indicator of shortage.")
    page.goto(f"{plan}design/choice/")
    page.locator("select[name=nace2]").select_option(truth["sector"])
    page.locator(
        'form[action$="/design/choice/"] [type=submit], main form:has(select[name=nace2]) [type=submit]'
    ).click()

    countries = compare(page, plan, "country", ORIGINS, truth["country_weights"])
    page.goto(f"{plan}design/parts/countries/new/")
    names = dict(page.locator("select[name=code] option").evaluate_all("all => all.map(one => [one.value, one.text])"))
    assert names[truth["origin"]] == countries[0]
    page.goto(f"{plan}compare/country/")
    expect(page.locator("#ranking")).to_contain_text("synthetic")
    choose(page, countries[0], "It has the workers, the links and an open way.")

    read_paper(page, plan, "country", countries[0])
    add(page, plan, "occupations", isco08="6111")
    take_the_pathway(page, plan)
    settle_the_third_step(page, plan)


def read_paper(page, plan, kind, first):
    """Print the choice paper as PDF and as a document; both name the first place and what is synthetic."""
    base = re.sub(r"/schemes/(\d+)/$", r"/papers/schemes/\1/choice/", plan)
    pdf = page.request.get(f"{base}{kind}.pdf")
    text = "\n".join(sheet.extract_text() for sheet in pypdf.PdfReader(BytesIO(pdf.body())).pages)
    paper = docx.Document(BytesIO(page.request.get(f"{base}{kind}.docx").body()))
    words = "\n".join(
        [
            *(line.text for line in paper.paragraphs),
            *(cell.text for table in paper.tables for row in table.rows for cell in row.cells),
        ]
    )
    for said in (text, words):
        assert first in said
        assert "synthetic" in said.lower()


def take_the_pathway(page, plan):
    """Choose the permit with which people travel in the corridor."""
    page.goto(f"{plan}design/parts/pathways/new/")
    page.locator("select[name=corridor]").select_option(index=1)
    page.locator("select[name=pathway]").select_option(index=1)
    page.locator("main form [type=submit]").last.click()
    page.goto(f"{plan}design/design/")
    expect(page.locator("#pathways tbody tr")).to_have_count(1)


def settle_the_third_step(page, plan):
    """Answer how long people stay and what for, give dates and targets, and approve the step."""
    page.goto(f"{plan}design/model/")
    page.locator("select[name$=time_frame]").first.select_option(index=1)
    page.locator("input[type=checkbox][name*=purposes]").first.check()
    page.locator('form[action$="/design/mobility/"] [type=submit]').click()
    page.locator("input[name=start_date]").fill(f"{date.today().year + 1}-01-01")
    page.locator("input[name=end_date]").fill(f"{date.today().year + 4}-12-31")
    page.locator("input[name=target_participants]").fill("100")
    page.locator("input[name=target_placements]").fill("80")
    page.locator('form[action$="/design/model/"] [type=submit]').click()

    page.get_by_role("button", name="Approve this step").click()

    expect(page.locator("#signed")).to_contain_text("Approved by")
    expect(page.locator("#signed")).to_contain_text(formats.date(date.today()))
