"""The list of decisions already made, which names nobody."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from corridor.core.wordings import Worded, worded
from corridor.delivery.recognition.models.cases import SubstantialDifference
from corridor.delivery.recognition.models.decisions import Decision

LEAST_CASES = 5


class EquivalenceEntry(Worded):
    """How a qualification of one country was recognised in another, counted from cases or taken from a source."""

    class Area(models.TextChoices):
        ACADEMIC = "academic", _("Academic")
        PROFESSIONAL = "professional", _("Professional")

    area = models.CharField(_("Academic or professional"), max_length=12, choices=Area.choices)
    origin_iso3 = models.CharField(_("Country of the qualification"), max_length=3)
    qualification = models.CharField(_("Qualification"), max_length=200)
    destination_iso3 = models.CharField(_("Country that decides"), max_length=3)
    reference = models.CharField(_("Reference there"), max_length=200, blank=True)
    reference_isco08 = models.CharField(_("Reference occupation (ISCO-08)"), max_length=20, blank=True)
    outcome = models.CharField(_("Outcome seen"), max_length=20, choices=Decision.Outcome.choices)
    cases_n = models.PositiveIntegerField(_("Cases"), null=True, blank=True)
    median_days = models.PositiveIntegerField(_("Days, median"), null=True, blank=True)
    differences = models.CharField(_("Typical differences"), max_length=300, blank=True)
    source = models.CharField(_("Source"), max_length=300, blank=True)
    checked_on = models.DateField(_("Last checked"))
    is_public = models.BooleanField(_("Shown to everybody"), default=True)
    is_invented = models.BooleanField(_("Invented for demonstration"), default=False)

    class Meta:
        ordering: ClassVar = ["destination_iso3", "origin_iso3", "qualification", "outcome", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(cases_n__gte=LEAST_CASES) | Q(source__gt="", cases_n__isnull=True),
                name="recognition_entry_has_cases_or_a_source",
            )
        ]

    class Privacy:
        open = (
            "id", "area", "origin_iso3", "qualification", "destination_iso3", "reference", "reference_isco08",
            "outcome", "cases_n", "median_days", "differences", "source", "checked_on", "is_public", "is_invented",
            "written_in", "wordings",
        )  # fmt: skip
        personal = ()
        sensitive = ()

    def __str__(self) -> str:
        return worded(self, "qualification")

    @property
    def typical_differences(self) -> str:
        """The differences in the reader's language: counted ones are codes of areas, others words of a source."""
        if self.cases_n is None:
            return worded(self, "differences")
        labels = dict(SubstantialDifference.Area.choices)
        return ", ".join(str(labels[code]) for code in self.differences.split(", ") if code in labels)
