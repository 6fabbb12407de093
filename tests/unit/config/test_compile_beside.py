"""Compiling beside the pages: a process of its own, unless it is left out."""

import sys

import pytest

from corridor.config import server


@pytest.fixture
def started(monkeypatch):
    commands = []
    monkeypatch.setattr(server.subprocess, "Popen", lambda command, **_streams: commands.append(command))
    return commands


def test_the_loops_are_compiled_in_a_process_of_their_own(started, monkeypatch):
    monkeypatch.delenv("CORRIDOR_WARM", raising=False)

    server.compile_beside()

    assert started == [[sys.executable, "-m", "corridor", "warm"]]


def test_compiling_can_be_left_out(started, monkeypatch):
    monkeypatch.setenv("CORRIDOR_WARM", "0")

    server.compile_beside()

    assert started == []
