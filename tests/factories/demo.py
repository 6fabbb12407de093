"""The demonstration's world in the test database, planted once in a run and copied for every module."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.test import override_settings

from corridor.access.models import User
from corridor.demo import services
from corridor.demo.logins import BY_EMAIL, DOMAIN
from tests import databases
from tests.conftest import pass_second_factor

SECRET = "CORRIDORDEMOSECRETCODEAA"


@contextmanager
def planted_world(blocker) -> Iterator[None]:
    """A copy of the world, which is thrown away in the end."""
    demonstration = override_settings(CORRIDOR_DEMO=True, CORRIDOR_DEMO_TOTP_SECRET=SECRET)
    with blocker.unblock(), demonstration, databases.current.filled("planted", reset_what_was_emptied):
        yield


def reset_what_was_emptied() -> None:
    """Fill the world by the longer way, so that whoever counts its records counts them after a reset."""
    services.start_empty(by=None)
    logins = dict(User.objects.values_list("email", "pk"))
    services.reset(by=None)
    assert logins
    assert dict(User.objects.values_list("email", "pk")) == logins


def become(client, mailbox: str):
    """Sign a login of the demonstration in, second factor passed."""
    email = f"{mailbox}@{DOMAIN}"
    assert email in BY_EMAIL
    user = User.objects.get(email=email)
    client.force_login(user)
    pass_second_factor(client, user)
    return client
