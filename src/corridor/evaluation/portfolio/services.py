"""Changes to a person's own messages."""

from django.db import transaction

from corridor.access.models import User
from corridor.core.models import OutgoingMessage
from corridor.evaluation.portfolio.selectors.messages import messages_of, unread_of

SHOWN = 50


@transaction.atomic
def open_messages(*, by: User) -> list[OutgoingMessage]:
    """Return a person's newest messages as they stood, and remember that she has opened them."""
    rows = list(messages_of(user=by)[:SHOWN])
    unread_of(user=by).filter(pk__in=[row.pk for row in rows]).update(status=OutgoingMessage.Status.READ)
    return rows
