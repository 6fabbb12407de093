"""Procedures: the steps by which a person gets the permit of a pathway."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from corridor.core.wordings import Worded
from corridor.knowledge.pathways.models.register import Pathway
from corridor.knowledge.pathways.rules import localised


class Procedure(models.Model):
    """The steps by which a person gets the permit of a pathway; a changed law gives a new version."""

    pathway = models.ForeignKey(Pathway, on_delete=models.PROTECT, related_name="procedures")
    version = models.PositiveSmallIntegerField(_("Version"), default=1)

    class Meta:
        ordering: ClassVar = ["pathway", "-version"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["pathway", "version"], name="pathways_procedure_version_is_used_once")
        ]

    class Privacy:
        open = ("id", "pathway", "version")
        personal = ()
        sensitive = ()

    def __str__(self) -> str:
        return f"{self.pathway} {self.version}"


class ProcedureStep(Worded):
    """One step of a procedure: who must act, within how many days, after which steps, with which documents.

    `predecessors` is a list of step codes, `documents` a list of `{kind, label_en, label_fr, label_es, label_ar}`.
    A step with `alternative_to` can be worked instead of that one; who waits for the one may go on after the other.
    Who pays a fee is never assumed: an empty `payer` says that no source names one.
    """

    class Party(models.TextChoices):
        WORKER = "worker", _("Worker")
        EMPLOYER = "employer", _("Employer")
        OFFICER_ORIGIN = "officer_origin", _("Office in the country of origin")
        OFFICER_DESTINATION = "officer_destination", _("Office in the country of destination")
        CONSULATE = "consulate", _("Consulate")

    class Phase(models.TextChoices):
        NONE = "", _("Phase not stated")
        PRE_DEPARTURE = "pre_departure", _("Before departure")
        ARRIVAL = "arrival", _("On arrival")
        STAY = "stay", _("During the stay")
        ONWARD = "onward", _("Moving on")
        RETURN = "return", _("Return")

    class Payer(models.TextChoices):
        NOT_STATED = "", _("Payer not stated")
        WORKER = "worker", _("Worker")
        EMPLOYER = "employer", _("Employer")
        STATE_ORIGIN = "state_origin", _("Country of origin")
        STATE_DESTINATION = "state_destination", _("Country of destination")
        FUNDER = "funder", _("Funder of the scheme")

    class FeeKind(models.TextChoices):
        NONE = "", _("Kind of fee not stated")
        RECRUITMENT = "recruitment", _("Recruitment")
        OFFICIAL = "official", _("Official fee")
        TEST = "test", _("Test or course")
        MEDICAL = "medical", _("Medical examination")
        INSURANCE = "insurance", _("Insurance")
        TRAVEL = "travel", _("Travel")

    procedure = models.ForeignKey(Procedure, on_delete=models.CASCADE, related_name="steps")
    code = models.SlugField(_("Code"), max_length=40)
    name_en = models.CharField(_("Name in English"), max_length=200)
    name_fr = models.CharField(_("Name in French"), max_length=200, blank=True)
    name_es = models.CharField(_("Name in Spanish"), max_length=200, blank=True)
    name_ar = models.CharField(_("Name in Arabic"), max_length=200, blank=True)
    authority = models.CharField(_("Authority"), max_length=200, blank=True)
    party = models.CharField(_("Who must act"), max_length=20, choices=Party.choices)
    legal_days = models.PositiveSmallIntegerField(_("Legal days"), null=True, blank=True)
    fee_eur = models.DecimalField(_("Fee in euros"), max_digits=10, decimal_places=2, null=True, blank=True)
    fee_original = models.DecimalField(_("Fee as printed"), max_digits=12, decimal_places=2, null=True, blank=True)
    fee_currency = models.CharField(_("Currency of the printed fee"), max_length=3, blank=True)
    fee_kind = models.CharField(_("Kind of fee"), max_length=12, choices=FeeKind.choices, blank=True)
    payer = models.CharField(_("Who pays"), max_length=20, choices=Payer.choices, blank=True)
    phase = models.CharField(_("Phase"), max_length=15, choices=Phase.choices, blank=True)
    real_days = models.PositiveSmallIntegerField(_("Real days (median)"), null=True, blank=True)
    real_days_source = models.CharField(_("Source of the real days"), max_length=300, blank=True)
    real_days_date = models.DateField(_("Date of the real days"), null=True, blank=True)
    valid_months = models.PositiveSmallIntegerField(_("Result valid for months"), null=True, blank=True)
    alternative_to = models.SlugField(_("Can be worked instead of"), max_length=40, blank=True)
    source = models.CharField(_("Source"), max_length=300, blank=True)
    source_date = models.DateField(_("Date of the source"), null=True, blank=True)
    order = models.PositiveSmallIntegerField(_("Order"), default=1)
    predecessors = models.JSONField(_("Waits for"), default=list, blank=True)
    documents = models.JSONField(_("Documents"), default=list, blank=True)

    class Meta:
        ordering: ClassVar = ["procedure", "order", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["procedure", "code"], name="pathways_step_code_is_used_once"),
            models.CheckConstraint(
                condition=models.Q(real_days__isnull=True) | ~models.Q(real_days_source=""),
                name="pathways_real_days_have_a_source",
            ),
            models.CheckConstraint(
                condition=models.Q(fee_original__isnull=True) | ~models.Q(fee_currency=""),
                name="pathways_printed_fee_has_a_currency",
            ),
        ]

    class Privacy:
        open = (
            "id", "procedure", "code", "name_en", "name_fr", "name_es", "name_ar", "authority", "party", "legal_days",
            "fee_eur", "fee_original", "fee_currency", "fee_kind", "payer", "phase", "real_days", "real_days_source",
            "real_days_date", "valid_months", "alternative_to", "source", "source_date", "order", "predecessors",
            "documents", "written_in", "wordings",
        )  # fmt: skip
        personal = ()
        sensitive = ()

    def __str__(self) -> str:
        return self.localised_name

    @property
    def charges_recruitment(self) -> bool:
        """Whether the worker would pay for being recruited, which no lawful way may ask."""
        is_charged = bool(self.fee_eur or self.fee_original)
        return is_charged and self.payer == self.Payer.WORKER and self.fee_kind == self.FeeKind.RECRUITMENT

    @property
    def localised_name(self) -> str:
        """The name in the reader's language."""
        return localised(self, "name")
