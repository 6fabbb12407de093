"""Messages to people: written in the same transaction as the act, delivered by the worker."""

from typing import Any

from django.utils import translation

from corridor.core.models import OutgoingMessage


def write(
    *,
    to: Any,
    subject: str,
    body: str,
    link: str = "",
    channel: str = OutgoingMessage.Channel.PORTAL,
    params: dict[str, object] | None = None,
) -> OutgoingMessage:
    """Leave a message for a person in the person's own language.

    `subject` and `body` are message ids in percent style, marked with `N_`. Nothing about status, pay or
    complaints belongs in a message that a stranger could read on a shared phone.
    """
    language = getattr(to, "language", "") or "en"
    with translation.override(language):
        values = params or {}
        return OutgoingMessage.objects.create(
            recipient=to,
            channel=channel,
            language=language,
            subject=translation.gettext(subject) % values,
            body=translation.gettext(body) % values,
            link=link,
        )
