"""Plain values of classifications."""

from dataclasses import dataclass
from enum import StrEnum

from corridor.kernel.errors import N_, InputError

LONGEST_TEXT = 300


class Kind(StrEnum):
    """What words may name: the two kinds of concept that people write in their own words."""

    OCCUPATION = "occupation"
    SKILL = "skill"


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
            hint=N_('Use "occupation" or "skill".'),
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
