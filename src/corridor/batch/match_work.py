"""Finished pieces of a match, kept beside its results until these are whole.

A match that was stopped is called again with the same files and options and goes on from there. The folder is named
by what the lists depend on; pieces of anything else are thrown away. A piece is renamed to its name when it is whole.
"""

import hashlib
import json
import shutil
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corridor import __version__
from corridor.batch.match_tables import Table
from corridor.engines.matching import Options
from corridor.engines.matching.pieces import Piece
from corridor.engines.matching.types import Longs

FOLDER = ".match"
FORMAT = 1
"""Counts up when the keys of a piece get another meaning."""


def digest_of(tables: Sequence[Table], options: Options, cuts: Sequence[tuple[int, int]]) -> str:
    """Return a digest of all that the lists depend on; the number of threads is no part of it."""
    weights = options.weights
    depends: dict[str, object] = {
        "engine": [__version__, FORMAT],
        "inputs": [table.sha256 for table in tables],
        "asking": options.asking.value,
        "top": options.top,
        "occupations": options.occupations.value,
        "weights": [weights.essential, weights.optional, weights.occupation, weights.experience],
        "related": sorted(options.related),
        "cuts": list(cuts),
    }
    if options.near:
        depends["near"] = sorted(options.near)
    return hashlib.sha256(json.dumps(depends, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Work:
    """The kept pieces of one match."""

    folder: Path

    def pieces(self, order: Longs, cuts: Sequence[tuple[int, int]]) -> Iterator[tuple[int, Piece]]:
        """Yield the pieces that are there and whole."""
        for number, (first, last) in enumerate(cuts):
            piece = self.read(number, order[first:last])
            if piece is not None:
                yield number, piece

    def read(self, number: int, rows: Longs) -> Piece | None:
        """Return a piece, or None if it is not there or damaged."""
        try:
            with np.load(self.path(number), allow_pickle=False) as kept:
                piece = Piece(
                    rows, kept["key"], kept["size"], int(kept["pairs"]), kept["candidates"], kept["vacancies"]
                )
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
            return None
        return piece if len(piece.size) == len(rows) and int(piece.size.sum()) == len(piece.key) else None

    def keep(self, number: int, piece: Piece) -> None:
        """Write a piece."""
        path = self.path(number)
        beside = path.with_suffix(".part")
        with beside.open("wb") as stream:
            np.savez(
                stream,
                key=piece.key,
                size=piece.size,
                pairs=np.int64(piece.pairs),
                candidates=piece.candidates,
                vacancies=piece.vacancies,
            )
        beside.replace(path)

    def room(self, places: int) -> Longs:
        """Return room for so many keys in a file, for a match that is to need little memory."""
        return np.memmap(self.folder / "keys", np.int64, "w+", shape=(max(places, 1),))

    def path(self, number: int) -> Path:
        """Return where a piece is kept."""
        return self.folder / f"{number:05d}.npz"


def work_in(out: Path, digest: str) -> Work:
    """Return the work of a match in the folder of its results; work of another match is thrown away."""
    folder = out / FOLDER / digest[:32]
    if not folder.is_dir():
        forget_work(out)
        folder.mkdir(parents=True)
    return Work(folder)


def forget_work(out: Path) -> None:
    """Throw kept pieces away."""
    shutil.rmtree(out / FOLDER, ignore_errors=True)
