"""Records of the system: audit chain, runs, stored files, outgoing messages."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditEntry(models.Model):
    """One act on a record, chained to the act before it by a hash."""

    sequence = models.BigIntegerField(unique=True)
    recorded_at = models.DateTimeField(db_index=True)
    actor_id = models.BigIntegerField(null=True)
    actor_label = models.CharField(max_length=200)
    action = models.CharField(max_length=80, db_index=True)
    object_type = models.CharField(max_length=80)
    object_id = models.CharField(max_length=80)
    detail = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    entry_hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering: ClassVar = ["sequence"]
        indexes: ClassVar = [models.Index(fields=["object_type", "object_id"], name="core_audit_object")]

    class Privacy:
        open = ("id", "sequence", "recorded_at", "action", "object_type", "object_id", "previous_hash", "entry_hash")
        personal = ("actor_id", "actor_label", "detail")
        sensitive = ()
        purpose = "Proof of who did what; required of public administrations."
        retention = "Ten years"

    def __str__(self) -> str:
        return f"{self.sequence} {self.action}"


class Run(models.Model):
    """One computation: what went in, which engine, which parameters, what came out."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    engine = models.CharField(max_length=80)
    engine_version = models.CharField(max_length=40)
    parameters = models.JSONField(default=dict)
    input_digest = models.CharField(max_length=64)
    seed = models.BigIntegerField(null=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.WAITING)
    progress = models.PositiveSmallIntegerField(default=0)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    requested_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)
    result = models.JSONField(default=dict)
    error = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [models.Index(fields=["engine", "input_digest"], name="core_run_inputs")]

    class Privacy:
        open = (
            "id",
            "engine",
            "engine_version",
            "parameters",
            "input_digest",
            "seed",
            "status",
            "progress",
            "requested_at",
            "finished_at",
            "result",
            "error",
        )
        personal = ("requested_by",)
        sensitive = ()
        purpose = "Every figure shown can be traced to the computation behind it."
        retention = "As long as the figure is in use"

    def __str__(self) -> str:
        return f"{self.engine} #{self.pk}"


class StoredFile(models.Model):
    """A file somebody gave us, found again by its digest."""

    sha256 = models.CharField(max_length=64, db_index=True)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size_bytes = models.BigIntegerField()
    content = models.FileField(upload_to="files/%Y/%m/")
    purpose = models.CharField(max_length=80)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-id"]

    class Privacy:
        open = ("id", "sha256", "media_type", "size_bytes", "purpose", "uploaded_at")
        personal = ("name", "content", "uploaded_by")
        sensitive = ()
        purpose = "Evidence for a step of a case or the source of an import."
        retention = "With the record that it belongs to"

    def __str__(self) -> str:
        return self.name


class OutgoingMessage(models.Model):
    """A message to a person, neutral in its wording, kept until it is delivered."""

    class Channel(models.TextChoices):
        PORTAL = "portal", _("Portal")
        EMAIL = "email", _("E-mail")
        SMS = "sms", _("Text message")

    class Status(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENT = "sent", _("Sent")
        READ = "read", _("Read")
        FAILED = "failed", _("Failed")

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="messages_received")
    channel = models.CharField(max_length=10, choices=Channel.choices, default=Channel.PORTAL)
    language = models.CharField(max_length=5)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    link = models.CharField(max_length=300, blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.WAITING)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-id"]

    class Privacy:
        open = ("id", "channel", "language", "status", "created_at", "sent_at")
        personal = ("recipient", "subject", "body", "link")
        sensitive = ()
        purpose = "To tell a person what has changed and what to do."
        retention = "Two years"

    def __str__(self) -> str:
        return self.subject


class IdempotencyKey(models.Model):
    """A request that was already answered, so that a repeated one changes nothing."""

    key = models.CharField(max_length=100)
    user_id = models.BigIntegerField()
    path = models.CharField(max_length=200)
    status_code = models.PositiveSmallIntegerField()
    body = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["key", "user_id", "path"], name="core_idempotency_key_is_used_once")
        ]

    class Privacy:
        open = ("id", "key", "path", "status_code", "created_at")
        personal = ("user_id", "body")
        sensitive = ()
        purpose = "A client on a bad line may repeat a request safely."
        retention = "Two days"

    def __str__(self) -> str:
        return self.key
