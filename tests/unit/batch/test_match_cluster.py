"""A match on a Dask cluster gives the results of one machine, even if a worker dies."""

import json
import socket
import subprocess
import sys
import time
from pathlib import Path
from queue import Queue
from unittest.mock import Mock

import pytest

from corridor.batch.match import match_files
from corridor.engines.compute import Cluster, pieces
from corridor.kernel.errors import DataUnavailable
from tests.factories.matching_files import ANA, NURSE, write_market
from tests.factories.matching_markets import random_market
from tests.factories.matching_near import random_near

SCRIPT = Path(__file__).with_name("match_on_cluster.py")


SIDES = "vacancies", "candidates"


def test_a_cluster_gives_the_same_bytes_though_a_worker_is_killed(tmp_path):
    candidates, vacancies, _ = random_market(21, most_candidates=60, most_vacancies=40)
    paths = write_market(tmp_path, candidates, vacancies)
    near = tmp_path / "near.csv"
    pairs = sorted(random_near(6, candidates, vacancies))
    near.write_text("a,b,nearness\n" + "".join(f"{a},{b},{nearness}\n" for a, b, nearness in pairs), encoding="utf-8")
    for side in SIDES:
        match_files(*paths, out=tmp_path / "here" / side, for_=side, allocate="stable")
    match_files(*paths, out=tmp_path / "here" / "near", allocate="stable", near=near)

    command = [sys.executable, str(SCRIPT), *map(str, paths), str(tmp_path / "there"), str(near)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)

    assert ended.returncode == 0, ended.stderr
    found = json.loads(ended.stdout.splitlines()[-1])
    assert min(found["pieces"]) > 5
    assert found["workers_left"] == 1
    for folder in (*SIDES, "near"):
        for name in ("edges.parquet", "allocation.parquet"):
            there, here = (tmp_path / place / folder / name for place in ("there", "here"))
            assert there.read_bytes() == here.read_bytes()


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:{port}", "nonsense://x"])
def test_an_address_where_nobody_answers_is_said_within_ten_seconds(tmp_path, address):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    paths = write_market(tmp_path, [ANA], [NURSE])
    began = time.perf_counter()

    with pytest.raises(DataUnavailable, match="No Dask scheduler answers at") as refused:
        match_files(*paths, out=tmp_path / "out", dask=address.format(port=port))

    assert time.perf_counter() - began < 10
    assert refused.value.exit_code == 5
    assert not (tmp_path / "out").exists()


def test_a_cluster_without_workers_or_with_another_version_is_refused():
    cluster = Cluster.__new__(Cluster)
    cluster.address, cluster.client = "tcp://x:1", Mock()
    cluster.client.nthreads.return_value = {}
    with pytest.raises(DataUnavailable, match="at tcp://x:1 has no workers"):
        cluster.check()

    cluster.client.nthreads.return_value = {"tcp://y:2": 1}
    cluster.client.run.return_value = {"tcp://y:2": "0.0.0"}
    with pytest.raises(DataUnavailable, match=r"have Corridor 0\.0\.0; this is"):
        cluster.check()

    cluster.client.run.side_effect = OSError
    with pytest.raises(DataUnavailable, match="was lost during the work"):
        cluster.check()


def test_a_cluster_whose_last_worker_is_gone_is_given_up(monkeypatch):
    cluster = Cluster.__new__(Cluster)
    cluster.address, cluster.client = "tcp://x:1", Mock()
    cluster.client.nthreads.side_effect = [{}, {"tcp://y:2": 1}, {}, {}, {}]
    monkeypatch.setattr(pieces, "POLL_SECONDS", 0.001)
    monkeypatch.setattr(pieces, "EMPTY_POLLS", 3)

    with pytest.raises(DataUnavailable, match="has no workers"):
        cluster.next_of(Queue())

    assert cluster.client.nthreads.call_count == 5


def test_a_piece_that_kills_its_workers_is_given_up():
    cluster = Cluster.__new__(Cluster)
    cluster.distributed = pytest.importorskip("distributed")
    future = Mock()
    future.result.side_effect = cluster.distributed.scheduler.KilledWorker("piece", Mock(), 3)

    with pytest.raises(DataUnavailable, match="workers of the cluster died with the same piece") as refused:
        cluster.result(future)

    assert "more memory" in refused.value.advice()


def test_pieces_whose_shared_data_was_lost_are_submitted_again(monkeypatch):
    cluster = Cluster.__new__(Cluster)
    asked = []

    def attempt(work, shared, pieces):
        asked.append(sorted(pieces))
        number = min(pieces)
        yield number, work(shared, *pieces[number])

    monkeypatch.setattr(cluster, "check", lambda: None)
    monkeypatch.setattr(cluster, "attempt", attempt)
    cuts = {number: (number, number + 2) for number in range(3)}

    found = dict(cluster.answers(lambda shared, first, last: shared[first:last], "abcde", cuts))

    assert found == {0: "ab", 1: "bc", 2: "cd"}
    assert asked == [[0, 1, 2], [1, 2], [2]]


def test_without_distributed_a_sentence_says_how_to_install_it(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)

    with pytest.raises(DataUnavailable, match="not installed") as refused:
        match_files(*write_market(tmp_path, [ANA], [NURSE]), out=tmp_path / "out", dask="tcp://127.0.0.1:1")

    assert "corridor[cluster]" in refused.value.advice()
