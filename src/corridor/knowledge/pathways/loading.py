"""Bringing the packaged register into the data base."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from corridor.core import audit
from corridor.knowledge.pathways.models import Pathway
from corridor.knowledge.pathways.packaged import PackagedPathway, packaged_pathways
from corridor.knowledge.pathways.services import add_conditions, create_pathway, create_procedure


@dataclass(frozen=True)
class RegisterLoad:
    """How many packaged pathways were new, changed and unchanged."""

    created: int
    updated: int
    unchanged: int


@transaction.atomic
def load_pathways(*, by: Any, entries: Sequence[PackagedPathway] | None = None) -> RegisterLoad:
    """Bring the register up to the packaged pathways; loading twice changes nothing.

    A pathway that the package gives anew takes its conditions and notes from the package; its procedure becomes a new
    version, so that cases keep the one they began with. Pathways of the installation itself are never touched.
    """
    wanted = packaged_pathways() if entries is None else entries
    known = {row.code: row for row in Pathway.objects.filter(code__in=[entry.code for entry in wanted])}
    changed = [entry for entry in wanted if entry.code not in known or known[entry.code].content_digest != entry.digest]
    for entry in changed:
        _load(entry, known.get(entry.code), by)
    created = sum(entry.code not in known for entry in changed)
    return RegisterLoad(created, len(changed) - created, len(wanted) - len(changed))


def _load(entry: PackagedPathway, row: Pathway | None, by: Any) -> None:
    if row is None:
        row = create_pathway(
            code=entry.code,
            by=by,
            requirements=entry.requirements,
            notes=entry.notes,
            content_digest=entry.digest,
            **entry.fields,
        )
    else:
        _replace(row, entry, by)
    if entry.steps:
        create_procedure(pathway=row, steps=entry.steps, by=by)


def _replace(row: Pathway, entry: PackagedPathway, by: Any) -> None:
    for name, value in {**entry.fields, "content_digest": entry.digest}.items():
        setattr(row, name, value)
    row.save()
    row.requirements.all().delete()
    row.notes.all().delete()
    add_conditions(pathway=row, requirements=entry.requirements, notes=entry.notes)
    audit.record(by=by, action="pathways.pathway_reloaded", obj=row, detail={"code": row.code})
