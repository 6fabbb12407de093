"""Papers come from the rows, in four languages, through the one door."""

from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook
from pypdf import PdfReader

from corridor.access.roles import Role
from tests.factories.design import make_colleague, make_complete_scheme, make_designer, make_indicator, make_scheme
from tests.factories.recruitment import make_world

pytestmark = pytest.mark.django_db
LANGUAGES = ("en", "fr", "es", "ar")


def text_of(answer) -> str:
    assert answer.status_code == 200, answer.status_code
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)


def pages_of(answer) -> int:
    return len(PdfReader(BytesIO(answer.content)).pages)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_scheme_sheet_has_two_pages_in_every_language(client, sign_in, language):
    scheme = make_complete_scheme()
    sign_in(make_designer(scheme))

    with translation.override(language):
        answer = client.get(reverse("papers:sheet", args=[scheme.pk]))

    assert pages_of(answer) == 2
    assert scheme.reference in text_of(answer)


def test_the_scheme_sheet_of_an_empty_plan_says_so(client, sign_in):
    scheme = make_scheme()
    sign_in(make_designer(scheme))

    assert "Nothing has been entered yet." in text_of(client.get(reverse("papers:sheet", args=[scheme.pk])))


def test_the_scheme_sheet_shows_the_guides_sum_as_printed(client, sign_in):
    scheme = make_complete_scheme()
    sign_in(make_designer(scheme))

    assert "101%" in text_of(client.get(reverse("papers:sheet", args=[scheme.pk])))


def test_the_logframe_lists_every_indicator_with_its_target(client, sign_in):
    scheme = make_complete_scheme()
    make_indicator(scheme, code="placed-women", name="Women placed", target=40)
    sign_in(make_designer(scheme))

    text = text_of(client.get(reverse("papers:logframe", args=[scheme.pk])))

    assert all(row.name in text.replace("\n", " ") for row in scheme.indicators.all())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_budget_workbook_adds_up_to_the_computed_total(client, sign_in, language):
    scheme = make_complete_scheme()
    sign_in(make_designer(scheme))

    with translation.override(language):
        answer = client.get(reverse("papers:budget", args=[scheme.pk]))
    lines = load_workbook(BytesIO(answer.content), data_only=True).worksheets[0]
    totals = [row[6].value for row in lines.iter_rows(min_row=4) if row[0].value]
    payers = [sum(cell.value for cell in row[7:13]) for row in lines.iter_rows(min_row=4) if row[0].value]

    assert totals == pytest.approx(payers)
    assert lines.cell(row=4 + len(totals), column=7).value == pytest.approx(sum(totals))


def test_a_label_that_looks_like_a_formula_stays_text(client, sign_in):
    scheme = make_complete_scheme()
    line = scheme.budget.lines.first()
    line.label = "=1+1"
    line.save()
    sign_in(make_designer(scheme))

    book = load_workbook(BytesIO(client.get(reverse("papers:budget", args=[scheme.pk])).content))

    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value == "=1+1"]
    assert [cell.data_type for cell in cells] == ["s"]


def test_a_scheme_without_a_budget_has_no_workbook(client, sign_in):
    scheme = make_scheme()
    sign_in(make_designer(scheme))

    assert client.get(reverse("papers:budget", args=[scheme.pk])).status_code == 404


@pytest.mark.parametrize("name", ["sheet", "logframe", "budget"])
def test_papers_of_another_scheme_are_not_found(client, sign_in, name):
    scheme, other = make_complete_scheme(), make_scheme()
    sign_in(make_designer(other))

    assert client.get(reverse(f"papers:{name}", args=[scheme.pk])).status_code == 404


def test_a_donor_of_the_workspace_reads_the_sheet(client, sign_in):
    scheme = make_complete_scheme()
    sign_in(make_colleague(scheme, Role.DONOR))

    assert client.get(reverse("papers:sheet", args=[scheme.pk])).status_code == 200


def test_the_employers_page_says_that_workers_pay_nothing(client, sign_in):
    world = make_world()
    sign_in(world.employer_user)

    text = text_of(client.get(reverse("papers:employer_page", args=[world.vacancy.pk])))

    assert "Workers pay nothing" in text
    assert world.vacancy.reference in text


def test_another_employer_does_not_find_the_page(client, sign_in):
    world, other = make_world(), make_world()
    sign_in(other.employer_user)

    assert client.get(reverse("papers:employer_page", args=[world.vacancy.pk])).status_code == 404
