"""The register of recruiter licences."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from corridor.access.roles import Role
from corridor.access.rules import Grant
from corridor.core.wordings import Worded


class Recruiter(Worded):
    """A person or firm that recruits for a fee, and the licence that allows it."""

    class Status(models.TextChoices):
        LICENSED = "licensed", _("Licensed")
        EXPIRED = "expired", _("Licence expired")
        UNLICENSED = "unlicensed", _("No licence")
        SUSPENDED = "suspended", _("Licence suspended")

    name = models.CharField(_("Name"), max_length=200)
    organisation = models.ForeignKey(
        "access.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="recruiters"
    )
    iso3 = models.CharField(_("Country"), max_length=3)
    licence_number = models.CharField(_("Licence number"), max_length=60, blank=True)
    licence_valid_until = models.DateField(_("Valid until"), null=True, blank=True)
    status = models.CharField(
        _("Status in the register"), max_length=12, choices=Status.choices, default=Status.UNLICENSED
    )
    source = models.CharField(_("Source"), max_length=200, blank=True)
    checked_on_date = models.DateField(_("Checked on"), null=True, blank=True)
    is_invented = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["iso3", "licence_number"],
                condition=~Q(licence_number=""),
                name="recruitment_licence_is_known_once",
            )
        ]

    class Privacy:
        open = (
            "id", "name", "organisation", "iso3", "licence_number", "licence_valid_until", "status", "source",
            "checked_on_date", "is_invented", "written_in", "wordings",
        )  # fmt: skip
        personal = ()
        sensitive = ()

    class Access:
        view = (
            *(Grant(role, country="iso3") for role in (Role.OFFICER_ORIGIN, Role.OFFICER_DESTINATION, Role.PROTECTION)),
            *(
                Grant(role, workspace="engagements__scheme__workspace")
                for role in (Role.OFFICER_ORIGIN, Role.OFFICER_DESTINATION, Role.PROTECTION)
            ),
        )

    def __str__(self) -> str:
        return self.name


class RecruiterEngagement(models.Model):
    """A recruiter at work for an employer in a scheme."""

    recruiter = models.ForeignKey(Recruiter, on_delete=models.PROTECT, related_name="engagements")
    employer = models.ForeignKey(
        "recruitment.Employer", on_delete=models.PROTECT, null=True, blank=True, related_name="recruiter_engagements"
    )
    scheme = models.ForeignKey("schemes.Scheme", on_delete=models.PROTECT, related_name="recruiter_engagements")
    since_date = models.DateField(_("Since"), null=True, blank=True)
    until_date = models.DateField(_("Until"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["recruiter", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["recruiter", "employer", "scheme"], name="recruitment_engagement_is_known_once"
            )
        ]

    class Privacy:
        open = ("id", "recruiter", "employer", "scheme", "since_date", "until_date")
        personal = ()
        sensitive = ()

    class Access:
        view = tuple(
            Grant(role, workspace="scheme__workspace")
            for role in (Role.OFFICER_ORIGIN, Role.OFFICER_DESTINATION, Role.PROTECTION)
        )

    def __str__(self) -> str:
        return f"{self.recruiter} / {self.employer}"
