"""Training plans: what one person lacks for a job or a standard, and the courses chosen to close it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from corridor.access.roles import Role
from corridor.access.rules import Grant
from corridor.delivery.skills.models import RETENTION
from corridor.delivery.training.models.cohorts import Cohort

_PERSON = "person__candidacies"
_COURSE = f"{_PERSON}__enrolments__cohort"
_HERSELF = Grant(Role.WORKER, person="person__user")
_OFFICE = tuple(
    Grant(role, workspace=f"{_PERSON}__scheme__workspace", country="person__iso3")
    for role in (Role.OFFICER_ORIGIN, Role.COUNSELLOR)
)
_SCHOOL = Grant(Role.TRAINER, workspace=f"{_COURSE}__scheme__workspace", organisation=f"{_COURSE}__provider")


class TrainingPlan(models.Model):
    """What a person lacked for one target on one day, and the courses chosen to close it; later: what was closed."""

    person = models.ForeignKey("skills.Person", on_delete=models.CASCADE, related_name="training_plans")
    isco08 = models.CharField(_("Occupation"), max_length=20, blank=True)
    vacancy = models.ForeignKey(
        "recruitment.Vacancy", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    standard = models.ForeignKey(
        "training.TrainingStandard", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    needs = models.JSONField(help_text="What the target asked for and how the person stood, with its version")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_on_date = models.DateField(_("Made on"))

    class Meta:
        ordering: ClassVar = ["-made_on_date", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(vacancy__isnull=True, standard__isnull=True) & ~Q(isco08="")
                | Q(vacancy__isnull=False, standard__isnull=True, isco08="")
                | Q(vacancy__isnull=True, standard__isnull=False, isco08=""),
                name="training_plan_has_one_target",
            )
        ]

    class Privacy:
        open = ("id",)
        personal = ("person", "isco08", "vacancy", "standard", "needs", "made_by", "made_on_date")
        sensitive = ()
        purpose = "To lead a person to the courses that she lacks for a job."
        retention = RETENTION

    class Access:
        view = (
            _HERSELF,
            *_OFFICE,
            _SCHOOL,
            Grant(
                Role.OFFICER_DESTINATION,
                workspace=f"{_PERSON}__nominations__vacancy__scheme__workspace",
                country=f"{_PERSON}__nominations__vacancy__iso3",
            ),
        )
        change = (_HERSELF, *_OFFICE, _SCHOOL)

    def __str__(self) -> str:
        return f"{self.pk}"


class PlannedCourse(models.Model):
    """A course chosen in a training plan."""

    plan = models.ForeignKey(TrainingPlan, on_delete=models.CASCADE, related_name="courses")
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["plan", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "cohort"], name="training_course_is_planned_once")
        ]

    class Privacy:
        open = ("id", "cohort")
        personal = ("plan",)
        sensitive = ()
        purpose = TrainingPlan.Privacy.purpose
        retention = RETENTION

    class Access:
        view = tuple(
            Grant(
                grant.role,
                workspace=f"plan__{grant.workspace}" if grant.workspace else "",
                organisation=f"plan__{grant.organisation}" if grant.organisation else "",
                country=f"plan__{grant.country}" if grant.country else "",
                person=f"plan__{grant.person}" if grant.person else "",
            )
            for grant in TrainingPlan.Access.view
        )

    def __str__(self) -> str:
        return f"{self.plan_id}: {self.cohort_id}"
