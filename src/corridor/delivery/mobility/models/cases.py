"""Cases: the steps of a procedure for one person, and the documents that they need."""

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
from corridor.knowledge.pathways.rules import localised


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
        # Who may complete a step: the party that must act, or the office that acts for it.
        complete_worker = (worker_grant("case__placement__"), office_grants("case__placement__")[0])
        complete_employer = (employer_grant("case__placement__"), office_grants("case__placement__")[1])
        complete_officer_origin = office_grants("case__placement__")[:1]
        complete_officer_destination = office_grants("case__placement__")[1:]
        complete_consulate = office_grants("case__placement__")

    def __str__(self) -> str:
        return f"{self.case_id} {self.step_id}"


def _employer_paper() -> Grant:
    """The grant of the employer to the papers of her own steps, and to no others."""
    return Grant(
        Role.EMPLOYER,
        organisation="case_step__case__placement__vacancy__employer__organisation",
        where=(("case_step__step__party", "employer"),),
    )


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
        view = (*placement_grants("case_step__case__placement__"), _employer_paper())
        change = (
            *office_grants("case_step__case__placement__"),
            worker_grant("case_step__case__placement__"),
            _employer_paper(),
        )
        check = office_grants("case_step__case__placement__")

    def __str__(self) -> str:
        return f"{self.case_step_id} {self.kind}"

    @property
    def label(self) -> str:
        """The name of the document in the reader's language."""
        return localised(self, "label")
