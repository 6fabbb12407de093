"""The results framework of a scheme: indicators with baseline, target and source, and their values over time."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from corridor.core.wordings import Worded
from corridor.design.schemes.rules import plan_authors, plan_readers
from corridor.knowledge.pathways.rules import localised


class Indicator(Worded):
    """A measure of success, with where it started, where it shall be when, and who says so."""

    class Level(models.TextChoices):
        IMPACT = "impact", _("Impact")
        OUTCOME = "outcome", _("Outcome")
        OUTPUT = "output", _("Output")

    class Unit(models.TextChoices):
        PERSONS = "persons", _("Persons")
        PERCENT = "percent", _("Percent")
        DAYS = "days", _("Days")
        MONTHS = "months", _("Months")
        EUR = "eur", _("Euros")
        COUNT = "count", _("Number")

    class Direction(models.TextChoices):
        UP = "up", _("More is better")
        DOWN = "down", _("Less is better")

    class Measure(models.TextChoices):
        NONE = "", _("Entered by hand")
        PLACEMENTS = "placements", _("Placements counted from the records")
        WOMEN_SHARE = "women_share", _("Share of women among those placed")
        DAYS_SELECTION_TO_DEPARTURE = "days_selection_to_departure", _("Median days from selection to departure")
        FEES_PAID_BY_WORKERS = "fees_paid_by_workers", _("Fees that workers reported")
        RETENTION_12M = "retention_12m", _("Share in work after twelve months")
        PASS_RATE = "pass_rate", _("Share of trainees who passed")
        GRIEVANCES_CLOSED_30D = "grievances_closed_30d", _("Share of grievances closed in thirty days")

    scheme = models.ForeignKey("schemes.Scheme", on_delete=models.CASCADE, related_name="indicators")
    code = models.SlugField(_("Code"), max_length=40)
    name = models.CharField(_("Name"), max_length=200)
    name_fr = models.CharField(_("Name in French"), max_length=200, blank=True)
    name_es = models.CharField(_("Name in Spanish"), max_length=200, blank=True)
    name_ar = models.CharField(_("Name in Arabic"), max_length=200, blank=True)
    level = models.CharField(_("Level"), max_length=10, choices=Level.choices)
    unit = models.CharField(_("Unit"), max_length=10, choices=Unit.choices)
    direction = models.CharField(_("Direction"), max_length=4, choices=Direction.choices, default=Direction.UP)
    baseline = models.DecimalField(_("Baseline"), max_digits=14, decimal_places=2, null=True, blank=True)
    baseline_date = models.DateField(_("Date of the baseline"), null=True, blank=True)
    target = models.DecimalField(_("Target"), max_digits=14, decimal_places=2, null=True, blank=True)
    target_date = models.DateField(_("Target to be reached by"), null=True, blank=True)
    source = models.CharField(_("Source of the figures"), max_length=200, blank=True)
    disaggregation = models.CharField(_("Split by"), max_length=120, blank=True)
    computed_from = models.CharField(_("Computed from"), max_length=40, choices=Measure.choices, blank=True)

    class Meta:
        ordering: ClassVar = ["scheme", "level", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["scheme", "code"], name="results_indicator_code_is_used_once")
        ]

    class Privacy:
        open = (
            "id", "scheme", "code", "name", "name_fr", "name_es", "name_ar", "level", "unit", "direction", "baseline",
            "baseline_date", "target", "target_date", "source", "disaggregation", "computed_from",
            "written_in", "wordings",
        )  # fmt: skip
        personal = ()
        sensitive = ()

    class Access:
        view = plan_readers()
        change = plan_authors()

    def __str__(self) -> str:
        return self.localised_name

    @property
    def localised_name(self) -> str:
        """The name in the reader's language."""
        return localised(self, "name")


class IndicatorValue(models.Model):
    """What an indicator was on a day, with the counts behind it where it is a share."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="values")
    value = models.DecimalField(_("Value"), max_digits=14, decimal_places=2)
    numerator = models.DecimalField(_("Numerator"), max_digits=14, decimal_places=2, null=True, blank=True)
    denominator = models.DecimalField(_("Denominator"), max_digits=14, decimal_places=2, null=True, blank=True)
    as_of = models.DateField(_("Day"))
    source = models.CharField(_("Source"), max_length=200)

    class Meta:
        ordering: ClassVar = ["indicator", "as_of", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["indicator", "as_of"], name="results_value_is_given_once_per_day")
        ]

    class Privacy:
        open = ("id", "indicator", "value", "numerator", "denominator", "as_of", "source")
        personal = ()
        sensitive = ()

    class Access:
        view = plan_readers("indicator__scheme__")
        change = plan_authors("indicator__scheme__")

    def __str__(self) -> str:
        return f"{self.indicator} {self.as_of}"
