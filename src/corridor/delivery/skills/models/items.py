"""What a person has done, learnt, speaks and can do, and what was decided on it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language, gettext_lazy as _

from corridor.delivery.skills.models.people import RETENTION, Person, grants
from corridor.delivery.skills.payers import Payer
from corridor.delivery.skills.rules import SkillRef, skill_key
from corridor.kernel.codes import Cefr


class WorkExperience(models.Model):
    """Work that a person has done, in one occupation."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="experiences")
    isco08 = models.CharField(
        _("Occupation (ISCO-08)"), max_length=20, help_text="Unit group, or ESCO code that starts with it"
    )
    title = models.CharField(_("Title of the post"), max_length=200, blank=True)
    years = models.DecimalField(_("Years"), max_digits=4, decimal_places=1, null=True, blank=True)
    employer_name = models.CharField(_("Employer"), max_length=200, blank=True)
    iso3 = models.CharField(_("Country"), max_length=3, blank=True)

    class Meta:
        ordering: ClassVar = ["person", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(years__isnull=True) | Q(years__gte=0), name="skills_years_are_not_negative"
            )
        ]

    class Privacy:
        open = ("id",)
        personal = ("person", "isco08", "title", "years", "employer_name", "iso3")
        sensitive = ()
        purpose = "Experience counts in matching and stands in the passport."
        retention = RETENTION

    class Access:
        view = grants("person")
        change = grants("person", change=True)

    def __str__(self) -> str:
        return self.title or self.isco08


class Education(models.Model):
    """A qualification that a person holds."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="educations")
    eqf_level = models.PositiveSmallIntegerField(_("Level (EQF)"), null=True, blank=True)
    isced_field = models.CharField(_("Field (ISCED-F)"), max_length=4, blank=True)
    title = models.CharField(_("Qualification"), max_length=200, blank=True)
    year = models.PositiveSmallIntegerField(_("Year"), null=True, blank=True)
    iso3 = models.CharField(_("Country"), max_length=3, blank=True)

    class Meta:
        ordering: ClassVar = ["person", "-eqf_level", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(eqf_level__isnull=True) | Q(eqf_level__range=(1, 8)),
                name="skills_eqf_level_is_one_to_eight",
            )
        ]

    class Privacy:
        open = ("id",)
        personal = ("person", "eqf_level", "isced_field", "title", "year", "iso3")
        sensitive = ()
        purpose = "Qualifications count in matching and stand in the passport."
        retention = RETENTION

    class Access:
        view = grants("person")
        change = grants("person", change=True)

    def __str__(self) -> str:
        return self.title or f"EQF {self.eqf_level}"


class PersonLanguage(models.Model):
    """A language that a person speaks, with its level of the Common European Framework (1 = A1 ... 6 = C2)."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="languages")
    language = models.CharField(_("Language"), max_length=8, help_text="ISO 639-1")
    cefr = models.PositiveSmallIntegerField(_("Level"), choices=[(level.value, level.name) for level in Cefr])
    is_tested = models.BooleanField(_("Shown by a test"), default=False)

    class Meta:
        ordering: ClassVar = ["person", "language"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "language"], name="skills_language_is_named_once"),
            models.CheckConstraint(condition=Q(cefr__range=(1, 6)), name="skills_cefr_is_a1_to_c2"),
        ]

    class Privacy:
        open = ("id",)
        personal = ("person", "language", "cefr", "is_tested")
        sensitive = ()
        purpose = "Languages count in matching and stand in the passport."
        retention = RETENTION

    class Access:
        view = grants("person")
        change = grants("person", change=True)

    def __str__(self) -> str:
        return f"{self.language} {self.level_name}"

    @property
    def level_name(self) -> str:
        return Cefr(self.cefr).name


class PersonSkill(models.Model):
    """A skill that a person has, and how it is known."""

    class Source(models.TextChoices):
        DECLARED = "declared", _("Stated by the person")
        ASSESSED = "assessed", _("Assessed")
        CERTIFIED = "certified", _("Certified")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="skills")
    esco_uri = models.CharField(max_length=200, blank=True)
    label_en = models.CharField(_("Skill"), max_length=200)
    label_fr = models.CharField(max_length=200, blank=True)
    label_es = models.CharField(max_length=200, blank=True)
    label_ar = models.CharField(max_length=200, blank=True)
    key = models.CharField(max_length=220, editable=False)
    source = models.CharField(_("How it is known"), max_length=10, choices=Source.choices, default=Source.DECLARED)
    evidence = models.ForeignKey("core.StoredFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    known_on_date = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["person", "label_en", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "key"], name="skills_skill_is_named_once")]

    class Privacy:
        open = ("id",)
        personal = (
            "person",
            "esco_uri",
            "label_en",
            "label_fr",
            "label_es",
            "label_ar",
            "key",
            "source",
            "evidence",
            "known_on_date",
        )
        sensitive = ()
        purpose = "Skills count in matching and stand in the passport."
        retention = RETENTION

    class Access:
        view = grants("person")
        change = grants("person", change=True)

    def save(self, *args: object, **kwargs: object) -> None:
        self.key = skill_key(self.esco_uri, self.label_en)
        super().save(*args, **kwargs)  # type: ignore[arg-type]  # Django's own arguments, passed on

    def __str__(self) -> str:
        return self.ref.label(get_language() or "en")

    @property
    def ref(self) -> SkillRef:
        return SkillRef(self.esco_uri, self.label_en, self.label_fr, self.label_es, self.label_ar)


class Recognition(models.Model):
    """A decision on a person's qualification in a country."""

    class Outcome(models.TextChoices):
        FULL = "full", _("Fully recognised")
        PARTIAL = "partial", _("Partly recognised")
        PENDING = "pending", _("In progress")
        REFUSED = "refused", _("Not recognised")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="recognitions")
    iso3 = models.CharField(_("Country"), max_length=3)
    isco08 = models.CharField(_("Occupation (ISCO-08)"), max_length=20, blank=True)
    outcome = models.CharField(_("Decision"), max_length=10, choices=Outcome.choices)
    authority = models.CharField(_("Authority"), max_length=200, blank=True)
    decided_on = models.DateField(_("Decided on"), null=True, blank=True)
    fee = models.DecimalField(_("Fee"), max_digits=12, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("Currency"), max_length=3, blank=True)
    payer = models.CharField(_("Who pays"), max_length=20, choices=Payer.choices, blank=True)
    law_title = models.CharField(_("Law by which the holder pays"), max_length=200, blank=True)
    law_iso3 = models.CharField(_("Country of the law"), max_length=3, blank=True)
    law_date = models.DateField(_("Date of the law"), null=True, blank=True)
    law_source = models.CharField(_("Source of the law"), max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["person", "iso3", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "iso3", "isco08"], name="skills_recognition_is_decided_once"),
            models.CheckConstraint(
                condition=~Q(payer=Payer.HOLDER)
                | Q(law_title__gt="", law_iso3__gt="", law_source__gt="", law_date__isnull=False),
                name="skills_holder_pays_only_by_law",
            ),
        ]

    class Privacy:
        open = ("id",)
        personal = (
            "person", "iso3", "isco08", "outcome", "authority", "decided_on", "fee", "currency", "payer", "law_title",
            "law_iso3", "law_date", "law_source",
        )  # fmt: skip
        sensitive = ()
        purpose = "Regulated occupations need a recognised qualification."
        retention = RETENTION

    class Access:
        view = grants("person")
        change = grants("person", change=True)

    def __str__(self) -> str:
        return f"{self.iso3}: {self.outcome}"
