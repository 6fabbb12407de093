"""Results in languages: each of the five skills of the Common European Framework by itself."""

from datetime import date
from typing import Any, ClassVar, Final

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from corridor.delivery.skills.models.people import RETENTION, Person, companions, grants
from corridor.kernel.codes import Cefr

LEVELS: Final = [(level.value, level.name) for level in Cefr]
PARTS: Final = ("listening", "reading", "interaction", "production", "writing")


def _part(name: Any) -> models.PositiveSmallIntegerField[int | None, int | None]:
    return models.PositiveSmallIntegerField(name, choices=LEVELS, null=True, blank=True)


class LanguageResult(models.Model):
    """What somebody can do in a language, part by part: as she says herself, or as a test showed on a day."""

    class Source(models.TextChoices):
        SELF = "self", _("Stated by the person")
        TEST = "test", _("Shown by a test")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="language_results")
    language = models.CharField(_("Language"), max_length=8, help_text="ISO 639-1")
    source = models.CharField(_("How it is known"), max_length=10, choices=Source.choices, default=Source.SELF)
    listening = _part(_("Listening"))
    reading = _part(_("Reading"))
    interaction = _part(_("Taking part in a conversation"))
    production = _part(_("Speaking"))
    writing = _part(_("Writing"))
    test_name = models.CharField(_("Name of the test"), max_length=100, blank=True)
    certificate_number = models.CharField(_("Number of the certificate"), max_length=60, blank=True)
    taken_on = models.DateField(_("Taken on"), null=True, blank=True)
    valid_until = models.DateField(_("Valid until"), null=True, blank=True)
    is_checked = models.BooleanField(default=False, editable=False, help_text="An office has seen the certificate")

    class Meta:
        ordering: ClassVar = ["person", "language", "-taken_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(source="self") | (~Q(test_name="") & Q(taken_on__isnull=False)),
                name="skills_language_test_has_name_and_day",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True)
                | Q(taken_on__isnull=True)
                | Q(valid_until__gte=models.F("taken_on")),
                name="skills_language_result_ends_after_its_day",
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{part}__isnull": True}) | Q(**{f"{part}__range": (1, 6)}),
                    name=f"skills_{part}_is_a1_to_c2",
                )
                for part in PARTS
            ),
        ]

    class Privacy:
        open = ("id",)
        personal = (
            "person", "language", "source", *PARTS, "test_name", "certificate_number", "taken_on", "valid_until",
            "is_checked",
        )  # fmt: skip
        sensitive = ()
        purpose = "Languages count in matching and stand in the passport."
        retention = RETENTION

    class Access:
        view = grants("person")
        change = grants("person", change=True)
        accompany = companions("person")

    def __str__(self) -> str:
        return f"{self.language} {self.get_source_display()}"

    @property
    def is_proved(self) -> bool:
        return self.is_checked

    @property
    def levels(self) -> list[int]:
        """The levels that are given, in the order of the framework."""
        return [level for part in PARTS if (level := getattr(self, part)) is not None]

    def is_expired(self, on: date) -> bool:
        """Say whether the certificate counts no longer on a day."""
        return self.valid_until is not None and self.valid_until < on
