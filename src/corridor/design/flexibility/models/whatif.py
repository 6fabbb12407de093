"""A scheme as a row of steps that can be played through, and the shocks that may befall it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from corridor.core.wordings import Worded, worded
from corridor.design.schemes.rules import plan_authors, plan_readers


class PipelinePlan(models.Model):
    """How many people enter when, what is to be reached by when, and what money there is."""

    scheme = models.OneToOneField("schemes.Scheme", on_delete=models.CASCADE, related_name="pipeline")
    months = models.PositiveSmallIntegerField(_("Months that are played"), default=36)
    entrants = models.JSONField(
        _("People who enter, month by month"), default=list, help_text="Version 1: a list of counts, from month 1"
    )
    target_step = models.CharField(_("Step of the target"), max_length=20)
    target_people = models.PositiveIntegerField(_("People to be through it"))
    target_month = models.PositiveSmallIntegerField(_("By the end of month"))
    running_cost_per_month = models.DecimalField(
        _("Running cost of a month"), max_digits=14, decimal_places=2, default=0
    )
    budget = models.DecimalField(_("Money there is"), max_digits=14, decimal_places=2, null=True, blank=True)
    seed = models.PositiveIntegerField(_("Seed"), default=1)

    class Meta:
        ordering: ClassVar = ["pk"]

    class Privacy:
        open = (
            "id", "scheme", "months", "entrants", "target_step", "target_people", "target_month",
            "running_cost_per_month", "budget", "seed",
        )  # fmt: skip
        personal = ()
        sensitive = ()

    class Access:
        view = plan_readers()
        change = plan_authors()

    def __str__(self) -> str:
        return str(self.scheme)

    @property
    def target_label(self) -> str:
        """The name of the step of the target."""
        return str(PipelineStep.Code(self.target_step).label)


class PipelineStep(models.Model):
    """One step of the way: the share that passes it, its months, room and cost. Shares are in percent."""

    class Code(models.TextChoices):
        CALL = "call", _("Call")
        APPLIED = "applied", _("Application")
        ELIGIBLE = "eligible", _("Check of eligibility")
        TRAINED = "trained", _("Training")
        MATCHED = "matched", _("Matching with a post")
        VISA = "visa", _("Visa and permits")
        DEPARTED = "departed", _("Departure")
        PLACED = "placed", _("Start of work")
        KEPT = "kept", _("In work or returned as planned")

    plan = models.ForeignKey(PipelinePlan, on_delete=models.CASCADE, related_name="steps")
    code = models.CharField(_("Step"), max_length=20, choices=Code.choices)
    place = models.PositiveSmallIntegerField()
    share_least = models.DecimalField(_("Least share, percent"), max_digits=5, decimal_places=2)
    share_likely = models.DecimalField(_("Likely share, percent"), max_digits=5, decimal_places=2)
    share_most = models.DecimalField(_("Largest share, percent"), max_digits=5, decimal_places=2)
    months_least = models.DecimalField(_("Least months"), max_digits=5, decimal_places=2)
    months_likely = models.DecimalField(_("Likely months"), max_digits=5, decimal_places=2)
    months_most = models.DecimalField(_("Most months"), max_digits=5, decimal_places=2)
    capacity = models.PositiveIntegerField(_("Room in a month"), null=True, blank=True)
    posts = models.PositiveIntegerField(_("Places in all"), null=True, blank=True)
    cost_per_person = models.DecimalField(_("Cost of a person"), max_digits=12, decimal_places=2, default=0)
    fixed_cost = models.DecimalField(_("Fixed cost"), max_digits=14, decimal_places=2, default=0)
    foreign_percent = models.DecimalField(
        _("Paid in another currency, percent"), max_digits=5, decimal_places=2, default=0
    )
    source = models.CharField(_("Source"), max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["plan", "place"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "code"], name="flexibility_step_is_taken_once"),
            models.CheckConstraint(
                condition=models.Q(
                    share_least__gte=0,
                    share_least__lte=models.F("share_likely"),
                    share_likely__lte=models.F("share_most"),
                    share_most__lte=100,
                ),
                name="flexibility_shares_stand_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    months_least__gte=0,
                    months_least__lte=models.F("months_likely"),
                    months_likely__lte=models.F("months_most"),
                ),
                name="flexibility_months_stand_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(cost_per_person__gte=0, fixed_cost__gte=0, foreign_percent__gte=0)
                & models.Q(foreign_percent__lte=100),
                name="flexibility_costs_are_not_negative",
            ),
        ]

    class Privacy:
        open = (
            "id", "plan", "code", "place", "share_least", "share_likely", "share_most", "months_least",
            "months_likely", "months_most", "capacity", "posts", "cost_per_person", "fixed_cost", "foreign_percent",
            "source",
        )  # fmt: skip
        personal = ()
        sensitive = ()

    class Access:
        view = plan_readers("plan__scheme__")
        change = plan_authors("plan__scheme__")

    def __str__(self) -> str:
        return self.get_code_display()


class Scenario(Worded):
    """Shocks that happen together, to be held against the plan as it stands."""

    plan = models.ForeignKey(PipelinePlan, on_delete=models.CASCADE, related_name="scenarios")
    name = models.CharField(_("Name"), max_length=120)

    class Meta:
        ordering: ClassVar = ["plan", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "name"], name="flexibility_scenario_is_named_once")
        ]

    class Privacy:
        open = ("id", "plan", "name", "written_in", "wordings")
        personal = ()
        sensitive = ()

    class Access:
        view = plan_readers("plan__scheme__")
        change = plan_authors("plan__scheme__")

    def __str__(self) -> str:
        return worded(self, "name")


class ScenarioShock(models.Model):
    """One shock of a scenario; `size` is a factor, a number of places or a percentage, by its kind."""

    class Blow(models.TextChoices):
        CLOSED = "closed", _("Nobody can begin the step")
        SLOWER = "slower", _("Work takes so many times as long")
        WITHDRAWN = "withdrawn", _("So many places are withdrawn")
        COST = "cost", _("Costs rise by so many percent")
        EXCHANGE = "exchange", _("Foreign money becomes dearer by so many percent")
        DROP_OUT = "drop_out", _("So many percent more leave")

    scenario = models.ForeignKey(Scenario, on_delete=models.CASCADE, related_name="shocks")
    blow = models.CharField(_("What happens"), max_length=10, choices=Blow.choices)
    step = models.CharField(_("Step"), max_length=20, choices=PipelineStep.Code.choices, blank=True)
    first_month = models.PositiveSmallIntegerField(_("From month"), default=1)
    last_month = models.PositiveSmallIntegerField(_("To month"), null=True, blank=True)
    size = models.DecimalField(_("How much"), max_digits=8, decimal_places=2, default=0)
    chance_percent = models.DecimalField(_("Chance in percent"), max_digits=5, decimal_places=2, default=100)

    class Meta:
        ordering: ClassVar = ["scenario", "first_month", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(chance_percent__gte=0, chance_percent__lte=100, size__gte=0, first_month__gte=1),
                name="flexibility_shock_has_size_and_chance",
            )
        ]

    class Privacy:
        open = ("id", "scenario", "blow", "step", "first_month", "last_month", "size", "chance_percent")
        personal = ()
        sensitive = ()

    class Access:
        view = plan_readers("scenario__plan__scheme__")
        change = plan_authors("scenario__plan__scheme__")

    def __str__(self) -> str:
        return self.get_blow_display()
