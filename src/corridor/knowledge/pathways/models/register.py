"""Legal pathways, what they ask for and what they grant."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from corridor.core.wordings import Worded
from corridor.knowledge.pathways.rules import localised


def _from_before_until() -> models.Q:
    return (
        models.Q(valid_from_date__isnull=True)
        | models.Q(valid_until_date__isnull=True)
        | models.Q(valid_until_date__gte=models.F("valid_from_date"))
    )


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
        NOT_STATED = "not_stated", _("Kind not stated")

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
    renewable = models.BooleanField(_("Renewable"), null=True, blank=True, help_text=_("Empty: not stated"))
    employer_tied = models.BooleanField(
        _("Tied to one employer"), null=True, blank=True, help_text=_("Empty: not stated")
    )
    quota_code = models.SlugField(_("Quota (code in the ledger)"), max_length=60, blank=True)
    valid_from_date = models.DateField(_("Valid from"), null=True, blank=True)
    valid_until_date = models.DateField(_("Valid until"), null=True, blank=True)
    source = models.CharField(_("Source"), max_length=300)
    source_date = models.DateField(_("Date of the source"), null=True, blank=True)
    is_invented = models.BooleanField(_("Invented for demonstration"), default=False)
    content_digest = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        ordering: ClassVar = ["destination_iso3", "code"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=_from_before_until(), name="pathways_pathway_ends_after_it_starts"),
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
            "min_salary_eur", "salary_basis", "max_months", "renewable", "employer_tied", "quota_code",
            "valid_from_date", "valid_until_date", "source", "source_date", "is_invented", "content_digest",
            "written_in", "wordings",
        )  # fmt: skip
        personal = ()
        sensitive = ()

    def __str__(self) -> str:
        return self.localised_name

    @property
    def localised_name(self) -> str:
        """The name in the reader's language."""
        return localised(self, "name")


class Requirement(Worded):
    """One condition of a pathway; `value` holds what an engine compares, the texts what a person reads.

    A condition whose value no source gives is kept with `is_stated` false: the fit test then answers unknown.
    """

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
        ORIGIN = "origin", _("Country of origin")
        LICENCE = "licence", _("Licence")
        STAY = "stay", _("Longest stay")
        WINDOW = "window", _("Months within a window")
        REENTRY = "reentry", _("Months away before coming back")
        VALIDITY = "validity", _("Time in which the pathway is open")
        EMPLOYER_TIED = "employer_tied", _("Tied to one employer")
        NO_FAMILY = "no_family", _("Family cannot come along")
        CHECK = "check", _("Check")
        OTHER = "other", _("Other")

    pathway = models.ForeignKey(Pathway, on_delete=models.CASCADE, related_name="requirements")
    kind = models.CharField(_("Kind"), max_length=20, choices=Kind.choices)
    value = models.JSONField(_("Value"), default=dict, blank=True)
    text_en = models.CharField(_("Text in English"), max_length=300, blank=True)
    text_fr = models.CharField(_("Text in French"), max_length=300, blank=True)
    text_es = models.CharField(_("Text in Spanish"), max_length=300, blank=True)
    text_ar = models.CharField(_("Text in Arabic"), max_length=300, blank=True)
    is_stated = models.BooleanField(_("The source states the value"), default=True)
    source = models.CharField(_("Source"), max_length=300, blank=True)
    source_date = models.DateField(_("Date of the source"), null=True, blank=True)
    valid_from_date = models.DateField(_("Valid from"), null=True, blank=True)
    valid_until_date = models.DateField(_("Valid until"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["pathway", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=_from_before_until(), name="pathways_requirement_ends_after_it_starts")
        ]

    class Privacy:
        open = (
            "id", "pathway", "kind", "value", "text_en", "text_fr", "text_es", "text_ar", "is_stated", "source",
            "source_date", "valid_from_date", "valid_until_date", "written_in", "wordings",
        )  # fmt: skip
        personal = ()
        sensitive = ()

    def __str__(self) -> str:
        return self.localised_text or self.get_kind_display()

    @property
    def localised_text(self) -> str:
        """The condition in the reader's language."""
        return localised(self, "text")


class PathwayNote(Worded):
    """What a pathway grants, or what a stay on it brings with it: answered yes, no or in part, or not stated."""

    class Topic(models.TextChoices):
        FAMILY = "family", _("Family may come along")
        FAMILY_WORK = "family_work", _("Family may work")
        VISITS = "visits", _("Visits home and of the family")
        JOB_CHANGE = "job_change", _("Change of employer")
        RENEWAL = "renewal", _("Renewal")
        LONG_STAY = "long_stay", _("Way to a long-term stay")
        JOB_SEARCH = "job_search", _("Stay to look for work")
        FREE_MOVEMENT = "free_movement", _("Free movement")
        MODE_4 = "mode_4", _("Supply of services (mode 4)")
        REGISTRATION = "registration", _("Registration on arrival")
        DEREGISTRATION = "deregistration", _("Deregistration on departure")
        SOCIAL_SECURITY = "social_security", _("Social security")
        DOUBLE_TAXATION = "double_taxation", _("Double taxation")
        CUSTOMS = "customs", _("Customs")
        CONSULAR_HELP = "consular_help", _("Consular help")
        CONVENTIONS = "conventions", _("Conventions ratified")
        PAY = "pay", _("Pay")
        FEES = "fees", _("Fees of workers")
        CONFLICT = "conflict", _("Sources disagree")

    class Answer(models.TextChoices):
        YES = "yes", _("yes")
        NO = "no", _("no")
        PARTLY = "partly", _("in part")
        NOT_STATED = "not_stated", _("not stated")

    pathway = models.ForeignKey(Pathway, on_delete=models.CASCADE, related_name="notes")
    topic = models.CharField(_("Topic"), max_length=20, choices=Topic.choices)
    answer = models.CharField(_("Answer"), max_length=10, choices=Answer.choices, default=Answer.NOT_STATED)
    text = models.CharField(_("In words"), max_length=400, blank=True)
    source = models.CharField(_("Source"), max_length=300, blank=True)
    source_date = models.DateField(_("Date of the source"), null=True, blank=True)
    valid_from_date = models.DateField(_("Valid from"), null=True, blank=True)
    valid_until_date = models.DateField(_("Valid until"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["pathway", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=_from_before_until(), name="pathways_note_ends_after_it_starts"),
            models.CheckConstraint(
                condition=models.Q(answer="not_stated") | ~models.Q(source=""), name="pathways_note_has_a_source"
            ),
        ]

    class Privacy:
        open = (
            "id", "pathway", "topic", "answer", "text", "source", "source_date", "valid_from_date",
            "valid_until_date", "written_in", "wordings",
        )  # fmt: skip
        personal = ()
        sensitive = ()

    def __str__(self) -> str:
        return f"{self.get_topic_display()}: {self.get_answer_display()}"
