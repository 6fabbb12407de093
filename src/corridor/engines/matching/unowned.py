"""Arrays that the compiler does not count references to.

Compiled code counts references to every array that a function is given, in memory that all threads share: in loops
that call functions for each person, two threads spend most of their time on handing these counters to each other.
An array without an owner has no counter. Whoever uses one keeps its owner alive meanwhile.
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from llvmlite import ir  # type: ignore[import-untyped]  # it has no stubs
from numba.core import types
from numba.extending import intrinsic

T = TypeVar("T")


def without_owner(context: Any, builder: Any, kind: Any, value: Any) -> Any:
    """Return an array, or a named tuple of arrays and numbers, with the places of the owners empty."""
    if isinstance(kind, types.BaseTuple):
        members: tuple[Any, ...] = tuple(cast(Any, kind))
        for place, member in enumerate(members):
            inner = without_owner(context, builder, member, builder.extract_value(value, place))
            value = builder.insert_value(value, inner, place)
        return value
    if not isinstance(kind, types.Array):
        return value
    array = context.make_array(kind)(context, builder, value)
    array.meminfo = ir.Constant(array.meminfo.type, None)
    array.parent = ir.Constant(array.parent.type, None)
    return array._getvalue()


def unowned_by(typing_context: Any, given: Any) -> Any:
    """Return the type of the call, and how to write its code."""

    def write(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return without_owner(context, builder, given, arguments[0])

    return given(given), write


unowned = cast(Callable[[T], T], intrinsic(unowned_by))
