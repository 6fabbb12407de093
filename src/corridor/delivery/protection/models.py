"""Protection: grievances with a tracking number, fees that workers report, remedies."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from corridor.access.roles import Role
from corridor.access.rules import Grant

RETENTION = "Five years after the grievance is closed"


def _protection_grants(path: str) -> tuple[Grant, ...]:
    """The grants of a grievance: officers of its scheme; where there is none, the office of a country answers."""
    return (
        Grant(Role.PROTECTION, workspace=f"{path}scheme__workspace"),
        Grant(Role.PROTECTION, country=f"{path}office_iso3", where=((f"{path}office_iso3__gt", ""),)),
    )


class Grievance(models.Model):
    """A complaint or a call for help; a name is not needed."""

    class Category(models.TextChoices):
        PAY = "pay", _("Pay")
        HOURS = "hours", _("Hours and rest")
        FEES = "fees", _("Fees or deposits")
        DOCUMENTS = "documents", _("Documents kept")
        HOUSING = "housing", _("Housing")
        SAFETY = "safety", _("Health and safety")
        VIOLENCE = "violence", _("Violence or harassment")
        DISCRIMINATION = "discrimination", _("Unequal treatment")
        CONTRACT = "contract", _("Contract changed")
        OTHER = "other", _("Something else")

    class Channel(models.TextChoices):
        PORTAL = "portal", _("Portal")
        PUBLIC = "public", _("Public page")
        PHONE = "phone", _("Phone")
        DESK = "desk", _("Visit")
        UNION = "union", _("Trade union")

    class Status(models.TextChoices):
        RECEIVED = "received", _("Received")
        ACKNOWLEDGED = "acknowledged", _("Acknowledged")
        IN_PROGRESS = "in_progress", _("Being worked on")
        REFERRED = "referred", _("Referred")
        RESOLVED = "resolved", _("Resolved")
        CLOSED = "closed", _("Closed")

    tracking_number = models.CharField(_("Tracking number"), max_length=20, unique=True)
    scheme = models.ForeignKey(
        "schemes.Scheme", on_delete=models.PROTECT, null=True, blank=True, related_name="grievances"
    )
    person = models.ForeignKey(
        "skills.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="grievances"
    )
    placement = models.ForeignKey(
        "mobility.Placement", on_delete=models.PROTECT, null=True, blank=True, related_name="grievances"
    )
    iso3 = models.CharField(_("Country where it happened"), max_length=3, blank=True)
    office_iso3 = models.CharField(_("Country whose office answers"), max_length=3, blank=True)
    category = models.CharField(_("What is it about?"), max_length=15, choices=Category.choices)
    text = models.TextField(_("What happened?"))
    language = models.CharField(max_length=5, default="en")
    channel = models.CharField(_("Channel"), max_length=10, choices=Channel.choices)
    safe_contact = models.CharField(_("How may we reach you safely?"), max_length=200, blank=True)
    status = models.CharField(_("Status"), max_length=12, choices=Status.choices, default=Status.RECEIVED)
    received_at = models.DateTimeField(_("Received"))
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    due_date = models.DateField(_("Answer due"))
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    outcome = models.TextField(_("Outcome"), blank=True)
    remedy = models.TextField(_("Remedy"), blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["due_date", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(status="closed") | ~models.Q(outcome=""), name="protection_closing_needs_an_outcome"
            )
        ]

    class Privacy:
        open = (
            "id",
            "scheme",
            "iso3",
            "office_iso3",
            "language",
            "channel",
            "received_at",
            "acknowledged_at",
            "due_date",
            "closed_at",
        )
        personal = ("tracking_number", "person", "placement", "category", "status", "assigned_to")
        sensitive = ("text", "safe_contact", "outcome", "remedy")
        purpose = "To answer the complaint and to put right what was wrong; never for immigration enforcement."
        retention = RETENTION

    class Access:
        view = (*_protection_grants(""), Grant(Role.WORKER, person="person__user"))
        change = _protection_grants("")

    def __str__(self) -> str:
        return self.tracking_number


class GrievanceStep(models.Model):
    """One act on a grievance, with what the person is told of it."""

    class Office(models.TextChoices):
        """Who may be asked for help; whoever enforces immigration law is not among them."""

        LABOUR_INSPECTION = "labour_inspection", _("Labour inspection")
        TRADE_UNION = "trade_union", _("Trade union")
        CONSULATE = "consulate", _("Consulate of the country of origin")
        LEGAL_AID = "legal_aid", _("Legal aid")
        HEALTH = "health", _("Health service")
        SHELTER = "shelter", _("Shelter")
        OMBUDSMAN = "ombudsman", _("Ombudsman or equality body")

    grievance = models.ForeignKey(Grievance, on_delete=models.CASCADE, related_name="steps")
    status = models.CharField(max_length=12, choices=Grievance.Status.choices)
    acted_at = models.DateTimeField()
    acted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.TextField(_("Internal note"), blank=True)
    message = models.TextField(_("Message to the person"), blank=True)
    referred_to = models.CharField(_("Referred to"), max_length=20, choices=Office.choices, blank=True)

    class Meta:
        ordering: ClassVar = ["acted_at", "pk"]

    class Privacy:
        open = ("id", "acted_at")
        personal = ("grievance", "status", "acted_by", "referred_to")
        sensitive = ("note", "message")
        purpose = Grievance.Privacy.purpose
        retention = RETENTION

    class Access:
        view = _protection_grants("grievance__")

    def __str__(self) -> str:
        return f"{self.grievance_id} {self.status}"


def _fee_grants() -> tuple[Grant, ...]:
    return (
        Grant(Role.PROTECTION, workspace="scheme__workspace"),
        Grant(Role.PROTECTION, country="grievance__office_iso3", where=(("grievance__office_iso3__gt", ""),)),
    )


class FeeReport(models.Model):
    """A fee that a worker says she paid; recorded whatever the plan says, never set to zero."""

    class FeeClass(models.TextChoices):
        FEE = "fee", _("Recruitment fee")
        MED = "med", _("Medical examination")
        INS = "ins", _("Insurance")
        TEST = "test", _("Skills or language test")
        TRAIN = "train", _("Training")
        EQUIP = "equip", _("Equipment")
        TRAVEL = "travel", _("Travel and lodging")
        ADMIN = "admin", _("Papers and permits")
        ILLEGITIMATE = "illegitimate", _("Bribe, deposit or hidden charge")

    class Status(models.TextChoices):
        RECORDED = "recorded", _("Recorded")
        REPAYMENT_OPEN = "repayment_open", _("Repayment case open")
        REPAID = "repaid", _("Repaid")

    person = models.ForeignKey(
        "skills.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="fee_reports"
    )
    scheme = models.ForeignKey(
        "schemes.Scheme", on_delete=models.PROTECT, null=True, blank=True, related_name="fee_reports"
    )
    recruiter = models.ForeignKey(
        "recruitment.Recruiter", on_delete=models.PROTECT, null=True, blank=True, related_name="fee_reports"
    )
    employer = models.ForeignKey(
        "recruitment.Employer", on_delete=models.PROTECT, null=True, blank=True, related_name="fee_reports"
    )
    grievance = models.OneToOneField(
        Grievance, on_delete=models.PROTECT, null=True, blank=True, related_name="fee_report"
    )
    paid_to = models.CharField(_("Who took the money?"), max_length=200, blank=True)
    fee_class = models.CharField(_("What was it for?"), max_length=12, choices=FeeClass.choices)
    amount = models.DecimalField(_("Amount"), max_digits=12, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("Currency"), max_length=3, default="EUR")
    amount_eur = models.DecimalField(_("Amount in euros"), max_digits=12, decimal_places=2, null=True, blank=True)
    reported_at = models.DateTimeField(_("Reported"))
    status = models.CharField(_("Status"), max_length=15, choices=Status.choices, default=Status.RECORDED)
    repaid_eur = models.DecimalField(_("Repaid (EUR)"), max_digits=12, decimal_places=2, default=0)
    repaid_on_date = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-reported_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="protection_reported_fee_is_above_zero")
        ]

    class Privacy:
        open = ("id", "scheme", "recruiter", "employer", "fee_class", "currency", "reported_at", "status")
        personal = ("person", "grievance", "paid_to", "amount", "amount_eur", "repaid_eur", "repaid_on_date")
        sensitive = ()
        purpose = "To have the worker repaid and to find who charges."
        retention = RETENTION

    class Access:
        view = (*_fee_grants(), Grant(Role.WORKER, person="person__user"))
        change = _fee_grants()

    def __str__(self) -> str:
        return f"F-{self.pk:05d}" if self.pk else "F"
