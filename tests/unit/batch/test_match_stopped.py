"""Large matches in pieces: told as they come, kept when a match is stopped, taken up by the next one."""

import signal
import subprocess
import sys

import numpy as np
import polars as pl
import pytest

from corridor.batch import match_memory, match_ranking
from corridor.batch.match import match_files
from corridor.batch.match_work import FOLDER, Work
from corridor.kernel.errors import RuleViolation
from tests.factories.matching_files import write_market
from tests.factories.matching_markets import random_market

ROWS = 4
KEEP = Work.keep

STOPPED = """
import os, signal, sys
from pathlib import Path
from corridor.batch import match_ranking, match_work
from corridor.batch.match import match_files

match_ranking.ROWS_PER_PIECE, match_ranking.SMALL_PAIRS = {rows}, -1
keep = match_work.Work.keep

def keep_and_die(work, number, piece):
    keep(work, number, piece)
    if number == {last}:
        os.kill(os.getpid(), signal.SIGKILL)

match_work.Work.keep = keep_and_die
match_files(Path(sys.argv[1]), Path(sys.argv[2]), out=Path(sys.argv[3]), allocate="stable")
"""


@pytest.fixture
def in_pieces(monkeypatch):
    """Take every market for a large one, in pieces of a few rows."""
    monkeypatch.setattr(match_ranking, "ROWS_PER_PIECE", ROWS)
    monkeypatch.setattr(match_ranking, "SMALL_PAIRS", -1)


@pytest.fixture
def market(tmp_path):
    """Two files with tens of rows."""
    candidates, vacancies, _ = random_market(21, most_candidates=60, most_vacancies=40)
    return write_market(tmp_path, candidates, vacancies)


def results(out):
    """Return the results of a match as bytes."""
    return {name: (out / name).read_bytes() for name in ("edges.parquet", "allocation.parquet")}


def kept_pieces(out):
    """Return the files of finished pieces."""
    return sorted((out / FOLDER).glob("*/*.npz"))


def stopped(paths, out, last=2):
    """Run a match that is interrupted after some pieces; return their files."""

    def keep_and_stop(work, number, piece):
        KEEP(work, number, piece)
        if number == last:
            raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Work, "keep", keep_and_stop)
        with pytest.raises(KeyboardInterrupt):
            match_files(*paths, out=out)
    return kept_pieces(out)


def killed(paths, out, last=2):
    """Run a match in a process that is killed after some pieces; return their files."""
    script = STOPPED.format(rows=ROWS, last=last)
    ended = subprocess.run(
        [sys.executable, "-c", script, *map(str, paths), str(out)], capture_output=True, timeout=300, check=False
    )
    assert ended.returncode == -signal.SIGKILL, ended.stderr.decode()
    return kept_pieces(out)


@pytest.mark.parametrize("side", ["vacancies", "candidates"])
def test_pieces_give_the_results_of_a_match_at_once(tmp_path, market, side, monkeypatch):
    match_files(*market, out=tmp_path / "once", for_=side, allocate="optimal")
    monkeypatch.setattr(match_ranking, "ROWS_PER_PIECE", ROWS)
    monkeypatch.setattr(match_ranking, "SMALL_PAIRS", -1)

    report = match_files(*market, out=tmp_path / "pieces", for_=side, allocate="optimal")

    assert results(tmp_path / "pieces") == results(tmp_path / "once")
    assert report.document["pieces"]["count"] > 5
    assert report.document["pieces"]["taken_up"] == 0
    assert not (tmp_path / "pieces" / FOLDER).exists()


def test_a_match_that_was_killed_goes_on_where_it_was(tmp_path, market, in_pieces):
    match_files(*market, out=tmp_path / "whole", allocate="stable")

    assert len(killed(market, tmp_path / "out")) == 3
    assert not (tmp_path / "out" / "report.json").exists()
    report = match_files(*market, out=tmp_path / "out", allocate="stable", threads=5)

    assert report.document["pieces"]["taken_up"] == 3
    assert results(tmp_path / "out") == results(tmp_path / "whole")
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == [
        "allocation.parquet",
        "edges.parquet",
        "report.json",
    ]


def test_other_files_or_options_begin_anew(tmp_path, market, in_pieces):
    kept = stopped(market, tmp_path / "out")

    report = match_files(*market, out=tmp_path / "out", occupations="strict")
    assert report.document["pieces"]["taken_up"] == 0
    assert not any(file.exists() for file in kept)

    stopped(market, tmp_path / "out")
    people = pl.read_parquet(market[0])
    people.with_columns(pl.lit(None, pl.Int64).alias("eqf")).write_parquet(market[0])
    report = match_files(*market, out=tmp_path / "out")
    assert report.document["pieces"]["taken_up"] == 0


def test_a_damaged_piece_is_found_again(tmp_path, market, in_pieces):
    match_files(*market, out=tmp_path / "whole", allocate="stable")
    kept = stopped(market, tmp_path / "out")
    kept[0].write_bytes(kept[0].read_bytes()[:100])
    data = bytearray(kept[1].read_bytes())
    data[len(data) // 3] ^= 255
    kept[1].write_bytes(bytes(data))

    report = match_files(*market, out=tmp_path / "out", allocate="stable")

    assert report.document["pieces"]["taken_up"] <= 2
    assert results(tmp_path / "out") == results(tmp_path / "whole")


def test_pieces_outlast_quotas_that_can_not_be_kept(tmp_path, market, in_pieces):
    people = pl.read_parquet(market[0]).with_columns(pl.lit("x").alias("sex"))
    people.write_parquet(market[0])
    quotas = tmp_path / "quotas.csv"
    quotas.write_text("group_column,value,scope,min,max\nsex,x,*,100000,\n")

    with pytest.raises(RuleViolation):
        match_files(*market, out=tmp_path / "out", allocate="optimal", quotas=quotas)
    assert not (tmp_path / "out" / "edges.parquet").exists()

    report = match_files(*market, out=tmp_path / "out", allocate="optimal")
    assert report.document["pieces"]["taken_up"] == report.document["pieces"]["count"]


def test_progress_is_told_on_standard_error_only_if_asked(tmp_path, market, in_pieces, capsys):
    match_files(*market, out=tmp_path / "quiet")
    assert capsys.readouterr().err == ""

    match_files(*market, out=tmp_path / "told", progress=True)
    lines = capsys.readouterr().err.splitlines()

    rows = pl.read_parquet(market[1]).height
    assert any(line.endswith(f" s  0 of {rows} rows") for line in lines)
    assert any(line.endswith(f" s  {rows} of {rows} rows") for line in lines)
    assert any("write" in line for line in lines)


def test_lists_kept_on_disk_give_the_same_results(tmp_path, market, in_pieces, monkeypatch):
    match_files(*market, out=tmp_path / "memory", allocate="stable")
    rooms = []
    room = Work.room
    monkeypatch.setattr(Work, "room", lambda work, places: rooms.append(room(work, places)) or rooms[-1])
    monkeypatch.setattr(match_memory, "KEY", 100_000)
    needed = match_files(*market, out=tmp_path / "memory", allocate="stable").document["forecast_memory_mb"]

    report = match_files(*market, out=tmp_path / "disk", allocate="stable", memory=needed / 1e3 - 0.001)

    assert isinstance(rooms[0], np.memmap)
    assert results(tmp_path / "disk") == results(tmp_path / "memory")
    assert report.document["notes"] == [
        "Lists were kept on disk, so that the match fits into the memory that was allowed."
    ]
    assert not (tmp_path / "disk" / FOLDER).exists()
