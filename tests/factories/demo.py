"""The demonstration's world in the test database, planted once in a run and copied for every module."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.test import override_settings

from corridor.demo import services
from corridor.demo.logins import BY_EMAIL, DOMAIN
from tests import databases
from tests.conftest import pass_second_factor

SECRET = "CORRIDORDEMOSECRETCODEAA"


@contextmanager
def planted_world(blocker) -> Iterator[None]:
    """A copy of the world, which is thrown away in the end."""
    demonstration = override_settings(CORRIDOR_DEMO=True, CORRIDOR_DEMO_TOTP_SECRET=SECRET)
    with blocker.unblock(), demonstration, databases.current.filled("planted", lambda: services.reset(by=None)):
        yield


def become(client, mailbox: str):
    """Sign a login of the demonstration in, second factor passed."""
    from corridor.access.models import User

    email = f"{mailbox}@{DOMAIN}"
    assert email in BY_EMAIL
    user = User.objects.get(email=email)
    client.force_login(user)
    pass_second_factor(client, user)
    return client
