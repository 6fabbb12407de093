"""The risk register of a scheme."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from corridor.core.wordings import Worded, worded
from corridor.design.schemes.rules import plan_authors, plan_readers


class FlexibilityRule(models.TextChoices):
    """What the partners may change when a risk has come about; the code is the kind of the change request."""

    BUDGET = "budget", _("Move money between budget lines")
    PROFILE = "profile", _("Change the profiles: occupations or skills")
    SECTOR = "sector", _("Change the sector")
    NUMBERS = "numbers", _("Change the numbers of people")
    DATES = "dates", _("Change the dates")


class Risk(Worded):
    """Something that may happen to a scheme, how likely and how grave it is, who watches it and what is done then."""

    class Category(models.TextChoices):
        LABOUR_MARKET = "labour_market", _("Labour market")
        POLITICAL = "political", _("Politics and borders")
        LEGAL = "legal", _("Law and procedures")
        PARTNER = "partner", _("Partners and employers")
        FINANCIAL = "financial", _("Money and exchange rates")
        OPERATIONAL = "operational", _("Training and operations")
        PEOPLE = "people", _("Protection and aspirations of people")
        EXTERNAL = "external", _("Health, climate and other events")

    class Direction(models.TextChoices):
        ABOVE = "above", _("Above the threshold")
        BELOW = "below", _("Below the threshold")

    class Status(models.TextChoices):
        OPEN = "open", _("Watched")
        CLOSED = "closed", _("Closed")

    scheme = models.ForeignKey("schemes.Scheme", on_delete=models.CASCADE, related_name="risks")
    title = models.CharField(_("Risk"), max_length=200)
    category = models.CharField(_("Category"), max_length=16, choices=Category.choices)
    likelihood = models.PositiveSmallIntegerField(_("Likelihood, 1 to 5"), default=3)
    impact = models.PositiveSmallIntegerField(_("Impact, 1 to 5"), default=3)
    owner = models.ForeignKey(
        "access.Organisation", on_delete=models.PROTECT, related_name="+", verbose_name=_("Who watches it")
    )
    indicator = models.ForeignKey(
        "results.Indicator",
        # An indicator that leaves the plan must not take the risk with it; the trigger then waits for values by hand.
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Indicator of the plan"),
    )
    measured_by = models.CharField(_("Or another measure"), max_length=200, blank=True)
    threshold = models.DecimalField(_("Threshold"), max_digits=14, decimal_places=2, null=True, blank=True)
    direction = models.CharField(_("Triggered"), max_length=6, choices=Direction.choices, default=Direction.ABOVE)
    response = models.TextField(_("What is done then"))
    rule = models.CharField(_("What may be changed then"), max_length=10, choices=FlexibilityRule.choices, blank=True)
    review_date = models.DateField(_("Look at it again on"))
    status = models.CharField(_("Status"), max_length=6, choices=Status.choices, default=Status.OPEN)

    class Meta:
        ordering: ClassVar = ["scheme", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(likelihood__gte=1, likelihood__lte=5, impact__gte=1, impact__lte=5),
                name="flexibility_likelihood_and_impact_are_1_to_5",
            )
        ]

    class Privacy:
        open = (
            "id", "scheme", "title", "category", "likelihood", "impact", "owner", "indicator", "measured_by",
            "threshold", "direction", "response", "rule", "review_date", "status", "written_in", "wordings",
        )  # fmt: skip
        personal = ()
        sensitive = ()

    class Access:
        view = plan_readers()
        change = plan_authors()

    def __str__(self) -> str:
        return worded(self, "title")


class RiskReading(Worded):
    """A value of a risk's measure on a day, with its source."""

    risk = models.ForeignKey(Risk, on_delete=models.CASCADE, related_name="readings")
    value = models.DecimalField(_("Value"), max_digits=14, decimal_places=2)
    as_of = models.DateField(_("Day"))
    source = models.CharField(_("Source"), max_length=200)

    class Meta:
        ordering: ClassVar = ["risk", "-as_of", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["risk", "as_of"], name="flexibility_reading_is_given_once_per_day")
        ]

    class Privacy:
        open = ("id", "risk", "value", "as_of", "source", "written_in", "wordings")
        personal = ()
        sensitive = ()

    class Access:
        view = plan_readers("risk__scheme__")
        change = plan_authors("risk__scheme__")

    def __str__(self) -> str:
        return f"{self.as_of} {self.value}"


class RiskAssessment(models.Model):
    """How a risk was judged on a day, and by whom."""

    risk = models.ForeignKey(Risk, on_delete=models.CASCADE, related_name="assessments")
    likelihood = models.PositiveSmallIntegerField(_("Likelihood, 1 to 5"))
    impact = models.PositiveSmallIntegerField(_("Impact, 1 to 5"))
    status = models.CharField(_("Status"), max_length=6, choices=Risk.Status.choices)
    assessed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    assessed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["risk", "-pk"]

    class Privacy:
        open = ("id", "risk", "likelihood", "impact", "status", "assessed_at")
        personal = ("assessed_by",)
        sensitive = ()
        purpose = "To say who judged a risk of a scheme."
        retention = "As long as the scheme is kept"

    class Access:
        view = plan_readers("risk__scheme__")
        change = plan_authors("risk__scheme__")

    def __str__(self) -> str:
        return f"{self.likelihood} x {self.impact}"
