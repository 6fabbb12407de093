"""Plain data becomes what a function declares, and a result becomes plain data again."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal

import numpy as np
import numpy.typing as npt
import pytest

from corridor.batch.plain import plain, typed
from corridor.kernel.errors import InputError


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True)
class Part:
    name: str
    amount: float
    day: date | None = None


ARRAY = npt.NDArray[np.float64]


@pytest.mark.parametrize(
    ("value", "kind", "result"),
    [
        (3, int, 3),
        (3.0, int, 3),
        (3, float, 3),
        (2.5, float, 2.5),
        (2.5, int | float | Decimal, 2.5),
        (True, bool, True),
        ("a", str, "a"),
        (7, str, "7"),
        (0.1, Decimal, Decimal("0.1")),
        ("2026-01-31", date, date(2026, 1, 31)),
        (None, float | None, None),
        (1, float | None, 1),
        ("red", Colour, Colour.RED),
        ("sum", Literal["sum", "fixed"], "sum"),
        ([1, 2], Sequence[int], (1, 2)),
        ([1, 2], tuple[int, ...], (1, 2)),
        (["2026-01-31", 5], tuple[date, float], (date(2026, 1, 31), 5)),
        ({"a": 1, 2: 3}, Mapping[str, float], {"a": 1, "2": 3}),
        ({"name": "x", "amount": 1}, Part, Part("x", 1)),
        ([{"name": "x", "amount": 1, "day": "2026-01-31"}], Sequence[Part], (Part("x", 1, date(2026, 1, 31)),)),
    ],
)
def test_plain_data_becomes_the_declared_type(value, kind, result):
    assert typed(value, kind, "it") == result


def test_a_table_becomes_an_array_and_a_gap_is_not_a_number():
    array = typed([[1, 2], [3, None]], ARRAY, "it")

    assert array.dtype == np.float64
    assert array[0].tolist() == [1, 2]
    assert math.isnan(array[1, 1])


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (True, int),
        (True, float),
        ("3", float),
        (2.5, int),
        (math.inf, int),
        (1, bool),
        (True, str),
        ([], str),
        ("31.01.2026", date),
        ("2026-02-30", date),
        ("green", Colour),
        ("mean", Literal["sum", "fixed"]),
        ("ab", Sequence[str]),
        ({"a": 1}, Sequence[int]),
        ([1], Mapping[str, int]),
        ([1, 2, 3], tuple[int, int]),
        ({"name": "x"}, Part),
        ({"name": "x", "amount": 1, "tip": 2}, Part),
        ([1], Part),
        ([[1, 2], [3]], ARRAY),
        ([["a"]], ARRAY),
        (None, float),
        ("x", int | float),
        (object(), complex),
    ],
)
def test_data_of_another_kind_is_refused_with_its_field_and_value(value, kind):
    with pytest.raises(InputError) as refused:
        typed(value, kind, "lines[2]")

    assert refused.value.field.startswith("lines[2]")


def test_a_refusal_names_the_place_inside():
    with pytest.raises(InputError, match=r"lines\[1\]\.amount"):
        typed([{"name": "x", "amount": 1}, {"name": "y", "amount": "much"}], Sequence[Part], "lines")


def test_a_result_becomes_what_json_can_hold():
    result = {
        "part": Part("x", Decimal("1.50"), date(2026, 1, 31)),
        "array": np.array([[1.0, np.nan]]),
        "one": np.float64(2.0),
        "yes": np.bool_(True),
        "colour": Colour.RED,
        "infinite": math.inf,
    }

    assert json.loads(json.dumps(plain(result))) == {
        "part": {"name": "x", "amount": 1.5, "day": "2026-01-31"},
        "array": [[1.0, None]],
        "one": 2.0,
        "yes": True,
        "colour": "red",
        "infinite": None,
    }
