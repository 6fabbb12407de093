"""Evidence of what somebody has learnt at work, and how an assessor marks it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from corridor.access.roles import Role
from corridor.access.rules import Grant
from corridor.core.wordings import Worded
from corridor.delivery.skills.models.people import RETENTION, grants

SHARED = (("is_shared", True),)
_TRAINER = "person__candidacies__enrolments__cohort__provider"
_AUTHORITY = "person__recognition_cases__procedure__organisation"
_APPLIED = ("person__recognition_cases__applied_on__isnull", False)


def _assessors(*, where: tuple[tuple[str, object], ...]) -> tuple[Grant, ...]:
    """The school that teaches the person, and the authority to which she has applied."""
    return (
        Grant(Role.TRAINER, organisation=_TRAINER, where=where),
        Grant(Role.AUTHORITY, organisation=_AUTHORITY, where=(*where, _APPLIED)),
    )


class PriorLearningItem(Worded):
    """A piece of evidence that a person has gathered at work: a statement, a photo, a product, an award."""

    class Kind(models.TextChoices):
        STATEMENT = "statement", _("Statement of an employer")
        PHOTO = "photo", _("Photo of the work or the workplace")
        PRODUCT = "product", _("Something that I made")
        AWARD = "award", _("Award or thanks")
        COURSE = "course", _("Certificate of a course")
        TASKS = "tasks", _("What I did: list of tasks")
        LEADING = "leading", _("People whom I led or taught")

    person = models.ForeignKey("skills.Person", on_delete=models.CASCADE, related_name="prior_learning")
    kind = models.CharField(_("What is it?"), max_length=10, choices=Kind.choices)
    title = models.CharField(_("In a few words"), max_length=150)
    text = models.TextField(_("What did you do?"), blank=True)
    iso3 = models.CharField(_("Country where it was"), max_length=3, blank=True)
    made_on = models.DateField(_("When"), null=True, blank=True)
    file = models.ForeignKey("core.StoredFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    is_shared = models.BooleanField(_("Shown to assessors"), default=False)
    added_at = models.DateTimeField(auto_now_add=True)
    is_invented = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["person", "-added_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(file__isnull=False) | Q(text__gt=""), name="recognition_evidence_shows_something"
            )
        ]

    class Privacy:
        open = ("id", "kind", "added_at", "is_invented", "written_in", "wordings")
        personal = ("person", "title", "iso3", "made_on", "is_shared")
        sensitive = ("text", "file")
        purpose = "The person shows what she has learnt, to whom she decides."
        retention = RETENTION

    class Access:
        view = (
            Grant(Role.WORKER, person="person__user"),
            *(
                Grant(one.role, workspace=one.workspace, country=one.country, where=SHARED)
                for one in grants("person")[1:3]
            ),
            *_assessors(where=SHARED),
        )
        change = (Grant(Role.WORKER, person="person__user"),)
        mark = _assessors(where=SHARED)

    def __str__(self) -> str:
        return self.title


class RubricMark(Worded):
    """An assessor's marks for one unit of a standard, on the evidence that was shown."""

    class Method(models.TextChoices):
        PORTFOLIO = "portfolio", _("Portfolio")
        OBSERVATION = "observation", _("Observation at work")
        TEST = "test", _("Practical test")
        INTERVIEW = "interview", _("Interview")
        SIMULATION = "simulation", _("Simulation")

    class Result(models.TextChoices):
        COMPETENT = "competent", _("Competent")
        NOT_YET = "not_yet", _("Not yet shown")

    person = models.ForeignKey("skills.Person", on_delete=models.CASCADE, related_name="rubric_marks")
    standard = models.CharField(_("Standard"), max_length=200)
    unit = models.CharField(_("Unit"), max_length=200)
    items: "models.ManyToManyField[PriorLearningItem, models.Model]" = models.ManyToManyField(
        PriorLearningItem, related_name="marks", blank=True
    )
    method = models.CharField(_("How it was assessed"), max_length=12, choices=Method.choices)
    validity = models.PositiveSmallIntegerField(_("Valid: it is about this unit"))
    authenticity = models.PositiveSmallIntegerField(_("Authentic: it is the person's own"))
    currentness = models.PositiveSmallIntegerField(_("Current: it is recent"))
    sufficiency = models.PositiveSmallIntegerField(_("Sufficient: it is enough"))
    result = models.CharField(_("Result"), max_length=10, choices=Result.choices)
    note = models.CharField(_("What is still missing"), max_length=300, blank=True)
    organisation = models.ForeignKey("access.Organisation", on_delete=models.PROTECT, related_name="+")
    assessor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    marked_on = models.DateField(_("Marked on"))

    class Meta:
        ordering: ClassVar = ["person", "standard", "unit", "-marked_on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(validity__lte=3, authenticity__lte=3, currentness__lte=3, sufficiency__lte=3),
                name="recognition_marks_are_zero_to_three",
            ),
            models.CheckConstraint(
                condition=~Q(result="competent")
                | Q(validity__gte=2, authenticity__gte=2, currentness__gte=2, sufficiency__gte=2),
                name="recognition_competent_has_the_evidence",
            ),
        ]

    class Privacy:
        open = ("id", "standard", "unit", "method", "organisation", "marked_on", "written_in", "wordings")
        personal = (
            "person", "items", "validity", "authenticity", "currentness", "sufficiency", "result", "note", "assessor",
        )  # fmt: skip
        sensitive = ()
        purpose = "To say for each unit whether the evidence shows it."
        retention = RETENTION

    class Access:
        view = (
            *grants("person")[:3],
            Grant(Role.TRAINER, organisation="organisation"),
            Grant(Role.AUTHORITY, organisation="organisation"),
        )

    def __str__(self) -> str:
        return f"{self.standard}: {self.unit}"
