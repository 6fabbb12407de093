"""Placements: a person in a job of a scheme, and what a newcomer needs."""

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


def protection_grants(path: str = "") -> tuple[Grant, ...]:
    """The grants of the protection officers of both countries."""
    return placement_grants(path)[3:5]


def worker_grant(path: str = "") -> Grant:
    """The grant of the person who is placed."""
    return placement_grants(path)[5]


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
    departed_uncleared = models.BooleanField(_("Departed without clearance"), default=False)
    left_reported_on_date = models.DateField(_("Reported as left on"), null=True, blank=True)
    reviewed_at = models.DateTimeField(_("Reviewed by protection"), null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    employer_may_know = models.BooleanField(_("The employer may be told"), default=False)

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
            "arrived_on_date", "ended_on_date", "returned_on_date", "end_reason", "departed_uncleared",
            "left_reported_on_date", "reviewed_at", "reviewed_by", "employer_may_know",
        )  # fmt: skip
        sensitive = ()
        purpose = "To accompany the person from the offer to the end of the contract."
        retention = RETENTION

    class Access:
        view = placement_grants()
        change = office_grants()
        # The employer reads a placement only through `selectors.employers`, which leaves out what is not for her.
        employ = (employer_grant(),)
        report = (*placement_grants(), employer_grant())
        review = protection_grants()

    def __str__(self) -> str:
        return f"P-{self.pk:05d}" if self.pk else "P"


class ArrivalItem(models.Model):
    """One thing that a newcomer needs in the first weeks; a row says that it is settled."""

    class Kind(models.TextChoices):
        MET = "met", _("Met on arrival")
        REGISTRATION = "registration", _("Registered with the town")
        HOUSING = "housing", _("Housing")
        BANK = "bank", _("Bank account")
        TAX = "tax", _("Tax number")
        HEALTH_INSURANCE = "health_insurance", _("Health insurance")
        SCHOOL = "school", _("School or language course")
        ORIENTATION = "orientation", _("Orientation after arrival")

    placement = models.ForeignKey(Placement, on_delete=models.PROTECT, related_name="arrival_items")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    done_on_date = models.DateField(_("Settled on"))

    class Meta:
        ordering: ClassVar = ["placement", "done_on_date", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["placement", "kind"], name="mobility_arrival_item_is_settled_once")
        ]

    class Privacy:
        open = ("id", "kind")
        personal = ("placement", "done_on_date")
        sensitive = ()
        purpose = "To help the person settle."
        retention = RETENTION

    class Access:
        view = placement_grants("placement__")
        change = (*placement_grants("placement__")[:3], worker_grant("placement__"))

    def __str__(self) -> str:
        return f"{self.placement_id} {self.kind}"
