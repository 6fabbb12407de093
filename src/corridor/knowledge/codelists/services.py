"""Loading the packaged code lists: idempotent, and without ever deleting a code."""

import datetime
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction

from corridor.core import audit
from corridor.knowledge.codelists.models import Code, CodeList
from corridor.knowledge.codelists.rules import LANGUAGES, CodeRow, PackagedList, folded, list_names, load_list

_BATCH = 500


@dataclass(frozen=True, slots=True)
class ListLoad:
    """What loading one list changed, in codes."""

    name: str
    created: int = 0
    changed: int = 0
    closed: int = 0


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a whole load changed; a second load of the same files changes nothing."""

    lists: tuple[ListLoad, ...] = ()

    @property
    def created(self) -> int:
        return sum(part.created for part in self.lists)

    @property
    def changed(self) -> int:
        return sum(part.changed for part in self.lists)

    @property
    def closed(self) -> int:
        return sum(part.closed for part in self.lists)


@transaction.atomic
def load_codelists(*, by: Any, lists: Iterable[PackagedList] | None = None) -> LoadReport:
    """Bring the database to the packaged lists, or to `lists`; codes that vanished are closed."""
    packaged = [load_list(name) for name in list_names()] if lists is None else list(lists)
    digests = dict(CodeList.objects.values_list("name", "digest"))
    report = LoadReport(tuple(_load(source) for source in packaged if digests.get(source.name) != source.digest))
    if report.lists:
        audit.record(by=by, action="codelists.loaded", detail={"lists": [asdict(part) for part in report.lists]})
    return report


def _load(source: PackagedList) -> ListLoad:
    code_list, _ = CodeList.objects.update_or_create(name=source.name, defaults=_about(source))
    known = {code.code: code for code in code_list.codes.all()}
    wanted = {row.code: _fields(row, position) for position, row in enumerate(source.rows)}
    new = [Code(code_list=code_list, code=code, **fields) for code, fields in wanted.items() if code not in known]
    changed = [known[code] for code, fields in wanted.items() if code in known and _apply(known[code], fields)]
    vanished = [code for name, code in known.items() if name not in wanted and not code.is_closed]
    for code in vanished:
        code.is_closed = True
    Code.objects.bulk_create(new, batch_size=_BATCH)
    if changed:
        Code.objects.bulk_update(changed, list(next(iter(wanted.values()))), batch_size=_BATCH)
    Code.objects.bulk_update(vanished, ["is_closed"], batch_size=_BATCH)
    return ListLoad(source.name, created=len(new), changed=len(changed), closed=len(vanished))


def _about(source: PackagedList) -> dict[str, Any]:
    return {
        **{f"title_{language}": source.titles[language] for language in LANGUAGES},
        "source": source.source,
        "version": source.version,
        "retrieved_date": datetime.date.fromisoformat(source.retrieved),
        "licence": source.licence,
        "attribution": source.attribution,
        "changes": list(source.changes),
        "translation": dict(source.translation),
        "digest": source.digest,
    }


def _fields(row: CodeRow, position: int) -> dict[str, Any]:
    return {
        **{f"label_{language}": row.labels.get(language, "") for language in LANGUAGES},
        "parent": row.parent,
        "position": position,
        "is_closed": row.is_closed,
        "note": row.note,
        "unreviewed": " ".join(row.unreviewed),
        "extra": dict(row.extra),
        "search_text": folded(" ".join((row.code, *row.labels.values()))),
    }


def _apply(code: Code, fields: dict[str, Any]) -> bool:
    differing = {name: value for name, value in fields.items() if getattr(code, name) != value}
    for name, value in differing.items():
        setattr(code, name, value)
    return bool(differing)
