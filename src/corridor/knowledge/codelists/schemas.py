"""Shapes of the code list API."""

import datetime
from typing import Any

from ninja import Schema

from corridor.knowledge.codelists.models import Code, CodeList


class ListOut(Schema):
    """A code list and where it comes from."""

    name: str
    titles: dict[str, str]
    source: str
    version: str
    retrieved_date: datetime.date
    licence: str
    changes: list[str]
    translation: dict[str, str]
    codes: int

    @staticmethod
    def resolve_titles(row: CodeList) -> dict[str, str]:
        return {"en": row.title_en, "fr": row.title_fr, "es": row.title_es, "ar": row.title_ar}

    @staticmethod
    def resolve_codes(row: CodeList) -> int:
        return int(getattr(row, "open_codes", 0)) + int(getattr(row, "closed_codes", 0))


class CodeOut(Schema):
    """A code with its labels; `unreviewed` names the languages that Corridor translated without a review."""

    code: str
    parent: str
    labels: dict[str, str]
    is_closed: bool
    note: str
    unreviewed: list[str]
    extra: dict[str, Any]

    @staticmethod
    def resolve_labels(row: Code) -> dict[str, str]:
        return dict(row.row.labels)

    @staticmethod
    def resolve_unreviewed(row: Code) -> list[str]:
        return row.unreviewed.split()


class CodePage(Schema):
    """Some codes of a list; `next` is the cursor of the following ones, empty at the end."""

    codes: list[CodeOut]
    next: str
