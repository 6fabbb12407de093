"""From nomination to acceptance: separate events with their dates."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from corridor.access.roles import Role
from corridor.access.rules import Grant
from corridor.delivery.recruitment.models.calls import CallAnswer
from corridor.delivery.skills.models import RETENTION


def _selection_grants(path: str) -> tuple[Grant, ...]:
    """Return the ties of rows that lead to a nomination by `path`."""
    prefix = f"{path}__" if path else ""
    scheme = f"{prefix}vacancy__scheme__workspace"
    return (
        Grant(Role.WORKER, person=f"{prefix}candidate__person__user"),
        Grant(Role.OFFICER_ORIGIN, workspace=scheme, country=f"{prefix}candidate__person__iso3"),
        Grant(Role.COUNSELLOR, workspace=scheme, country=f"{prefix}candidate__person__iso3"),
        Grant(Role.OFFICER_DESTINATION, workspace=scheme, country=f"{prefix}vacancy__iso3"),
        Grant(Role.EMPLOYER, organisation=f"{prefix}vacancy__employer__organisation"),
    )


def _candidate_side(path: str) -> tuple[Grant, ...]:
    grants = _selection_grants(path)
    return (grants[0], grants[1])


def _employer_side(path: str) -> tuple[Grant, ...]:
    grants = _selection_grants(path)
    return (grants[3], grants[4])


class Answer(models.TextChoices):
    """An answer to a proposal."""

    WAITING = "", _("No answer yet")
    YES = "yes", _("Yes")
    NO = "no", _("No")


class CandidateReason(models.TextChoices):
    """Why a candidate says no."""

    PAY = "pay", _("The pay")
    PLACE = "place", _("The place of work")
    WORK = "work", _("The work itself")
    START = "start", _("The start date")
    FAMILY = "family", _("Family reasons")
    OTHER_WORK = "other_work", _("Has found other work")
    NOT_NOW = "not_now", _("No longer interested")
    NOT_SAID = "not_said", _("No reason given")


class EmployerReason(models.TextChoices):
    """Why an employer says no; none of them touches on who somebody is."""

    SKILLS = "skills", _("A skill is missing")
    LANGUAGE = "language", _("The language level is too low")
    EXPERIENCE = "experience", _("Too little experience")
    QUALIFICATION = "qualification", _("The qualification does not fit")
    START = "start", _("Available too late")
    INTERVIEW = "interview", _("Result of the interview")
    FILLED = "filled", _("The post is filled")
    ENDED = "ended", _("The post no longer exists")


class Nomination(models.Model):
    """A candidate proposed for a vacancy; it needs the candidate's and the employer's yes."""

    vacancy = models.ForeignKey("recruitment.Vacancy", on_delete=models.PROTECT, related_name="nominations")
    candidate = models.ForeignKey("recruitment.Candidate", on_delete=models.PROTECT, related_name="nominations")
    nominated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    nominated_at = models.DateTimeField()
    candidate_answer = models.CharField(max_length=3, choices=Answer.choices, blank=True)
    candidate_answered_at = models.DateTimeField(null=True, blank=True)
    candidate_reason = models.CharField(max_length=20, choices=CandidateReason.choices, blank=True)
    employer_answer = models.CharField(max_length=3, choices=Answer.choices, blank=True)
    employer_answered_at = models.DateTimeField(null=True, blank=True)
    employer_reason = models.CharField(max_length=20, choices=EmployerReason.choices, blank=True)
    reason = models.CharField(_("Note"), max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["-nominated_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["vacancy", "candidate"], name="recruitment_candidate_is_nominated_once"),
            models.CheckConstraint(
                condition=~Q(employer_answer="no") | ~Q(employer_reason=""), name="recruitment_refusal_has_a_reason"
            ),
        ]

    class Privacy:
        open = ("id", "vacancy", "nominated_at")
        personal = (
            "candidate", "nominated_by", "candidate_answer", "candidate_answered_at", "candidate_reason",
            "employer_answer", "employer_answered_at", "employer_reason", "reason",
        )  # fmt: skip
        sensitive = ()
        purpose = "To record who proposed whom, and both answers."
        retention = RETENTION

    class Access:
        view = _selection_grants("")
        answer_as_candidate = _candidate_side("")
        answer_as_employer = _employer_side("")
        offer = _employer_side("")

    def __str__(self) -> str:
        return f"{self.candidate_id} -> {self.vacancy_id}"

    @property
    def is_agreed(self) -> bool:
        return self.candidate_answer == Answer.YES and self.employer_answer == Answer.YES

    @property
    def is_open(self) -> bool:
        return Answer.NO not in (self.candidate_answer, self.employer_answer)


class Interview(models.Model):
    """A talk between a candidate and an employer, with its result."""

    class Result(models.TextChoices):
        PLANNED = "planned", _("Planned")
        PASSED = "passed", _("Passed")
        FAILED = "failed", _("Not passed")
        NOT_HELD = "not_held", _("Did not take place")

    class Mode(models.TextChoices):
        VIDEO = "video", _("By video")
        PHONE = "phone", _("By telephone")
        ON_SITE = "on_site", _("On site")

    nomination = models.ForeignKey(Nomination, on_delete=models.CASCADE, related_name="interviews")
    held_at = models.DateTimeField(_("Date and time"))
    mode = models.CharField(_("How"), max_length=10, choices=Mode.choices, default=Mode.VIDEO)
    result = models.CharField(_("Result"), max_length=10, choices=Result.choices, default=Result.PLANNED)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["held_at", "pk"]

    class Privacy:
        open = ("id", "mode")
        personal = ("nomination", "held_at", "result", "recorded_by")
        sensitive = ()
        purpose = "To plan the talk and to keep its result apart from the offer."
        retention = RETENTION

    class Access:
        view = _selection_grants("nomination")

    def __str__(self) -> str:
        return f"{self.nomination_id} {self.held_at:%Y-%m-%d}"


class Offer(models.Model):
    """An employer's offer to one candidate, and the candidate's answer."""

    class Answer(models.TextChoices):
        WAITING = "", _("No answer yet")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")

    nomination = models.OneToOneField(Nomination, on_delete=models.PROTECT, related_name="offer")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    salary_eur_month = models.DecimalField(_("Gross pay a month (EUR)"), max_digits=9, decimal_places=2)
    start_date = models.DateField(_("Start"))
    answer_by_date = models.DateField(_("Answer by"), null=True, blank=True)
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=20, choices=CandidateReason.choices, blank=True)

    class Meta:
        ordering: ClassVar = ["-made_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(salary_eur_month__gt=0), name="recruitment_offer_states_a_pay")
        ]

    class Privacy:
        open = ("id", "made_at")
        personal = (
            "nomination", "made_by", "salary_eur_month", "start_date", "answer_by_date", "answer", "answered_at",
            "reason",
        )  # fmt: skip
        sensitive = ()
        purpose = "To keep the offer apart from the selection and from the contract."
        retention = RETENTION

    class Access:
        view = _selection_grants("nomination")
        answer_as_candidate = _candidate_side("nomination")

    def __str__(self) -> str:
        return f"Offer {self.pk}"


class SelectionEvent(models.Model):
    """One dated step of a candidate on the way to a post; rows are added, never changed."""

    class Kind(models.TextChoices):
        REGISTERED = "registered", _("Registered")
        NOMINATED = "nominated", _("Proposed to the employer")
        CANDIDATE_YES = "candidate_yes", _("The candidate said yes")
        CANDIDATE_NO = "candidate_no", _("The candidate said no")
        EMPLOYER_YES = "employer_yes", _("The employer said yes")
        EMPLOYER_NO = "employer_no", _("The employer said no")
        SELECTED = "selected", _("Selected: both said yes")
        INTERVIEW_PLANNED = "interview_planned", _("Interview planned")
        INTERVIEW_PASSED = "interview_passed", _("Interview passed")
        INTERVIEW_FAILED = "interview_failed", _("Interview not passed")
        INTERVIEW_NOT_HELD = "interview_not_held", _("Interview did not take place")
        OFFERED = "offered", _("Offer made")
        ACCEPTED = "accepted", _("Offer accepted")
        DECLINED = "declined", _("Offer declined")
        WITHDRAWN = "withdrawn", _("Withdrew from the scheme")
        REFUSED = "refused", _("Not taken into the scheme")

    candidate = models.ForeignKey("recruitment.Candidate", on_delete=models.PROTECT, related_name="selection_events")
    vacancy = models.ForeignKey(
        "recruitment.Vacancy", on_delete=models.PROTECT, null=True, blank=True, related_name="selection_events"
    )
    kind = models.CharField(max_length=20, choices=Kind.choices)
    happened_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering: ClassVar = ["happened_at", "pk"]
        indexes: ClassVar = [models.Index(fields=["kind", "happened_at"], name="recruitment_event_kind")]

    class Privacy:
        open = ("id", "vacancy", "kind", "happened_at")
        personal = ("candidate", "recorded_by", "reason")
        sensitive = ()
        purpose = "Selection, offer and acceptance are separate facts with their own dates."
        retention = RETENTION

    class Access:
        view = (
            Grant(Role.WORKER, person="candidate__person__user"),
            *(
                Grant(role, workspace="candidate__scheme__workspace", country="candidate__person__iso3")
                for role in (Role.OFFICER_ORIGIN, Role.COUNSELLOR)
            ),
            Grant(Role.OFFICER_DESTINATION, workspace="vacancy__scheme__workspace", country="vacancy__iso3"),
        )

    def __str__(self) -> str:
        return f"{self.candidate_id} {self.kind}"

    @property
    def reason_label(self) -> str:
        """The reason in words; empty where none was given."""
        labels = dict(EmployerReason.choices) | dict(CandidateReason.choices) | dict(CallAnswer.Reason.choices)
        return str(labels.get(self.reason, ""))
