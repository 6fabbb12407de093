"""The phrases of the gallery in the other languages: metrics, units, populations, conflicts, lessons.

One packaged CSV with the columns en, fr, es, ar; translated by Corridor, unreviewed. A phrase without a row stays
English, and the page says so.
"""

import csv
from functools import cache
from importlib.resources import files

LANGUAGES = ("fr", "es", "ar")


@cache
def load() -> dict[str, dict[str, str]]:
    """Return the translations of every phrase, by its English text; the file is read once."""
    text = files("corridor.batch").joinpath("data/gallery_terms.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {row["en"]: {language: row[language] for language in LANGUAGES if row[language]} for row in rows}


def translate(phrase: str, language: str) -> str | None:
    """Return a phrase in a language, None where it is not translated; English is the phrase itself."""
    return phrase if language == "en" else load().get(phrase, {}).get(language)
