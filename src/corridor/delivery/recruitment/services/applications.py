"""What an application to a call must meet before anything is registered."""

from datetime import date

from corridor.delivery.recruitment.models import Call
from corridor.design.schemes.models import Scheme
from corridor.kernel.errors import N_, RuleViolation
from corridor.ui import formats


def check_application(*, call: Call, scheme: Scheme, iso3: str, is_told: bool, today: date) -> None:
    """Refuse an application outside the days, the scheme or the country of a call, or without its word of caution."""
    params: dict[str, object] = {
        "call": call.title, "opens": formats.date(call.opens_date), "closes": formats.date(call.closes_date)
    }  # fmt: skip
    if call.scheme_id != scheme.pk or call.iso3 != iso3:
        raise RuleViolation(
            N_("The call %(call)s is for another scheme or another country."),
            hint=N_("Choose a call of the scheme, or none."),
            field="call",
            params=params,
        )
    if not call.opens_date <= today <= call.closes_date:
        raise RuleViolation(
            N_("The call %(call)s takes applications from %(opens)s to %(closes)s."),
            hint=N_("Register the person without a call; she is found for later ones."),
            field="call",
            params=params,
        )
    if not is_told:
        raise RuleViolation(
            N_("Nobody applies without knowing that an application promises no place."),
            hint=N_("Say it, say until when there is an answer, and tick the box."),
            field="is_told",
        )
