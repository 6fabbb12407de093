"""Plain values of classifications."""

import re
from dataclasses import dataclass
from enum import StrEnum

from corridor.access.roles import Role
from corridor.kernel.codes import Cefr
from corridor.kernel.errors import N_, InputError
from corridor.knowledge.codelists.rules import CLASSIFICATION_READERS

READERS = CLASSIFICATION_READERS
"""Who looks up concepts and professions."""
KEEPERS = frozenset({Role.DESIGNER, Role.ADMINISTRATOR})
"""Who enters what countries say about professions."""
IMPORTERS = frozenset({Role.ADMINISTRATOR})
"""Who brings in classifications."""
LONGEST_TEXT = 300


class Kind(StrEnum):
    """What words may name: work, what somebody can do, and the field of a qualification."""

    OCCUPATION = "occupation"
    SKILL = "skill"
    QUALIFICATION = "qualification"


@dataclass(frozen=True, slots=True)
class Term:
    """One label of a concept, in one language, as the index takes it; `label` is the preferred one of its concept."""

    uri: str
    code: str
    language: str
    text: str
    label: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A concept that words may mean: which label fitted how well (0 to 1), of which version, found by which method."""

    uri: str
    code: str
    label: str
    matched_label: str
    score: float
    classification: str
    version: str
    method: str
    language: str = "en"


def kind_of(kind: str) -> Kind:
    """Return the kind of concept that is asked for, or refuse."""
    try:
        return Kind(kind)
    except ValueError as unknown:
        raise InputError(
            N_('"%(kind)s" is no kind of concept.'),
            hint=N_('Use "occupation", "skill" or "qualification".'),
            field="kind",
            params={"kind": kind},
        ) from unknown


def language_of(language: str) -> str:
    """Return the two letters of a language, English where none is named.

    >>> language_of("fr-CA"), language_of("")
    ('fr', 'en')
    """
    return language.strip().lower().replace("_", "-").partition("-")[0] or "en"


def checked_text(text: str) -> str:
    """Return words with single spaces, or refuse more than a title or a sentence."""
    spaced = " ".join(text.split())
    if len(spaced) > LONGEST_TEXT:
        raise InputError(
            N_("The text has %(n)s characters; at most %(most)s are compared."),
            hint=N_("Give one title or one skill at a time."),
            field="text",
            params={"n": len(spaced), "most": LONGEST_TEXT},
        )
    return spaced


def spoken(terms: list[Term], language: str) -> list[Term]:
    """Return the labels in a language; a concept without one keeps its English ones, so that it can be found at all."""
    own = [term for term in terms if term.language == language]
    named = {term.uri for term in own}
    return own + [term for term in terms if term.language == "en" and term.uri not in named]


def language_levels(text: str) -> tuple[tuple[str, str], ...]:
    """Return languages and levels written as `de:B2|fr:B1`; a language without a level has an empty one.

    >>> language_levels("de:B2|fr")
    (('de', 'B2'), ('fr', ''))
    """
    pairs = (part.strip().partition(":") for part in text.split("|") if part.strip())
    return tuple(
        (_language(name), Cefr.parse(level, field="languages_needed").name if level else "")
        for name, _colon, level in pairs
    )


def _language(name: str) -> str:
    code = name.strip().lower()
    if not (2 <= len(code) <= 3 and code.isascii() and code.isalpha()):
        raise InputError(
            N_('"%(language)s" is no code of a language.'),
            hint=N_("Write two or three letters and the level, such as de:B2, and a bar between two languages."),
            field="languages_needed",
            params={"language": name},
        )
    return code


def version_key(version: str) -> tuple[tuple[int, int | str], ...]:
    """Return what versions are ordered by: their parts, numbers as numbers.

    >>> version_key("1.10.0") > version_key("1.9.3")
    True
    """
    parts = re.split(r"[._-]", version.removeprefix("v"))
    return tuple((1, int(part)) if part.isdecimal() else (0, part) for part in parts)
