"""Calls for applications, and the answer that everyone who applies gets by a stated date."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language, gettext_lazy as _

from corridor.access.roles import Role
from corridor.access.rules import Grant
from corridor.delivery.recruitment.models.candidates import candidate_grants
from corridor.delivery.skills.models import RETENTION


class Call(models.Model):
    """An invitation to apply, with its dates, its places, what it does not promise and when everyone is answered."""

    scheme = models.ForeignKey("schemes.Scheme", on_delete=models.PROTECT, related_name="calls")
    vacancy = models.ForeignKey(
        "recruitment.Vacancy", on_delete=models.PROTECT, null=True, blank=True, related_name="calls"
    )
    iso3 = models.CharField(_("For people from"), max_length=3, blank=True, help_text="ISO 3166-1 alpha-3")
    title_en = models.CharField(_("Title in English"), max_length=200)
    title_fr = models.CharField(_("Title in French"), max_length=200, blank=True)
    title_es = models.CharField(_("Title in Spanish"), max_length=200, blank=True)
    title_ar = models.CharField(_("Title in Arabic"), max_length=200, blank=True)
    opens_date = models.DateField(_("Opens on"))
    closes_date = models.DateField(_("Closes on"))
    answer_by_date = models.DateField(_("Everyone is answered by"), null=True, blank=True)
    places = models.PositiveIntegerField(_("Places"))
    capacity = models.PositiveIntegerField(_("Applications the office can handle"), null=True, blank=True)
    text_en = models.TextField(_("What applicants should know, in English"), blank=True)
    text_fr = models.TextField(_("What applicants should know, in French"), blank=True)
    text_es = models.TextField(_("What applicants should know, in Spanish"), blank=True)
    text_ar = models.TextField(_("What applicants should know, in Arabic"), blank=True)
    is_invented = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["-opens_date", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(closes_date__gte=F("opens_date")), name="recruitment_call_ends_after_it_opens"
            ),
            models.CheckConstraint(
                condition=Q(answer_by_date__isnull=True) | Q(answer_by_date__gte=F("closes_date")),
                name="recruitment_call_is_answered_after_it_closes",
            ),
        ]

    class Privacy:
        open = (
            "id", "scheme", "vacancy", "iso3", "title_en", "title_fr", "title_es", "title_ar", "opens_date",
            "closes_date", "answer_by_date", "places", "capacity", "text_en", "text_fr", "text_es", "text_ar",
            "is_invented",
        )  # fmt: skip
        personal = ()
        sensitive = ()

    class Access:
        view = (
            *(
                Grant(role, workspace="scheme__workspace", country="iso3")
                for role in (Role.OFFICER_ORIGIN, Role.COUNSELLOR)
            ),
            Grant(Role.OFFICER_DESTINATION, workspace="scheme__workspace"),
            Grant(Role.WORKER, person="candidates__person__user"),
        )
        change = (Grant(Role.OFFICER_ORIGIN, workspace="scheme__workspace", country="iso3"),)

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The title in the reader's language, English where there is none."""
        return self._said("title")

    @property
    def text(self) -> str:
        """What applicants should know, in the reader's language."""
        return self._said("text")

    def _said(self, name: str) -> str:
        language = (get_language() or "en")[:2]
        return str(getattr(self, f"{name}_{language}", "") or getattr(self, f"{name}_en"))


class CallAnswer(models.Model):
    """What the office has told an applicant, and why."""

    class Outcome(models.TextChoices):
        TAKEN = "taken", _("Taken into the selection")
        WAITING = "waiting", _("On the waiting list")
        NOT_TAKEN = "not_taken", _("Not taken")

    class Reason(models.TextChoices):
        FITS = "fits", _("The conditions of the call are met.")
        NO_PLACE = "no_place", _("All places are taken.")
        CONDITION = "condition", _("A condition of the call is not met.")
        PAPERS = "papers", _("A paper is missing or cannot be read.")
        TWICE = "twice", _("An earlier application of the same person counts.")
        CALL_ENDED = "call_ended", _("The call was ended early.")

    candidate = models.OneToOneField("recruitment.Candidate", on_delete=models.PROTECT, related_name="call_answer")
    outcome = models.CharField(_("Answer"), max_length=10, choices=Outcome.choices)
    reason = models.CharField(_("Reason"), max_length=12, choices=Reason.choices)
    note = models.CharField(_("Words to the applicant"), max_length=300, blank=True)
    answered_on_date = models.DateField(_("Answered on"))
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["answered_on_date", "pk"]

    class Privacy:
        open = ("id",)
        personal = ("candidate", "outcome", "reason", "note", "answered_on_date", "answered_by")
        sensitive = ()
        purpose = "Everyone who applies gets an answer with its reason."
        retention = RETENTION

    class Access:
        view = candidate_grants("candidate")
        change = candidate_grants("candidate")[1:2]

    def __str__(self) -> str:
        return f"{self.candidate_id} {self.outcome}"
