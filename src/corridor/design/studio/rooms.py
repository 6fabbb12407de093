"""The pages beside a step: which other rooms of the design floor help with it."""

from dataclasses import dataclass

from django.utils.functional import Promise

Label = str | Promise


@dataclass(frozen=True)
class Room:
    """A page of a scheme that helps with a step; `url_name` takes the number of the scheme."""

    step: str
    title: Label
    lead: Label
    icon: str
    url_name: str


# One line for each page; the order is that in which people need them.
ROOMS: tuple[Room, ...] = ()


def rooms_of(step: str) -> tuple[Room, ...]:
    """Return the pages beside a step."""
    return tuple(room for room in ROOMS if room.step == step)
