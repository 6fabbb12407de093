"""Texts that people wrote: in which language, and how they read in the others."""

from typing import Any

from django.db import models
from django.utils.html import format_html
from django.utils.translation import get_language


def active_language() -> str:
    """Return the language of the reader or author, two letters."""
    return (get_language() or "en")[:2]


class Worded(models.Model):
    """A row with texts of an author. `wordings` holds `{field: {"of": text, "fr": ..., "ar": ...}}`.

    A translation counts only as long as the text still is what was translated; an edited text has none.
    """

    written_in = models.CharField(max_length=5, default=active_language, editable=False)
    wordings = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        abstract = True

    def write(self, **texts: str) -> None:
        """Set texts; where one of them is new, the row is from now on written in the author's language."""
        if any(getattr(self, field) != text for field, text in texts.items()):
            self.written_in = active_language()
        for field, text in texts.items():
            setattr(self, field, text)


def is_prose(row: models.Model, field: str) -> bool:
    """Return whether a field holds words of an author: no choice, number or date."""
    column = row._meta.get_field(field)
    return isinstance(column, models.CharField | models.TextField) and not column.choices


def worded(row: Any, field: str) -> str:
    """Return a text in the reader's language where it is translated, else as it was written."""
    text = str(getattr(row, field))
    known = row.wordings.get(field, {})
    return str(known.get(active_language()) or text) if known.get("of") == text else text


def language_of(row: Any, field: str) -> str:
    """Return the language in which the reader meets a text."""
    return active_language() if worded(row, field) != getattr(row, field) else str(row.written_in)


def quoted(row: Any, field: str) -> str:
    """Return the same for a page; what stays in another language is marked as such, for readers aloud."""
    text, language = worded(row, field), language_of(row, field)
    return format_html('<bdi lang="{}">{}</bdi>', language, text) if text and language != active_language() else text


def translation_of(row: Any, field: str, language: str) -> str:
    """Return the translation of a text that counts today, empty where there is none."""
    known = row.wordings.get(field, {})
    return str(known.get(language, "")) if known.get("of") == getattr(row, field) else ""


def translate(row: Any, field: str, language: str, text: str) -> bool:
    """Set or take away a translation without saving the row; return whether anything changed."""
    if translation_of(row, field, language) == text:
        return False
    original = str(getattr(row, field))
    known = row.wordings.get(field, {})
    kept = dict(known) if known.get("of") == original else {"of": original}
    kept.pop(language, None)
    row.wordings = {**row.wordings, field: kept | ({language: text} if text else {})}
    return True
