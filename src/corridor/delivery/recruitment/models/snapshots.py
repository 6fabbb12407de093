"""What a matching run was made from, kept so that it can be run again."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from corridor.access.roles import OFFICERS, Role
from corridor.access.rules import Grant

RETENTION_OF_SNAPSHOTS = "Two years after the run; at once when a person in it is erased"
READERS_OF_RUNS = frozenset({*OFFICERS, Role.PROTECTION, Role.EVALUATOR})


def run_grants(path: str) -> tuple[Grant, ...]:
    """Return the ties of everything that belongs to the runs of a scheme; `path` leads from the row to the scheme."""
    return tuple(Grant(role, workspace=f"{path}__workspace") for role in sorted(READERS_OF_RUNS))


class Snapshot(models.Model):
    """The facts that went into runs, compressed and named by their digest; the digest outlives them."""

    class Erasure(models.TextChoices):
        PERSON = "person", _("A person in it was erased")
        RETENTION = "retention", _("The time to keep it has passed")

    scheme = models.ForeignKey("schemes.Scheme", on_delete=models.PROTECT, related_name="match_snapshots")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the content before compression")
    content = models.BinaryField(null=True, help_text="JSON, compressed with zlib; null once it is erased")
    size_bytes = models.PositiveBigIntegerField(help_text="Before compression")
    people = models.PositiveIntegerField()
    vacancies = models.PositiveIntegerField()
    made_at = models.DateTimeField(auto_now_add=True)
    keep_until_date = models.DateField(db_index=True)
    erased_at = models.DateTimeField(null=True)
    erased_because = models.CharField(max_length=10, choices=Erasure.choices, blank=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["scheme", "digest"], name="recruitment_snapshot_is_kept_once"),
            models.CheckConstraint(
                condition=Q(content__isnull=False) | Q(erased_at__isnull=False), name="recruitment_snapshot_or_erasure"
            ),
        ]

    class Privacy:
        open = (
            "id", "scheme", "digest", "size_bytes", "people", "vacancies", "made_at", "keep_until_date", "erased_at",
            "erased_because",
        )  # fmt: skip
        personal = ("content",)
        sensitive = ()
        purpose = "To run a list again from the facts of its day when somebody asks why it was made so."
        retention = RETENTION_OF_SNAPSHOTS

    class Access:
        view = run_grants("scheme")

    def __str__(self) -> str:
        return self.digest[:12]


class KeptRun(models.Model):
    """A run with its snapshot and the digest of its result, so that it can be run again and compared."""

    class Kind(models.TextChoices):
        LIST = "list", _("Shortlists")
        ALLOCATION = "allocation", _("Comparison of allocations")
        QUOTA = "quota", _("What a quota would change")

    run = models.OneToOneField("core.Run", on_delete=models.PROTECT, primary_key=True, related_name="kept")
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="runs")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    rules = models.CharField(max_length=40, help_text="Version of the matching rules")
    libraries = models.JSONField(default=dict, help_text="Versions of the libraries that computed it")
    result = models.BinaryField(null=True, help_text="JSON, compressed with zlib; null once it is erased")
    result_digest = models.CharField(max_length=64, help_text="SHA-256 of the result before compression")

    class Meta:
        ordering: ClassVar = ["-run_id"]

    class Privacy:
        open = ("run", "snapshot", "kind", "rules", "libraries", "result_digest")
        personal = ("result",)
        sensitive = ()
        purpose = "To prove that a list is what the rules make of the facts of its day."
        retention = RETENTION_OF_SNAPSHOTS

    class Access:
        view = run_grants("snapshot__scheme")

    def __str__(self) -> str:
        return f"{self.kind} #{self.run_id}"

    @property
    def can_be_replayed(self) -> bool:
        return self.snapshot.content is not None
