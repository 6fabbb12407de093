"""Persons, and who may reach what belongs to them."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from corridor.access.roles import Role
from corridor.access.rules import Grant
from corridor.delivery.skills.rules import name_key, phone_key

RETENTION = "Two years after the scheme has closed, or at the person's request"


def grants(path: str, *, change: bool = False) -> tuple[Grant, ...]:
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


def companions(path: str) -> tuple[Grant, ...]:
    """Return who writes a profile: the person, the office that registered her and the counsellor beside her."""
    return tuple(grant for grant in grants(path) if grant.role != Role.OFFICER_DESTINATION)


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
        view = grants("")
        change = grants("", change=True)
        accompany = companions("")

    def save(self, *args: object, **kwargs: object) -> None:
        self.name_key, self.phone_key = name_key(self.given_name, self.family_name), phone_key(self.phone)
        super().save(*args, **kwargs)  # type: ignore[arg-type]  # Django's own arguments, passed on

    def __str__(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def short_name(self) -> str:
        """First name and initial: what a stranger may see before the person has said yes."""
        return f"{self.given_name.split(' ')[0]} {self.family_name[:1]}.".strip()
