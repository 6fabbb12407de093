"""What the employer's views share."""

from typing import Any

from django.http import HttpRequest

from corridor.access.models import User


def actor(request: HttpRequest) -> User:
    """Return the signed-in person."""
    user: Any = request.user
    return user  # type: ignore[no-any-return]  # the door has let a user in
