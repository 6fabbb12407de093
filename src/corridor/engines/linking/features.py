"""What a folded title is made of, and how much each kind of feature weighs. The same in every language."""

import itertools
from collections.abc import Mapping
from types import MappingProxyType

from corridor.engines.linking.text import fold, pieces, stem
from corridor.engines.linking.variants import variants

VERSION = "linking 1"
SHORTEST_PIECE, LONGEST_PIECE = 3, 4
# Chosen on alternative labels held out of ESCO in Swedish, Danish and Romanian; English and French ones were looked at.
WEIGHTS: Mapping[str, float] = MappingProxyType({"stem": 1.0, "pair": 0.5, "piece": 1.0})
CONCEPT_SHARE = 0.25
DIRECT_SHARE = 0.2
# Of an encoder's likeness, where there is one: half, the best of .2 to .5 on English and French test titles.
MEANING_SHARE = 0.5


def forms_of(title: str) -> tuple[str, ...]:
    """Return the folded forms of a title that have a word, none twice.

    >>> forms_of("Bäcker/in")
    ('backer in', 'backer', 'backerin')
    """
    return tuple(dict.fromkeys(folded for form in variants(title) if (folded := fold(form))))


def stems_of(form: str) -> list[str]:
    """Return the stems of the words of a folded form."""
    return [stem(word) for word in form.split()]


def pairs_of(form: str) -> list[str]:
    """Return the stems of two words that stand beside each other."""
    stems = stems_of(form)
    return [f"{one} {other}" for one, other in itertools.pairwise(stems)]


def pieces_of(form: str) -> list[str]:
    """Return the pieces of the words of a folded form."""
    return [piece for word in form.split() for piece in pieces(word, SHORTEST_PIECE, LONGEST_PIECE)]
