"""Imported classifications: several versions and languages side by side. Open data but for who imported it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Classification(models.Model):
    """One version of a classification, such as ESCO 1.2.0, with its licence and the digest of its files."""

    name = models.SlugField(_("Name"), max_length=40)
    version = models.CharField(_("Version"), max_length=30)
    layout = models.CharField(_("Layout of the files"), max_length=20)
    licence = models.CharField(_("Licence"), max_length=160, blank=True)
    attribution = models.CharField(_("Attribution"), max_length=300, blank=True)
    languages = models.CharField(_("Languages"), max_length=200, blank=True)
    digest = models.CharField(_("Digest of the files"), max_length=64)
    imported_at = models.DateTimeField(_("Imported"), auto_now_add=True)
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["name", "version", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["name", "version"], name="taxonomies_version_stands_once")
        ]

    class Privacy:
        open = ("id", "name", "version", "layout", "licence", "attribution", "languages", "digest", "imported_at")
        personal = ("imported_by",)
        sensitive = ()
        purpose = "To know who brought a classification in."
        retention = "As long as the classification is kept"

    def __str__(self) -> str:
        return f"{self.name}@{self.version}"


class ClassificationFile(models.Model):
    """A file that a version was imported from."""

    classification = models.ForeignKey(Classification, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(_("File"), max_length=255)
    size_bytes = models.PositiveBigIntegerField(_("Size"))
    sha256 = models.CharField(_("Digest"), max_length=64)
    imported_at = models.DateTimeField(_("Imported"), auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["classification", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["classification", "sha256"], name="taxonomies_file_stands_once")
        ]

    class Privacy:
        open = ("id", "classification", "name", "size_bytes", "sha256", "imported_at")
        personal = ()
        sensitive = ()

    def __str__(self) -> str:
        return self.name


class Concept(models.Model):
    """An occupation, a skill, a group or a qualification of one version."""

    class Kind(models.TextChoices):
        OCCUPATION = "occupation", _("Occupation")
        SKILL = "skill", _("Skill")
        GROUP = "group", _("Group")
        QUALIFICATION = "qualification", _("Qualification")

    classification = models.ForeignKey(
        Classification, on_delete=models.CASCADE, related_name="concepts", db_index=False
    )
    uri = models.CharField(_("Address"), max_length=500)
    code = models.CharField(_("Code"), max_length=60, blank=True)
    kind = models.CharField(_("Kind"), max_length=13, choices=Kind.choices)
    isco08 = models.CharField(_("Unit group (ISCO-08)"), max_length=4, blank=True)
    is_regulated = models.BooleanField(_("Marked as regulated"), default=False)
    status = models.CharField(_("Status"), max_length=20, blank=True)

    class Meta:
        ordering: ClassVar = ["classification", "code", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["classification", "uri"], name="taxonomies_concept_stands_once")
        ]
        indexes: ClassVar = [models.Index(fields=["uri"], name="taxonomies_concept_by_uri")]

    class Privacy:
        open = ("id", "classification", "uri", "code", "kind", "isco08", "is_regulated", "status")
        personal = ()
        sensitive = ()

    def __str__(self) -> str:
        return self.code or self.uri


class ConceptLabel(models.Model):
    """A name of a concept, or its description, in one language; `norm` is the name as search compares it."""

    class Kind(models.TextChoices):
        PREFERRED = "preferred", _("Preferred label")
        ALTERNATIVE = "alternative", _("Alternative label")
        HIDDEN = "hidden", _("Hidden label")
        DESCRIPTION = "description", _("Description")

    concept = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="labels", db_index=False)
    language = models.CharField(_("Language"), max_length=8)
    kind = models.CharField(_("Kind"), max_length=11, choices=Kind.choices)
    text = models.TextField(_("Text"))
    norm = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["concept", "language", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["concept", "language"],
                condition=Q(kind="preferred"),
                name="taxonomies_one_preferred_label_in_a_language",
            )
        ]
        indexes: ClassVar = [models.Index(fields=["concept", "language"], name="taxonomies_label_of_concept")]

    class Privacy:
        open = ("id", "concept", "language", "kind", "text", "norm")
        personal = ()
        sensitive = ()

    def __str__(self) -> str:
        return self.text


class ConceptRelation(models.Model):
    """A concept needs a skill, lies under a broader concept, or is related to another one of its version."""

    class Type(models.TextChoices):
        ESSENTIAL = "essential", _("Essential skill")
        OPTIONAL = "optional", _("Optional skill")
        BROADER = "broader", _("Broader")
        RELATED = "related", _("Related")

    source = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="relations", db_index=False)
    target = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="relations_to_it")
    type = models.CharField(_("Kind"), max_length=9, choices=Type.choices)

    class Meta:
        ordering: ClassVar = ["source", "type", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "target", "type"], name="taxonomies_relation_stands_once"),
            models.CheckConstraint(condition=~Q(source=F("target")), name="taxonomies_relation_joins_two_concepts"),
        ]

    class Privacy:
        open = ("id", "source", "target", "type")
        personal = ()
        sensitive = ()

    def __str__(self) -> str:
        return f"{self.source_id} {self.type} {self.target_id}"


class ConceptMapping(models.Model):
    """A concept of one classification matches a concept of another, as the files of a classification say."""

    class Match(models.TextChoices):
        EXACT = "exact", _("Exact match")
        CLOSE = "close", _("Close match")
        BROAD = "broad", _("Broader match")
        NARROW = "narrow", _("Narrower match")
        RELATED = "related", _("Related match")

    source = models.ForeignKey(Classification, on_delete=models.CASCADE, related_name="mappings", db_index=False)
    from_uri = models.CharField(max_length=500)
    to_uri = models.CharField(max_length=500)
    match = models.CharField(_("Match"), max_length=7, choices=Match.choices)

    class Meta:
        ordering: ClassVar = ["source", "from_uri", "to_uri", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["source", "from_uri", "to_uri", "match"], name="taxonomies_mapping_stands_once"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["from_uri"], name="taxonomies_mapping_from"),
            models.Index(fields=["to_uri"], name="taxonomies_mapping_to"),
        ]

    class Privacy:
        open = ("id", "source", "from_uri", "to_uri", "match")
        personal = ()
        sensitive = ()

    def __str__(self) -> str:
        return f"{self.from_uri} {self.match} {self.to_uri}"
