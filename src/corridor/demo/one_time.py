"""The demonstration's one-time codes: one fixed secret, public by intent, refused outside the demonstration."""

import time

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings

from corridor.access.models import User
from corridor.kernel.errors import N_, RuleViolation

PERIOD_SECONDS = 30


def secret() -> str:
    """Return the fixed secret; refuse it outside the demonstration."""
    if not settings.CORRIDOR_DEMO or not settings.CORRIDOR_DEMO_TOTP_SECRET:
        raise RuleViolation(
            N_("The fixed one-time code belongs to the demonstration only."),
            hint=N_("Set up a second factor of your own under your account."),
        )
    return str(settings.CORRIDOR_DEMO_TOTP_SECRET)


def current_code() -> str:
    """Return the code that is valid now for every staff login of the demonstration."""
    return str(format_hotp_value(hotp_value(secret(), int(time.time()) // PERIOD_SECONDS)))


def give_second_factor(user: User) -> None:
    """Give a demonstration login the fixed second factor."""
    Authenticator.objects.update_or_create(
        user=user, type=Authenticator.Type.TOTP, defaults={"data": {"secret": get_adapter().encrypt(secret())}}
    )
