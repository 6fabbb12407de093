"""Arithmetic as data: the four operations on printed numbers, exact, and nothing else.

Expressions come from files, so they are read as a syntax tree of which only numbers, signs, parentheses and the four
operations are accepted; nothing is ever executed.
"""

import ast
import operator
import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Final

from corridor.kernel.errors import N_, InputError

_LONGEST: Final = 200
_PLAIN_NUMBER: Final = re.compile(r"[0-9]+(\.[0-9]*)?|\.[0-9]+")
_BINARY: Final[dict[type[ast.operator], Callable[[Fraction, Fraction], Fraction]]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def evaluate(expression: str) -> Fraction:
    """Return the exact value of an expression of numbers, + - * / and parentheses.

    >>> evaluate("101*15000/70") == Fraction(151500, 7)
    True
    """
    if len(expression) > _LONGEST:
        raise _not_arithmetic(expression[:_LONGEST])
    try:
        tree = ast.parse(expression.strip(), mode="eval")
    except (SyntaxError, ValueError) as error:
        raise _not_arithmetic(expression) from error
    try:
        return _value(tree.body, expression)
    except ZeroDivisionError as error:
        raise InputError(
            N_('"%(expression)s" divides by zero.'),
            hint=N_("Give the denominator that the source names."),
            field="expr",
            params={"expression": expression},
        ) from error


def round_like(value: Fraction, printed: Decimal) -> Decimal:
    """Return the value with as many decimals as the printed one has, halves away from zero.

    >>> round_like(Fraction(70, 101), Decimal("0.693"))
    Decimal('0.693')
    """
    exponent = printed.as_tuple().exponent
    places = Decimal(1).scaleb(min(exponent, 0)) if isinstance(exponent, int) else Decimal(1)
    scaled = value / Fraction(places)
    whole = (abs(scaled.numerator) * 2 + scaled.denominator) // (scaled.denominator * 2)
    return (Decimal(whole if scaled >= 0 else -whole) * places).quantize(places, rounding=ROUND_HALF_UP)


def _value(node: ast.expr, expression: str) -> Fraction:
    if isinstance(node, ast.Constant):
        # The digits as written: a float would carry its binary error into the result.
        digits = ast.get_source_segment(expression.strip(), node) or ""
        if _PLAIN_NUMBER.fullmatch(digits):
            return Fraction(digits)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.UAdd):
        inner = _value(node.operand, expression)
        return -inner if isinstance(node.op, ast.USub) else inner
    if isinstance(node, ast.BinOp) and type(node.op) in _BINARY:
        return _BINARY[type(node.op)](_value(node.left, expression), _value(node.right, expression))
    raise _not_arithmetic(expression)


def _not_arithmetic(expression: str) -> InputError:
    return InputError(
        N_('"%(expression)s" is not plain arithmetic.'),
        hint=N_("Use numbers, + - * / and parentheses only."),
        field="expr",
        params={"expression": expression},
    )
