"""How much memory a match will need, told from the files before anything is read.

The numbers were fitted to measured peaks of 60,000 by 90,000 and 200,000 by 300,000 rows; a test holds them against
another run. Lists are counted as full, so that a forecast errs on the safe side.
"""

import math
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from corridor.batch.match_layout import CANDIDATES, VACANCIES, Layout
from corridor.batch.match_parquet import LISTS
from corridor.batch.match_plan import Plan
from corridor.batch.match_ranking import is_small
from corridor.engines.matching import Asking
from corridor.engines.matching.near.bounds import MOST_LIMITS
from corridor.engines.matching.types import NearSkills
from corridor.kernel.errors import N_, InputError

BASE = 175e6
"""The interpreter with all libraries."""
ROW, ITEM = 205, 30
"""Bytes per row and per item of a list: as read, as columns of the engine, and as its index."""
KEY = 8
"""Bytes per listed pair while lists are found; these can be kept on disk."""
WRITING, WRITING_PAIR, MOST_WRITING_PAIRS = 80e6, 15, 8e6
ALLOCATING, ALLOCATING_PAIR = 90e6, 35
NEAR_ITEM, NEAR_ROOM = 10, 200e6
"""Bytes per held or near skill, for its share and its bands; and what the longer lists of upper bounds take."""
SMALL_PAIR = 30
"""Bytes per pair where all pairs are looked at at once."""
TEXT = 18
"""Bytes per byte of a CSV or JSON lines file, whose rows are Python objects while they are read."""
SAMPLE = 20_000


@dataclass(frozen=True, slots=True)
class Forecast:
    """Bytes that a match will need at its peak; `spills` tells that lists have to be kept on disk for it."""

    needed: float
    spills: bool


@dataclass(frozen=True, slots=True)
class Size:
    """Rows of a file, the items of all its lists, and what else reading it takes."""

    rows: float
    items: float
    reading: float = 0.0


def forecast_of(plan: Plan) -> Forecast:
    """Return what a match will need.

    Raises
    ------
    InputError : more than the memory that is allowed, even with lists kept on disk
    """
    people, posts = size_of(plan.candidates, CANDIDATES), size_of(plan.vacancies, VACANCIES)
    pairs = listed_pairs(plan, people.rows, posts.rows)
    needed, keys = needed_by(people, posts, pairs, allocates=plan.allocates), KEY * pairs
    needed += near_bytes(people, posts, plan.options.near)
    allowed = math.inf if plan.memory is None else plan.memory * 1e9
    if needed <= allowed:
        return Forecast(needed, spills=False)
    if needed - keys <= allowed and not is_small(int(people.rows), int(posts.rows)):
        return Forecast(needed - keys, spills=True)
    raise InputError(
        N_("The match needs about %(needed)s GB of memory; %(allowed)s GB are allowed."),
        hint=N_("Allow as much with --memory, ask for shorter lists with --top, or match region by region."),
        field="memory",
        code="memory",
        params={"needed": math.ceil(needed / 1e7) / 100, "allowed": plan.memory},
    )


def listed_pairs(plan: Plan, people: float, posts: float) -> float:
    """Return how many pairs can be listed at most."""
    asking, others = (posts, people) if plan.options.asking is Asking.VACANCIES else (people, posts)
    return asking * min(plan.options.top, others)


def needed_by(people: Size, posts: Size, pairs: float, *, allocates: bool) -> float:
    """Return the bytes at the peak of a match."""
    columns = ROW * (people.rows + posts.rows) + ITEM * (people.items + posts.items)
    if is_small(int(people.rows), int(posts.rows)):
        columns += SMALL_PAIR * people.rows * posts.rows
    last = WRITING + WRITING_PAIR * min(pairs, MOST_WRITING_PAIRS)
    if allocates:
        last = max(last, ALLOCATING + ALLOCATING_PAIR * pairs)
    return BASE + max(people.reading + posts.reading, columns + KEY * pairs + last)


def near_bytes(people: Size, posts: Size, near: NearSkills) -> float:
    """Return the further bytes for skills that are near to those of a file, as many for each as a table has."""
    if not near:
        return 0.0
    beside = 2 * len(near) / len({skill for first, second, _ in near for skill in (first, second)})
    room = 0.0 if is_small(int(people.rows), int(posts.rows)) else NEAR_ROOM
    return room + NEAR_ITEM * (people.items * (1 + beside) + MOST_LIMITS * posts.items)


def size_of(path: Path, layout: Layout) -> Size:
    """Return how large a file is; of one that can not be read nothing is told, as reading it will say why."""
    try:
        return parquet_size(path, layout) if path.suffix == ".parquet" else text_size(path)
    except (OSError, pl.exceptions.PolarsError):
        return Size(0, 0)


def parquet_size(path: Path, layout: Layout) -> Size:
    """Return rows, and items by the first and last rows."""
    file, schema = pl.scan_parquet(path, glob=False), pl.read_parquet_schema(path)
    rows = int(file.select(pl.len()).collect().item())
    names = [name for name, kind in layout.columns.items() if kind in LISTS and isinstance(schema.get(name), pl.List)]
    if not rows or not names:
        return Size(rows, 0)
    lengths = pl.sum_horizontal(pl.col(names).list.len().fill_null(0).sum())
    parts = [file.head(SAMPLE), *([file.tail(SAMPLE)] if rows > SAMPLE else [])]
    seen = sum(int(part.select(lengths).collect().item()) for part in parts)
    return Size(rows, seen * rows / min(rows, SAMPLE * len(parts)))


def text_size(path: Path) -> Size:
    """Return rows and items by the lines at the beginning."""
    total = path.stat().st_size
    with path.open("rb") as stream:
        sample = stream.read(2**20)
    share = total / max(len(sample), 1)
    separators = sample.count(b"|") or sample.count(b",")
    return Size(sample.count(b"\n") * share, separators * share, TEXT * total)
