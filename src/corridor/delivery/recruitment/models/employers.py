"""Employers and their job orders."""

from typing import ClassVar

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language, gettext_lazy as _

from corridor.access.roles import OFFICERS, Role
from corridor.access.rules import Grant
from corridor.core.wordings import Worded
from corridor.delivery.skills.rules import SkillRef

_CIRCLE = "organisation__workspace_memberships__workspace"
_SCHEME_STAFF = (*sorted(OFFICERS), Role.PROTECTION, Role.TRAINER, Role.COUNSELLOR)


class Employer(Worded):
    """An organisation that wants to employ people of a scheme, and whether it has been vetted."""

    class VettedStatus(models.TextChoices):
        PENDING = "pending", _("Not vetted yet")
        VETTED = "vetted", _("Vetted")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    class Size(models.TextChoices):
        MICRO = "micro", _("Under 10 people")
        SMALL = "small", _("10 to 49 people")
        MEDIUM = "medium", _("50 to 249 people")
        LARGE = "large", _("250 people and more")

    organisation = models.OneToOneField("access.Organisation", on_delete=models.PROTECT, related_name="employer")
    nace2 = models.CharField(_("Sector (NACE)"), max_length=6, blank=True)
    size = models.CharField(_("Size"), max_length=10, choices=Size.choices, blank=True)
    vetted_status = models.CharField(
        _("Vetting"), max_length=10, choices=VettedStatus.choices, default=VettedStatus.PENDING
    )
    vetted_on_date = models.DateField(null=True, blank=True)
    vetted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    status_reason = models.CharField(max_length=300, blank=True)
    contact_name = models.CharField(_("Contact"), max_length=150, blank=True)
    contact_email = models.EmailField(_("E-mail address"), blank=True)
    contact_phone = models.CharField(_("Telephone"), max_length=40, blank=True)
    is_invented = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["organisation__name", "pk"]

    class Privacy:
        open = (
            "id",
            "organisation",
            "nace2",
            "size",
            "vetted_status",
            "vetted_on_date",
            "status_reason",
            "is_invented",
            "written_in",
            "wordings",
        )
        personal = ("vetted_by", "contact_name", "contact_email", "contact_phone")
        sensitive = ()
        purpose = "To know who employs, and whom to call."
        retention = "Five years after the last placement"

    class Access:
        view = (
            *(Grant(role, workspace=_CIRCLE) for role in _SCHEME_STAFF),
            Grant(Role.EMPLOYER, organisation="organisation"),
        )
        vet = (Grant(Role.OFFICER_DESTINATION, workspace=_CIRCLE, country="organisation__iso3"),)

    def __str__(self) -> str:
        return self.organisation.name


class Vacancy(Worded):
    """A job order: an employer's binding wish for a number of people in one occupation."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        OPEN = "open", _("Open")
        FILLED = "filled", _("Filled")
        CLOSED = "closed", _("Closed")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    reference = models.CharField(_("Reference"), max_length=30, unique=True)
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="vacancies")
    scheme = models.ForeignKey("schemes.Scheme", on_delete=models.PROTECT, related_name="vacancies")
    title_en = models.CharField(_("Title"), max_length=200)
    title_fr = models.CharField(_("Title in French"), max_length=200, blank=True)
    title_es = models.CharField(_("Title in Spanish"), max_length=200, blank=True)
    title_ar = models.CharField(_("Title in Arabic"), max_length=200, blank=True)
    isco08 = models.CharField(_("Occupation (ISCO-08)"), max_length=20)
    iso3 = models.CharField(_("Country of work"), max_length=3)
    region = models.CharField(_("Place of work"), max_length=100, blank=True)
    essential_skills = models.JSONField(default=list, help_text="List of {uri, label_en, label_fr, label_es, label_ar}")
    optional_skills = models.JSONField(default=list, blank=True)
    languages = models.JSONField(default=list, blank=True, help_text="List of {code, level 1..6}")
    licences = models.JSONField(default=list, blank=True)
    eqf_min = models.PositiveSmallIntegerField(_("Qualification at least (EQF)"), null=True, blank=True)
    regulated = models.BooleanField(_("The occupation is regulated"), default=False)
    years_min = models.DecimalField(
        _("Years of experience at least"), max_digits=4, decimal_places=1, null=True, blank=True
    )
    positions = models.PositiveIntegerField(_("Posts"), default=1, validators=[MinValueValidator(1)])
    salary_eur_month = models.DecimalField(
        _("Gross pay a month (EUR)"), max_digits=9, decimal_places=2, null=True, blank=True
    )
    weekly_hours = models.DecimalField(_("Hours a week"), max_digits=4, decimal_places=1, null=True, blank=True)
    start_date = models.DateField(_("Start"), null=True, blank=True)
    closes_date = models.DateField(_("Closes on"), null=True, blank=True)
    status = models.CharField(_("Status"), max_length=10, choices=Status.choices, default=Status.DRAFT)
    status_reason = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    is_invented = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["-created_at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["scheme", "status"], name="recruitment_vacancy_state")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(positions__gte=1), name="recruitment_vacancy_has_a_post"),
            models.CheckConstraint(
                condition=Q(eqf_min__isnull=True) | Q(eqf_min__range=(1, 8)),
                name="recruitment_vacancy_eqf_is_one_to_eight",
            ),
            models.CheckConstraint(
                condition=Q(salary_eur_month__isnull=True) | Q(salary_eur_month__gte=0),
                name="recruitment_vacancy_pay_is_not_negative",
            ),
        ]

    class Privacy:
        open = (
            "id", "reference", "employer", "scheme", "title_en", "title_fr", "title_es", "title_ar", "isco08", "iso3",
            "region", "essential_skills", "optional_skills", "languages", "licences", "eqf_min", "regulated",
            "years_min", "positions", "salary_eur_month", "weekly_hours", "start_date", "closes_date", "status",
            "status_reason", "created_at", "is_invented", "written_in", "wordings",
        )  # fmt: skip
        personal = ()
        sensitive = ()

    class Access:
        view = (
            *(Grant(role, workspace="scheme__workspace") for role in _SCHEME_STAFF),
            Grant(Role.EMPLOYER, organisation="employer__organisation"),
            Grant(Role.WORKER, person="scheme__candidates__person__user", where=(("status", "open"),)),
            Grant(Role.WORKER, person="nominations__candidate__person__user"),
        )
        change = (
            Grant(Role.OFFICER_DESTINATION, workspace="scheme__workspace", country="iso3"),
            Grant(Role.EMPLOYER, organisation="employer__organisation"),
        )
        match = tuple(Grant(role, workspace="scheme__workspace") for role in sorted(OFFICERS))

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    @property
    def title(self) -> str:
        """The title in the active language, English where there is none."""
        language = (get_language() or "en")[:2]
        return str(getattr(self, f"title_{language}", "") or self.title_en)

    @property
    def skill_labels(self) -> dict[str, list[str]]:
        """The labels of essential and optional skills in the active language."""
        language = get_language() or "en"
        kinds = {"essential": self.essential, "optional": self.optional}
        return {kind: [ref.label(language) for ref in refs] for kind, refs in kinds.items()}

    @property
    def essential(self) -> tuple[SkillRef, ...]:
        return tuple(SkillRef.of(stored) for stored in self.essential_skills)

    @property
    def optional(self) -> tuple[SkillRef, ...]:
        return tuple(SkillRef.of(stored) for stored in self.optional_skills)
