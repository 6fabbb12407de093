"""Candidates, imports of candidates and the review of duplicates."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from corridor.access.roles import Role
from corridor.access.rules import Grant
from corridor.delivery.skills.models import RETENTION


def candidate_grants(path: str) -> tuple[Grant, ...]:
    prefix = f"{path}__" if path else ""
    post = f"{prefix}nominations__vacancy"
    return (
        Grant(Role.WORKER, person=f"{prefix}person__user"),
        *(
            Grant(role, workspace=f"{prefix}scheme__workspace", country=f"{prefix}person__iso3")
            for role in (Role.OFFICER_ORIGIN, Role.COUNSELLOR)
        ),
        Grant(Role.OFFICER_DESTINATION, workspace=f"{post}__scheme__workspace", country=f"{post}__iso3"),
    )


class Candidate(models.Model):
    """A person in one scheme, from the first sign of interest to the return."""

    class Status(models.TextChoices):
        REGISTERED = "registered", _("Registered")
        ELIGIBLE = "eligible", _("Eligible")
        SHORTLISTED = "shortlisted", _("Proposed to an employer")
        SELECTED = "selected", _("Selected")
        OFFERED = "offered", _("Has an offer")
        ACCEPTED = "accepted", _("Has accepted an offer")
        WITHDRAWN = "withdrawn", _("Has withdrawn")
        REFUSED = "refused", _("Not taken into the scheme")
        DEPLOYED = "deployed", _("At work abroad")
        RETURNED = "returned", _("Returned")

    class Source(models.TextChoices):
        FORM = "form", _("Form")
        IMPORT = "import", _("File")
        REGISTER = "register", _("National register")

    class Track(models.TextChoices):
        AWAY = "away", _("Work abroad")
        HOME = "home", _("Work at home")
        BOTH = "both", _("Both")

    person = models.ForeignKey("skills.Person", on_delete=models.PROTECT, related_name="candidacies")
    scheme = models.ForeignKey("schemes.Scheme", on_delete=models.PROTECT, related_name="candidates")
    call = models.ForeignKey(
        "recruitment.Call", on_delete=models.PROTECT, null=True, blank=True, related_name="candidates"
    )
    source = models.CharField(_("Source"), max_length=10, choices=Source.choices, default=Source.FORM)
    source_key = models.CharField(_("Key in the source"), max_length=80, blank=True)
    source_digest = models.CharField(max_length=64, blank=True, help_text="Digest of the row as it was last imported")
    source_file = models.ForeignKey(
        "core.StoredFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    status = models.CharField(_("Status"), max_length=12, choices=Status.choices, default=Status.REGISTERED)
    status_reason = models.CharField(max_length=300, blank=True)
    applied_on = models.DateField(_("Applied on"))
    available_from = models.DateField(_("Available from"), null=True, blank=True)
    destinations = models.JSONField(_("Countries accepted"), default=list, blank=True, help_text="Empty: any country")
    min_salary_eur = models.DecimalField(
        _("Least gross pay a month (EUR)"), max_digits=9, decimal_places=2, null=True, blank=True
    )
    track = models.CharField(_("Track"), max_length=5, choices=Track.choices, default=Track.AWAY)
    duplicate_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="duplicates")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-applied_on", "-pk"]
        indexes: ClassVar = [models.Index(fields=["scheme", "status"], name="recruitment_candidate_state")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["scheme", "source_key"],
                condition=~Q(source_key=""),
                name="recruitment_candidate_key_is_known_once",
            ),
            models.CheckConstraint(
                condition=Q(duplicate_of__isnull=True) | ~Q(duplicate_of=F("id")),
                name="recruitment_candidate_is_not_its_own_duplicate",
            ),
        ]

    class Privacy:
        open = ("id", "scheme", "call", "source", "created_at")
        personal = (
            "person", "source_key", "source_digest", "source_file", "status", "status_reason", "applied_on",
            "available_from", "destinations", "min_salary_eur", "track", "duplicate_of", "created_by",
        )  # fmt: skip
        sensitive = ()
        purpose = "To find work for the person and to answer her with a reason."
        retention = RETENTION

    class Access:
        view = candidate_grants("")
        change = (
            Grant(Role.OFFICER_ORIGIN, workspace="scheme__workspace", country="person__iso3"),
            Grant(Role.WORKER, person="person__user"),
        )
        nominate = (Grant(Role.OFFICER_ORIGIN, workspace="scheme__workspace", country="person__iso3"),)

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """The number by which a list names a candidate without a name."""
        return f"C-{self.pk:05d}" if self.pk else "C"


class CandidateImport(models.Model):
    """One file of candidates on its way from upload to confirmation."""

    class Status(models.TextChoices):
        UPLOADED = "uploaded", _("Uploaded")
        CONFIRMED = "confirmed", _("Imported")
        DISCARDED = "discarded", _("Discarded")

    scheme = models.ForeignKey("schemes.Scheme", on_delete=models.PROTECT, related_name="candidate_imports")
    iso3 = models.CharField(_("Country of origin"), max_length=3)
    file = models.ForeignKey("core.StoredFile", on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.UPLOADED)
    takes_duplicates = models.BooleanField(default=False)
    counts = models.JSONField(default=dict, help_text="new, updated, unchanged, duplicate, bad")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-pk"]

    class Privacy:
        open = ("id", "scheme", "iso3", "status", "takes_duplicates", "counts", "created_at", "confirmed_at")
        personal = ("file", "created_by")
        sensitive = ()
        purpose = "To trace every imported record to its file."
        retention = "Two years"

    class Access:
        view = (Grant(Role.OFFICER_ORIGIN, workspace="scheme__workspace", country="iso3"),)

    def __str__(self) -> str:
        return f"Import {self.pk}"


class DuplicateReview(models.Model):
    """Two candidates who may be the same person, and what an officer decided."""

    class Decision(models.TextChoices):
        OPEN = "open", _("To be decided")
        LINKED = "linked", _("The same person")
        KEPT = "kept", _("Two people")

    class Ground(models.TextChoices):
        EMAIL = "email", _("Same e-mail address")
        PHONE = "phone", _("Same telephone number")
        NAME = "name", _("Same name and date of birth")

    first = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="duplicate_reviews_as_first")
    second = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="duplicate_reviews_as_second")
    ground = models.CharField(max_length=10, choices=Ground.choices)
    decision = models.CharField(max_length=10, choices=Decision.choices, default=Decision.OPEN)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    found_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["first", "second"], name="recruitment_pair_is_reviewed_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="recruitment_pair_is_ordered"),
        ]

    class Privacy:
        open = ("id", "ground", "decision", "decided_at", "found_at")
        personal = ("first", "second", "decided_by")
        sensitive = ()
        purpose = "Nobody is registered twice; nobody is merged without a human decision."
        retention = RETENTION

    class Access:
        view = (Grant(Role.OFFICER_ORIGIN, workspace="first__scheme__workspace", country="first__person__iso3"),)

    def __str__(self) -> str:
        return f"{self.first_id} / {self.second_id}"

    @property
    def pair(self) -> tuple[Candidate, Candidate]:
        return self.first, self.second
