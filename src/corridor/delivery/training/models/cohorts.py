"""Training: cohorts, who takes part, who came, who passed."""

from typing import ClassVar

from django.db import models
from django.utils.translation import get_language, gettext_lazy as _

from corridor.access.roles import Role
from corridor.access.rules import Grant
from corridor.kernel.codes import Cefr

RETENTION = "Five years after the scheme has ended"


def cohort_grants(path: str) -> tuple[Grant, ...]:
    """The grants of a cohort, or of a row that belongs to one."""
    scheme, provider = f"{path}scheme__workspace", f"{path}provider"
    return (
        Grant(Role.TRAINER, workspace=scheme, organisation=provider),
        Grant(Role.OFFICER_ORIGIN, workspace=scheme, country=f"{path}iso3"),
        Grant(Role.COUNSELLOR, workspace=scheme, country=f"{path}iso3"),
    )


class Cohort(models.Model):
    """People trained together in one course of a provider."""

    class Kind(models.TextChoices):
        LANGUAGE = "language", _("Language")
        TECHNICAL = "technical", _("Technical skills")
        ORIENTATION = "orientation", _("Pre-departure orientation")
        ARRIVAL = "arrival", _("Orientation after arrival")
        SOFT_SKILLS = "soft_skills", _("Soft skills")

    class Payer(models.TextChoices):
        """Who bears the cost of a course; there is no code for the worker, who is never charged."""

        SCHEME = "scheme", _("The scheme")
        EMPLOYER = "employer", _("Employers")
        ORIG_GOV = "orig_gov", _("Government of origin")
        DEST_GOV = "dest_gov", _("Government of destination")
        ASSOC = "assoc", _("Association, chamber or fund")
        DONOR = "donor", _("Donor")
        PROVIDER = "provider", _("Training institution")

    scheme = models.ForeignKey("schemes.Scheme", on_delete=models.PROTECT, related_name="cohorts")
    provider = models.ForeignKey("access.Organisation", on_delete=models.PROTECT, related_name="cohorts")
    kind = models.CharField(_("Kind of course"), max_length=12, choices=Kind.choices)
    name_en = models.CharField(_("Name in English"), max_length=150)
    name_fr = models.CharField(_("Name in French"), max_length=150, blank=True)
    name_es = models.CharField(_("Name in Spanish"), max_length=150, blank=True)
    name_ar = models.CharField(_("Name in Arabic"), max_length=150, blank=True)
    iso3 = models.CharField(_("Place of training"), max_length=3, help_text="ISO 3166-1 alpha-3")
    language = models.CharField(_("Language of the course"), max_length=5)
    starts_on_date = models.DateField(_("First day"))
    ends_on_date = models.DateField(_("Last day"))
    seats = models.PositiveSmallIntegerField(_("Seats"))
    pass_mark = models.DecimalField(_("Pass mark"), max_digits=5, decimal_places=1, default=60)
    cost_eur = models.DecimalField(
        _("Cost of the course (EUR)"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    payer = models.CharField(_("Who pays for the course"), max_length=8, choices=Payer.choices, default=Payer.SCHEME)
    skills = models.JSONField(
        default=list, blank=True, help_text="List of {uri, label_en, label_fr, label_es, label_ar}"
    )
    cefr = models.PositiveSmallIntegerField(
        _("Language level reached"), null=True, blank=True, choices=[(level.value, level.name) for level in Cefr]
    )
    is_invented = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["starts_on_date", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(ends_on_date__gte=models.F("starts_on_date")),
                name="training_cohort_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=models.Q(pass_mark__gte=0, pass_mark__lte=100), name="training_pass_mark_is_out_of_100"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    payer__in=["scheme", "employer", "orig_gov", "dest_gov", "assoc", "donor", "provider"]
                ),
                name="training_worker_pays_no_course",
            ),
        ]

    class Privacy:
        open = (
            "id", "scheme", "provider", "kind", "name_en", "name_fr", "name_es", "name_ar", "iso3", "language",
            "starts_on_date", "ends_on_date", "seats", "pass_mark", "cost_eur", "payer",
            "skills", "cefr", "is_invented",
        )  # fmt: skip
        personal = ()
        sensitive = ()

    class Access:
        view = (
            *cohort_grants(""),
            Grant(Role.OFFICER_DESTINATION, workspace="scheme__workspace"),
            Grant(Role.WORKER, person="enrolments__candidate__person__user"),
            Grant(Role.WORKER, person="scheme__candidates__person__user"),
        )
        change = (cohort_grants("")[0], cohort_grants("")[1])

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language, English where there is none."""
        return str(getattr(self, f"name_{(get_language() or 'en')[:2]}", "") or self.name_en)


class Enrolment(models.Model):
    """A candidate's place in a cohort."""

    class Status(models.TextChoices):
        ENROLLED = "enrolled", _("Enrolled")
        COMPLETED = "completed", _("Completed")
        FAILED = "failed", _("Not passed")
        DROPPED = "dropped", _("Left the course")

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="enrolments")
    candidate = models.ForeignKey("recruitment.Candidate", on_delete=models.PROTECT, related_name="enrolments")
    status = models.CharField(_("Status"), max_length=10, choices=Status.choices, default=Status.ENROLLED)
    enrolled_on_date = models.DateField(_("Enrolled on"))

    class Meta:
        ordering: ClassVar = ["cohort", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["cohort", "candidate"], name="training_candidate_is_enrolled_once")
        ]

    class Privacy:
        open = ("id", "cohort", "enrolled_on_date")
        personal = ("candidate", "status")
        sensitive = ()
        purpose = "To run the course and to certify what was learnt."
        retention = RETENTION

    class Access:
        view = (*cohort_grants("cohort__"), Grant(Role.WORKER, person="candidate__person__user"))
        change = cohort_grants("cohort__")[:2]

    def __str__(self) -> str:
        return f"{self.candidate_id} in {self.cohort_id}"


class Session(models.Model):
    """One day or lesson of a cohort."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="sessions")
    held_on_date = models.DateField(_("Held on"))
    topic = models.CharField(_("Topic"), max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["held_on_date", "pk"]

    class Privacy:
        open = ("id", "cohort", "held_on_date", "topic")
        personal = ()
        sensitive = ()

    class Access:
        view = cohort_grants("cohort__")

    def __str__(self) -> str:
        return f"{self.cohort_id} {self.held_on_date}"


class Attendance(models.Model):
    """Whether somebody came to a session; no row means that it was not recorded."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="attendances")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="attendances")
    is_present = models.BooleanField(_("Present"))

    class Meta:
        ordering: ClassVar = ["session", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["session", "enrolment"], name="training_attendance_is_recorded_once")
        ]

    class Privacy:
        open = ("id", "session")
        personal = ("enrolment", "is_present")
        sensitive = ()
        purpose = "To run the course."
        retention = RETENTION

    class Access:
        view = (*cohort_grants("session__cohort__"), Grant(Role.WORKER, person="enrolment__candidate__person__user"))
        change = cohort_grants("session__cohort__")[:2]

    def __str__(self) -> str:
        return f"{self.session_id} {self.enrolment_id}"


class Assessment(models.Model):
    """A test with its result; passed or not follows from the pass mark."""

    class Kind(models.TextChoices):
        ENTRY = "entry", _("Entry test")
        INTERIM = "interim", _("Interim test")
        FINAL = "final", _("Final test")

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="assessments")
    kind = models.CharField(_("Kind"), max_length=10, choices=Kind.choices, default=Kind.FINAL)
    score = models.DecimalField(_("Score"), max_digits=5, decimal_places=1)
    pass_mark = models.DecimalField(_("Pass mark"), max_digits=5, decimal_places=1)
    assessed_on_date = models.DateField(_("Assessed on"))

    class Meta:
        ordering: ClassVar = ["assessed_on_date", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(score__gte=0, score__lte=100), name="training_score_is_out_of_100"
            )
        ]

    class Privacy:
        open = ("id", "kind", "pass_mark", "assessed_on_date")
        personal = ("enrolment", "score")
        sensitive = ()
        purpose = "To certify what was learnt."
        retention = RETENTION

    class Access:
        view = (*cohort_grants("enrolment__cohort__"), Grant(Role.WORKER, person="enrolment__candidate__person__user"))
        change = cohort_grants("enrolment__cohort__")[:2]

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.kind}"

    @property
    def is_passed(self) -> bool:
        return self.score >= self.pass_mark


class Certificate(models.Model):
    """What a person has earned in a cohort; it stands in the skills passport."""

    enrolment = models.OneToOneField(Enrolment, on_delete=models.PROTECT, related_name="certificate")
    number = models.CharField(_("Number"), max_length=30, unique=True)
    issued_on_date = models.DateField(_("Issued on"))

    class Meta:
        ordering: ClassVar = ["-issued_on_date", "pk"]

    class Privacy:
        open = ("id", "number", "issued_on_date")
        personal = ("enrolment",)
        sensitive = ()
        purpose = "To certify what was learnt."
        retention = "For ever, as a certificate does"

    class Access:
        view = Assessment.Access.view

    def __str__(self) -> str:
        return self.number
