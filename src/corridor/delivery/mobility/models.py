"""Mobility: placements, cases with steps and documents, contracts, arrivals, check-ins."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from corridor.access.roles import Role
from corridor.access.rules import Grant

RETENTION = "Five years after the end of the contract"


def placement_grants(path: str = "") -> tuple[Grant, ...]:
    """The grants of a placement, or of a row that belongs to one through `path`."""
    workspace = f"{path}scheme__workspace"
    return (
        Grant(Role.OFFICER_ORIGIN, workspace=workspace, country=f"{path}candidate__person__iso3"),
        Grant(Role.OFFICER_DESTINATION, workspace=workspace, country=f"{path}vacancy__iso3"),
        Grant(Role.COUNSELLOR, workspace=workspace, country=f"{path}candidate__person__iso3"),
        Grant(Role.PROTECTION, workspace=workspace, country=f"{path}candidate__person__iso3"),
        Grant(Role.PROTECTION, workspace=workspace, country=f"{path}vacancy__iso3"),
        Grant(Role.WORKER, person=f"{path}candidate__person__user"),
    )


def office_grants(path: str = "") -> tuple[Grant, ...]:
    """The grants by which an office acts on a placement."""
    return placement_grants(path)[:2]


def employer_grant(path: str = "") -> Grant:
    """The grant of the employer of the vacancy."""
    return Grant(Role.EMPLOYER, organisation=f"{path}vacancy__employer__organisation")


class Placement(models.Model):
    """A person in a job of a scheme, from the accepted offer to the end of the contract."""

    class Status(models.TextChoices):
        PREPARING = "preparing", _("Preparing")
        CLEARED = "cleared", _("Cleared for departure")
        DEPARTED = "departed", _("Departed")
        WORKING = "working", _("Working")
        ENDED = "ended", _("Ended")
        LEFT_REASON_UNKNOWN = "left_reason_unknown", _("Left, reason not known")
        CANCELLED = "cancelled", _("Cancelled before departure")

    candidate = models.ForeignKey("recruitment.Candidate", on_delete=models.PROTECT, related_name="placements")
    vacancy = models.ForeignKey("recruitment.Vacancy", on_delete=models.PROTECT, related_name="placements")
    scheme = models.ForeignKey("schemes.Scheme", on_delete=models.PROTECT, related_name="placements")
    offer = models.OneToOneField(
        "recruitment.Offer", on_delete=models.PROTECT, null=True, blank=True, related_name="placement"
    )
    status = models.CharField(_("Status"), max_length=20, choices=Status.choices, default=Status.PREPARING)
    selected_on_date = models.DateField(_("Selected on"))
    cleared_on_date = models.DateField(_("Cleared on"), null=True, blank=True)
    departed_on_date = models.DateField(_("Departed on"), null=True, blank=True)
    arrived_on_date = models.DateField(_("Arrived on"), null=True, blank=True)
    ended_on_date = models.DateField(_("Ended on"), null=True, blank=True)
    returned_on_date = models.DateField(_("Returned on"), null=True, blank=True)
    end_reason = models.CharField(_("Reason"), max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["-selected_on_date", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["candidate"],
                condition=~models.Q(status__in=["ended", "cancelled", "left_reason_unknown"]),
                name="mobility_candidate_has_one_running_placement",
            )
        ]

    class Privacy:
        open = ("id", "vacancy", "scheme")
        personal = (
            "candidate", "offer", "status", "selected_on_date", "cleared_on_date", "departed_on_date",
            "arrived_on_date", "ended_on_date", "returned_on_date", "end_reason",
        )  # fmt: skip
        sensitive = ()
        purpose = "To accompany the person from the offer to the end of the contract."
        retention = RETENTION

    class Access:
        view = (*placement_grants(), employer_grant())
        change = office_grants()

    def __str__(self) -> str:
        return f"P-{self.pk:05d}" if self.pk else "P"


class Case(models.Model):
    """A person's journey, generated from the procedure of the pathway."""

    class Status(models.TextChoices):
        OPEN = "open", _("Open")
        DONE = "done", _("Completed")
        STOPPED = "stopped", _("Stopped")

    reference = models.CharField(_("Reference"), max_length=30, unique=True)
    placement = models.OneToOneField(Placement, on_delete=models.PROTECT, related_name="case")
    procedure = models.ForeignKey("pathways.Procedure", on_delete=models.PROTECT, related_name="cases")
    opened_on_date = models.DateField(_("Opened on"))
    status = models.CharField(_("Status"), max_length=10, choices=Status.choices, default=Status.OPEN)
    closed_on_date = models.DateField(_("Closed on"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-opened_on_date", "-pk"]

    class Privacy:
        open = ("id", "reference", "procedure")
        personal = ("placement", "opened_on_date", "status", "closed_on_date")
        sensitive = ()
        purpose = "To bring the person through the procedure in time."
        retention = RETENTION

    class Access:
        view = placement_grants("placement__")
        change = office_grants("placement__")

    def __str__(self) -> str:
        return self.reference


class CaseStep(models.Model):
    """One step of a case: who must act, by when, and what became of it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting for other steps")
        READY = "ready", _("To do now")
        DONE = "done", _("Done")
        REFUSED = "refused", _("Refused")
        SKIPPED = "skipped", _("Not needed")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="steps")
    step = models.ForeignKey("pathways.ProcedureStep", on_delete=models.PROTECT, related_name="case_steps")
    state = models.CharField(_("State"), max_length=10, choices=State.choices, default=State.WAITING)
    due_date = models.DateField(_("Due"), null=True, blank=True)
    ready_on_date = models.DateField(_("Could begin on"), null=True, blank=True)
    done_on_date = models.DateField(_("Done on"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.CharField(_("Note"), max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["case", "step__order", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "step"], name="mobility_case_has_each_step_once")
        ]

    class Privacy:
        open = ("id", "step")
        personal = ("case", "state", "due_date", "ready_on_date", "done_on_date", "done_by", "note")
        sensitive = ()
        purpose = "To bring the person through the procedure in time."
        retention = RETENTION

    class Access:
        view = placement_grants("case__placement__")
        change = office_grants("case__placement__")

    def __str__(self) -> str:
        return f"{self.case_id} {self.step_id}"


class CaseDocument(models.Model):
    """A document that a step needs."""

    class Status(models.TextChoices):
        MISSING = "missing", _("Missing")
        RECEIVED = "received", _("Received")
        CHECKED = "checked", _("Checked")
        REJECTED = "rejected", _("Not accepted")
        EXPIRED = "expired", _("Expired")

    case_step = models.ForeignKey(CaseStep, on_delete=models.CASCADE, related_name="documents")
    kind = models.SlugField(_("Kind"), max_length=60)
    label_en = models.CharField(max_length=150)
    label_fr = models.CharField(max_length=150, blank=True)
    label_es = models.CharField(max_length=150, blank=True)
    label_ar = models.CharField(max_length=150, blank=True)
    status = models.CharField(_("Status"), max_length=10, choices=Status.choices, default=Status.MISSING)
    file = models.ForeignKey("core.StoredFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    valid_until_date = models.DateField(_("Valid until"), null=True, blank=True)
    reason = models.CharField(_("Reason"), max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["case_step", "pk"]

    class Privacy:
        open = ("id", "kind", "label_en", "label_fr", "label_es", "label_ar")
        personal = ("case_step", "status", "valid_until_date", "reason")
        sensitive = ("file",)
        purpose = "Evidence for a step of the procedure."
        retention = "One year after the case is closed"

    class Access:
        view = placement_grants("case_step__case__placement__")
        change = (
            *office_grants("case_step__case__placement__"),
            Grant(Role.WORKER, person="case_step__case__placement__candidate__person__user"),
        )

    def __str__(self) -> str:
        return f"{self.case_step_id} {self.kind}"


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
        sign = (Grant(Role.WORKER, person="placement__candidate__person__user"), employer_grant("placement__"))

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
            Grant(Role.WORKER, person="placement__candidate__person__user"),
        )

    def __str__(self) -> str:
        return f"{self.placement_id} {self.asked_on_date}"
