"""The benchmark's market on disk: as match files for the command and the oracle, and whole for the engine's steps."""

import pickle
import tempfile
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import polars as pl
from matching_market import draw_market

from corridor.engines.matching.types import Lists, Store

CANDIDATES, VACANCIES, MARKET, WARM = "candidates.parquet", "vacancies.parquet", "market.pickle", "warm.pickle"


def write_market(folder: Path, size: str) -> Store:
    """Write a market and a small one to warm up with; return the market."""
    store = draw_market(size)
    for name, market in ((MARKET, store), (WARM, draw_market("10k", seed=1))):
        with (folder / name).open("wb") as file:
            pickle.dump(market, file, protocol=5)
    candidate_frame(store).write_parquet(folder / CANDIDATES)
    vacancy_frame(store).write_parquet(folder / VACANCIES)
    return store


def read_market(folder: Path, name: str = MARKET) -> Store:
    """Return a market that was written."""
    with (folder / name).open("rb") as file:
        return pickle.load(file)


@contextmanager
def room_for(folder: Path | None):
    """Give the folder of a run; it is removed at the end unless it was named."""
    if folder is None:
        with tempfile.TemporaryDirectory(prefix="matching-") as name:
            yield Path(name)
        return
    folder.mkdir(parents=True, exist_ok=True)
    yield folder


def candidate_frame(store: Store) -> pl.DataFrame:
    """Return candidates as a match file holds them."""
    them, words = store.candidates, store.words
    return pl.DataFrame(
        {
            "candidate_id": them.ids,
            "occupations": pairs(them.occupations, words.occupations, "years", them.years),
            "skills": texts(them.skills, words.skills),
            "languages": pairs(them.languages, words.languages, "level", them.levels),
            "eqf": them.eqf,
            "destinations": texts(them.destinations, words.countries),
            "recognised_in": texts(them.recognised_in, words.countries),
            "available": days(them.available),
        }
    ).with_columns(country=pl.lit("MAR"))


def vacancy_frame(store: Store) -> pl.DataFrame:
    """Return vacancies as a match file holds them."""
    them, words = store.vacancies, store.words
    return pl.DataFrame(
        {
            "vacancy_id": them.ids,
            "employer_id": list(them.employer_ids),
            "occupation": pl.Series(words.occupations).gather(them.occupation),
            "essential_skills": texts(them.essential, words.skills),
            "optional_skills": texts(them.optional, words.skills),
            "languages": pairs(them.languages, words.languages, "level", them.levels),
            "eqf_min": them.eqf_min,
            "regulated": them.regulated.astype(bool),
            "years_min": them.years_min,
            "country": pl.Series(words.countries).gather(them.country),
            "positions": them.positions,
            "start": days(them.start),
        }
    )


def days(numbers: np.ndarray) -> pl.Series:
    """Return day numbers as dates; all are given in this market."""
    return pl.Series(numbers).cast(pl.Date)


def texts(lists: Lists, words: tuple[str, ...]) -> pl.Series:
    """Return lists of numbers as lists of words."""
    return gathered(lists, pl.Series(words).gather(lists.value))


def pairs(lists: Lists, words: tuple[str, ...], name: str, beside: np.ndarray) -> pl.Series:
    """Return lists of numbers, with what stands beside them, as lists of records."""
    records = pl.DataFrame({"code": pl.Series(words).gather(lists.value), name: beside})
    return gathered(lists, records.to_struct("record"))


def gathered(lists: Lists, values: pl.Series) -> pl.Series:
    """Return values as one list per row, empty ones included."""
    rows = len(lists.given)
    row = pl.Series("row", np.repeat(np.arange(rows), np.diff(lists.start))).set_sorted()
    held = pl.DataFrame([row, values.alias("value")]).group_by("row", maintain_order=True).agg("value")
    empty = pl.Series("value", [[]] * 1, pl.List(values.dtype))
    full = np.diff(lists.start) > 0
    place = np.where(full, np.cumsum(full) - 1, len(held))
    return pl.concat([held["value"], empty]).gather(place)
