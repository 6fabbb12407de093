"""Bringing classifications in: whole files or nothing, more languages to a version that is there already."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction

from corridor.access.selectors import roles_of
from corridor.batch.taxonomies.reading import read
from corridor.batch.taxonomies.records import Asked, Entry, FileDigest, Mapping, Reading, Relation
from corridor.core import audit
from corridor.kernel.errors import N_, InputError, NotPermitted
from corridor.knowledge.taxonomies.models import Classification, ClassificationFile
from corridor.knowledge.taxonomies.rules import IMPORTERS
from corridor.knowledge.taxonomies.services.concepts import Concepts
from corridor.knowledge.taxonomies.services.relations import Mappings, Relations


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import brought: rows by kind, what was put right on the way, and whether the files were known already."""

    classification: Classification
    is_repeat: bool
    added: dict[str, int]
    tidied: dict[str, int]


@transaction.atomic
def import_files(*, paths: Sequence[Path], asked: Asked, by: Any) -> Imported:
    """Import the files of one version of a classification; the same files again change nothing.

    Raises
    ------
    NotPermitted : only administrators bring classifications in
    DataUnavailable, InputError : a file or a row cannot be used; nothing of any file is kept then
    """
    _check_importer(by)
    reading = read(paths, asked)
    known = Classification.objects.filter(name=reading.name, version=reading.version).first()
    if known and _holds(known, reading.files):
        return Imported(known, is_repeat=True, added={}, tidied={})
    row = known or Classification.objects.create(
        name=reading.name,
        version=reading.version,
        layout=reading.layout,
        licence=reading.licence[:160],
        attribution=reading.attribution[:300],
        imported_by=by,
    )
    added = _load(row, reading, is_new=known is None)
    _keep_files(row, reading.files)
    audit.record(
        by=by,
        action="taxonomies.classification_imported",
        obj=row,
        detail={"name": row.name, "version": row.version, "digest": row.digest, **added},
    )
    return Imported(row, is_repeat=False, added=added, tidied=dict(sorted((+reading.tidied).items())))


def _load(row: Classification, reading: Reading, *, is_new: bool) -> dict[str, int]:
    concepts = Concepts(row, is_new=is_new)
    relations, mappings = Relations(row, concepts, is_new=is_new), Mappings(row, is_new=is_new)
    for record in reading.records:
        if isinstance(record, Relation):
            relations.take(record)
        elif isinstance(record, Entry):
            concepts.take(record)
        else:
            assert isinstance(record, Mapping)
            mappings.take(record)
    concepts.write()
    relations.write()
    mappings.write()
    if not concepts.uris:
        raise InputError(
            N_("The files hold no concept."), hint=N_("Give the files with the concepts as well."), field="file"
        )
    relations.check()
    row.languages = " ".join(sorted(concepts.languages))
    added = Counter(concepts=concepts.added, labels=concepts.labels_added, relations=relations.added)
    return {**added, "mappings": mappings.added, "left_out": relations.left_out}


def _holds(row: Classification, files: Sequence[FileDigest]) -> bool:
    there = set(row.files.values_list("sha256", flat=True))
    return all(file.sha256 in there for file in files)


def _keep_files(row: Classification, files: Sequence[FileDigest]) -> None:
    there = set(row.files.values_list("sha256", flat=True))
    for file in files:
        if file.sha256 not in there:
            there.add(file.sha256)
            ClassificationFile.objects.create(
                classification=row, name=file.name[:255], size_bytes=file.size, sha256=file.sha256
            )
    row.digest = hashlib.sha256("\n".join(sorted(there)).encode()).hexdigest()
    row.save(update_fields=["digest", "languages"])


def _check_importer(by: Any) -> None:
    if by is not None and not roles_of(by) & IMPORTERS:
        raise NotPermitted(
            N_("Classifications are brought in by administrators."),
            hint=N_("Ask an administrator to import the file."),
        )
