"""The command with a table of near skills."""

import json

import polars as pl
import pytest

from corridor.batch import match_ranking
from corridor.batch.match import match_files
from corridor.batch.match_work import Work
from corridor.cli import main
from corridor.engines.matching import CandidateRow, Options, VacancyRow
from corridor.engines.matching.reference import rank_plainly
from corridor.kernel.errors import DataUnavailable, InputError
from tests.factories.matching_files import ANA, BEN, NURSE, write_market
from tests.factories.matching_markets import random_market
from tests.factories.matching_near import random_near

HEAD = "a,b,nearness\n"


def write_near(path, near):
    """Write a table of near skills."""
    path.write_text(HEAD + "".join(f"{a},{b},{n}\n" for a, b, n in sorted(near)), encoding="utf-8")
    return path


@pytest.fixture
def market(tmp_path):
    """Two files with tens of rows, and a table of near skills."""
    candidates, vacancies, _ = random_market(21, most_candidates=60, most_vacancies=40)
    near = write_near(tmp_path / "near.csv", random_near(6, candidates, vacancies))
    return write_market(tmp_path, candidates, vacancies), near


@pytest.fixture
def in_pieces(monkeypatch):
    """Take every market for a large one, in pieces of a few rows."""
    monkeypatch.setattr(match_ranking, "ROWS_PER_PIECE", 4)
    monkeypatch.setattr(match_ranking, "SMALL_PAIRS", -1)


def results(out):
    """Return the results of a match as bytes."""
    return {name: (out / name).read_bytes() for name in ("edges.parquet", "allocation.parquet")}


def test_a_near_skill_counts_by_its_nearness_and_unknown_ones_are_reported(tmp_path, capsys):
    paths = write_market(tmp_path, [ANA | {"skills": ["a"]}, BEN | {"skills": ["c"]}], [NURSE])
    table = tmp_path / "near.csv"
    table.write_text(HEAD + "b,c,60\nc,b,60\nc,unheard of,20\n")

    ended = main(["match", *map(str, paths), "--out", str(tmp_path / "out"), "--near", str(table)])

    shown = capsys.readouterr().out
    assert ended == 0
    assert "near skills that neither file names, not used: 1 (unheard of)" in shown
    edges = pl.read_parquet(tmp_path / "out" / "edges.parquet")
    # Both skills of the one vacancy weigh 30: Ana holds one of two, Ben 60 hundredths of one.
    assert dict(zip(edges["candidate_id"], edges["part_essential"], strict=True)) == {1: 0.5, 2: 0.3}
    near = json.loads((tmp_path / "out" / "report.json").read_text())["near"]
    assert near.pop("sha256")
    assert near == {
        "pairs": 2,
        "pairs_not_used": 1,
        "skills": 3,
        "skills_not_used": 1,
        "not_used": ["unheard of"],
    }


@pytest.mark.parametrize("side", ["vacancies", "candidates"])
def test_pieces_give_the_results_of_a_match_at_once(tmp_path, market, side, monkeypatch):
    paths, near = market
    match_files(*paths, out=tmp_path / "once", for_=side, allocate="optimal", near=near)
    match_files(*paths, out=tmp_path / "held", for_=side, allocate="optimal")
    monkeypatch.setattr(match_ranking, "ROWS_PER_PIECE", 4)
    monkeypatch.setattr(match_ranking, "SMALL_PAIRS", -1)

    report = match_files(*paths, out=tmp_path / "pieces", for_=side, allocate="optimal", near=near)

    assert results(tmp_path / "pieces") == results(tmp_path / "once")
    assert results(tmp_path / "held") != results(tmp_path / "once")
    assert report.document["pieces"]["count"] > 5


def test_a_table_without_pairs_changes_no_byte(tmp_path, market):
    paths, _ = market
    match_files(*paths, out=tmp_path / "with", allocate="stable", near=write_near(tmp_path / "none.csv", ()))
    match_files(*paths, out=tmp_path / "without", allocate="stable")

    assert results(tmp_path / "with") == results(tmp_path / "without")
    assert "near" not in json.loads((tmp_path / "with" / "report.json").read_text())


def test_the_command_lists_what_the_reference_lists(tmp_path):
    candidates, vacancies, _ = random_market(21, most_candidates=30, most_vacancies=20)
    near = random_near(5, candidates, vacancies)
    paths = write_market(tmp_path, candidates, vacancies)

    match_files(*paths, out=tmp_path / "out", near=write_near(tmp_path / "near.csv", near))

    edges = pl.read_parquet(tmp_path / "out" / "edges.parquet")
    expected = rank_plainly(candidates, vacancies, Options(near=near))
    assert edges["score"].to_list() == [edge.score for edge in expected]
    assert edges["candidate_id"].to_list() == [edge.candidate_id for edge in expected]


def test_a_stopped_match_goes_on_with_the_same_table_and_begins_anew_with_another(tmp_path, market, in_pieces):
    paths, near = market
    other = write_near(tmp_path / "other.csv", [("a", "b", 7)])
    match_files(*paths, out=tmp_path / "whole", allocate="stable", near=near)
    keep = Work.keep

    def stopped():
        def keep_and_stop(work, number, piece):
            keep(work, number, piece)
            if number == 2:
                raise KeyboardInterrupt

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Work, "keep", keep_and_stop)
            with pytest.raises(KeyboardInterrupt):
                match_files(*paths, out=tmp_path / "out", near=near)

    stopped()
    for table in (other, None):
        again = match_files(*paths, out=tmp_path / "out", near=table)
        assert again.document["pieces"]["taken_up"] == 0
        stopped()
    again = match_files(*paths, out=tmp_path / "out", near=near, allocate="stable")

    assert again.document["pieces"]["taken_up"] == 3
    assert results(tmp_path / "out") == results(tmp_path / "whole")


def test_the_forecast_of_memory_counts_near_skills(tmp_path, market, in_pieces):
    paths, near = market
    with_table, without = (match_files(*paths, out=tmp_path / "out", near=table).document for table in (near, None))

    more = with_table["forecast_memory_mb"] - without["forecast_memory_mb"]
    assert 200 <= more < 201
    with pytest.raises(InputError, match="The match needs about"):
        match_files(*paths, out=tmp_path / "out", near=near, memory=without["forecast_memory_mb"] / 1e3)


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ("a,b,0\n", "Row 2 (near.csv): nearness is 0, which is not a whole number from 1 to 99."),
        ("a,c,5\na,b,100\n", "Row 3 (near.csv): nearness is 100"),
        ("a,b,0.6\n", "nearness is 0.6"),
        ("a,b,\n", "nearness is ,"),
        ("a,b,٣\n", "nearness is ٣"),
        ("a,,50\n", "Row 2 (near.csv): b is empty."),
        (" ,a,50\n", "Row 2 (near.csv): a is empty."),
        ("a,a,50\n", "Row 2 (near.csv): a stands on both sides."),
        ("a,b,50\nb,a,40\n", "Row 3 (near.csv): a and b have the nearness 40; a row above says 50."),
    ],
)
def test_a_table_that_can_not_be_used_is_refused_with_line_and_remedy(tmp_path, lines, sentence):
    table = tmp_path / "near.csv"
    table.write_text(HEAD + lines, encoding="utf-8")

    with pytest.raises(InputError) as refused:
        match_files(*write_market(tmp_path, [ANA], [NURSE]), out=tmp_path / "out", near=table)

    assert sentence in refused.value.sentence()
    assert refused.value.hint
    assert refused.value.exit_code == 3
    assert not (tmp_path / "out").exists()


def test_a_table_without_its_columns_or_that_is_not_there_is_refused(tmp_path):
    paths = write_market(tmp_path, [ANA], [NURSE])
    (tmp_path / "near.csv").write_text("a,b\nx,y\n")

    with pytest.raises(InputError, match="has no column nearness"):
        match_files(*paths, out=tmp_path / "out", near=tmp_path / "near.csv")
    with pytest.raises(DataUnavailable, match="does not exist"):
        match_files(*paths, out=tmp_path / "out", near=tmp_path / "nowhere.csv")


def test_numbers_as_skills_are_compared_as_text(tmp_path):
    person = CandidateRow(1, [("2221", 5.0)], ["7"])
    paths = write_market(tmp_path, [person], [VacancyRow(1, "2221", ["8"])])

    match_files(*paths, out=tmp_path / "out", near=write_near(tmp_path / "near.csv", [(7, 8, 33)]))

    assert pl.read_parquet(tmp_path / "out" / "edges.parquet")["part_essential"].to_list() == [0.33]
