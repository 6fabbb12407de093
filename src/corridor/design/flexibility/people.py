"""How many people a scheme has selected: delivery counts them, the config floor says who is asked."""

from collections.abc import Callable

Counter = Callable[[int], int]
_COUNTERS: list[Counter] = []


def register(counter: Counter) -> None:
    """Name the function that counts the people selected in a scheme, by the number of the scheme."""
    _COUNTERS[:] = [counter]


def selected_in(scheme_id: int) -> int | None:
    """Return the people whom a scheme has selected and not lost, None where nobody counts."""
    return _COUNTERS[0](scheme_id) if _COUNTERS else None
