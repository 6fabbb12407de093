"""Writing relations within a classification and matches to others while a file is read."""

from collections.abc import Sequence
from typing import Any

from corridor.batch.taxonomies import records
from corridor.batch.taxonomies.records import RELATIONS
from corridor.kernel.errors import N_, InputError
from corridor.knowledge.taxonomies.models import Classification, ConceptMapping, ConceptRelation
from corridor.knowledge.taxonomies.services.concepts import Concepts
from corridor.knowledge.taxonomies.services.rows import insert

AT_ONCE = 5_000
NUMBERS = {word: number for number, word in enumerate(RELATIONS)}


class Relations:
    """Takes relations and writes them in batches, none twice; holds one number for each."""

    def __init__(self, row: Classification, concepts: Concepts, *, is_new: bool) -> None:
        self.concepts = concepts
        self.waiting: list[Sequence[Any]] = []
        self.added = self.left_out = 0
        self.seen: set[int] = set()
        if not is_new:
            there = ConceptRelation.objects.filter(source__classification=row).order_by()
            self.seen.update(_number(*each) for each in there.values_list("source", "target", "type").iterator())

    def take(self, relation: records.Relation) -> None:
        """Take one relation; one that names a concept which is not there is counted and left out."""
        if self.concepts.waiting:
            self.concepts.write()
        source, target = self.concepts.uris.get(relation.source), self.concepts.uris.get(relation.target)
        if source is None or target is None or source == target:
            self.left_out += 1
            return
        number = _number(source, target, relation.type)
        if number in self.seen:
            return
        self.seen.add(number)
        self.waiting.append((source, target, relation.type))
        if len(self.waiting) >= AT_ONCE:
            self.write()

    def write(self) -> None:
        """Write what was taken."""
        insert(ConceptRelation, ("source", "target", "type"), self.waiting)
        self.added += len(self.waiting)
        self.waiting = []

    def check(self) -> None:
        """Refuse files none of whose relations joins two concepts."""
        if self.left_out and not self.seen:
            raise InputError(
                N_("None of the %(n)s relations joins two concepts of this version."),
                hint=N_("Give the files with the concepts as well, of the same version."),
                field="file",
                params={"n": self.left_out},
            )


class Mappings:
    """Takes matches to other classifications and writes them, none twice."""

    def __init__(self, row: Classification, *, is_new: bool) -> None:
        self.row = row
        self.waiting: list[Sequence[Any]] = []
        self.added = 0
        there = ConceptMapping.objects.none() if is_new else row.mappings.order_by()
        self.seen = {records.Mapping(*each) for each in there.values_list("from_uri", "to_uri", "match")}

    def take(self, mapping: records.Mapping) -> None:
        """Take one match."""
        if mapping in self.seen:
            return
        self.seen.add(mapping)
        self.waiting.append((self.row.pk, *mapping))
        if len(self.waiting) >= AT_ONCE:
            self.write()

    def write(self) -> None:
        """Write what was taken."""
        insert(ConceptMapping, ("source", "from_uri", "to_uri", "match"), self.waiting)
        self.added += len(self.waiting)
        self.waiting = []


def _number(source: int, target: int, word: str) -> int:
    """Return one number for a relation: a hundred thousand of them take a tenth of what texts would."""
    return (source << 34 | target) * len(RELATIONS) + NUMBERS[word]
