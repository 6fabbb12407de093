"""Legal pathways, their requirements and procedures; model contracts. Open data: no row belongs to a person."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from corridor.core.wordings import Worded
from corridor.knowledge.pathways.rules import localised


class Pathway(Worded):
    """A legal way into a country for work, training or study: a permit with its conditions."""

    class Permit(models.TextChoices):
        SEASONAL = "seasonal", _("Seasonal work permit")
        WORK = "work", _("Single permit for work")
        BLUE_CARD = "blue_card", _("EU Blue Card")
        SKILLED = "skilled", _("Permit for skilled workers")
        INTRA_COMPANY = "intra_company", _("Permit for intra-corporate transferees")
        TRAINEE = "trainee", _("Trainee permit")
        STUDENT = "student", _("Student permit")
        RESEARCHER = "researcher", _("Researcher permit")
        JOB_SEARCH = "job_search", _("Job search visa")
        RECOGNITION = "recognition", _("Permit for the recognition of a qualification")
        SERVICE = "service", _("Posting or supply of services")
        FREE_MOVEMENT = "free_movement", _("Free movement")

    class SalaryBasis(models.TextChoices):
        NONE = "", _("No threshold")
        MONTH = "month", _("Gross per month")
        YEAR = "year", _("Gross per year")

    code = models.SlugField(_("Code"), max_length=60, unique=True)
    name_en = models.CharField(_("Name in English"), max_length=200)
    name_fr = models.CharField(_("Name in French"), max_length=200, blank=True)
    name_es = models.CharField(_("Name in Spanish"), max_length=200, blank=True)
    name_ar = models.CharField(_("Name in Arabic"), max_length=200, blank=True)
    origin_iso3 = models.CharField(_("Country of origin"), max_length=3, blank=True)
    destination_iso3 = models.CharField(_("Country of destination"), max_length=3)
    permit_kind = models.CharField(_("Kind of permit"), max_length=20, choices=Permit.choices)
    min_salary_eur = models.DecimalField(
        _("Least salary in euros"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    salary_basis = models.CharField(_("Salary counted"), max_length=10, choices=SalaryBasis.choices, blank=True)
    max_months = models.PositiveSmallIntegerField(_("Longest stay in months"), null=True, blank=True)
    renewable = models.BooleanField(_("Renewable"), default=False)
    employer_tied = models.BooleanField(_("Tied to one employer"), default=True)
    valid_until_date = models.DateField(_("Valid until"), null=True, blank=True)
    source = models.CharField(_("Source"), max_length=300)
    source_date = models.DateField(_("Date of the source"), null=True, blank=True)
    is_invented = models.BooleanField(_("Invented for demonstration"), default=False)

    class Meta:
        ordering: ClassVar = ["destination_iso3", "code"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(min_salary_eur__isnull=True) | models.Q(min_salary_eur__gte=0),
                name="pathways_least_salary_is_not_negative",
            ),
            models.CheckConstraint(
                condition=~models.Q(origin_iso3=models.F("destination_iso3")), name="pathways_pathway_crosses_a_border"
            ),
        ]

    class Privacy:
        open = (
            "id", "code", "name_en", "name_fr", "name_es", "name_ar", "origin_iso3", "destination_iso3", "permit_kind",
            "min_salary_eur", "salary_basis", "max_months", "renewable", "employer_tied", "valid_until_date", "source",
            "source_date", "is_invented", "written_in", "wordings",
        )  # fmt: skip
        personal = ()
        sensitive = ()

    def __str__(self) -> str:
        return self.localised_name

    @property
    def localised_name(self) -> str:
        """The name in the reader's language."""
        return localised(self, "name")


class Requirement(models.Model):
    """One condition of a pathway; `value` holds what an engine compares, the texts what a person reads."""

    class Kind(models.TextChoices):
        QUALIFICATION = "qualification", _("Qualification")
        SALARY = "salary", _("Salary")
        LANGUAGE = "language", _("Language")
        AGE = "age", _("Age")
        EXPERIENCE = "experience", _("Work experience")
        OCCUPATION = "occupation", _("Occupation")
        QUOTA = "quota", _("Quota")
        LABOUR_MARKET_TEST = "labour_market_test", _("Labour market test")
        RECOGNITION = "recognition", _("Recognition of the qualification")
        OFFER = "offer", _("Job offer")
        FUNDS = "funds", _("Means of living")
        RETURN = "return", _("Undertaking to return")
        OTHER = "other", _("Other")

    pathway = models.ForeignKey(Pathway, on_delete=models.CASCADE, related_name="requirements")
    kind = models.CharField(_("Kind"), max_length=20, choices=Kind.choices)
    value = models.JSONField(_("Value"), default=dict, blank=True)
    text_en = models.CharField(_("Text in English"), max_length=300)
    text_fr = models.CharField(_("Text in French"), max_length=300, blank=True)
    text_es = models.CharField(_("Text in Spanish"), max_length=300, blank=True)
    text_ar = models.CharField(_("Text in Arabic"), max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["pathway", "pk"]

    class Privacy:
        open = ("id", "pathway", "kind", "value", "text_en", "text_fr", "text_es", "text_ar")
        personal = ()
        sensitive = ()

    def __str__(self) -> str:
        return self.localised_text

    @property
    def localised_text(self) -> str:
        """The condition in the reader's language."""
        return localised(self, "text")


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
    """

    class Party(models.TextChoices):
        WORKER = "worker", _("Worker")
        EMPLOYER = "employer", _("Employer")
        OFFICER_ORIGIN = "officer_origin", _("Office in the country of origin")
        OFFICER_DESTINATION = "officer_destination", _("Office in the country of destination")
        CONSULATE = "consulate", _("Consulate")

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
    order = models.PositiveSmallIntegerField(_("Order"), default=1)
    predecessors = models.JSONField(_("Waits for"), default=list, blank=True)
    documents = models.JSONField(_("Documents"), default=list, blank=True)

    class Meta:
        ordering: ClassVar = ["procedure", "order", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["procedure", "code"], name="pathways_step_code_is_used_once")
        ]

    class Privacy:
        open = (
            "id", "procedure", "code", "name_en", "name_fr", "name_es", "name_ar", "authority", "party", "legal_days",
            "fee_eur", "order", "predecessors", "documents", "written_in", "wordings",
        )  # fmt: skip
        personal = ()
        sensitive = ()

    def __str__(self) -> str:
        return self.localised_name

    @property
    def localised_name(self) -> str:
        """The name in the reader's language."""
        return localised(self, "name")


class ModelContract(Worded):
    """The least that a contract must grant in a country and sector; no worker pays anything for the job."""

    destination_iso3 = models.CharField(_("Country of destination"), max_length=3)
    sector = models.CharField(_("Sector (NACE)"), max_length=10)
    name_en = models.CharField(_("Name in English"), max_length=200)
    name_fr = models.CharField(_("Name in French"), max_length=200, blank=True)
    name_es = models.CharField(_("Name in Spanish"), max_length=200, blank=True)
    name_ar = models.CharField(_("Name in Arabic"), max_length=200, blank=True)
    min_monthly_eur = models.DecimalField(_("Least gross pay per month in euros"), max_digits=10, decimal_places=2)
    max_weekly_hours = models.DecimalField(_("Most hours per week"), max_digits=4, decimal_places=1)
    min_rest_days = models.PositiveSmallIntegerField(_("Least rest days per week"), default=1)
    insurance_required = models.BooleanField(_("Insurance required"), default=True)
    repatriation_required = models.BooleanField(_("Return travel paid by the employer"), default=True)
    worker_fees_eur = models.DecimalField(_("Fees of the worker in euros"), max_digits=10, decimal_places=2, default=0)
    source = models.CharField(_("Source"), max_length=300)
    is_invented = models.BooleanField(_("Invented for demonstration"), default=False)

    class Meta:
        ordering: ClassVar = ["destination_iso3", "sector", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["destination_iso3", "sector"], name="pathways_model_contract_is_given_once"
            ),
            models.CheckConstraint(
                condition=models.Q(worker_fees_eur=0), name="pathways_model_contract_charges_no_worker"
            ),
        ]

    class Privacy:
        open = (
            "id", "destination_iso3", "sector", "name_en", "name_fr", "name_es", "name_ar", "min_monthly_eur",
            "max_weekly_hours", "min_rest_days", "insurance_required", "repatriation_required", "worker_fees_eur",
            "source", "is_invented", "written_in", "wordings",
        )  # fmt: skip
        personal = ()
        sensitive = ()

    def __str__(self) -> str:
        return self.localised_name

    @property
    def localised_name(self) -> str:
        """The name in the reader's language."""
        return localised(self, "name")
