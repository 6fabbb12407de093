"""One changed digit in any expectation of the 92 worked examples fails, with both values printed."""

import copy
import functools
import re
from pathlib import Path

import pytest

from corridor.batch import case
from corridor.batch.plain import plain

CASES = Path(__file__).with_name("cases.yaml")


@functools.cache
def loaded():
    return tuple(case.load(CASES))


@functools.cache
def result_of(case_id):
    """Return what the engine gives for a case; each case is computed once, however many digits are changed."""
    (found,) = [each for each in loaded() if each.entry["id"] == case_id]
    return case.prepare(found)()


def changed(leaf):
    """Return an expectation that differs in one digit, one truth, one word."""
    if isinstance(leaf, bool):
        return not leaf
    if isinstance(leaf, int | float):
        return leaf + leading_place(leaf)
    return "changed" if leaf is None else f"{leaf}x"


def leading_place(number):
    """Return one unit of the first significant digit: 297029.7 gives 100000, 0.0439 gives 0.01, zero gives one."""
    return 10.0 ** int(re.search(r"e([-+]\d+)$", f"{abs(number):e}")[1]) if number else 1.0


def leaves(value, place=()):
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from leaves(inner, (*place, name))
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            yield from leaves(inner, (*place, position))
    else:
        yield place, value


def with_change(expect, place):
    """Return the expectations with one leaf changed, and the leaf as it then stands."""
    mutated = copy.deepcopy(expect)
    inner = mutated
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = changed(inner[place[-1]])
    return mutated, inner[place[-1]]


def verdict(found, expect):
    """Return the case's result with other expectations, from the computation that was already made."""
    entry = {**found.entry, "expect": expect}
    return case.check(case.Case(found.file, found.place, entry), lambda: result_of(entry["id"]))


@pytest.mark.parametrize("found", loaded(), ids=lambda found: found.entry["id"])
def test_every_changed_digit_of_a_case_fails_with_both_values(found):
    expect = found.entry["expect"]
    assert verdict(found, expect).ok

    for place, leaf in leaves(expect):
        mutated, stands = with_change(expect, place)
        told = verdict(found, mutated)
        text = case.text_of([told])

        assert not told.ok, (place, leaf, stands)
        (failed,) = [check for check in told.checks if not check.ok]
        assert failed.field == place[0]
        assert f"{failed.field}: expected {failed.expected}, got {failed.actual}" in text
        assert str(plain(stands)) in str(failed.expected)


def test_the_examples_are_ninety_two_and_no_expectation_is_empty():
    assert len(loaded()) == 92
    assert all(list(leaves(found.entry["expect"])) for found in loaded())


def test_one_changed_digit_makes_the_command_fail(tmp_path):
    text = CASES.read_text(encoding="utf-8")
    path = tmp_path / "changed.yaml"
    path.write_text(text.replace("unit: 21077.65452", "unit: 21077.75452", 1), encoding="utf-8")

    outcome = case.run_files([path], only="U01")

    assert outcome.exit_code == 1
    assert "unit: expected 21077.75452, got 21077.65" in outcome.text
