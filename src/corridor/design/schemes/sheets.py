"""What the pages of a scheme show."""

from dataclasses import dataclass

from django.utils.translation import get_language

from corridor.batch.gallery_terms import translate
from corridor.design.schemes import choices
from corridor.design.schemes.models import Scheme, SchemeNote


@dataclass(frozen=True)
class Note:
    """A fact of the gallery in the reader's language, or in English and marked so."""

    topic: str
    text: str
    value: str
    unit: str
    source: str
    is_foreign: bool


def note_of(row: SchemeNote) -> Note:
    """Return a note as the page shows it."""
    language = (get_language() or "en")[:2]
    text, unit = translate(row.text, language), translate(row.unit, language)
    return Note(row.topic, text or row.text, row.value, unit or row.unit, row.source, is_foreign=text is None)


def corridors_of(scheme: Scheme) -> str:
    """Return the corridors by the names of their countries."""
    pairs = [
        f"{choices.country(row.origin_iso3)} → {choices.country(row.destination_iso3)}"
        for row in scheme.corridors.all()
    ]
    return " · ".join(pairs)
