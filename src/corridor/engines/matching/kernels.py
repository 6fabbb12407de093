"""Small compiled functions that the loops of the fast engine share: exact scores, bounded heaps, look-ups.

`reference.py` says what is computed. What is compiled is kept on disk, and used again as long as no file with compiled
code has changed: a function holds the code of those that it calls, so its own file says too little.
"""

import hashlib
from collections.abc import Callable, Iterator
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, TypeVar, cast

import numba
import numpy as np

from corridor.engines.matching.types import Ints, Longs

F = TypeVar("F", bound=Callable[..., object])
_OPTIONS: dict[str, Any] = {"nogil": True, "cache": True, "error_model": "numpy"}
_INNER: dict[str, Any] = {**_OPTIONS, "no_cpython_wrapper": True, "no_cfunc_wrapper": True}
_WORDS = (b"kernels import", b"NamedTuple", b"IntEnum", b"intrinsic")


def _sources(folder: Traversable) -> Iterator[bytes]:
    """Yield the files with compiled code, or with what it takes from elsewhere, in the order of their names."""
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".py") and any(word in file.read_bytes() for word in _WORDS):
            yield file.read_bytes()
        elif file.is_dir() and file.name != "__pycache__":
            yield from _sources(file)


SOURCES = hashlib.sha256(b"".join(_sources(resources.files(__package__)))).hexdigest()


def _kept(function: Callable[..., object], options: dict[str, Any]) -> Callable[..., object]:
    """Return a compiled function that is compiled again when any of the sources has changed."""
    dispatcher = numba.njit(**options)(function)
    kept = getattr(getattr(dispatcher, "_cache", None), "_cache_file", None)
    if kept is not None:
        kept._source_stamp = (kept._source_stamp, SOURCES)
    return cast(Callable[..., object], dispatcher)


def compiled(function: F) -> F:
    """Compile a function that is called from Python as well."""
    return cast(F, _kept(function, _OPTIONS))


def inner(function: F) -> F:
    """Compile a function that only compiled ones call: a door for Python costs a fifth of the compiler's time."""
    return cast(F, _kept(function, _INNER))


# Machine integers and Python's are one thing inside a compiled loop, though not for the type checker.
Whole = Any
SAME = 2


@inner
def is_among(words: Ints, first: Whole, last: Whole, wanted: Whole) -> bool:
    """Return whether a number stands in an ascending part of a list."""
    while first < last:
        middle = (first + last) >> 1
        if words[middle] == wanted:
            return True
        if words[middle] < wanted:
            first = middle + 1
        else:
            last = middle
    return False


@inner
def micro_score(total: float) -> Whole:
    """Return the score in millionths, rounded as Python's round(score, 6): half to even on the exact value."""
    scaled = total * 1e6
    below = np.floor(scaled)
    if abs(scaled - below - 0.5) > 1e-6:
        return np.int64(np.floor(scaled + 0.5))
    # Near a half the product's own rounding could decide, so compare total * 2e6 with 2 below + 1 exactly:
    # Veltkamp's split gives the product and its error as two floats.
    double = total * 2e6
    upper = total * 134217729.0
    upper = upper - (upper - total)
    error = (upper * 2e6 - double) + (total - upper) * 2e6
    side = (double - (2.0 * below + 1.0)) + error
    return np.int64(below) + (side > 0 or (side == 0 and below % 2 == 1))


@inner
def sift(heap: Longs, root: Whole, size: Whole, key: Whole) -> None:
    """Put a key in place of the least one of a full heap, which begins at `root`."""
    place = 0
    while True:
        child = 2 * place + 1
        if child >= size:
            break
        if child + 1 < size and heap[root + child + 1] < heap[root + child]:
            child += 1
        if heap[root + child] >= key:
            break
        heap[root + place] = heap[root + child]
        place = child
    heap[root + place] = key


@inner
def push(heap: Longs, root: Whole, width: Whole, size: Whole, key: Whole) -> Whole:
    """Offer a key to the heap of at most `width` keys that begins at `root`; return its new size."""
    if size == width:
        if key > heap[root]:
            sift(heap, root, size, key)
        return size
    place = size
    while place > 0 and heap[root + ((place - 1) >> 1)] > key:
        heap[root + place] = heap[root + ((place - 1) >> 1)]
        place = (place - 1) >> 1
    heap[root + place] = key
    return size + 1


@inner
def put_in_order(heap: Longs, root: Whole, size: Whole) -> None:
    """Sort the keys of a heap, the greatest first."""
    for rest in range(size - 1, 0, -1):
        least, last = heap[root], heap[root + rest]
        sift(heap, root, rest, last)
        heap[root + rest] = least


@inner
def lay_out(words: Ints, first: Whole, last: Whole, weight: Ints, by_skill: Longs) -> None:
    """Lay the weights of some skills out by skill."""
    for place in range(first, last):
        by_skill[words[place]] = weight[words[place]]


@inner
def clear(words: Ints, first: Whole, last: Whole, by_skill: Longs) -> None:
    """Take the weights of some skills away again."""
    for place in range(first, last):
        by_skill[words[place]] = 0
