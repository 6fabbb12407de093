"""Whoever swaps sex, region, date of birth, track, household or country among people changes no score."""

import random
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
from hypothesis import given, settings, strategies as st

from corridor.batch.match import match_files
from tests.factories.matching_files import CANDIDATES, VACANCIES, records, write_parquet
from tests.factories.matching_markets import random_market

TRAITS = {
    "sex": ["F", "M", "X", None],
    "region": ["north", "south", None],
    "track": ["home", "away", "both"],
    "household_id": ["h1", "h2", "h3", None],
    "country": ["MAR", "TUN", "NGA"],
}


def edges_of(people, posts):
    """Return the edges file of a market."""
    with TemporaryDirectory() as folder:
        paths = Path(folder, "candidates.parquet"), Path(folder, "vacancies.parquet")
        write_parquet(paths[0], people, CANDIDATES)
        write_parquet(paths[1], posts, VACANCIES)
        match_files(*paths, out=Path(folder, "out"))
        return pl.read_parquet(Path(folder, "out", "edges.parquet"))


@settings(max_examples=6, deadline=None)
@given(st.integers(0, 10_000), st.randoms(use_true_random=False))
def test_swapping_who_people_are_leaves_every_edge_as_it_was(seed, chance):
    candidates, vacancies, _ = random_market(seed)
    if not candidates or not vacancies:
        return
    people = [
        row | {name: chance.choice(values) for name, values in TRAITS.items()}
        for row in records(candidates, CANDIDATES)
    ]
    # An age limit is a condition and not a score; here there is none.
    posts = [row | {"age_min": None, "age_max": None} for row in records(vacancies, VACANCIES)]
    swapped = [dict(row) for row in people]
    for name in (*TRAITS, "birth_date"):
        values = random.Random(seed).sample([row[name] for row in people], len(people))
        for row, value in zip(swapped, values, strict=True):
            row[name] = value

    assert edges_of(swapped, posts).equals(edges_of(people, posts))
