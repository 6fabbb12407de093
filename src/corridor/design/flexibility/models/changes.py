"""Requests to change a plan that stands approved."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from corridor.core.wordings import Worded, worded
from corridor.design.flexibility.models.risks import FlexibilityRule, Risk
from corridor.design.schemes.rules import plan_authors, plan_readers


class ChangeRequest(Worded):
    """What is to change in an approved plan, why, what becomes of the people already selected, and who decided it."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("Waits for a decision")
        ACCEPTED = "accepted", _("Accepted")
        REFUSED = "refused", _("Refused")
        CARRIED_OUT = "carried_out", _("Entered in the plan")

    class SelectedFrom(models.TextChoices):
        RECORDS = "records", _("Counted from the records")
        ENTERED = "entered", _("Entered by hand")

    scheme = models.ForeignKey("schemes.Scheme", on_delete=models.CASCADE, related_name="change_requests")
    title = models.CharField(_("Title"), max_length=200)
    kind = models.CharField(_("What kind of change"), max_length=10, choices=FlexibilityRule.choices)
    risk = models.ForeignKey(
        Risk,
        # The request keeps its own reason; the risk only says what gave rise to it.
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="change_requests",
        verbose_name=_("Risk that has come about"),
    )
    reason = models.TextField(_("Why"), blank=True)
    kept = models.TextField(_("How the people already selected are kept"), blank=True)
    selected = models.PositiveIntegerField(_("People already selected"), null=True, blank=True)
    selected_from = models.CharField(max_length=8, choices=SelectedFrom.choices, blank=True)
    state = models.CharField(_("State"), max_length=12, choices=State.choices, default=State.DRAFT)
    base_version = models.PositiveIntegerField(help_text="The version of the plan that the request would change")
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(null=True)
    body = models.ForeignKey(
        "partnerships.GovernanceBody",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Body that decided"),
    )
    decided_on = models.DateField(_("Decided on"), null=True, blank=True)
    decision_note = models.TextField(_("Reason of the decision"), blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    carried_out_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["scheme", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "submitted"])
                | models.Q(decided_on__isnull=False, decided_by__isnull=False, body__isnull=False),
                name="flexibility_decision_has_body_day_and_person",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by__isnull=True) | ~models.Q(decided_by=models.F("submitted_by")),
                name="flexibility_nobody_decides_their_own_request",
            ),
            models.CheckConstraint(
                condition=models.Q(state="draft") | models.Q(submitted_by__isnull=False, selected__isnull=False),
                name="flexibility_submitted_request_counts_people",
            ),
        ]

    class Privacy:
        open = (
            "id", "scheme", "title", "kind", "risk", "reason", "kept", "selected", "selected_from", "state",
            "base_version", "submitted_at", "body", "decided_on", "decision_note", "carried_out_at", "written_in",
            "wordings",
        )  # fmt: skip
        personal = ("submitted_by", "decided_by")
        sensitive = ()
        purpose = "To say who asked for a change of a plan and who decided it: never the same person."
        retention = "As long as the scheme is kept"

    class Access:
        view = plan_readers()
        change = plan_authors()

    def __str__(self) -> str:
        return worded(self, "title")


class ChangeItem(models.Model):
    """One value of the plan that a request changes; `before` is kept when it is submitted."""

    class What(models.TextChoices):
        PARTICIPANTS = "participants", _("Participants planned")
        PLACEMENTS = "placements", _("Placements planned")
        START = "start", _("Start of the scheme")
        END = "end", _("End of the scheme")
        SECTOR = "sector", _("Sector")
        ADD_OCCUPATION = "add_occupation", _("Occupation added")
        LEAVE_OCCUPATION = "leave_occupation", _("Occupation left")
        LINE_COST = "line_cost", _("Cost of one unit of a budget line")

    request = models.ForeignKey(ChangeRequest, on_delete=models.CASCADE, related_name="items")
    what = models.CharField(max_length=16, choices=What.choices)
    line = models.ForeignKey(
        # A line that leaves the plan leaves the wish without an object; the text before says what it was.
        "budgets.BudgetLine",
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    to_number = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    to_date = models.DateField(null=True)
    to_code = models.CharField(max_length=10, blank=True)
    before = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["request", "pk"]

    class Privacy:
        open = ("id", "request", "what", "line", "to_number", "to_date", "to_code", "before")
        personal = ()
        sensitive = ()

    class Access:
        view = plan_readers("request__scheme__")
        change = plan_authors("request__scheme__")

    def __str__(self) -> str:
        return self.get_what_display()
