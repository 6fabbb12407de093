"""The one visible table from event to task."""

from corridor.core import events
from corridor.delivery.mobility.tasks import prepare_placement
from corridor.delivery.recruitment.events import OfferAccepted

SUBSCRIPTIONS: tuple[tuple[type, events.Handler], ...] = ((OfferAccepted, prepare_placement),)


def connect() -> None:
    for event_type, handler in SUBSCRIPTIONS:
        events.subscribe(event_type, handler)
