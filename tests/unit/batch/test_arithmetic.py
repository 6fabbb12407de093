"""Arithmetic as data: exact, and closed to everything that is not arithmetic."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from corridor.batch.arithmetic import evaluate, round_like
from corridor.kernel.errors import InputError


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("3800/100", Fraction(38)),
        ("30+2+3+5+45+2+5+7+2", Fraction(101)),
        ("10000/(25*0.30)", Fraction(4000, 3)),
        ("15000/.71", Fraction(1500000, 71)),
        ("-3 + 2 * (4 - 1)", Fraction(3)),
        ("0.1 + 0.2", Fraction(3, 10)),
    ],
)
def test_an_expression_has_its_exact_value(expression, value):
    assert evaluate(expression) == value


@pytest.mark.parametrize(
    "expression",
    [
        "__import__('os').getcwd()",
        "open",
        "9**9**9",
        "[1][0]",
        "1 if 1 else 2",
        "'a' * 3",
        "True + 1",
        "1e9999999",
        "0x10",
        "3 +",
        "",
        "1j",
        "2 // 1",
        "1+" * 200 + "1",
    ],
)
def test_anything_but_plain_arithmetic_is_refused(expression):
    with pytest.raises(InputError, match="not plain arithmetic"):
        evaluate(expression)


def test_a_division_by_zero_names_the_expression():
    with pytest.raises(InputError, match='"70/\\(3-3\\)" divides by zero'):
        evaluate("70/(3-3)")


@pytest.mark.parametrize(
    ("value", "printed", "rounded"),
    [
        (Fraction(1515000, 70), "21642.86", "21642.86"),
        (Fraction(100000, 27000), "3.7", "3.7"),
        (Fraction(1, 2), "0", "1"),
        (Fraction(-1, 2), "0", "-1"),
        (Fraction(5, 1000), "0.00", "0.01"),
        (Fraction(38), "38", "38"),
    ],
)
def test_a_value_is_rounded_to_the_printed_decimals_with_halves_away_from_zero(value, printed, rounded):
    assert str(round_like(value, Decimal(printed))) == rounded


@given(st.integers(-(10**6), 10**6), st.integers(1, 10**4), st.integers(0, 4))
def test_rounding_never_moves_a_value_by_more_than_half_a_unit(numerator, denominator, places):
    value = Fraction(numerator, denominator)
    unit = Fraction(1, 10**places)

    rounded = Fraction(round_like(value, Decimal(1).scaleb(-places)))

    assert abs(rounded - value) <= unit / 2
