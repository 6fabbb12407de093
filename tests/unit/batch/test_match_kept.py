"""What was asked for is kept in the written files: scanned and searched from the files alone, for random markets."""

import random
import tempfile
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from tests.factories.matching_wanted import Result, greatest_total, has_room, random_files

SEEDS = st.integers(0, 10**6)
FEW = settings(max_examples=20, deadline=None, derandomize=True)


def is_home(person, post):
    """Return whether a vacancy is in the country of a person."""
    return person["country"] == post["country"]


def keeps_tracks(people, posts, *, share, home_seats, nurses_most):
    """Return the words of a file of tracks as a test of an allocation: one cohort in MAR, one cap on its nurses."""

    def is_kept(seat):
        ends = {person: is_home(people[person], posts[post]) for person, post in seat.items()}
        if any(people[person]["track"] == ("away" if at_home else "home") for person, at_home in ends.items()):
            return False
        mine = [at_home for person, at_home in ends.items() if people[person]["country"] == "MAR"]
        left = [
            person
            for person, at_home in ends.items()
            if people[person]["country"] == "MAR" and people[person]["occupations"][0][0] == "2221" and not at_home
        ]
        return sum(mine) <= home_seats and sum(mine) >= share * len(mine) and len(left) <= nurses_most

    return is_kept


@given(SEEDS)
@FEW
def test_tracks_of_random_files_are_kept_at_the_greatest_total(seed):
    rng = random.Random(seed)
    share, home_seats, nurses_most = rng.choice([0, 0.25, 0.5, 1]), rng.randint(0, 3), rng.randint(0, 2)
    with tempfile.TemporaryDirectory() as name:
        people, posts, paths = random_files(seed, Path(name))
        nurses = {row["country"] for row in people.values() if row["occupations"][0][0] == "2221"}
        if "MAR" not in nurses:
            return
        tracks = Path(name) / "tracks.yaml"
        tracks.write_text(
            f"version: 1\ncohorts:\n- {{group_column: country, value: MAR, home_seats: {home_seats},"
            f" least_home_share: {share}}}\ncaps:\n- {{country: MAR, occupation: 2221, most: {nurses_most}}}\n"
        )
        result = Result(paths, Path(name), allocate="optimal", tracks=tracks)

    is_kept = keeps_tracks(people, posts, share=share, home_seats=home_seats, nurses_most=nurses_most)
    assert has_room(result.seat, posts)
    assert is_kept(result.seat)
    assert result.total() == greatest_total(result, people, posts, is_kept)
    assert result.told["bound"] >= result.told["total_score"] == pytest.approx(result.total() / 1e6)
    ends = [is_home(people[person], posts[post]) for person, post in result.seat.items()
            if people[person]["country"] == "MAR"]  # fmt: skip
    assert (result.told["cohorts"][0]["home"], result.told["cohorts"][0]["away"]) == (sum(ends), len(ends) - sum(ends))


def keeps_households(people, posts, column):
    """Return the words of the option as a test of an allocation."""
    groups = defaultdict(list)
    for person, row in people.items():
        if row["household_id"]:
            groups[row["household_id"]].append(person)

    def is_kept(seat):
        for members in groups.values():
            places = {posts[seat[person]][column] if person in seat else "left" for person in members}
            if len(members) > 1 and (len(places) > 1 or None in places):
                return False
        return True

    return is_kept


@given(SEEDS, st.sampled_from(["country", "region"]))
@FEW
def test_households_of_random_files_are_together_at_the_greatest_total(seed, column):
    with tempfile.TemporaryDirectory() as name:
        people, posts, paths = random_files(seed, Path(name))
        if not any(row["household_id"] for row in people.values()):
            return
        result = Result(paths, Path(name), allocate="optimal", households=column)

    is_kept = keeps_households(people, posts, column)
    assert has_room(result.seat, posts)
    assert is_kept(result.seat)
    assert result.total() == greatest_total(result, people, posts, is_kept)
    for line in result.told["households"]["each"]:
        members = [person for person, row in people.items() if row["household_id"] == line["household"]]
        assert len(members) == line["members"] > 1
        assert {posts[result.seat[person]][column] if person in result.seat else None for person in members} == {
            line["place"]
        }


def seats_by_words(rows, post):
    """Return the reserved seats of a vacancy by group: of its own line, else its employer's, else the one for all."""
    found = {}
    for scope in ("*", post["employer_id"], str(post["vacancy_id"])):
        found |= {(column, value): seats for column, value, where, seats in rows if where == scope}
    return found


def taken_by(post, asking, people, rows):
    """Return whom a vacancy takes: reserved seats first, then the best of all others."""
    ranked = sorted(asking, key=lambda person: (-asking[person], person))
    kept = []
    for (column, value), seats in seats_by_words(rows, post).items():
        kept += [person for person in ranked if people[person][column] == value][:seats]
    others = [person for person in ranked if person not in kept]
    return set(kept + others[: post["positions"] - len(kept)])


def random_reserves(rng, posts):
    """Return lines of reserves of one column that no vacancy is too small for."""
    column, values = rng.choice([("sex", ("F", "M")), ("region", ("n", "s"))])
    rows = [(column, values[0], "*", rng.randint(0, 1))]
    if rng.random() < 0.5:
        rows.append((column, values[0], "K1", rng.randint(0, 1)))
    for number, post in posts.items():
        if rng.random() < 0.5:
            first = rng.randint(0, post["positions"])
            rows += [(column, values[0], str(number), first)]
            rows += [(column, values[1], str(number), rng.randint(0, post["positions"] - first))]
    return rows


@given(SEEDS)
@FEW
def test_reserves_of_random_files_leave_no_pair_that_would_rather_have_each_other(seed):
    rng = random.Random(seed)
    with tempfile.TemporaryDirectory() as name:
        people, posts, paths = random_files(seed, Path(name))
        scopes = {"*", *map(str, posts), *(post["employer_id"] for post in posts.values())}
        rows = [row for row in random_reserves(rng, posts) if row[2] in scopes]
        rows = [row for row in rows if any(person[row[0]] == row[1] for person in people.values())]
        file = Path(name) / "reserves.csv"
        lines = [",".join(map(str, row)) for row in rows]
        file.write_text("\n".join(["group_column,value,scope,seats", *lines]) + "\n")
        result = Result(paths, Path(name), allocate="stable", reserves=file)

    assert has_room(result.seat, posts)
    for (post, person), score in result.score.items():
        mine = result.seat.get(person)
        if mine == post or (mine is not None and (-result.score[mine, person], mine) < (-score, post)):
            continue
        asking = {other: result.score[post, other] for other, where in result.seat.items() if where == post}
        assert person not in taken_by(posts[post], asking | {person: score}, people, rows)
    for line, (column, value, _, _) in zip(result.told["reserves"], rows, strict=True):
        assert line["taken"] <= sum(people[person][column] == value for person in result.seat)
        assert line["taken"] + line["opened"] == line["seats"]
