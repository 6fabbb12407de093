"""What a person has done, learnt, speaks and can do, and what was decided on it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language, gettext_lazy as _

from corridor.delivery.skills.models.people import RETENTION, Person, companions, grants
from corridor.delivery.skills.payers import Payer
from corridor.delivery.skills.rules import SkillRef, skill_key
from corridor.kernel.codes import Cefr

PARTIAL = _("A year, a month or a day: 2021, 2021-10 or 2021-10-05.")


class WorkExperience(models.Model):
    """Work that a person has done, in one occupation; the title stands in her own words, the code once it is linked."""

    class Attested(models.TextChoices):
        NONE = "none", _("Stated by the person")
        REFERENCE = "reference", _("Shown by a reference")
        PAYSLIP = "payslip", _("Shown by a payslip")
        SOCIAL_INSURANCE = "insurance", _("Shown by the social insurance record")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="experiences")
    isco08 = models.CharField(
        _("Occupation (ISCO-08)"),
        max_length=20,
        blank=True,
        help_text="Unit group, or ESCO code that starts with it; empty until the title is linked",
    )
    esco_uri = models.CharField(max_length=200, blank=True)
    title = models.CharField(_("Title of the post"), max_length=200, blank=True)
    written_in = models.CharField(_("Language of these words"), max_length=8, blank=True)
    years = models.DecimalField(_("Years"), max_digits=4, decimal_places=1, null=True, blank=True)
    employer_name = models.CharField(_("Employer"), max_length=200, blank=True)
    iso3 = models.CharField(_("Country"), max_length=3, blank=True)
    from_date = models.CharField(_("From"), max_length=10, blank=True, help_text=PARTIAL)
    to_date = models.CharField(_("Until"), max_length=10, blank=True, help_text=PARTIAL)
    is_current = models.BooleanField(_("The work goes on"), default=False)
    hours_week = models.PositiveSmallIntegerField(_("Hours a week"), null=True, blank=True)
    tasks = models.TextField(_("Tasks"), blank=True, max_length=3000)
    supervised = models.BooleanField(_("Led other people"), default=False)
    attested = models.CharField(_("How it is known"), max_length=10, choices=Attested.choices, default=Attested.NONE)

    class Meta:
        ordering: ClassVar = ["person", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(years__isnull=True) | Q(years__gte=0), name="skills_years_are_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(is_current=False) | Q(to_date=""), name="skills_current_work_has_no_end"
            ),
            models.CheckConstraint(
                condition=Q(hours_week__isnull=True) | Q(hours_week__range=(1, 100)),
                name="skills_hours_a_week_are_possible",
            ),
        ]

    class Privacy:
        open = ("id",)
        personal = (
            "person", "isco08", "esco_uri", "title", "written_in", "years", "employer_name", "iso3", "from_date",
            "to_date", "is_current", "hours_week", "tasks", "supervised", "attested",
        )  # fmt: skip
        sensitive = ()
        purpose = "Experience counts in matching and stands in the passport."
        retention = RETENTION

    class Access:
        view = grants("person")
        change = grants("person", change=True)
        accompany = companions("person")

    def __str__(self) -> str:
        return self.title or self.isco08

    @property
    def is_proved(self) -> bool:
        return self.attested != self.Attested.NONE


class Education(models.Model):
    """A qualification that a person holds, or learning that she began."""

    class EqfSource(models.TextChoices):
        OFFICIAL = "official", _("official")
        ESTIMATED = "estimated", _("estimated")

    class Mode(models.TextChoices):
        FULL_TIME = "full_time", _("Full time")
        PART_TIME = "part_time", _("Part time")
        DISTANCE = "distance", _("At a distance")
        APPRENTICESHIP = "apprentice", _("Apprenticeship")
        NON_FORMAL = "non_formal", _("Course without a degree")

    class Completion(models.TextChoices):
        COMPLETE = "complete", _("Completed")
        PARTIAL = "partial", _("Partly completed")
        INTERRUPTED = "interrupted", _("Interrupted")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="educations")
    eqf_level = models.PositiveSmallIntegerField(_("Level (EQF)"), null=True, blank=True)
    isced_field = models.CharField(_("Field (ISCED-F)"), max_length=4, blank=True)
    title = models.CharField(_("Qualification"), max_length=200, blank=True)
    year = models.PositiveSmallIntegerField(_("Year"), null=True, blank=True)
    iso3 = models.CharField(_("Country"), max_length=3, blank=True)
    title_original = models.CharField(_("Title on the document"), max_length=200, blank=True)
    written_in = models.CharField(_("Language of these words"), max_length=8, blank=True)
    awarding_body = models.CharField(_("Awarded by"), max_length=200, blank=True)
    awarded_on = models.CharField(_("Awarded on"), max_length=10, blank=True, help_text=PARTIAL)
    nqf_framework = models.CharField(_("National framework"), max_length=60, blank=True)
    nqf_level = models.CharField(_("Level in the national framework"), max_length=20, blank=True)
    eqf_source = models.CharField(_("Level of the EQF is"), max_length=10, choices=EqfSource.choices, blank=True)
    mode = models.CharField(_("Form of learning"), max_length=10, choices=Mode.choices, blank=True)
    completion = models.CharField(
        _("Completion"), max_length=12, choices=Completion.choices, default=Completion.COMPLETE
    )
    workload_hours = models.PositiveIntegerField(_("Workload in hours"), null=True, blank=True)

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
        personal = (
            "person", "eqf_level", "isced_field", "title", "year", "iso3", "title_original", "written_in",
            "awarding_body", "awarded_on", "nqf_framework", "nqf_level", "eqf_source", "mode", "completion",
            "workload_hours",
        )  # fmt: skip
        sensitive = ()
        purpose = "Qualifications count in matching and stand in the passport."
        retention = RETENTION

    class Access:
        view = grants("person")
        change = grants("person", change=True)
        accompany = companions("person")

    def __str__(self) -> str:
        return self.title or self.title_original or f"EQF {self.eqf_level}"

    @property
    def is_proved(self) -> bool:
        """An office has named its official level; documents say for themselves whether they were verified."""
        return self.eqf_source == self.EqfSource.OFFICIAL


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
        accompany = companions("person")

    def __str__(self) -> str:
        return f"{self.language} {self.level_name}"

    @property
    def level_name(self) -> str:
        return Cefr(self.cefr).name


class PersonSkill(models.Model):
    """A skill that a person has, and how it is known."""

    class Source(models.TextChoices):
        DECLARED = "declared", _("Stated by the person")
        INTERVIEW = "interview", _("Named in an interview")
        LEARNED = "learned", _("Learned in the scheme")
        EMPLOYER = "employer", _("Attested by an employer")
        ASSESSED = "assessed", _("Assessed")
        CERTIFIED = "certified", _("Certified")

    class Method(models.TextChoices):
        SELF = "self", _("Questionnaire for oneself")
        INTERVIEW = "interview", _("Interview")
        OBSERVATION = "observed", _("Observation at work")
        EXERCISE = "exercise", _("Exercise in a group")
        TEST = "test", _("Test")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="skills")
    esco_uri = models.CharField(max_length=200, blank=True)
    label_en = models.CharField(_("Skill"), max_length=200)
    label_fr = models.CharField(max_length=200, blank=True)
    label_es = models.CharField(max_length=200, blank=True)
    label_ar = models.CharField(max_length=200, blank=True)
    key = models.CharField(max_length=220, editable=False)
    source = models.CharField(_("How it is known"), max_length=10, choices=Source.choices, default=Source.DECLARED)
    evidence = models.ForeignKey("core.StoredFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    known_on_date = models.DateField(_("Known since"), null=True, blank=True)
    own_words = models.CharField(_("Skill in your own words"), max_length=200, blank=True)
    written_in = models.CharField(_("Language of these words"), max_length=8, blank=True)
    level = models.PositiveSmallIntegerField(_("Level from 1 to 5"), null=True, blank=True)
    is_soft = models.BooleanField(_("Soft skill"), default=False)
    method = models.CharField(_("Method"), max_length=10, choices=Method.choices, blank=True)
    assessor = models.CharField(_("Assessed by"), max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["person", "label_en", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "key"], name="skills_skill_is_named_once"),
            models.CheckConstraint(
                condition=Q(is_soft=False) | (~Q(method="") & ~Q(assessor="")),
                name="skills_soft_skill_names_method_and_assessor",
            ),
            models.CheckConstraint(
                condition=Q(level__isnull=True) | Q(level__range=(1, 5)), name="skills_level_is_one_to_five"
            ),
        ]

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
            "own_words",
            "written_in",
            "level",
            "is_soft",
            "method",
            "assessor",
        )
        sensitive = ()
        purpose = "Skills count in matching and stand in the passport."
        retention = RETENTION

    class Access:
        view = grants("person")
        change = grants("person", change=True)
        accompany = companions("person")

    def save(self, *args: object, **kwargs: object) -> None:
        self.key = skill_key(self.esco_uri, self.label_en)
        super().save(*args, **kwargs)  # type: ignore[arg-type]  # Django's own arguments, passed on

    def __str__(self) -> str:
        return self.ref.label(get_language() or "en")

    @property
    def ref(self) -> SkillRef:
        return SkillRef(self.esco_uri, self.label_en, self.label_fr, self.label_es, self.label_ar)

    @property
    def is_proved(self) -> bool:
        return self.source not in {self.Source.DECLARED, self.Source.INTERVIEW}


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
