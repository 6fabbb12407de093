"""What statistical offices publish: datasets, the files as they came, versions, figures. Open data, never deleted."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from corridor.core.models import Run, StoredFile


class Dataset(models.Model):
    """Figures that one publisher gives under one name, through all their versions.

    An invented dataset never takes in a published file, nor a published one an invented file.
    """

    code = models.CharField(_("Dataset"), max_length=120, unique=True)
    title = models.CharField(_("Title"), max_length=200, blank=True)
    publisher = models.CharField(_("Publisher"), max_length=120, blank=True)
    licence = models.CharField(_("Licence"), max_length=160, blank=True)
    is_synthetic = models.BooleanField(_("Invented figures"), default=False)
    summary = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["is_synthetic", "code"]

    class Privacy:
        open = ("id", "code", "title", "publisher", "licence", "is_synthetic", "summary")
        personal = ()
        sensitive = ()

    def __str__(self) -> str:
        return self.title or self.code


class EvidenceFile(models.Model):
    """One file as it came, with where it came from and what its check found; the bytes are kept for proof."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("Not checked yet")
        CHECKED = "checked", _("Checked, not imported")
        REFUSED = "refused", _("Cannot be used")
        IMPORTED = "imported", _("Imported")
        DISCARDED = "discarded", _("Put aside")

    stored = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="evidence_files")
    origin_url = models.URLField(_("Address of origin"), max_length=500, blank=True)
    licence = models.CharField(_("Licence"), max_length=160, blank=True)
    publisher = models.CharField(_("Publisher"), max_length=120, blank=True)
    title = models.CharField(_("Title"), max_length=200, blank=True)
    retrieved_date = models.DateField(_("Retrieved"))
    vintage_date = models.DateField(_("Figures of"))
    dataset_code = models.CharField(_("Dataset"), max_length=120, blank=True)
    format_asked = models.CharField(_("Format"), max_length=20, default="auto")
    format_found = models.CharField(_("Format found"), max_length=20, blank=True)
    is_synthetic = models.BooleanField(_("Invented figures"), default=False)
    is_whole = models.BooleanField(_("The file holds the whole dataset"), default=False)
    status = models.CharField(_("Status"), max_length=10, choices=Status.choices, default=Status.WAITING)
    counts = models.JSONField(default=dict)
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField(auto_now_add=True)
    # The worker's latest computation on this file; the file outlives the record of it.
    run = models.ForeignKey(Run, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-id"]

    class Privacy:
        open = (
            "id", "stored", "origin_url", "licence", "publisher", "title", "retrieved_date", "vintage_date",
            "dataset_code", "format_asked", "format_found", "is_synthetic", "is_whole", "status", "counts",
            "received_at", "run",
        )  # fmt: skip
        personal = ("received_by",)
        sensitive = ()
        purpose = "Who brought a file is part of the proof of where a figure comes from."
        retention = "As long as a figure of the file is kept"

    def __str__(self) -> str:
        return self.stored.name


class RowProblem(models.Model):
    """What the check of a file says about one place in it: line, column, the value as it stands, a code.

    The code stands for a sentence, which is said in the reader's language; a mark does not make the row unusable.
    """

    file = models.ForeignKey(EvidenceFile, on_delete=models.CASCADE, related_name="problems")
    line = models.PositiveIntegerField()
    column = models.CharField(max_length=200, blank=True)
    value = models.CharField(max_length=200, blank=True)
    code = models.CharField(max_length=30)
    params = models.JSONField(default=dict)
    is_mark = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["file", "line", "id"]

    class Privacy:
        open = ("id", "file", "line", "column", "value", "code", "params", "is_mark")
        personal = ()
        sensitive = ()

    def __str__(self) -> str:
        return f"{self.line} {self.code}"


class DatasetVersion(models.Model):
    """One import: what it added and changed. A version is never altered; a later one closes what it replaces."""

    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("Version"))
    file = models.OneToOneField(EvidenceFile, on_delete=models.PROTECT, related_name="version")
    format = models.CharField(_("Format"), max_length=20)
    vintage_date = models.DateField(_("Figures of"))
    imported_at = models.DateTimeField(_("Imported"), auto_now_add=True)
    # Set on the way out where the same bytes were imported before.
    is_repeat = False
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    added = models.PositiveIntegerField(_("Added"), default=0)
    changed = models.PositiveIntegerField(_("Changed"), default=0)
    unchanged = models.PositiveIntegerField(_("Unchanged"), default=0)
    gone = models.PositiveIntegerField(_("Not in this file"), default=0)
    bad = models.PositiveIntegerField(_("Rows left out"), default=0)
    # The record of the computation may be cleared away after its time; the version stays.
    run = models.ForeignKey(Run, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["dataset", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["dataset", "number"], name="labour_market_version_is_counted_once")
        ]

    class Privacy:
        open = (
            "id", "dataset", "number", "file", "format", "vintage_date", "imported_at", "added", "changed", "unchanged",
            "gone", "bad", "run",
        )  # fmt: skip
        personal = ("imported_by",)
        sensitive = ()
        purpose = "Who imported a figure is part of the proof of where it comes from."
        retention = "As long as a figure of the version is kept"

    def __str__(self) -> str:
        return f"{self.dataset} {self.number}"


class Observation(models.Model):
    """One figure of one version. A changed figure closes the row (`until_version`) and stands in a new one.

    `key` is the digest of what the figure is about, `content` the digest of what it says. `value` is empty where the
    source gives none: a suppressed figure is not zero.
    """

    # Figures are written by the bulk writer alone, beside the version that it has just made. Constraints would have
    # PostgreSQL look up both for every row at the end of the transaction, which takes longer than writing them.
    dataset = models.ForeignKey(
        Dataset, on_delete=models.PROTECT, related_name="observations", db_index=False, db_constraint=False
    )
    key = models.CharField(max_length=32)
    content = models.CharField(max_length=16)
    indicator = models.CharField(max_length=120)
    area = models.CharField(max_length=20)
    partner = models.CharField(max_length=20, blank=True)
    occupation = models.CharField(max_length=20, blank=True)
    sex = models.CharField(max_length=20, blank=True)
    time = models.CharField(max_length=10, blank=True)
    unit = models.CharField(max_length=40, blank=True)
    dimensions = models.JSONField(default=dict)
    value = models.DecimalField(max_digits=30, decimal_places=10, null=True)
    raw = models.CharField(max_length=60, blank=True)
    flags = models.CharField(max_length=200, blank=True)
    raw_flags = models.CharField(max_length=40, blank=True)
    source = models.CharField(max_length=200, blank=True)
    is_aggregate = models.BooleanField(default=False)
    is_modelled = models.BooleanField(default=False)
    since_version = models.ForeignKey(
        DatasetVersion, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    until_version = models.ForeignKey(
        DatasetVersion, on_delete=models.PROTECT, null=True, related_name="+", db_index=False, db_constraint=False
    )

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["dataset", "key"],
                condition=models.Q(until_version__isnull=True),
                name="labour_market_one_current_figure_per_key",
            )
        ]
        indexes: ClassVar = [models.Index(fields=["indicator", "area", "time"], name="labour_market_figures")]

    class Privacy:
        open = (
            "id", "dataset", "key", "content", "indicator", "area", "partner", "occupation", "sex", "time", "unit",
            "dimensions", "value", "raw", "flags", "raw_flags", "source", "is_aggregate", "is_modelled",
            "since_version", "until_version",
        )  # fmt: skip
        personal = ()
        sensitive = ()

    def __str__(self) -> str:
        return f"{self.indicator} {self.area} {self.time}".strip()
