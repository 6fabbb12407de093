"""How often a stranger may try: so many requests from one address of the network in a while."""

from typing import ClassVar

from django.core.cache import cache
from django.http import HttpRequest

from corridor.kernel.errors import N_, CorridorError

MOST_TRIES = 60
SECONDS = 3_600


class TooManyTries(CorridorError):  # noqa: N818 - a rule of the door, not a fault
    """Somebody asks more often than a person would."""

    status: ClassVar[int] = 429


def count_try(request: HttpRequest, *, what: str, most: int = MOST_TRIES) -> None:
    """Count a request, and refuse it where the hour has had too many from the same address."""
    key = f"outlook-{what}-{request.META.get('REMOTE_ADDR', '')}"
    cache.add(key, 0, timeout=SECONDS)
    try:
        tries = cache.incr(key)
    except ValueError:
        # The entry ran out between the two lines.
        cache.set(key, 1, timeout=SECONDS)
        tries = 1
    if tries > most:
        raise TooManyTries(
            N_("There were too many requests from your address."), hint=N_("Wait an hour, then open the link again.")
        )
