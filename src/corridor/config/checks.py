"""System checks: what must not be true of an installation."""

from typing import Any

from django.conf import settings
from django.core import checks


def demo_stays_at_home(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Refuse the demonstration's fixed one-time secret anywhere else."""
    if settings.CORRIDOR_DEMO_TOTP_SECRET and not settings.CORRIDOR_DEMO:
        return [
            checks.Error(
                "The fixed one-time secret of the demonstration is set outside the demonstration.",
                hint="Remove CORRIDOR_DEMO_TOTP_SECRET from the settings.",
                id="corridor.E001",
            )
        ]
    return []


def demo_is_not_deployed(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Warn before a demonstration is put before the public."""
    if settings.CORRIDOR_DEMO:
        return [
            checks.Warning(
                "This is a demonstration: its logins are public.", hint="Unset CORRIDOR_DEMO.", id="corridor.W001"
            )
        ]
    return []


def register() -> None:
    checks.register(demo_stays_at_home)
    checks.register(demo_is_not_deployed, deploy=True)
