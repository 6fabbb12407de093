"""The words of a warm index: numbers that only ever grow, and the weights of skills as of the snapshot."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from corridor.engines.matching.reference import skill_weight
from corridor.engines.matching.types import Ints, Lists, Store, Vocabulary

KINDS = ("occupations", "skills", "languages", "countries", "licences")
UNKNOWN = 1 << 26
"""The number of a word that the index does not know: nobody has it, and nobody asks for it."""


@dataclass(frozen=True, slots=True)
class Words:
    """The number of every word, by kind."""

    occupations: Mapping[str, int]
    skills: Mapping[str, int]
    languages: Mapping[str, int]
    countries: Mapping[str, int]
    licences: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Scale:
    """The weights of skills as of the snapshot from which an index was made.

    `weight` is by number of the skill. A skill that no vacancy of the snapshot named weighs as if one of its
    `vacancies` had.
    """

    weight: Ints
    vacancies: int

    @property
    def unnamed(self) -> int:
        """Return the weight of a skill that the snapshot did not name."""
        return skill_weight(max(self.vacancies, 1), 1)


class Numbers(NamedTuple):
    """The numbers of a store's own words in the words of an index, and how many countries the index knows."""

    occupation: Ints
    skill: Ints
    language: Ints
    country: Ints
    licence: Ints
    countries: int


def words_of(vocabulary: Vocabulary) -> Words:
    """Return the words of a store by number."""
    return Words(*({word: place for place, word in enumerate(getattr(vocabulary, kind))} for kind in KINDS))


def extended(words: Words, vocabulary: Vocabulary) -> Words:
    """Return words that know those of a vocabulary as well; known numbers stay."""
    return Words(*(with_more(getattr(words, kind), getattr(vocabulary, kind)) for kind in KINDS))


def with_more(known: Mapping[str, int], more: Iterable[str]) -> Mapping[str, int]:
    """Return numbers of known and further words; the same mapping if there are none."""
    new = [word for word in more if word not in known]
    return {**known, **{word: len(known) + place for place, word in enumerate(new)}} if new else known


def numbers_in(words: Words, vocabulary: Vocabulary) -> Numbers:
    """Return the numbers of a vocabulary's words, all of which are known."""
    occupation, skill, language, country, licence = (
        np.array([getattr(words, kind)[word] for word in getattr(vocabulary, kind)], np.int32) for kind in KINDS
    )
    return Numbers(occupation, skill, language, country, licence, len(words.countries))


def scale_of(store: Store) -> Scale:
    """Return the weights of a store as those of a snapshot."""
    return with_unnamed(Scale(store.skill_weight, len(store.vacancies)), len(store.skill_weight))


def with_unnamed(scale: Scale, skills: int) -> Scale:
    """Return a scale in which every one of so many skills has a weight."""
    weight = np.zeros(skills, np.int32)
    weight[: len(scale.weight)] = scale.weight
    return Scale(np.where(weight == 0, np.int32(scale.unnamed), weight), scale.vacancies)


def mapped(lists: Lists, numbers: Ints) -> Lists:
    """Return lists whose numbers are those of the index."""
    return Lists(lists.start, numbers[lists.value], lists.given)
