"""Annexes of diplomas: what a course or qualification teaches, in the words of ESCO, confirmed by an expert."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from corridor.access.roles import Role
from corridor.access.rules import Grant
from corridor.core.wordings import Worded, worded
from corridor.delivery.skills.models.people import RETENTION, grants
from corridor.delivery.training.models.cohorts import cohort_grants

_OWNERS = (Role.TRAINER, Role.OFFICER_ORIGIN, Role.OFFICER_DESTINATION)


class DiplomaAnnex(Worded):
    """What a diploma or course teaches, mapped to skills of ESCO; it explains and recognises nothing.

    It belongs to a course, to a training standard or to a qualification that a person holds. A confirmed version is
    not changed any more: a correction is the next version.
    """

    cohort = models.ForeignKey(
        "training.Cohort", on_delete=models.PROTECT, null=True, blank=True, related_name="annexes"
    )
    standard = models.ForeignKey(
        "training.TrainingStandard", on_delete=models.PROTECT, null=True, blank=True, related_name="annexes"
    )
    education = models.ForeignKey(
        "skills.Education", on_delete=models.CASCADE, null=True, blank=True, related_name="annexes"
    )
    version = models.PositiveSmallIntegerField(_("Version"), default=1)
    title = models.CharField(_("Name of the diploma or course"), max_length=200)
    awarding_body = models.CharField(_("Awarded by"), max_length=200, blank=True)
    iso3 = models.CharField(_("Country"), max_length=3, blank=True)
    eqf_level = models.PositiveSmallIntegerField(_("Level (EQF)"), null=True, blank=True)
    outcomes = models.JSONField(default=dict, help_text="{version, items: [{text, uri, label_en, ...}]}")
    classification = models.CharField(max_length=40, help_text="Name and version of the classification mapped to")
    mapped_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    mapped_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    is_invented = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["-mapped_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(cohort__isnull=False, standard__isnull=True, education__isnull=True)
                | Q(cohort__isnull=True, standard__isnull=False, education__isnull=True)
                | Q(cohort__isnull=True, standard__isnull=True, education__isnull=False),
                name="training_annex_explains_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(confirmed_by__isnull=False),
                name="training_annex_is_confirmed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(eqf_level__isnull=True) | Q(eqf_level__range=(1, 8)),
                name="training_annex_eqf_is_one_to_eight",
            ),
            models.UniqueConstraint(
                fields=["cohort", "version"], name="training_annex_of_a_course_has_one_row_a_version"
            ),
            models.UniqueConstraint(
                fields=["standard", "version"], name="training_annex_of_a_standard_has_one_row_a_version"
            ),
            models.UniqueConstraint(
                fields=["education", "version"], name="training_annex_of_a_diploma_has_one_row_a_version"
            ),
        ]

    class Privacy:
        open = ("id", "cohort", "standard", "version", "classification", "mapped_at", "confirmed_at", "is_invented")
        personal = (
            "education", "title", "awarding_body", "iso3", "eqf_level", "outcomes", "mapped_by", "confirmed_by",
            "written_in", "wordings",
        )  # fmt: skip
        sensitive = ()
        purpose = "To explain to an employer what a diploma teaches, and to say who vouches for it."
        retention = RETENTION

    class Access:
        view = (
            *grants("education__person"),
            *cohort_grants("cohort__"),
            Grant(Role.OFFICER_DESTINATION, workspace="cohort__scheme__workspace"),
            Grant(Role.WORKER, person="cohort__enrolments__candidate__person__user"),
            *(Grant(role, organisation="standard__owner") for role in _OWNERS),
        )
        change = (
            Grant(
                Role.OFFICER_ORIGIN,
                workspace="education__person__candidacies__scheme__workspace",
                country="education__person__iso3",
            ),
            *cohort_grants("cohort__")[:2],
            *(Grant(role, organisation="standard__owner") for role in _OWNERS),
        )

    def __str__(self) -> str:
        return worded(self, "title")

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_at is not None
