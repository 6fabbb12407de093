"""What stands in the way of a pathway and who helps: blockages with champions, visa centres."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from corridor.core.wordings import Worded
from corridor.knowledge.pathways.models.register import Pathway
from corridor.knowledge.pathways.rules import localised


class Blockage(Worded):
    """What stops or slows people on a pathway, or a rule that is missing, with the organisation that works on it."""

    class Kind(models.TextChoices):
        BLOCKAGE = "blockage", _("Blockage")
        GAP = "gap", _("Gap in the law")

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        WORKED_ON = "worked_on", _("Worked on")
        SOLVED = "solved", _("Solved")

    pathway = models.ForeignKey(Pathway, on_delete=models.CASCADE, related_name="blockages", verbose_name=_("Pathway"))
    kind = models.CharField(_("Kind"), max_length=10, choices=Kind.choices, default=Kind.BLOCKAGE)
    text = models.CharField(_("What is blocked"), max_length=400)
    place = models.CharField(_("Where: step, office or country"), max_length=200)
    law_or_office = models.CharField(_("Law or office that could change it"), max_length=200, blank=True)
    champion = models.CharField(
        _("Champion: organisation that works on it"), max_length=200, blank=True, help_text=_("Name no person here.")
    )
    state = models.CharField(_("State"), max_length=10, choices=State.choices, default=State.OPEN)
    next_step = models.CharField(_("Next step"), max_length=200, blank=True)
    next_step_date = models.DateField(_("Date of the next step"), null=True, blank=True)
    source = models.CharField(_("Source"), max_length=300)
    source_date = models.DateField(_("Date of the source"), null=True, blank=True)
    is_invented = models.BooleanField(_("Invented for demonstration"), default=False)

    class Meta:
        ordering: ClassVar = ["pathway", "pk"]

    class Privacy:
        open = (
            "id", "pathway", "kind", "text", "place", "law_or_office", "champion", "state", "next_step",
            "next_step_date", "source", "source_date", "is_invented", "written_in", "wordings",
        )  # fmt: skip
        personal = ()
        sensitive = ()

    def __str__(self) -> str:
        return self.text


class VisaCentre(Worded):
    """A place where people hand in applications: where it is, whom it serves and what it does."""

    name_en = models.CharField(_("Name in English"), max_length=200)
    name_fr = models.CharField(_("Name in French"), max_length=200, blank=True)
    name_es = models.CharField(_("Name in Spanish"), max_length=200, blank=True)
    name_ar = models.CharField(_("Name in Arabic"), max_length=200, blank=True)
    iso3 = models.CharField(_("Country where it stands"), max_length=3)
    place = models.CharField(_("Place"), max_length=120)
    destination_iso3 = models.CharField(_("For visas of"), max_length=3)
    serves_iso3 = models.JSONField(
        _("Serves people from"), default=list, blank=True, help_text=_("Country codes; empty: everyone")
    )
    operator = models.CharField(_("Run by"), max_length=200, blank=True)
    tasks = models.CharField(_("What it does"), max_length=400)
    source = models.CharField(_("Source"), max_length=300)
    source_date = models.DateField(_("Date of the source"), null=True, blank=True)
    valid_until_date = models.DateField(_("Valid until"), null=True, blank=True)
    is_invented = models.BooleanField(_("Invented for demonstration"), default=False)

    class Meta:
        ordering: ClassVar = ["destination_iso3", "iso3", "pk"]

    class Privacy:
        open = (
            "id", "name_en", "name_fr", "name_es", "name_ar", "iso3", "place", "destination_iso3", "serves_iso3",
            "operator", "tasks", "source", "source_date", "valid_until_date", "is_invented", "written_in", "wordings",
        )  # fmt: skip
        personal = ()
        sensitive = ()

    def __str__(self) -> str:
        return self.localised_name

    @property
    def localised_name(self) -> str:
        """The name in the reader's language."""
        return localised(self, "name")
