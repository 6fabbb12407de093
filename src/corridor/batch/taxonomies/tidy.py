"""Putting labels right: spaces, marks nobody sees, and what stands there twice."""

import re
from collections import Counter
from collections.abc import Iterable

from corridor.batch.taxonomies.records import Label

UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u2060\ufeff\ufffe\uffff]")


def tidy(text: str, tidied: Counter[str]) -> str:
    """Return a text with single plain spaces and without signs that nobody sees; count where that changed it.

    >>> tidy("welder\\u00a0 of\\tpipes ", Counter())
    'welder of pipes'
    """
    if not text:
        return text
    clean = " ".join(text.split())
    if not clean.isprintable():
        clean = " ".join(UNSEEN.sub("", clean).split())
    if clean != text:
        tidied["spaces"] += 1
    return clean


def named(
    preferred: str,
    alternatives: Iterable[str],
    language: str,
    tidied: Counter[str],
    *,
    hidden: Iterable[str] = (),
    description: str = "",
) -> tuple[Label, ...]:
    """Return the labels of a concept in one language, none twice; the preferred one counts as its first alternative.

    A concept without a preferred label in this language has its first alternative as such.
    """
    found: list[Label] = []
    seen: set[str] = set()
    if first := tidy(preferred, tidied):
        found.append(Label(language, "preferred", first))
        seen.add(first)
    is_named_again = False
    for kind, texts in (("alternative", alternatives), ("hidden", hidden)):
        for text in texts:
            clean = tidy(text, tidied)
            if clean in seen:
                # The preferred label among the alternatives is how ESCO means it, a second alternative is not.
                tidied["doubled"] += clean != first or is_named_again
                is_named_again |= clean == first
            elif clean:
                found.append(Label(language, kind if found else "preferred", clean))
                seen.add(clean)
    tidied["unlisted"] += bool(first and len(found) > 1 and not is_named_again)
    if body := description.strip():
        found.append(Label(language, "description", UNSEEN.sub("", body)))
    return tuple(found)


def listed(cell: str) -> list[str]:
    """Return the labels of a cell, one on a line, or with ` | ` between them as collections write them.

    >>> listed("head of stage | stage head"), listed("")
    (['head of stage', 'stage head'], [])
    """
    if "\n" in cell:
        return cell.split("\n")
    return cell.split(" | ") if cell else []
