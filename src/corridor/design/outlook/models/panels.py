"""Rounds of experts: a question, who is asked, and what they answered without their names."""

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from corridor.access.rules import Grant
from corridor.core.wordings import Worded, worded
from corridor.design.schemes.rules import SCHEME_ROLES, plan_authors, plan_readers


def own_rows(path: str) -> tuple[Grant, ...]:
    """Return the way to one's own rows, whatever one's role in the scheme."""
    return tuple(Grant(role, person=path) for role in SCHEME_ROLES)


class DelphiStudy(Worded):
    """A question that experts answer in rounds until their answers agree or have settled."""

    class About(models.TextChoices):
        DEMAND = "demand", _("Demand: people wanted")
        SUPPLY = "supply", _("Supply: people in the occupation")
        GAP = "gap", _("Gap: demand minus supply")
        OTHER = "other", _("Something else")

    class Status(models.TextChoices):
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")

    scheme = models.ForeignKey("schemes.Scheme", on_delete=models.CASCADE, related_name="delphi_studies")
    question = models.TextField(_("Question"))
    unit = models.CharField(_("Unit of the answers"), max_length=60)
    about = models.CharField(_("What is estimated"), max_length=8, choices=About.choices, default=About.DEMAND)
    occupations = models.JSONField(_("Occupations"), default=list)
    iso3 = models.CharField(_("Country"), max_length=3)
    year = models.PositiveSmallIntegerField(_("Year that is estimated"))
    most_rounds = models.PositiveSmallIntegerField(
        _("Rounds at most"), default=3, validators=[MinValueValidator(1), MaxValueValidator(6)]
    )
    threshold_percent = models.PositiveSmallIntegerField(
        _("Agreement wanted, in per cent of the answers"),
        default=75,
        validators=[MinValueValidator(50), MaxValueValidator(100)],
    )
    within = models.DecimalField(
        _("Counts as agreement: so close to the middle answer"),
        max_digits=14,
        decimal_places=2,
        default=1,
        validators=[MinValueValidator(0)],
    )
    status = models.CharField(max_length=6, choices=Status.choices, default=Status.OPEN)
    created_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    is_invented = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["scheme", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(threshold_percent__gte=50, threshold_percent__lte=100),
                name="outlook_threshold_is_a_share",
            ),
        ]

    class Privacy:
        open = (
            "id", "scheme", "question", "unit", "about", "occupations", "iso3", "year", "most_rounds",
            "threshold_percent", "within", "status", "created_at", "closed_at", "is_invented", "written_in",
            "wordings",
        )  # fmt: skip
        personal = ()
        sensitive = ()

    class Access:
        view = plan_readers()
        change = plan_authors()

    def __str__(self) -> str:
        return worded(self, "question")[:120]


class DelphiRound(models.Model):
    """One round; its figures are kept when it closes, and nobody sees any before."""

    study = models.ForeignKey(DelphiStudy, on_delete=models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    opened_at = models.DateTimeField()
    closes_date = models.DateField(_("Answers until"))
    closed_at = models.DateTimeField(null=True, blank=True)
    asked = models.PositiveSmallIntegerField(default=0)
    run = models.ForeignKey("core.Run", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["study", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["study", "number"], name="outlook_round_stands_once"),
            models.UniqueConstraint(
                fields=["study"], condition=models.Q(closed_at=None), name="outlook_one_round_is_open"
            ),
        ]

    class Privacy:
        open = ("id", "study", "number", "opened_at", "closes_date", "closed_at", "asked", "run")
        personal = ()
        sensitive = ()

    class Access:
        view = plan_readers("study__scheme__")
        change = plan_authors("study__scheme__")

    def __str__(self) -> str:
        return f"{self.study_id}/{self.number}"


class DelphiExpert(models.Model):
    """Somebody who is asked. Name, address and login are taken out when the study closes."""

    study = models.ForeignKey(DelphiStudy, on_delete=models.CASCADE, related_name="experts")
    pseudonym = models.PositiveSmallIntegerField()
    name = models.CharField(_("Name"), max_length=120, blank=True)
    address = models.EmailField(_("E-mail address"), blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    invited_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["study", "pseudonym"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["study", "pseudonym"], name="outlook_pseudonym_is_given_once"),
            models.UniqueConstraint(
                fields=["study", "address"], condition=~models.Q(address=""), name="outlook_expert_is_asked_once"
            ),
        ]

    class Privacy:
        open = ("id", "study", "pseudonym", "invited_at", "revoked_at", "erased_at")
        personal = ("name", "address", "user")
        sensitive = ()
        purpose = "To ask an expert for an answer in each round; nobody is told who answered what."
        retention = "Until the study closes or the expert withdraws"

    class Access:
        view = (*plan_authors("study__scheme__"), *own_rows("user"))
        change = plan_authors("study__scheme__")

    def __str__(self) -> str:
        return f"{self.study_id}/{self.pseudonym}"


class DelphiInvitation(models.Model):
    """The key with which an expert without a login answers one round; only its digest is kept."""

    expert = models.ForeignKey(DelphiExpert, on_delete=models.CASCADE, related_name="invitations")
    round = models.ForeignKey(DelphiRound, on_delete=models.CASCADE, related_name="invitations")
    key_digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-pk"]

    class Privacy:
        open = ("id", "round", "created_at", "expires_at", "used_at", "revoked_at")
        personal = ("expert",)
        sensitive = ("key_digest",)
        purpose = "To let an expert without an account answer one round."
        retention = "Until the study closes or the expert withdraws"

    class Access:
        view = plan_authors("expert__study__scheme__")

    def __str__(self) -> str:
        return f"{self.expert_id}/{self.round_id}"


class DelphiAnswer(Worded):
    """What an expert answered in a round for an occupation; only the expert sees whose answer it is."""

    round = models.ForeignKey(DelphiRound, on_delete=models.CASCADE, related_name="answers")
    expert = models.ForeignKey(DelphiExpert, on_delete=models.CASCADE, related_name="answers")
    isco08 = models.CharField(max_length=4, blank=True)
    value = models.DecimalField(_("Your estimate"), max_digits=16, decimal_places=4)
    reason = models.TextField(_("Your reason"), blank=True)
    answered_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["round", "isco08", "value", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "expert", "isco08"], name="outlook_answer_is_given_once")
        ]

    class Privacy:
        open = ("id", "round", "isco08")
        personal = ("expert", "value", "reason", "answered_at", "written_in", "wordings")
        sensitive = ()
        purpose = "To learn what a panel of experts expects, without telling who expects what."
        retention = "The tie to a person until the study closes; numbers and reasons as long as the scheme"

    class Access:
        view = own_rows("expert__user")

    def __str__(self) -> str:
        return f"{self.round_id}: {self.isco08}"
