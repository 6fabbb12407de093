"""Who bears the fee of a recognition, a test or a training for it; the holder only where a law says so."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from corridor.kernel.errors import N_, RuleViolation


class Payer(models.TextChoices):
    """Who pays; a worker is never charged by a scheme, so the holder is named only under a law."""

    EMPLOYER = "employer", _("Employer")
    ORIGIN = "state_origin", _("State of origin")
    DESTINATION = "state_destination", _("State of destination")
    SCHEME = "scheme", _("Scheme")
    DONOR = "donor", _("Donor")
    WAIVED = "waived", _("Nobody: the authority waives the fee")
    HOLDER = "holder", _("The holder, by law")


def check_payer(payer: str, *, law: object) -> None:
    """Refuse that the holder pays unless a law is named that says so."""
    if payer == Payer.HOLDER and not law:
        raise RuleViolation(
            N_("The holder of a qualification does not pay for its recognition."),
            hint=N_("Name another payer, or the law of the country that makes the holder pay."),
            field="payer",
            code="holder_pays_without_law",
        )
