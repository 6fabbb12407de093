"""Own words and what they may mean, with the suggestions of the classifications."""

from dataclasses import asdict, dataclass
from typing import Any

from corridor.knowledge.taxonomies.runs import Suggestion, suggest

VERSION = 1
"""Of the form in which proposals are stored."""
STRONG, FAIR = 0.8, 0.5


@dataclass(frozen=True)
class Proposed:
    """A concept that words may mean, as it is stored."""

    uri: str
    code: str
    label: str
    matched_label: str
    score: float

    @property
    def band(self) -> str:
        """How near the words are to the label: it orders what a person reads, it decides nothing."""
        return "strong" if self.score >= STRONG else "fair" if self.score >= FAIR else "weak"


@dataclass(frozen=True)
class Proposals:
    """The concepts that words may mean, and where they come from."""

    items: tuple[Proposed, ...]
    method: str = ""
    classification: str = ""
    version: str = ""

    def stored(self) -> dict[str, Any]:
        """Return the concepts as they are stored."""
        return {"version": VERSION, "items": [asdict(one) for one in self.items]}


def proposals_for(*, text: str, kind: str, language: str) -> Proposals:
    """Return what words may mean; nothing for words that no label resembles."""
    found: tuple[Suggestion, ...] = suggest(text=text, kind=kind, language=language or "en")
    if not found:
        return Proposals(())
    items = tuple(Proposed(one.uri, one.code, one.label, one.matched_label, one.score) for one in found)
    return Proposals(items, found[0].method, found[0].classification, found[0].version)


def read_proposals(stored: dict[str, Any]) -> tuple[Proposed, ...]:
    """Return stored concepts."""
    return tuple(Proposed(**one) for one in stored.get("items", ()))
