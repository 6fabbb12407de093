"""Recognition cases: who asks whom for what, the papers, the clock, the differences found."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from corridor.access.roles import Role
from corridor.access.rules import Grant
from corridor.core.wordings import Worded
from corridor.delivery.recognition.models.procedures import Charged, DocumentKind, Kind, Layer, RecognitionProcedure
from corridor.delivery.recognition.rules.clocks import Clock
from corridor.delivery.skills.models.people import grants

RETENTION = "Ten years after the case is closed, as long as a decision can be questioned"


def case_grants(path: str) -> tuple[Grant, ...]:
    """The grants of a case, or of a row that belongs to one; the authority sees a case once it is put to it."""
    applied = ((f"{path}applied_on__isnull", False),)
    return (
        *grants(f"{path}person"),
        Grant(Role.AUTHORITY, organisation=f"{path}procedure__organisation", where=applied),
    )


def own_grants(path: str) -> tuple[Grant, ...]:
    """Who acts for the applicant: the person, and the office that registered her."""
    return grants(f"{path}person", change=True)


def authority_grants(path: str) -> tuple[Grant, ...]:
    """Who decides: the authority of the procedure."""
    return case_grants(path)[-1:]


class RecognitionCase(Charged):
    """An application to an authority to recognise what a person has learnt, from the draft to the end."""

    class Purpose(models.TextChoices):
        WORK = "work", _("To work there")
        STUDY = "study", _("To study there")
        PERMIT = "permit", _("For a visa or a permit")
        WAGE_GRADE = "wage_grade", _("For the grade of the wage")
        RETURN = "return", _("After coming back")

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        APPLIED = "applied", _("Applied")
        DOCUMENTS_MISSING = "documents_missing", _("Papers missing")
        COMPLETE = "complete", _("Complete")
        UNDER_REVIEW = "under_review", _("Under review")
        DECIDED = "decided", _("Decided")
        APPEALED = "appealed", _("Appealed")
        CLOSED = "closed", _("Closed")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    person = models.ForeignKey("skills.Person", on_delete=models.PROTECT, related_name="recognition_cases")
    education = models.ForeignKey(
        "skills.Education", on_delete=models.SET_NULL, null=True, blank=True, related_name="recognition_cases"
    )
    qualification = models.CharField(_("Qualification"), max_length=200, blank=True)
    procedure = models.ForeignKey(RecognitionProcedure, on_delete=models.PROTECT, related_name="cases")
    follows = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="follow_ups")
    purpose = models.CharField(_("What for"), max_length=12, choices=Purpose.choices, default=Purpose.WORK)
    layer = models.CharField(_("Way"), max_length=20, choices=Layer.choices)
    kind = models.CharField(_("Kind of recognition"), max_length=30, choices=Kind.choices)
    reference_isco08 = models.CharField(_("Reference occupation (ISCO-08)"), max_length=20, blank=True)
    number = models.CharField(_("Number"), max_length=20, blank=True)
    state = models.CharField(_("State"), max_length=20, choices=State.choices, default=State.DRAFT)
    is_fast_track = models.BooleanField(_("Fast track"), default=False)
    applied_on = models.DateField(_("Applied on"), null=True, blank=True)
    receipt_due_on = models.DateField(_("Receipt due"), null=True, blank=True)
    complete_on = models.DateField(_("Complete since"), null=True, blank=True)
    due_on = models.DateField(_("Decision due"), null=True, blank=True)
    extended_to = models.DateField(_("Extended to"), null=True, blank=True)
    extension_reason = models.CharField(_("Reason of the extension"), max_length=300, blank=True)
    stopped_on = models.DateField(_("Clock stands since"), null=True, blank=True)
    stopped_days = models.PositiveSmallIntegerField(_("Days of waiting for papers"), default=0)
    ended_on = models.DateField(_("Ended on"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    is_invented = models.BooleanField(default=False)

    class Meta(Charged.Meta):
        abstract = False
        ordering: ClassVar = ["-created_at", "-pk"]
        constraints: ClassVar = [
            *Charged.Meta.constraints,
            models.UniqueConstraint(
                fields=["number"], condition=~Q(number=""), name="recognition_case_number_is_given_once"
            ),
            models.CheckConstraint(
                condition=Q(extended_to__isnull=True) | Q(extension_reason__gt=""),
                name="recognition_extension_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(state="withdrawn") | Q(applied_on__isnull=False),
                name="recognition_only_a_draft_has_not_been_applied",
            ),
        ]

    class Privacy:
        open = ("id", "procedure", "purpose", "layer", "kind", "created_at", "is_invented", "currency", "law")
        personal = (
            "person", "education", "qualification", "follows", "reference_isco08", "number", "state", "is_fast_track",
            "applied_on", "receipt_due_on", "complete_on", "due_on", "extended_to", "extension_reason", "stopped_on",
            "stopped_days", "ended_on", "fee", "payer",
        )  # fmt: skip
        sensitive = ()
        purpose = "To have a qualification recognised, and to keep the authority to its terms."
        retention = RETENTION

    class Access:
        view = case_grants("")
        change = own_grants("")
        decide = authority_grants("")
        charge = (*own_grants("")[1:], *authority_grants(""))

    def __str__(self) -> str:
        return self.number or self.get_state_display()

    @property
    def clock(self) -> Clock:
        return Clock(self.complete_on, self.due_on, self.extended_to, self.stopped_on, self.stopped_days)


class CaseDocument(models.Model):
    """A paper of a case: asked for, handed in, looked at."""

    class Form(models.TextChoices):
        ORIGINAL = "original", _("Original or copy")
        TRANSLATION = "translation", _("Translation")

    class State(models.TextChoices):
        ASKED = "asked", _("Still to hand in")
        RECEIVED = "received", _("Handed in")
        ACCEPTED = "accepted", _("Accepted")
        REJECTED = "rejected", _("Not accepted")

    case = models.ForeignKey(RecognitionCase, on_delete=models.CASCADE, related_name="documents")
    kind = models.CharField(_("Paper"), max_length=20, choices=DocumentKind.choices)
    form = models.CharField(_("Form"), max_length=12, choices=Form.choices, default=Form.ORIGINAL)
    state = models.CharField(_("State"), max_length=10, choices=State.choices, default=State.ASKED)
    asked_on = models.DateField(_("Asked on"))
    received_on = models.DateField(_("Handed in on"), null=True, blank=True)
    file = models.ForeignKey("core.StoredFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(_("Why it was not accepted"), max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["case", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "kind", "form"], name="recognition_case_asks_for_a_paper_once"),
            models.CheckConstraint(
                condition=Q(state="asked") | Q(file__isnull=False), name="recognition_paper_handed_in_has_a_file"
            ),
        ]

    class Privacy:
        open = ("id", "kind", "form", "asked_on")
        personal = ("case", "state", "received_on", "reason")
        sensitive = ("file",)
        purpose = RecognitionCase.Privacy.purpose
        retention = RETENTION

    class Access:
        # The office of destination follows the case; the papers themselves are not its matter.
        view = (*grants("case__person")[:3], *authority_grants("case__"))
        change = own_grants("case__")
        decide = authority_grants("case__")

    def __str__(self) -> str:
        return self.get_kind_display()


class SubstantialDifference(Worded):
    """Something that the qualification lacks against its reference, so large that it matters for the purpose."""

    class Area(models.TextChoices):
        LEVEL = "level", _("Level")
        DURATION = "duration", _("Length of the training")
        CONTENT = "content", _("Subjects")
        PRACTICE = "practice", _("Practice")
        OUTCOMES = "outcomes", _("What the person can do")
        RIGHTS = "rights", _("Rights that it gives")
        OTHER = "other", _("Something else")

    class Size(models.TextChoices):
        SMALL = "small", _("Small")
        LARGE = "large", _("Large")

    class Compensable(models.TextChoices):
        EXPERIENCE = "experience", _("Work experience")
        TRAINING = "training", _("Training")
        TEST = "test", _("A test")
        NONE = "none", _("Nothing")

    case = models.ForeignKey(RecognitionCase, on_delete=models.CASCADE, related_name="differences")
    area = models.CharField(_("Where the difference lies"), max_length=12, choices=Area.choices)
    required = models.CharField(_("What is required"), max_length=300)
    found = models.CharField(_("What was found"), max_length=300)
    size = models.CharField(_("Size"), max_length=6, choices=Size.choices, default=Size.LARGE)
    compensable_by = models.CharField(
        _("Can be made up for by"), max_length=12, choices=Compensable.choices, default=Compensable.TRAINING
    )
    esco_uri = models.CharField(_("Skill (ESCO)"), max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["case", "pk"]

    class Privacy:
        open = ("id", "area", "required", "size", "compensable_by", "esco_uri", "written_in", "wordings")
        personal = ("case", "found")
        sensitive = ()
        purpose = "The person must know what is missing to make up for it."
        retention = RETENTION

    class Access:
        view = case_grants("case__")
        decide = authority_grants("case__")

    def __str__(self) -> str:
        return self.get_area_display()
