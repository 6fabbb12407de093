"""Papers as PDF: a room brings a Typst body, the frame brings the ministry's name, emblem and page numbers.

The fonts come from packages, so a paper looks the same everywhere and Arabic is joined. Every paper is PDF/UA-1:
Typst refuses a paper that a screen reader could not read.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import typst
from django.http import HttpResponse

RIGHT_TO_LEFT = frozenset({"ar"})


@dataclass(frozen=True)
class Letterhead:
    """Whose paper it is: name and emblem (an SVG drawing, empty where there is none)."""

    organisation: str
    emblem: str = ""
    reference: str = ""
    footer: str = ""


@dataclass(frozen=True)
class Paper:
    """One paper: title, subtitle and the values that its body shows; all texts are already translated."""

    title: str
    letterhead: Letterhead
    language: str
    values: Mapping[str, object]
    subtitle: str = ""


def pdf(paper: Paper, *, body: str) -> bytes:
    """Set a paper. `body` is Typst text that begins with `#import "frame.typ": *` and `#show: frame`."""
    sources = {"main": body.encode(), "frame.typ": _frame(), "emblem.svg": paper.letterhead.emblem.encode()}
    document = typst.compile(
        sources,  # type: ignore[call-overload]  # the stubs do not know that several files may be given as a mapping
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(_data(paper), ensure_ascii=False, default=str)},
        pdf_standards=["ua-1"],
    )
    assert isinstance(document, bytes)
    return document


def pdf_response(name: str, document: bytes) -> HttpResponse:
    """Answer with a PDF that the browser opens."""
    response = HttpResponse(document, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response


def _data(paper: Paper) -> dict[str, object]:
    return {
        **paper.values,
        "title": paper.title,
        "subtitle": paper.subtitle,
        "language": paper.language,
        "rtl": paper.language in RIGHT_TO_LEFT,
        "organisation": paper.letterhead.organisation,
        "emblem": bool(paper.letterhead.emblem),
        "reference": paper.letterhead.reference,
        "footer": paper.letterhead.footer,
    }


@cache
def _frame() -> bytes:
    return files(__name__).joinpath("frame.typ").read_bytes()


@cache
def _fonts() -> list[str]:
    return [str(files(package)) for package in ("fontpkg_noto_sans", "fontpkg_noto_sans_arabic")]
