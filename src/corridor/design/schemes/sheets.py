"""What the pages of a scheme show."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.utils.translation import get_language, gettext as _

from corridor.batch.gallery import load
from corridor.batch.gallery_terms import translate
from corridor.design.schemes import choices
from corridor.design.schemes.models import Scheme, SchemeNote
from corridor.ui import formats


@dataclass(frozen=True)
class Note:
    """A fact of the gallery in the reader's language, or in English and marked so."""

    topic: str
    text: str
    value: str
    unit: str
    basis: str
    source: str
    is_foreign: bool


def note_of(row: SchemeNote) -> Note:
    """Return a note as the page shows it."""
    if row.topic in {SchemeNote.Topic.TERM, SchemeNote.Topic.TENSION}:
        return _worded(row)
    language = (get_language() or "en")[:2]
    text, unit = _text(row, language), translate(row.unit, language)
    basis = row.basis if row.topic == SchemeNote.Topic.RECOMPUTED else translate(row.basis, language) or row.basis
    return Note(
        topic=row.get_topic_display(),
        text=text or row.text,
        value=_number(row.value),
        unit=unit or row.unit,
        basis=basis,
        source=row.source,
        is_foreign=text is None,
    )


def _worded(row: SchemeNote) -> Note:
    """Return a note whose phrases Corridor itself words, so that the catalogues hold them."""
    return Note(
        topic=row.get_topic_display(),
        text=_(row.text),
        value=_number(row.value),
        unit=_(row.unit) if row.unit else "",
        basis=_(row.basis) if row.basis else "",
        source=row.source,
        is_foreign=False,
    )


def _text(row: SchemeNote, language: str) -> str | None:
    """Return the note's sentence in a language, None where there is none; summaries stand with their entry."""
    if row.topic != SchemeNote.Topic.SUMMARY or language == "en":
        return translate(row.text, language)
    entry = next((each for each in load() if each.id == row.scheme.cloned_from), None)
    return entry.summaries.get(language) if entry else None


def _number(value: str) -> str:
    try:
        return formats.number(Decimal(value))
    except InvalidOperation:
        return value


def corridors_of(scheme: Scheme) -> str:
    """Return the corridors by the names of their countries."""
    pairs = [
        f"{choices.country(row.origin_iso3)} → {choices.country(row.destination_iso3)}"
        for row in scheme.corridors.all()
    ]
    return " · ".join(pairs)
