"""Persons and what they can do: work, learning, languages, skills, recognition, passport."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language, gettext_lazy as _

from corridor.access.roles import Role
from corridor.access.rules import Grant
from corridor.delivery.skills.rules import SkillRef, name_key, phone_key, skill_key
from corridor.kernel.codes import Cefr

RETENTION = "Two years after the scheme has closed, or at the person's request"


def _grants(path: str, *, change: bool = False) -> tuple[Grant, ...]:
    """Return the ties of everything that belongs to a person; `path` leads from the row to the person."""
    own = f"{path}__user" if path else "user"
    prefix = f"{path}__" if path else ""
    candidacy = f"{prefix}candidacies"
    post = f"{candidacy}__nominations__vacancy"
    keepers = tuple(
        Grant(role, workspace=f"{candidacy}__scheme__workspace", country=f"{prefix}iso3")
        for role in (Role.OFFICER_ORIGIN, Role.COUNSELLOR)
    )
    if change:
        return (Grant(Role.WORKER, person=own), keepers[0])
    destination = Grant(Role.OFFICER_DESTINATION, workspace=f"{post}__scheme__workspace", country=f"{post}__iso3")
    return (Grant(Role.WORKER, person=own), *keepers, destination)


class Person(models.Model):
    """Somebody who takes part in a scheme as candidate, migrant worker, trainee or returnee."""

    class Sex(models.TextChoices):
        FEMALE = "f", _("Woman")
        MALE = "m", _("Man")
        OTHER = "x", _("Other")

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="person"
    )
    given_name = models.CharField(_("Given name"), max_length=100)
    family_name = models.CharField(_("Family name"), max_length=100)
    sex = models.CharField(_("Sex"), max_length=1, choices=Sex.choices, blank=True)
    birth_date = models.DateField(_("Date of birth"), null=True, blank=True)
    iso3 = models.CharField(_("Country of origin"), max_length=3)
    region = models.CharField(_("Region"), max_length=100, blank=True)
    email = models.EmailField(_("E-mail address"), blank=True)
    phone = models.CharField(_("Telephone"), max_length=40, blank=True)
    preferred_language = models.CharField(_("Language of contact"), max_length=5, default="en")
    safe_contact = models.TextField(_("How, when and by whom to be reached"), blank=True)
    licences = models.JSONField(default=list, blank=True, help_text="Codes of licences held")
    consent_at = models.DateTimeField(null=True, blank=True)
    name_key = models.CharField(max_length=210, editable=False, db_index=True)
    phone_key = models.CharField(max_length=9, blank=True, editable=False, db_index=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    is_invented = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["family_name", "given_name", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["email"], name="skills_person_email"),
            models.Index(fields=["iso3"], name="skills_person_iso3"),
        ]
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(given_name=""), name="skills_person_has_a_name")]

    class Privacy:
        open = ("id", "iso3", "preferred_language", "created_at", "is_invented")
        personal = (
            "user",
            "given_name",
            "family_name",
            "sex",
            "birth_date",
            "region",
            "email",
            "phone",
            "licences",
            "consent_at",
            "name_key",
            "phone_key",
            "created_by",
        )
        sensitive = ("safe_contact",)
        purpose = "To match a person with work abroad, to accompany and to protect her."
        retention = RETENTION

    class Access:
        view = _grants("")
        change = _grants("", change=True)

    def save(self, *args: object, **kwargs: object) -> None:
        self.name_key, self.phone_key = name_key(self.given_name, self.family_name), phone_key(self.phone)
        super().save(*args, **kwargs)  # type: ignore[arg-type]  # Django's own arguments, passed on

    def __str__(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def short_name(self) -> str:
        """First name and initial: what a stranger may see before the person has said yes."""
        return f"{self.given_name.split(' ')[0]} {self.family_name[:1]}.".strip()


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
        view = _grants("person")
        change = _grants("person", change=True)

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
        view = _grants("person")
        change = _grants("person", change=True)

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
        view = _grants("person")
        change = _grants("person", change=True)

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
        view = _grants("person")
        change = _grants("person", change=True)

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

    class Meta:
        ordering: ClassVar = ["person", "iso3", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "iso3", "isco08"], name="skills_recognition_is_decided_once")
        ]

    class Privacy:
        open = ("id",)
        personal = ("person", "iso3", "isco08", "outcome", "authority", "decided_on")
        sensitive = ()
        purpose = "Regulated occupations need a recognised qualification."
        retention = RETENTION

    class Access:
        view = _grants("person")
        change = _grants("person", change=True)

    def __str__(self) -> str:
        return f"{self.iso3}: {self.outcome}"


class Passport(models.Model):
    """A skills passport: a dated, sealed copy of a person's skills profile that the person owns and may share."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="passports")
    code = models.CharField(max_length=14, unique=True)
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    content = models.JSONField(help_text="The profile as it was sealed, with its version")
    seal = models.JSONField(default=dict, help_text="Digest and signature over the content")
    is_shared = models.BooleanField(default=False)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["-issued_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(revoked_at__isnull=True), name="skills_one_passport_is_valid"
            )
        ]

    class Privacy:
        open = ("id", "issued_at", "is_shared", "revoked_at")
        personal = ("person", "code", "issued_by", "content", "seal", "revoked_reason")
        sensitive = ()
        purpose = "The person shows her skills to employers and authorities, also off line."
        retention = "Until the person deletes it"

    class Access:
        view = _grants("person")
        change = _grants("person", change=True)
        share = (Grant(Role.WORKER, person="person__user"),)

    def __str__(self) -> str:
        return self.code

    @property
    def is_valid(self) -> bool:
        return self.revoked_at is None
