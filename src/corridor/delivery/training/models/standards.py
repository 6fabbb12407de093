"""Training standards: what a course must teach, agreed by employers of both countries."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from corridor.access.roles import Role
from corridor.access.rules import Grant
from corridor.core.wordings import Worded, worded
from corridor.kernel.codes import Cefr

KEEPERS = (Role.TRAINER, Role.OFFICER_ORIGIN, Role.OFFICER_DESTINATION)


class TrainingStandard(Worded):
    """What somebody must be able to do in an occupation, as a body of training sets it down; a version never changes.

    Employers of both countries sign a version; a change is a new version, which they sign again.
    """

    title = models.CharField(_("Title"), max_length=200)
    isco08 = models.CharField(_("Occupation (ISCO-08)"), max_length=20, help_text="Unit group or ESCO code")
    origin_iso3 = models.CharField(_("Country of origin"), max_length=3)
    destination_iso3 = models.CharField(_("Country of destination"), max_length=3)
    skills = models.JSONField(default=list, help_text="List of {uri, label_en, ..., level 0..5, is_essential}")
    language = models.CharField(_("Language"), max_length=5, blank=True)
    cefr = models.PositiveSmallIntegerField(
        _("Language level"), null=True, blank=True, choices=[(level.value, level.name) for level in Cefr]
    )
    eqf_level = models.PositiveSmallIntegerField(_("Level (EQF)"), null=True, blank=True)
    owner = models.ForeignKey("access.Organisation", on_delete=models.PROTECT, related_name="training_standards")
    accredited_by = models.CharField(_("Accredited by"), max_length=200, blank=True)
    version = models.PositiveSmallIntegerField(_("Version"), default=1)
    published_on_date = models.DateField(_("Published on"))
    is_invented = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["title", "-version", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["owner", "title", "version"], name="training_standard_version_is_published_once"
            ),
            models.CheckConstraint(
                condition=~Q(origin_iso3=F("destination_iso3")), name="training_standard_crosses_a_border"
            ),
            models.CheckConstraint(
                condition=Q(eqf_level__isnull=True) | Q(eqf_level__range=(1, 8)),
                name="training_standard_eqf_is_one_to_eight",
            ),
            models.CheckConstraint(
                condition=Q(language="", cefr__isnull=True) | (~Q(language="") & Q(cefr__isnull=False)),
                name="training_standard_language_has_its_level",
            ),
        ]

    class Privacy:
        open = (
            "id", "title", "isco08", "origin_iso3", "destination_iso3", "skills", "language", "cefr", "eqf_level",
            "owner", "accredited_by", "version", "published_on_date", "is_invented", "written_in", "wordings",
        )  # fmt: skip
        personal = ()
        sensitive = ()

    class Access:
        view = tuple(Grant(role, organisation="owner") for role in KEEPERS)

    def __str__(self) -> str:
        return worded(self, "title")


class StandardSignature(models.Model):
    """An employer's word that a version of a standard teaches what the job needs."""

    standard = models.ForeignKey(TrainingStandard, on_delete=models.CASCADE, related_name="signatures")
    organisation = models.ForeignKey("access.Organisation", on_delete=models.PROTECT, related_name="+")
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    signed_on_date = models.DateField(_("Signed on"))

    class Meta:
        ordering: ClassVar = ["standard", "signed_on_date", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["standard", "organisation"], name="training_employer_signs_a_version_once")
        ]

    class Privacy:
        open = ("id", "standard", "organisation", "signed_on_date")
        personal = ("signed_by",)
        sensitive = ()
        purpose = "To know who spoke for the employer."
        retention = "As long as the standard is used"

    class Access:
        view = (Grant(Role.EMPLOYER, organisation="organisation"),)

    def __str__(self) -> str:
        return f"{self.standard_id}: {self.organisation_id}"
