"""Code lists in the database: one row per list, one row per code, never deleted."""

from typing import ClassVar

from django.db import models
from django.utils.translation import get_language

from corridor.knowledge.codelists.rules import CodeRow


def active_language() -> str:
    """Return the two letters of the reader's language."""
    return (get_language() or "en")[:2]


class CodeList(models.Model):
    """A classification or list of codes, with its source, its licence and how each language was translated."""

    name = models.SlugField(max_length=40, unique=True)
    title_en = models.CharField(max_length=160)
    title_fr = models.CharField(max_length=160)
    title_es = models.CharField(max_length=160)
    title_ar = models.CharField(max_length=160)
    source = models.TextField()
    version = models.CharField(max_length=80)
    retrieved_date = models.DateField()
    licence = models.CharField(max_length=160)
    attribution = models.CharField(max_length=20, blank=True)
    changes = models.JSONField(default=list)
    translation = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["name"]

    class Privacy:
        open = (
            *("id", "name", "title_en", "title_fr", "title_es", "title_ar", "source", "version", "retrieved_date"),
            *("licence", "attribution", "changes", "translation", "digest"),
        )
        personal = ()
        sensitive = ()

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The title in the reader's language."""
        return str(getattr(self, f"title_{active_language()}", "") or self.title_en)

    @property
    def translation_state(self) -> str:
        """How the labels in the reader's language came about, in English, for translation at the edge."""
        return str(self.translation.get(active_language(), ""))


class Code(models.Model):
    """One code of a list; a code that its source drops is closed and stays."""

    code_list = models.ForeignKey(CodeList, on_delete=models.PROTECT, related_name="codes")
    code = models.CharField(max_length=40)
    parent = models.CharField(max_length=40, blank=True)
    position = models.PositiveIntegerField()
    label_en = models.CharField(max_length=300)
    label_fr = models.CharField(max_length=300, blank=True)
    label_es = models.CharField(max_length=300, blank=True)
    label_ar = models.CharField(max_length=300, blank=True)
    is_closed = models.BooleanField(default=False)
    note = models.CharField(max_length=300, blank=True)
    unreviewed = models.CharField(max_length=20, blank=True)
    extra = models.JSONField(default=dict)
    search_text = models.TextField()

    class Meta:
        ordering: ClassVar = ["code_list", "position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code_list", "code"], name="codelists_one_row_per_code"),
            models.CheckConstraint(condition=~models.Q(label_en=""), name="codelists_every_code_has_a_label"),
        ]
        indexes: ClassVar = [models.Index(fields=["code_list", "parent"], name="codelists_by_parent")]

    class Privacy:
        open = (
            *("id", "code_list", "code", "parent", "position", "label_en", "label_fr", "label_es", "label_ar"),
            *("is_closed", "note", "unreviewed", "extra", "search_text"),
        )
        personal = ()
        sensitive = ()

    def __str__(self) -> str:
        return f"{self.code} {self.label}"

    @property
    def label_language(self) -> str:
        """The language in which the label is shown: the reader's, or English where there is no other."""
        language = active_language()
        return language if getattr(self, f"label_{language}", "") else "en"

    @property
    def label(self) -> str:
        """The label in the reader's language, else in English; `label_language` says which."""
        return str(getattr(self, f"label_{self.label_language}"))

    @property
    def is_unreviewed(self) -> bool:
        """Whether the label shown was translated by Corridor and nobody has reviewed it."""
        return self.label_language in self.unreviewed.split()

    @property
    def row(self) -> CodeRow:
        """The code as a plain value."""
        labels = {language: getattr(self, f"label_{language}") for language in ("en", "fr", "es", "ar")}
        return CodeRow(
            code=self.code,
            parent=self.parent,
            labels={language: label for language, label in labels.items() if label},
            is_closed=self.is_closed,
            note=self.note,
            unreviewed=tuple(self.unreviewed.split()),
            extra=self.extra,
        )
