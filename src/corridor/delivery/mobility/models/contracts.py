"""Contracts, and the short conversations after arrival."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from corridor.access.roles import Role
from corridor.access.rules import Grant
from corridor.delivery.mobility.models.placements import (
    RETENTION,
    Placement,
    employer_grant,
    office_grants,
    placement_grants,
    worker_grant,
)


class Contract(models.Model):
    """An employment contract, checked against the model contract of the country."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        CHECKED = "checked", _("Checked")
        REGISTERED = "registered", _("Registered")
        REFUSED = "refused", _("Not accepted")

    placement = models.OneToOneField(Placement, on_delete=models.PROTECT, related_name="contract")
    model = models.ForeignKey("pathways.ModelContract", on_delete=models.PROTECT, related_name="contracts")
    language = models.CharField(_("Language"), max_length=5, help_text="A language the worker reads")
    monthly_gross_eur = models.DecimalField(_("Gross pay a month (EUR)"), max_digits=9, decimal_places=2)
    weekly_hours = models.DecimalField(_("Hours a week"), max_digits=4, decimal_places=1)
    rest_days_per_week = models.DecimalField(_("Rest days a week"), max_digits=3, decimal_places=1)
    is_insured = models.BooleanField(_("Insurance is agreed"), default=False)
    repatriation_paid_by = models.CharField(_("Repatriation is paid by"), max_length=20, default="employer")
    worker_fees_eur = models.DecimalField(
        _("Fees charged to the worker (EUR)"), max_digits=9, decimal_places=2, default=0
    )
    starts_on_date = models.DateField(_("First day of work"))
    ends_on_date = models.DateField(_("Last day of work"), null=True, blank=True)
    worker_signed_on_date = models.DateField(_("Signed by the worker on"), null=True, blank=True)
    employer_signed_on_date = models.DateField(_("Signed by the employer on"), null=True, blank=True)
    status = models.CharField(_("Status"), max_length=10, choices=Status.choices, default=Status.DRAFT)
    findings = models.JSONField(default=dict, help_text="version, findings: [{code, params}]")
    registered_on_date = models.DateField(_("Registered on"), null=True, blank=True)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(status="registered") | models.Q(worker_fees_eur=0),
                name="mobility_registered_contract_has_no_fees",
            )
        ]

    class Privacy:
        open = ("id", "model", "language")
        personal = (
            "placement", "monthly_gross_eur", "weekly_hours", "rest_days_per_week", "is_insured",
            "repatriation_paid_by", "worker_fees_eur", "starts_on_date", "ends_on_date", "worker_signed_on_date",
            "employer_signed_on_date", "status", "findings", "registered_on_date", "registered_by",
        )  # fmt: skip
        sensitive = ()
        purpose = "To protect the worker's agreed conditions."
        retention = RETENTION

    class Access:
        view = (*placement_grants("placement__"), employer_grant("placement__"))
        change = (*office_grants("placement__"), employer_grant("placement__"))
        register = office_grants("placement__")
        sign_as_worker = (worker_grant("placement__"),)
        sign_as_employer = (employer_grant("placement__"),)

    def __str__(self) -> str:
        return f"K-{self.pk:05d}" if self.pk else "K"


class CheckIn(models.Model):
    """A short conversation after arrival; silence is recorded as silence and never reaches the employer."""

    class Party(models.TextChoices):
        WORKER = "worker", _("Worker")
        EMPLOYER = "employer", _("Employer")

    class Answer(models.TextChoices):
        WELL = "well", _("Going well")
        MIXED = "mixed", _("Some problems")
        BAD = "bad", _("Needs help")

    placement = models.ForeignKey(Placement, on_delete=models.PROTECT, related_name="check_ins")
    party = models.CharField(_("Who was asked"), max_length=10, choices=Party.choices)
    asked_on_date = models.DateField(_("Asked on"))
    answered_on_date = models.DateField(_("Answered on"), null=True, blank=True)
    answer = models.CharField(_("Answer"), max_length=10, choices=Answer.choices, blank=True)
    uses_skills = models.BooleanField(_("The work uses the person's skills"), null=True, blank=True)
    pay_as_agreed = models.BooleanField(_("Pay is as agreed"), null=True, blank=True)
    note = models.TextField(_("Note"), blank=True)

    class Meta:
        ordering: ClassVar = ["-asked_on_date", "-pk"]

    class Privacy:
        open = ("id", "party")
        personal = ("placement", "asked_on_date", "answered_on_date", "answer", "uses_skills", "pay_as_agreed")
        sensitive = ("note",)
        purpose = "To notice early when help is needed."
        retention = RETENTION

    class Access:
        view = placement_grants("placement__")
        change = (
            *office_grants("placement__"),
            Grant(
                Role.COUNSELLOR, workspace="placement__scheme__workspace", country="placement__candidate__person__iso3"
            ),
            worker_grant("placement__"),
        )
        answer = (
            Grant(Role.WORKER, person="placement__candidate__person__user", where=(("party", "worker"),)),
            Grant(
                Role.EMPLOYER, organisation="placement__vacancy__employer__organisation", where=(("party", "employer"),)
            ),
        )

    def __str__(self) -> str:
        return f"{self.placement_id} {self.asked_on_date}"
