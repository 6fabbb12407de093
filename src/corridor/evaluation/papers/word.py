"""Papers for Word: headings, paragraphs and tables that a ministry can go on editing; right to left in Arabic."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from corridor.ui.papers import RIGHT_TO_LEFT, Paper

Row = list[str]


@dataclass(frozen=True)
class Section:
    """One part of a paper: a heading over a table; `numeric` lists the columns that stand at the end edge."""

    title: str
    columns: list[str]
    rows: list[Row]
    numeric: tuple[int, ...] = ()
    note: str = ""


def document(
    paper: Paper, *, facts: Sequence[Row], sentences: Sequence[str], sections: Sequence[Section], note: str
) -> bytes:
    """Write a paper as a Word document."""
    made = Document()
    is_rtl = paper.language in RIGHT_TO_LEFT
    made.core_properties.title = paper.title
    made.core_properties.author = paper.letterhead.organisation
    made.core_properties.language = paper.language
    _head_and_foot(made, paper, is_rtl)
    _turned(made.add_heading(paper.title, level=0), is_rtl)
    _turned(made.add_paragraph(paper.subtitle), is_rtl)
    _table(made, Section("", [], [list(row) for row in facts]), is_rtl)
    for sentence in sentences:
        _turned(made.add_paragraph(sentence), is_rtl)
    for section in sections:
        _turned(made.add_heading(section.title, level=1), is_rtl)
        _table(made, section, is_rtl)
        if section.note:
            _turned(made.add_paragraph(section.note, style="Caption"), is_rtl)
    if note:
        _turned(made.add_paragraph(note, style="Caption"), is_rtl)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def _head_and_foot(made: Any, paper: Paper, is_rtl: bool) -> None:
    page = made.sections[0]
    head, foot = page.header.paragraphs[0], page.footer.paragraphs[0]
    head.text = " · ".join(text for text in (paper.letterhead.organisation, paper.letterhead.reference) if text)
    foot.text = paper.letterhead.footer
    _turned(head, is_rtl)
    _turned(foot, is_rtl)


def _table(made: Any, section: Section, is_rtl: bool) -> None:
    lines = [section.columns, *section.rows] if section.columns else section.rows
    if not lines:
        return
    table = made.add_table(rows=0, cols=len(lines[0]), style="Table Grid")
    if is_rtl:
        table._tbl.tblPr.append(OxmlElement("w:bidiVisual"))
    for number, line in enumerate(lines):
        cells = table.add_row().cells
        for place, (cell, text) in enumerate(zip(cells, line, strict=True)):
            paragraph = cell.paragraphs[0]
            run = paragraph.add_run(text)
            run.bold = (number == 0 and bool(section.columns)) or (not section.columns and place == 0)
            _turned(paragraph, is_rtl)
    if section.columns:
        _repeated(table.rows[0])


def _repeated(row: Any) -> None:
    """Say that a row is the head of its table: it is repeated on every page and read aloud as such."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _turned(paragraph: Any, is_rtl: bool) -> None:
    """Turn a paragraph and its runs right to left where the language is."""
    if not is_rtl:
        return
    paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
    for run in paragraph.runs:
        properties = run._r.get_or_add_rPr()
        properties.append(OxmlElement("w:rtl"))
        language = OxmlElement("w:lang")
        language.set(qn("w:bidi"), "ar-SA")
        properties.append(language)
