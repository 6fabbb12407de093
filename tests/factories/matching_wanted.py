"""Small random markets with tracks, groups and households, written to files, and a search through all allocations.

The search reads the listed pairs and the two files alone, and shares no code with what keeps reserves, tracks and
households.
"""

import itertools
import random
from collections import Counter, defaultdict

import polars as pl

from corridor.batch.match import match_files
from tests.factories.matching_files import hospital, nurse, write_seats

COUNTRIES = ("MAR", "TUN")


def random_people(rng, many=6):
    """Return nurses and cooks of two countries with a track, a sex, a region and a household, each sometimes none."""
    return [
        nurse(
            number,
            skills=rng.sample(["a", "b"], rng.randint(1, 2)),
            occupations=[(rng.choice(["2221", "2221", "5120"]), rng.randint(0, 10) / 2)],
            country=rng.choice(COUNTRIES),
            track=rng.choice(["home", "away", "both", None]),
            sex=rng.choice(["F", "M", None]),
            region=rng.choice(["n", "s"]),
            household_id=rng.choice(["H1", "H2", "H3", None, None]),
        )
        for number in range(many)
    ]


def random_posts(rng, many=3):
    """Return vacancies at home, in the other country and abroad."""
    return [
        hospital(
            100 + number,
            employer_id=rng.choice(["K1", "K2"]),
            occupation=rng.choice(["2221", None]),
            essential_skills=[rng.choice(["a", "b"])],
            country=rng.choice([*COUNTRIES, *COUNTRIES, "DEU", None]),
            region=rng.choice(["east", "west", None]),
            positions=rng.randint(1, 2),
        )
        for number in range(many)
    ]


def random_files(seed, folder):
    """Write a random market; return people and vacancies by id, and the paths."""
    rng = random.Random(seed)
    people, posts = random_people(rng), random_posts(rng)
    paths = write_seats(folder, people, posts)
    return {row["candidate_id"]: row for row in people}, {row["vacancy_id"]: row for row in posts}, paths


class Result:
    """The listed pairs with their scores in millionths, and who was nominated where."""

    def __init__(self, paths, folder, **settings):
        report = match_files(*paths, out=folder / "out", **settings)
        self.told = report.document["allocation"]
        listed = pl.read_parquet(report.edges_file).select("vacancy_id", "candidate_id", "score").rows()
        self.score = {(post, person): round(score * 1e6) for post, person, score in listed}
        rows = pl.read_parquet(report.allocation_file).rows()
        self.seat = {person: post for post, person, _ in rows}
        assert len(self.seat) == len(rows)
        assert all(round(score * 1e6) == self.score[post, person] for post, person, score in rows)

    def total(self, seat=None):
        """Return the total of an allocation in millionths."""
        return sum(self.score[post, person] for person, post in (self.seat if seat is None else seat).items())


def has_room(seat, posts):
    """Return whether no vacancy has more people than positions."""
    return all(count <= posts[post]["positions"] for post, count in Counter(seat.values()).items())


def greatest_total(result, people, posts, is_kept):
    """Return the greatest total of all allocations of the listed pairs that keep what is asked."""
    wishes = defaultdict(lambda: [None])
    for post, person in result.score:
        wishes[person].append(post)
    best = 0
    for chosen in itertools.product(*(wishes[person] for person in people)):
        seat = {person: post for person, post in zip(people, chosen, strict=True) if post is not None}
        if result.total(seat) > best and has_room(seat, posts) and is_kept(seat):
            best = result.total(seat)
    return best
