"""News that travels upward: published below, delivered on commit to what `config/subscriptions.py` lists."""

from collections import defaultdict
from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import transaction

Handler = Callable[[Any], None]
_handlers: dict[type, list[Handler]] = defaultdict(list)


def subscribe(event_type: type, handler: Handler) -> None:
    """Deliver events of this type to the handler; a second subscription of the same pair is ignored."""
    if handler not in _handlers[event_type]:
        _handlers[event_type].append(handler)


def publish(event: object) -> None:
    """Announce an event (a frozen dataclass); handlers run after the transaction has been committed."""
    for handler in tuple(_handlers[type(event)]):
        transaction.on_commit(partial(handler, event))
