"""The budget of a scheme: cost lines, who pays them, and what was spent."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from corridor.access.roles import Role
from corridor.access.rules import Grant
from corridor.core.wordings import Worded
from corridor.design.schemes.rules import plan_authors, plan_readers


class PayerKind(models.TextChoices):
    """Who bears a cost; the codes are the kernel's."""

    DEST_GOV = "dest_gov", _("Government of destination")
    ORIG_GOV = "orig_gov", _("Government of origin")
    EMPLOYER = "employer", _("Employers")
    ASSOC = "assoc", _("Association, chamber or fund")
    DONOR = "donor", _("Donor")
    MIGRANT = "migrant", _("Worker")


class IloClass(models.TextChoices):
    """Class of a cost under the ILO definition of recruitment fees and related costs (2019)."""

    FEE = "fee", _("Recruitment fee")
    MED = "med", _("Medical cost")
    INS = "ins", _("Insurance cost")
    TEST = "test", _("Skills and qualification test")
    TRAIN = "train", _("Training and orientation")
    EQUIP = "equip", _("Equipment")
    TRAVEL = "travel", _("Travel and lodging")
    ADMIN = "admin", _("Administrative cost")
    ILLEGITIMATE = "illegitimate", _("Illegitimate cost")
    NONE = "none", _("Not a recruitment cost")


class Budget(models.Model):
    """The cost plan of a scheme, for a number of people and months."""

    scheme = models.OneToOneField("schemes.Scheme", on_delete=models.CASCADE, related_name="budget")
    currency = models.CharField(_("Currency"), max_length=3, default="EUR")
    participants = models.PositiveIntegerField(_("Participants"), default=0)
    placements = models.PositiveIntegerField(_("Placements"), default=0)
    months = models.PositiveSmallIntegerField(_("Months"), default=12)

    class Meta:
        ordering: ClassVar = ["pk"]

    class Privacy:
        open = ("id", "scheme", "currency", "participants", "placements", "months")
        personal = ()
        sensitive = ()

    class Access:
        view = plan_readers()
        change = plan_authors()

    def __str__(self) -> str:
        return str(self.scheme)


class BudgetLine(Worded):
    """One cost of a scheme. For a rate line `unit_cost` is the percentage of direct costs."""

    class Behaviour(models.TextChoices):
        FIXED = "F", _("Fixed")
        STEP = "S", _("Step: per cohort or caseload")
        PER_PARTICIPANT = "V", _("Per participant")
        PER_PARTICIPANT_MONTH = "VM", _("Per participant and month")
        RATE = "R", _("Percentage of direct costs")

    class Phase(models.TextChoices):
        ALL = "all", _("All phases")
        DESIGN = "design", _("Design")
        PRE_DEPARTURE = "pre_departure", _("Before departure")
        DURING = "during", _("During the stay")
        RETURN = "return", _("Return")

    class Need(models.TextChoices):
        ESSENTIAL = "essential", _("Essential")
        VOLUNTARY = "voluntary", _("Voluntary")

    budget = models.ForeignKey(Budget, on_delete=models.CASCADE, related_name="lines")
    item_code = models.CharField(_("Cost item"), max_length=8)
    label = models.CharField(_("Own name"), max_length=200, blank=True)
    behaviour = models.CharField(_("Moves with"), max_length=2, choices=Behaviour.choices)
    unit_cost = models.DecimalField(_("Cost of one unit"), max_digits=14, decimal_places=2)
    quantity = models.DecimalField(_("Units"), max_digits=12, decimal_places=2, null=True, blank=True)
    phase = models.CharField(_("Phase"), max_length=14, choices=Phase.choices, default=Phase.ALL)
    need = models.CharField(_("Need"), max_length=10, choices=Need.choices, default=Need.ESSENTIAL)
    ilo_class = models.CharField(max_length=14, choices=IloClass.choices, default=IloClass.NONE)
    source = models.CharField(_("Source of the figure"), max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["budget", "item_code", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(unit_cost__gte=0), name="budgets_unit_cost_is_not_negative"),
            models.CheckConstraint(
                condition=models.Q(quantity__isnull=True) | models.Q(quantity__gte=0),
                name="budgets_quantity_is_not_negative",
            ),
            models.CheckConstraint(
                condition=~models.Q(ilo_class="illegitimate"), name="budgets_no_line_holds_an_illegitimate_cost"
            ),
        ]

    class Privacy:
        open = (
            "id", "budget", "item_code", "label", "behaviour", "unit_cost", "quantity", "phase", "need", "ilo_class",
            "source", "written_in", "wordings",
        )  # fmt: skip
        personal = ()
        sensitive = ()

    class Access:
        view = plan_readers("budget__scheme__")
        change = plan_authors("budget__scheme__")
        # An employer reads what falls to employers, in the employer's own pages.
        pay = (Grant(Role.EMPLOYER, workspace="budget__scheme__workspace"),)

    def __str__(self) -> str:
        return self.label or self.item_code


class PayerShare(models.Model):
    """A payer's part of a cost line, in percent.

    `ilo_class` repeats the line's, so that the database itself keeps recruitment costs from the worker.
    """

    line = models.ForeignKey(BudgetLine, on_delete=models.CASCADE, related_name="shares")
    payer = models.CharField(_("Payer"), max_length=10, choices=PayerKind.choices)
    share_percent = models.DecimalField(_("Share in percent"), max_digits=5, decimal_places=2)
    ilo_class = models.CharField(max_length=14, choices=IloClass.choices, default=IloClass.NONE)

    class Meta:
        ordering: ClassVar = ["line", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["line", "payer"], name="budgets_payer_is_named_once_per_line"),
            models.CheckConstraint(
                condition=models.Q(share_percent__gt=0, share_percent__lte=100), name="budgets_share_is_0_to_100"
            ),
            models.CheckConstraint(
                condition=~models.Q(payer="migrant") | models.Q(ilo_class="none"),
                name="budgets_no_worker_pays_a_recruitment_cost",
            ),
        ]

    class Privacy:
        open = ("id", "line", "payer", "share_percent", "ilo_class")
        personal = ()
        sensitive = ()

    class Access:
        view = plan_readers("line__budget__scheme__")
        change = plan_authors("line__budget__scheme__")
        pay = (Grant(Role.EMPLOYER, workspace="line__budget__scheme__workspace"),)

    def __str__(self) -> str:
        return f"{self.payer} {self.share_percent} %"


class Actual(models.Model):
    """Money spent, by whom, on which line."""

    budget = models.ForeignKey(Budget, on_delete=models.PROTECT, related_name="actuals")
    line = models.ForeignKey(BudgetLine, on_delete=models.SET_NULL, null=True, blank=True, related_name="actuals")
    spent_on = models.DateField(_("Day"))
    amount = models.DecimalField(_("Amount"), max_digits=14, decimal_places=2)
    payer = models.CharField(_("Payer"), max_length=10, choices=PayerKind.choices)
    note = models.CharField(_("Note"), max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["budget", "-spent_on", "pk"]

    class Privacy:
        open = ("id", "budget", "line", "spent_on", "amount", "payer", "note")
        personal = ()
        sensitive = ()

    class Access:
        view = plan_readers("budget__scheme__")
        change = plan_authors("budget__scheme__")

    def __str__(self) -> str:
        return f"{self.spent_on} {self.amount}"
