"""Memory is asked for before it is needed: records of possible partners lie far apart, and each would be waited for."""

from collections.abc import Callable
from typing import Any, cast

from llvmlite import ir  # type: ignore[import-untyped]  # it has no stubs
from numba.core import types
from numba.extending import intrinsic

NEAR, FAR = 6, 14
"""So many partners ahead their records are asked for, and so many ahead the places of these."""


def fetch_of(typing_context: Any, array: Any, place: Any) -> Any:
    """Return the type of the call, and how to write its code."""

    def write(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        data = context.make_array(array)(context, builder, arguments[0]).data
        spot = builder.bitcast(builder.gep(data, [arguments[1]]), ir.IntType(8).as_pointer())
        whole = ir.IntType(32)
        kind = ir.FunctionType(ir.VoidType(), [ir.IntType(8).as_pointer(), whole, whole, whole])
        function = builder.module.declare_intrinsic("llvm.prefetch", [ir.IntType(8).as_pointer()], kind)
        # To read, to be kept, data.
        builder.call(function, [spot, whole(0), whole(3), whole(1)])
        return context.get_dummy_value()

    return types.void(array, types.intp), write


fetch = cast(Callable[[Any, Any], None], intrinsic(fetch_of))
"""Ask for one place of a one-dimensional array; it is not looked at, so that it may be any."""
