"""The choice paper says why, on what it rests and who sees it, as PDF and for Word."""

from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from docx import Document
from pypdf import PdfReader

from corridor.access.roles import Role
from corridor.design.screening import services
from corridor.design.screening.models import Score
from tests.factories.design import make_colleague, make_designer, make_exercise, make_scored_exercise
from tests.factories.screening import make_group, make_veto

pytestmark = pytest.mark.django_db
LANGUAGES = ("en", "fr", "es", "ar")


def pdf_text(answer):
    assert answer.status_code == 200, answer.status_code
    pages = PdfReader(BytesIO(answer.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def word_of(answer):
    assert answer.status_code == 200, answer.status_code
    return Document(BytesIO(answer.content))


def word_text(answer):
    document = word_of(answer)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def address(exercise, form="pdf"):
    return reverse(f"papers:choice_{form}", args=[exercise.scheme.pk, exercise.kind])


@pytest.mark.parametrize(("form", "read"), [("pdf", pdf_text), ("docx", word_text)])
def test_the_paper_says_who_leads_by_what_and_who_is_excluded(client, sign_in, form, read):
    exercise = make_scored_exercise(
        table={"Morocco": {"supply": 5, "links": 4}, "Tunisia": {"supply": 3, "links": None}, "Peru": {"supply": 1}}
    )
    make_veto(exercise.alternatives.get(name="Peru"))
    sign_in(make_designer(exercise.scheme))

    text = read(client.get(address(exercise, form)))

    assert "Morocco comes first with 87.5 of 100 points" in text
    assert "Health workers are too few." in text
    assert "Survey" in text
    assert "not known" in text


@pytest.mark.parametrize(("form", "read"), [("pdf", pdf_text), ("docx", word_text)])
def test_the_paper_marks_synthetic_figures(client, sign_in, form, read):
    exercise = make_scored_exercise()
    Score.objects.update(is_synthetic=True)
    sign_in(make_designer(exercise.scheme))

    text = read(client.get(address(exercise, form)))

    assert "rest on synthetic figures, which are no evidence" in text
    assert "synthetic" in text.split("which are no evidence")[1]


@pytest.mark.parametrize("form", ["pdf", "docx"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_paper_is_set_in_every_language(client, sign_in, form, language):
    exercise = make_scored_exercise()
    sign_in(make_designer(exercise.scheme))

    with translation.override(language):
        answer = client.get(address(exercise, form))

    read = pdf_text if form == "pdf" else word_text
    assert exercise.scheme.reference in (
        read(answer) if form == "pdf" else word_of(answer).sections[0].header.paragraphs[0].text
    )


def test_the_arabic_document_runs_right_to_left_and_its_heads_are_repeated(client, sign_in):
    exercise = make_scored_exercise()
    sign_in(make_designer(exercise.scheme))

    with translation.override("ar"):
        document = word_of(client.get(address(exercise, "docx")))

    xml = document.element.xml
    assert "w:bidiVisual" in xml
    assert "w:rtl" in xml
    assert xml.count("<w:tblHeader") == len(document.tables) - 1


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_others_get_the_paper_of_a_country_only_after_its_release(client, sign_in, form):
    exercise = make_scored_exercise()
    sign_in(make_colleague(exercise.scheme, Role.OFFICER_DESTINATION))
    before = client.get(address(exercise, form)).status_code

    services.release_ranking(exercise=exercise, by=make_designer(exercise.scheme))

    assert (before, client.get(address(exercise, form)).status_code) == (404, 200)


def test_an_order_that_a_group_keeps_to_itself_is_not_printed(client, sign_in):
    exercise = make_scored_exercise()
    designer = make_designer(exercise.scheme)
    make_group(exercise, "Families", weights={"links": 1.0}, entered_by=designer)
    make_group(exercise, "Unions", weights={"supply": 1.0}, released_at=timezone.now())
    sign_in(designer)

    text = word_text(client.get(address(exercise, "docx")))

    assert "Unions" in text
    assert "Families" not in text


def test_a_comparison_without_anything_to_rank_says_so(client, sign_in):
    exercise = make_exercise()
    sign_in(make_designer(exercise.scheme))

    assert "Nothing can be ranked yet." in pdf_text(client.get(address(exercise)))


def test_there_is_no_paper_of_a_comparison_that_is_not_begun(client, sign_in):
    exercise = make_scored_exercise()
    sign_in(make_designer(exercise.scheme))

    assert client.get(reverse("papers:choice_pdf", args=[exercise.scheme.pk, "sector"])).status_code == 404
