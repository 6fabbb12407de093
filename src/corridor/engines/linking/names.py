"""Compare names of people that were written in Arabic or in one of many Latin spellings.

A part of a name is brought to what its spellings share: consonants, one letter for each group that transliterations mix
up, and between them the class of the vowel. The result asks a person; it never proves an identity.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from corridor.engines.linking.text import fold

SAME_NAME = 0.2
DIFFERENT_LETTER = 0.25
ARABIC = {
    "ب": "b", "ت": "t", "ث": "t", "ج": "j", "ح": "h", "خ": "k", "د": "d", "ذ": "d", "ر": "r", "ز": "z", "س": "s",
    "ش": "S", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "غ": "g", "ف": "f", "ق": "k", "ك": "k", "ل": "l", "م": "m",
    "ن": "n", "ه": "h", "پ": "b", "چ": "S", "گ": "g", "ڤ": "f", "ا": "a", "و": "u", "ي": "i", "ع": "", "ء": "",
}  # fmt: skip
LATIN = (
    ("tch", "S"), ("sch", "S"), ("ch", "S"), ("sh", "S"), ("kh", "k"), ("gh", "g"), ("th", "t"), ("dh", "d"),
    ("ph", "f"), ("dj", "j"), ("ck", "k"), ("oo", "u"), ("ee", "i"), ("c", "k"), ("q", "k"), ("p", "b"), ("v", "f"),
    ("x", "ks"), ("w", "u"), ("o", "u"), ("y", "i"),
)  # fmt: skip
ARTICLES = frozenset({"al", "el", "ul", "ال"})
SERVANT = frozenset({"abd", "abdel", "abdal", "abdul", "abdoul", "عبد"})
SERVANT_OF = re.compile(r"^(?:abd(?:e|a|u|ou)l|abde(?:r(?=r)|s(?=s)|n(?=n)|d(?=d))|عبدال)(?=\w{3})")


class Part(NamedTuple):
    """Consonants of one part of a name, and the vowel before, between and behind them: A, E, I, U or none."""

    is_servant: bool
    is_arabic: bool
    consonants: str
    vowels: tuple[str, ...]


def name_distance(one: str, other: str) -> float:
    """Return how far two names are apart: 0 spellings of the same, 1 nothing alike. The order of the parts is free.

    >>> name_distance("Mohammed Hussein", "حسين محمد")
    0.0
    >>> name_distance("Fatima", "Karim") > 0.5
    True
    """
    fewer, more = sorted((parts_of(one), parts_of(other)), key=lambda parts: (len(parts), parts))
    if not fewer:
        return 0.0 if fold(one) == fold(other) else 1.0
    left, farthest = list(more), 0.0
    for part in fewer:
        nearest = min(left, key=lambda candidate: part_distance(part, candidate))
        farthest = max(farthest, part_distance(part, nearest))
        left.remove(nearest)
    # A part that one side lacks, a grandfather's name say, counts half a part.
    return max(farthest, 0.5 * len(left) / len(more))


def distance_within(words: str, name: str) -> float:
    """Return how far words are from parts of a name: 0 where each is a spelling of one; parts not asked for are free.

    >>> distance_within("محمد", "Mohammed Hussein Alaoui")
    0.0
    >>> distance_within("Hussein Mohammed Karim", "Mohammed Hussein")
    1.0
    """
    asked, left = parts_of(words), list(parts_of(name))
    if not asked or len(asked) > len(left):
        return 1.0
    farthest = 0.0
    for part in asked:
        nearest = min(left, key=lambda candidate: part_distance(part, candidate))
        farthest = max(farthest, part_distance(part, nearest))
        left.remove(nearest)
    return farthest


def same_name(one: str, other: str, *, most: float = SAME_NAME) -> bool:
    """Return whether two names may be the same: a question to a person, not an answer.

    >>> same_name("Abd al-Rahman", "Abderrahmane"), same_name("Hassan", "Hussein")
    (True, False)
    """
    return name_distance(one, other) <= most


def parts_of(name: str) -> tuple[Part, ...]:
    """Return the parts of a name; articles vanish, `Abd` and what follows it are one part."""
    parts: list[Part] = []
    is_servant = False
    for word in fold(name).split():
        if word in ARTICLES:
            continue
        if word in SERVANT:
            is_servant = True
            continue
        joined = SERVANT_OF.match(word)
        rest = word[joined.end() :] if joined else word
        parts.append(_part(rest, is_servant=is_servant or joined is not None))
        is_servant = False
    return tuple([*parts, _part("abd", is_servant=False)] if is_servant else parts)


@lru_cache(maxsize=4096)
def _part(word: str, *, is_servant: bool) -> Part:
    is_arabic = any(letter in ARABIC for letter in word)
    if is_arabic:
        word = re.sub(r"^ال(?=...)", "", word)
        word = re.sub(r"ه$", "ا", word)
        plain = "".join(ARABIC.get(letter, letter) for letter in word)
    else:
        plain = re.sub(r"(?<=[aeiou])h$", "", word)
        for letters, one in LATIN:
            plain = plain.replace(letters, one)
        plain = re.sub(r"(?<=[^aeiu])e$", "", plain)
    found = re.split(r"([^aeiu])\1*", plain)
    return Part(is_servant, is_arabic, "".join(found[1::2]), tuple(_vowel(group) for group in found[::2]))


def _vowel(group: str) -> str:
    """Return the class of vowels that stand together: U before I before A; a lone e may be A or I."""
    for letter in "uia":
        if letter in group:
            return letter.upper()
    return "E" if group else ""


def part_distance(one: Part, other: Part) -> float:
    """Return how far two parts are apart, 0..1."""
    if one.is_servant != other.is_servant:
        return 1.0
    if one.consonants != other.consonants:
        changes = _changes(one.consonants, other.consonants)
        return max(DIFFERENT_LETTER, changes / max(len(one.consonants), len(other.consonants)))
    last = len(one.vowels) - 1
    costs = (
        _vowel_cost(one, other, pair, is_first=place == 0, is_last=place == last)
        for place, pair in enumerate(zip(one.vowels, other.vowels, strict=True))
    )
    return min(1.0, sum(costs))


def _vowel_cost(one: Part, other: Part, pair: tuple[str, str], *, is_first: bool, is_last: bool) -> float:
    if one.is_arabic and other.is_arabic:
        return DIFFERENT_LETTER * (pair[0] != pair[1])
    if one.is_arabic != other.is_arabic:
        # An alef at the beginning only carries a vowel that is not written.
        arabic, latin = pair if one.is_arabic else pair[::-1]
        arabic = "" if is_first and arabic == "A" else arabic
        return DIFFERENT_LETTER * _cross(arabic, latin, is_last=is_last)
    return DIFFERENT_LETTER * _latin(*pair, is_last=is_last)


def _latin(one: str, other: str, *, is_last: bool) -> float:
    """Return the cost of two vowels in Latin letters; a short one within a word is often left out."""
    if one == other:
        return 0.0
    if not one or not other:
        return 1.0 if is_last else 0.25
    return {"AE": 0.0, "EI": 0.0, "EU": 0.5}.get("".join(sorted((one, other))), 1.0)


def _cross(arabic: str, latin: str, *, is_last: bool) -> float:
    """Return the cost of a vowel in Arabic beside one in Latin letters; short ones are not written in Arabic."""
    if not arabic:
        return 1.0 if is_last and latin else 0.0
    if arabic == "I" and is_last and latin == "A":  # Leila, whose last letter is written like an i
        return 0.0
    if not latin:
        return 0.25 if arabic == "A" and not is_last else 1.0
    return 0.0 if arabic == latin or (latin == "E" and arabic in "AI") else 1.0


def _changes(one: Sequence[str], other: Sequence[str]) -> int:
    """Return the letters to put in, take out or change (Levenshtein 1966)."""
    above = list(range(len(other) + 1))
    for number, letter in enumerate(one, start=1):
        row = [number]
        for place, candidate in enumerate(other):
            row.append(min(above[place] + (letter != candidate), above[place + 1] + 1, row[place] + 1))
        above = row
    return above[-1]
