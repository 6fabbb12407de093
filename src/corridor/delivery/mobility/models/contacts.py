"""Contacts with a worker after departure that are no check-in: what the agreed maximum a year counts beside them."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from corridor.delivery.mobility.models.placements import (
    RETENTION,
    Placement,
    office_grants,
    placement_grants,
    protection_grants,
)


class Contact(models.Model):
    """A time that somebody of the scheme turned to a worker: a follow-up, a survey, a rating or a fee check."""

    class Kind(models.TextChoices):
        FOLLOW_UP = "follow_up", _("Follow-up")
        FEE_CHECK = "fee_check", _("Fee check")
        SURVEY = "survey", _("Survey")
        RATING = "rating", _("Rating")

    placement = models.ForeignKey(Placement, on_delete=models.PROTECT, related_name="contacts")
    kind = models.CharField(_("Kind of contact"), max_length=10, choices=Kind.choices)
    contacted_on_date = models.DateField(_("Contacted on"))
    is_wished = models.BooleanField(_("At the worker's own wish"), default=False)
    note = models.TextField(_("Note"), blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-contacted_on_date", "-pk"]

    class Privacy:
        open = ("id", "kind")
        personal = ("placement", "contacted_on_date", "is_wished", "recorded_by")
        sensitive = ("note",)
        purpose = "To follow up where it is needed, and to leave the person in peace otherwise."
        retention = RETENTION

    class Access:
        view = placement_grants("placement__")
        change = (
            *office_grants("placement__"),
            placement_grants("placement__")[2],
            *protection_grants("placement__"),
        )

    def __str__(self) -> str:
        return f"{self.placement_id} {self.kind} {self.contacted_on_date}"
