"""Who may open what: the matrix written by hand, held against the running house."""

import argparse

import pytest

from corridor import cli
from tests.architecture import access_check as check


def test_every_address_stands_in_the_matrix_and_every_line_has_an_address():
    known = {name for name, _view in check.views() if not name.startswith("api:")} | {
        "api:openapi-json",
        "api:api-root",
    }

    written = {line.target for line in check.lines("page")}

    assert (known - written, written - known) == (set(), set())


def test_every_operation_stands_in_the_matrix():
    written = {line.name for line in check.lines("api")}

    assert check.operations() ^ written == set()


def test_every_command_stands_in_the_matrix():
    [commands] = (action for action in cli.build_parser()._actions if isinstance(action, argparse._SubParsersAction))
    known = set(commands.choices)

    written = {line.target for line in check.lines("command")}

    assert known ^ written == set()
    assert {cell for line in check.lines("command") for cell in line.cells.values()} <= {"shell", "data"}


def test_every_page_of_the_house_says_who_may_open_it():
    silent = [
        name
        for name, view in check.views()
        if view.__module__.startswith("corridor.") and not hasattr(view, "corridor_roles")
    ]

    assert silent == []


def test_no_line_is_written_twice():
    names = [line.name for line in check.lines()]

    assert sorted(names) == sorted(set(names))


@pytest.mark.django_db
def test_pages_answer_everyone_as_the_matrix_says(world):
    assert check.wrong_answers(world, check.lines("page")) == []


@pytest.mark.django_db
def test_operations_answer_everyone_as_the_matrix_says(world):
    assert check.wrong_answers(world, check.lines("api")) == []
