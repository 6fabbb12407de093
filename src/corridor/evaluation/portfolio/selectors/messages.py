"""Messages of the house to one person; everybody reads her own and nobody else's."""

from django.db.models import QuerySet

from corridor.access.models import User
from corridor.core.models import OutgoingMessage


def messages_of(*, user: User) -> QuerySet[OutgoingMessage]:
    """Return the messages to a person, the newest first."""
    return OutgoingMessage.objects.filter(recipient=user).order_by("-created_at", "-pk")


def unread_of(*, user: User) -> QuerySet[OutgoingMessage]:
    """Return the messages that the person has not opened."""
    return messages_of(user=user).exclude(status=OutgoingMessage.Status.READ)
