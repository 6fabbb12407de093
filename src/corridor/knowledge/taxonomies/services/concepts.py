"""Writing concepts and their labels while a file is read."""

from collections.abc import Sequence
from typing import Any

from corridor.batch.taxonomies import records
from corridor.batch.taxonomies.records import Entry, norm
from corridor.kernel.errors import N_, InputError
from corridor.knowledge.taxonomies.models import Classification, Concept, ConceptLabel
from corridor.knowledge.taxonomies.services.rows import insert

AT_ONCE = 2_000
LABEL_FIELDS = ("concept", "language", "kind", "text", "norm")
# ISCO groups and groups of skills come in files of their own, so that new groups say nothing about the version.
WHOLE_KINDS = ("occupation", "skill")
Key = tuple[str, str]


class Concepts:
    """Takes entries and writes them in batches; holds the key of every concept, and which languages name it."""

    def __init__(self, row: Classification, *, is_new: bool) -> None:
        self.row = row
        self.waiting: list[Entry] = []
        self.labels: list[Sequence[Any]] = []
        self.added = self.labels_added = 0
        self.uris: dict[str, int] = {}
        self.named: set[tuple[int, str]] = set()
        self.whole: frozenset[str] = frozenset()
        self.languages: set[str] = set(row.languages.split())
        if not is_new:
            self._meet_what_is_there()

    def take(self, entry: Entry) -> None:
        """Take one concept with its labels."""
        self.waiting.append(entry)
        if len(self.waiting) >= AT_ONCE:
            self.write()

    def write(self) -> None:
        """Write what was taken."""
        entries, self.waiting = self.waiting, []
        self._write_concepts(entries)
        for entry in entries:
            self._take_labels(entry)
        self._write_labels()

    def _write_concepts(self, entries: Sequence[Entry]) -> None:
        new: dict[str, Concept] = {}
        for concept, _labels in entries:
            if concept.uri not in self.uris and concept.uri not in new:
                self._check_version(concept)
                new[concept.uri] = Concept(
                    classification=self.row,
                    uri=concept.uri,
                    code=concept.code,
                    kind=concept.kind,
                    isco08=concept.isco08,
                    is_regulated=concept.is_regulated,
                    status=concept.status,
                )
        for made in Concept.objects.bulk_create(new.values(), batch_size=500):
            self.uris[made.uri] = made.pk
        self.added += len(new)

    def _take_labels(self, entry: Entry) -> None:
        if not entry.labels:
            return
        key = self.uris[entry.concept.uri]
        language = entry.labels[0].language
        labels: Sequence[records.Label] = entry.labels
        if (key, language) in self.named:
            labels = self._new_ones(entry, key, language)
        self.named.add((key, language))
        self.languages.add(language)
        for _language, kind, text in labels:
            self.labels.append((key, language, kind, text, "" if kind == "description" else norm(text)))

    def _write_labels(self) -> None:
        insert(ConceptLabel, LABEL_FIELDS, self.labels)
        self.labels_added += len(self.labels)
        self.labels = []

    def _new_ones(self, entry: Entry, key: int, language: str) -> list[records.Label]:
        """Return the labels that a concept does not have; two preferred ones of one language are refused."""
        self._write_labels()
        there = set(ConceptLabel.objects.filter(concept=key, language=language).values_list("kind", "text"))
        new = [label for label in entry.labels if (label.kind, label.text) not in there]
        if other := next((label.text for label in new if label.kind == "preferred"), ""):
            old = next((text for kind, text in there if kind == "preferred"), "")
            if old:
                raise InputError(
                    N_('The concept %(uri)s is called "%(old)s" in version %(version)s and "%(new)s" in the file.'),
                    hint=N_("A changed name belongs to another version: import the file under its own version."),
                    field="version",
                    code="other_version",
                    params={"uri": entry.concept.uri, "old": old, "version": self.row.version, "new": other},
                )
        return new

    def _check_version(self, concept: records.Concept) -> None:
        """Refuse a concept that a version lacks which has the other ones of its kind."""
        if concept.kind in self.whole:
            raise InputError(
                N_("Version %(version)s has no concept %(uri)s: the file is of another version."),
                hint=N_("Import the file under its own version; versions stand side by side."),
                field="version",
                code="other_version",
                params={"version": self.row.version, "uri": concept.uri},
            )

    def _meet_what_is_there(self) -> None:
        rows = Concept.objects.filter(classification=self.row).order_by("pk")
        self.uris = dict(rows.values_list("uri", "pk"))
        self.whole = frozenset(WHOLE_KINDS) & set(rows.order_by().values_list("kind", flat=True).distinct())
        preferred = ConceptLabel.objects.filter(concept__classification=self.row, kind="preferred")
        self.named = set(preferred.order_by().values_list("concept", "language"))
