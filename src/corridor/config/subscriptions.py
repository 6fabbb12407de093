"""The one visible table from event to task."""

from corridor.core import events

SUBSCRIPTIONS: tuple[tuple[type, events.Handler], ...] = ()


def connect() -> None:
    for event_type, handler in SUBSCRIPTIONS:
        events.subscribe(event_type, handler)
