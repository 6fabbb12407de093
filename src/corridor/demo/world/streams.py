"""Random numbers: one seed, and a stream of its own for every part, so that one part never shifts another."""

import zlib

import numpy as np

SEED = 20_261_101


def stream(*names: str) -> np.random.Generator:
    """Return the stream of a part, named by words."""
    return np.random.default_rng([SEED, zlib.crc32("/".join(names).encode())])


def spread(counts: dict[str, int], rng: np.random.Generator) -> list[str]:
    """Return every word as often as it is counted, in random order.

    >>> sorted(spread({"f": 2, "m": 1}, stream("example")))
    ['f', 'f', 'm']
    """
    words = [word for word, number in counts.items() for _ in range(number)]
    return [words[place] for place in rng.permutation(len(words))]


def pick(rng: np.random.Generator, options: list[str]) -> str:
    """Return one of the options."""
    return options[int(rng.integers(len(options)))]
