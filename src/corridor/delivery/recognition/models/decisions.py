"""Decisions, how a partial one is made up for, and appeals."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from corridor.core.wordings import Worded
from corridor.delivery.recognition.models.cases import (
    RETENTION,
    RecognitionCase,
    authority_grants,
    case_grants,
    own_grants,
)
from corridor.delivery.recognition.models.procedures import Charged
from corridor.delivery.recognition.rules.decisions import NEEDS_REASONS


class Decision(Worded):
    """What an authority has decided on a case, with its reasons and the way to appeal."""

    class Outcome(models.TextChoices):
        FULL = "full", _("Full recognition")
        PARTIAL = "partial", _("Partial recognition")
        ALTERNATIVE_LEVEL = "alternative_level", _("Recognition at another level")
        CONDITIONAL = "conditional", _("Recognition on conditions")
        PARTIAL_ACCESS = "partial_access", _("Partial access to the profession")
        NONE = "none", _("No recognition")
        WITHDRAWN = "withdrawn", _("Application withdrawn")
        ADVISORY = "advisory_only", _("Advisory statement only")

    case = models.ForeignKey(RecognitionCase, on_delete=models.PROTECT, related_name="decisions")
    outcome = models.CharField(_("Decision"), max_length=20, choices=Outcome.choices)
    notice_number = models.CharField(_("Number of the notice"), max_length=40, blank=True)
    decided_on = models.DateField(_("Decided on"))
    legal_effect = models.CharField(_("What it allows"), max_length=300, blank=True)
    valid_until = models.DateField(_("Valid until"), null=True, blank=True)
    reasons = models.TextField(_("Reasons"), blank=True)
    appeal_until = models.DateField(_("Appeal until"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["case", "-decided_on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(outcome__in=sorted(NEEDS_REASONS)) | Q(reasons__gt="", appeal_until__isnull=False),
                name="recognition_less_than_full_has_reasons",
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=["advisory_only", "withdrawn"]) | Q(appeal_until__isnull=True),
                name="recognition_advice_cannot_be_appealed",
            ),
        ]

    class Privacy:
        open = ("id", "written_in", "wordings")
        personal = (
            "case", "outcome", "notice_number", "decided_on", "legal_effect", "valid_until", "reasons", "appeal_until",
            "decided_by",
        )  # fmt: skip
        sensitive = ()
        purpose = "The person works or studies on this decision, and may appeal it."
        retention = RETENTION

    class Access:
        view = case_grants("case__")
        change = own_grants("case__")
        decide = authority_grants("case__")

    def __str__(self) -> str:
        return self.get_outcome_display()


class CompensationMeasure(Worded, Charged):
    """How a person makes up for a difference: a period of adaptation, a test, a training, a licence with limits."""

    class Kind(models.TextChoices):
        ADAPTATION_PERIOD = "adaptation_period", _("Adaptation period")
        APTITUDE_TEST = "aptitude_test", _("Aptitude test")
        KNOWLEDGE_TEST = "knowledge_test", _("Knowledge test")
        ADAPTATION_TRAINING = "adaptation_training", _("Adaptation training")
        SKILLS_ANALYSIS = "skills_analysis", _("Skills analysis: showing the work")
        LANGUAGE_COURSE = "language_course", _("Language course")
        CONDITIONAL_LICENCE = "conditional_licence", _("Licence on conditions")

    class State(models.TextChoices):
        OFFERED = "offered", _("Offered")
        CHOSEN = "chosen", _("Chosen")
        DONE = "done", _("Completed")
        FAILED = "failed", _("Not passed")
        NOT_CHOSEN = "not_chosen", _("Not chosen")

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="measures")
    kind = models.CharField(_("Measure"), max_length=20, choices=Kind.choices)
    state = models.CharField(_("State"), max_length=12, choices=State.choices, default=State.OFFERED)
    months = models.PositiveSmallIntegerField(_("Months"), null=True, blank=True)
    supervisor = models.CharField(_("Supervisor"), max_length=150, blank=True)
    site = models.CharField(_("Where"), max_length=200, blank=True)
    attempt = models.PositiveSmallIntegerField(_("Attempt"), null=True, blank=True)
    result = models.CharField(_("Result"), max_length=200, blank=True)
    hours = models.PositiveSmallIntegerField(_("Hours"), null=True, blank=True)
    limits = models.CharField(_("Limits of the licence"), max_length=300, blank=True)
    until_on = models.DateField(_("Until"), null=True, blank=True)
    chosen_on = models.DateField(_("Chosen on"), null=True, blank=True)
    finished_on = models.DateField(_("Finished on"), null=True, blank=True)

    class Meta(Charged.Meta):
        abstract = False
        ordering: ClassVar = ["decision", "pk"]
        constraints: ClassVar = [
            *Charged.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(kind="adaptation_period") | Q(months__gt=0), name="recognition_adaptation_has_a_length"
            ),
            models.CheckConstraint(
                condition=~Q(kind="conditional_licence") | Q(limits__gt=""), name="recognition_licence_names_its_limits"
            ),
        ]

    class Privacy:
        open = ("id", "kind", "currency", "law", "written_in", "wordings")
        personal = (
            "decision", "state", "months", "supervisor", "site", "attempt", "result", "hours", "limits", "until_on",
            "chosen_on", "finished_on", "fee", "payer",
        )  # fmt: skip
        sensitive = ()
        purpose = "To make up for what is missing, and to have it recognised afterwards."
        retention = RETENTION

    class Access:
        view = case_grants("decision__case__")
        change = own_grants("decision__case__")
        decide = authority_grants("decision__case__")

    def __str__(self) -> str:
        return self.get_kind_display()


class Appeal(Worded):
    """An objection to a decision, lodged in time, with what came of it."""

    class Result(models.TextChoices):
        OPEN = "open", _("Open")
        GRANTED = "granted", _("Granted: the case is reviewed again")
        DISMISSED = "dismissed", _("Dismissed: the decision stands")

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="appeal")
    lodged_on = models.DateField(_("Lodged on"))
    grounds = models.TextField(_("Why the decision is wrong"))
    result = models.CharField(_("Result"), max_length=10, choices=Result.choices, default=Result.OPEN)
    answer = models.TextField(_("Answer"), blank=True)
    settled_on = models.DateField(_("Settled on"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-lodged_on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(result="open") | Q(answer__gt="", settled_on__isnull=False),
                name="recognition_appeal_is_answered",
            )
        ]

    class Privacy:
        open = ("id", "written_in", "wordings")
        personal = ("decision", "lodged_on", "grounds", "result", "answer", "settled_on")
        sensitive = ()
        purpose = "To have a decision looked at again."
        retention = RETENTION

    class Access:
        view = case_grants("decision__case__")
        decide = authority_grants("decision__case__")

    def __str__(self) -> str:
        return self.get_result_display()
