"""Papers: real PDF in four languages, with the ministry's name, readable by a screen reader."""

from io import BytesIO

import pytest
import typst
from pypdf import PdfReader

from corridor.ui.papers import Letterhead, Paper, pdf

BODY = '#import "frame.typ": *\n#show: frame\n== #data.heading\n#rows-table(data.heads, data.rows, numeric: (1,))\n'
EMBLEM = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 10 10'><circle cx='5' cy='5' r='4'/></svg>"


def paper(language: str, **letterhead: str) -> Paper:
    return Paper(
        title="Scheme sheet",
        letterhead=Letterhead("Ministry of Labour", **letterhead),
        language=language,
        values={"heading": "Who pays", "heads": ["Payer", "EUR"], "rows": [["Employer", "1,000"]]},
    )


def text_of(document: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(document)).pages)


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_a_paper_names_the_ministry_and_shows_its_rows(language):
    document = pdf(paper(language, emblem=EMBLEM), body=BODY)

    assert document.startswith(b"%PDF")
    assert "Ministry of Labour" in text_of(document)
    assert "1,000" in text_of(document)


def test_a_paper_without_an_emblem_is_set_as_well():
    assert "Who pays" in text_of(pdf(paper("en"), body=BODY))


def test_a_paper_is_tagged_for_screen_readers_and_states_its_language():
    root = PdfReader(BytesIO(pdf(paper("ar"), body=BODY))).trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "ar"


def test_values_are_shown_as_they_are_and_never_run():
    values = {"heading": "#panic()", "heads": ["a", "b"], "rows": [["#set text(red)", "*x*"]]}

    document = pdf(Paper("Title", Letterhead("M"), "en", values), body=BODY)

    assert "#panic()" in text_of(document)


def test_a_picture_without_words_is_refused():
    with pytest.raises(typst.TypstError, match="alt"):
        pdf(paper("en", emblem=EMBLEM), body=BODY + '#image("emblem.svg")\n')
