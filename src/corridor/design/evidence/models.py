"""Answers to the questions of a scheme, what they stand on, gaps in the data, scores and marks entered by hand."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from corridor.core.wordings import Worded, worded
from corridor.design.evidence.rules import HIGHEST_HAND_SCORE
from corridor.design.schemes import choices
from corridor.design.schemes.rules import plan_authors, plan_readers


class Answer(Worded):
    """What a scheme knows about one question of the list: who answers it, the answer, how far it has come."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        IN_WORK = "in_work", _("In work")
        ANSWERED = "answered", _("Answered")
        NOT_APPLICABLE = "not_applicable", _("Does not apply")

    scheme = models.ForeignKey("schemes.Scheme", on_delete=models.CASCADE, related_name="answers")
    question = models.SlugField(_("Question"), max_length=40)
    owner = models.ForeignKey(
        "access.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Who answers"),
    )
    state = models.CharField(_("State"), max_length=16, choices=State.choices, default=State.OPEN)
    text = models.TextField(_("Answer"), blank=True)
    due_date = models.DateField(_("To be answered by"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["scheme", "question"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["scheme", "question"], name="evidence_question_is_answered_once"),
            models.CheckConstraint(
                condition=~models.Q(state__in=["answered", "not_applicable"]) | ~models.Q(text=""),
                name="evidence_answered_question_has_a_text",
            ),
        ]

    class Privacy:
        open = ("id", "scheme", "question", "owner", "state", "text", "due_date", "written_in", "wordings")
        personal = ()
        sensitive = ()

    class Access:
        view = plan_readers()
        change = plan_authors()

    def __str__(self) -> str:
        return self.question


class Proof(Worded):
    """What an answer stands on: a figure of a dataset, a document or an address, with the day it speaks for."""

    class Kind(models.TextChoices):
        FIGURE = "figure", _("Figure of a dataset")
        DOCUMENT = "document", _("Document")
        ADDRESS = "address", _("Address on the web")

    scheme = models.ForeignKey("schemes.Scheme", on_delete=models.CASCADE, related_name="proofs")
    question = models.SlugField(_("Question"), max_length=40)
    kind = models.CharField(_("Kind"), max_length=10, choices=Kind.choices)
    text = models.CharField(_("What it says, or its title"), max_length=300)
    url = models.URLField(_("Address"), max_length=500, blank=True)
    indicator = models.CharField(_("Indicator of the dataset"), max_length=120, blank=True)
    area = models.CharField(_("Country of the figure"), max_length=20, blank=True)
    source_date = models.DateField(_("Date of the source"))

    class Meta:
        ordering: ClassVar = ["scheme", "question", "-source_date", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(kind="figure") | ~models.Q(indicator=""), name="evidence_figure_names_its_indicator"
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="address") | ~models.Q(url=""), name="evidence_address_has_a_url"
            ),
        ]

    class Privacy:
        open = (
            "id", "scheme", "question", "kind", "text", "url", "indicator", "area", "source_date", "written_in",
            "wordings",
        )  # fmt: skip
        personal = ()
        sensitive = ()

    class Access:
        view = plan_readers()
        change = plan_authors()

    def __str__(self) -> str:
        return worded(self, "text")


class DataGap(Worded):
    """A figure or a fact that is missing: what would close the gap, who does it, by when, at what cost."""

    scheme = models.ForeignKey("schemes.Scheme", on_delete=models.CASCADE, related_name="data_gaps")
    question = models.SlugField(_("Question"), max_length=40, blank=True)
    text = models.CharField(_("What is not known"), max_length=300)
    remedy = models.CharField(_("What would close the gap"), max_length=300)
    owner = models.ForeignKey(
        "access.Organisation", on_delete=models.PROTECT, related_name="+", verbose_name=_("Who closes it")
    )
    due_date = models.DateField(_("By when"))
    cost_eur = models.DecimalField(
        _("Cost in euros"), max_digits=12, decimal_places=2, null=True, blank=True, help_text=_("Empty: not known.")
    )
    closed_date = models.DateField(_("Closed on"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["scheme", "due_date", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(cost_eur__isnull=True) | models.Q(cost_eur__gte=0),
                name="evidence_gap_costs_nothing_or_more",
            )
        ]

    class Privacy:
        open = (
            "id", "scheme", "question", "text", "remedy", "owner", "due_date", "cost_eur", "closed_date", "written_in",
            "wordings",
        )  # fmt: skip
        personal = ()
        sensitive = ()

    class Access:
        view = plan_readers()
        change = plan_authors()

    def __str__(self) -> str:
        return worded(self, "text")


class HandScore(Worded):
    """A score of a country that people give by reading a source, on a scale from 0 to 3."""

    scheme = models.ForeignKey("schemes.Scheme", on_delete=models.CASCADE, related_name="hand_scores")
    indicator = models.CharField(_("Indicator"), max_length=40)
    iso3 = models.CharField(_("Country"), max_length=3)
    value = models.DecimalField(_("Score, 0 to 3"), max_digits=3, decimal_places=2)
    source = models.CharField(_("Source"), max_length=300)
    source_date = models.DateField(_("Date of the source"))

    class Meta:
        ordering: ClassVar = ["scheme", "indicator", "iso3"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["scheme", "indicator", "iso3"], name="evidence_hand_score_is_given_once"),
            models.CheckConstraint(
                condition=models.Q(value__gte=0, value__lte=HIGHEST_HAND_SCORE), name="evidence_hand_score_is_0_to_3"
            ),
            models.CheckConstraint(condition=~models.Q(source=""), name="evidence_hand_score_has_a_source"),
        ]

    class Privacy:
        open = ("id", "scheme", "indicator", "iso3", "value", "source", "source_date", "written_in", "wordings")
        personal = ()
        sensitive = ()

    class Access:
        view = plan_readers()
        change = plan_authors()

    def __str__(self) -> str:
        return self.country

    @property
    def country(self) -> str:
        """The country's name in the reader's language."""
        return choices.country(self.iso3)


class OccupationFlag(Worded):
    """A mark on an occupation: touched by the green transition, by automation or by the climate, with its source."""

    class Kind(models.TextChoices):
        GREEN = "green", _("Green transition")
        AUTOMATION = "automation", _("Automation")
        CLIMATE = "climate", _("Exposure to the climate")

    class Effect(models.TextChoices):
        GROWS = "grows", _("Demand grows")
        CHANGES = "changes", _("Tasks change")
        SHRINKS = "shrinks", _("Demand shrinks")
        AT_RISK = "at_risk", _("Work is at risk")

    scheme = models.ForeignKey("schemes.Scheme", on_delete=models.CASCADE, related_name="occupation_flags")
    isco08 = models.CharField(_("Occupation (ISCO-08)"), max_length=4)
    kind = models.CharField(_("Touched by"), max_length=12, choices=Kind.choices)
    effect = models.CharField(_("Effect"), max_length=10, choices=Effect.choices)
    source = models.CharField(_("Source"), max_length=300)
    source_date = models.DateField(_("Date of the source"))

    class Meta:
        ordering: ClassVar = ["scheme", "isco08", "kind", "-source_date"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["scheme", "isco08", "kind", "source"], name="evidence_flag_is_given_once_per_source"
            ),
            models.CheckConstraint(condition=~models.Q(source=""), name="evidence_flag_has_a_source"),
        ]

    class Privacy:
        open = ("id", "scheme", "isco08", "kind", "effect", "source", "source_date", "written_in", "wordings")
        personal = ()
        sensitive = ()

    class Access:
        view = plan_readers()
        change = plan_authors()

    def __str__(self) -> str:
        return f"{self.isco08} {self.get_kind_display()}"

    @property
    def tone(self) -> str:
        """The kind of mark on a page: growth is good news, the rest asks for a look."""
        return "ok" if self.effect == self.Effect.GROWS else "warn"
