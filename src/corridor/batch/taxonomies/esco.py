"""ESCO as the European Commission publishes it: zips or folders of CSV files, layouts 1.0, 1.1 and 1.2."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from corridor.batch.taxonomies.files import Member, Table, fault, rows_of, table_of
from corridor.batch.taxonomies.records import ESCO_LICENCE, ESCO_URI, Asked, Concept, Entry, Record, Relation
from corridor.batch.taxonomies.tidy import listed, named
from corridor.kernel.errors import N_, InputError

NAME = re.compile(r"^(?P<stem>[A-Za-z]+)(?:_(?P<language>[a-z]{2,3}(?:-[A-Za-z]{2,4})?))?\.csv$", re.IGNORECASE)
VERSION = re.compile(r"\bv(?P<version>[0-9]+(?:\.[0-9]+){1,2})\b")
CONCEPTS = {
    "iscogroups": ("group", "ISCOGroup"),
    "skillgroups": ("group", "SkillGroup"),
    "occupations": ("occupation", "Occupation"),
    "skills": ("skill", "KnowledgeSkillCompetence"),
}
RELATIONS = {
    "broaderrelationsoccpillar": ("conceptUri", "broaderUri", ""),
    "broaderrelationsskillpillar": ("conceptUri", "broaderUri", ""),
    "occupationskillrelations": ("occupationUri", "skillUri", "relationType"),
    "skillskillrelations": ("originalSkillUri", "relatedSkillUri", "relationType"),
}
# Parts of an official zip whose rows stand in the files above as well.
REPEATS = ("collection", "skillshierarchy", "conceptschemes", "dictionary", "greenshare")
ATTRIBUTION = "This service uses the ESCO classification of the European Commission."
UNREGULATED = "unregulated"
UNIT_GROUP = re.compile(r"(?:.*/C)?(?P<digits>[0-9]{4})$")
LONGEST_URI, LONGEST_CODE = 500, 60


class Part(NamedTuple):
    """A file of ESCO: what it holds and in which language."""

    member: Member
    stem: str
    language: str


def parts_of(members: Sequence[Member]) -> list[Part]:
    """Return the files that belong to ESCO, concepts before relations; empty where a file given is of something else.

    Other tables within a zip of ESCO are passed over: every release brings new ones.
    """
    parts, strangers = [], []
    for member in members:
        found = NAME.match(member.name)
        stem = found["stem"].lower() if found else ""
        if found and stem in CONCEPTS | RELATIONS:
            parts.append(Part(member, stem, (found["language"] or "").lower()))
        elif not any(stem.endswith(end) or stem.startswith(end) for end in REPEATS):
            strangers.append(member)
    packed = {part.member.path for part in parts if part.member.inner}
    if any(stranger.path not in packed for stranger in strangers):
        return []
    order = [*CONCEPTS, *RELATIONS]
    return sorted(parts, key=lambda part: (order.index(part.stem), part.language, part.member.place))


def version_of(members: Sequence[Member]) -> str:
    """Return the version that the names of zips and folders say; empty where they say none."""
    said = {found["version"] for member in members for found in VERSION.finditer(member.place)}
    if len(said) > 1:
        raise InputError(
            N_("The files are of several versions: %(versions)s."),
            hint=N_("Import one version at a time; versions stand side by side."),
            field="version",
            params={"versions": ", ".join(sorted(said))},
        )
    return said.pop() if said else ""


def layout_of(parts: Sequence[Part]) -> str:
    """Return the layout of the files by their columns."""
    headers = {part.stem: table_of(part.member).columns for part in parts}
    if "skillLabel" in headers.get("occupationskillrelations", {}) or "naceCode" in headers.get("occupations", {}):
        return "esco-1.2"
    if any(stem in CONCEPTS and "inScheme" not in columns for stem, columns in headers.items()):
        return "esco-1.0"
    return "esco-1.1"


def read(parts: Sequence[Part], asked: Asked, tidied: Counter[str]) -> Iterator[Record]:
    """Yield concepts with their labels, then relations. Holds one row at a time."""
    tables = [(part, table_of(part.member)) for part in parts]
    readers: list[Callable[[], Iterator[Record]]] = []
    for part, table in tables:
        if part.stem in RELATIONS:
            readers.append(partial(_relations, table, *_relation_places(table, part.stem)))
            continue
        language = part.language or asked.language
        if not language:
            raise InputError(
                N_("%(file)s does not say its language."),
                hint=N_("Name the language, such as fr, or name the file as published, such as occupations_fr.csv."),
                field="language",
                params={"file": part.member.label},
            )
        table.place_of("conceptType", "conceptUri", "preferredLabel", "altLabels", *_further(part.stem))
        readers.append(partial(_entries, table, part.stem, language, tidied))
    for reader in readers:
        yield from reader()


def _further(stem: str) -> tuple[str, ...]:
    return {"iscogroups": ("code",), "occupations": ("iscoGroup",)}.get(stem, ())


def _entries(table: Table, stem: str, language: str, tidied: Counter[str]) -> Iterator[Entry]:
    kind, written = CONCEPTS[stem]
    type_, uri, label, others = table.place_of("conceptType", "conceptUri", "preferredLabel", "altLabels")
    code, group, note = (table.place_if(name) for name in ("code", "iscoGroup", "regulatedProfessionNote"))
    hidden, text, status = (table.place_if(name) for name in ("hiddenLabels", "description", "status"))
    for number, row in rows_of(table):
        if row[type_] != written:
            raise fault(
                table,
                number,
                N_("%(file)s, row %(row)s is a %(found)s, not a %(wanted)s."),
                column="conceptType",
                found=row[type_][:60],
                wanted=written,
            )
        check_uri(table, number, row[uri], "conceptUri")
        concept = Concept(
            row[uri],
            kind,
            row[code].strip()[:LONGEST_CODE],
            _unit_group(table, number, row[code] if kind == "group" else row[group], kind),
            bool(row[note].strip()) and not row[note].strip().endswith(UNREGULATED),
            row[status].strip()[:20] or "released",
        )
        labels = named(
            row[label], listed(row[others]), language, tidied, hidden=listed(row[hidden]), description=row[text]
        )
        yield Entry(concept, labels)


def _unit_group(table: Table, number: int, code: str, kind: str) -> str:
    """Return the unit group of an occupation or of a group that is one; groups above and of skills have none."""
    found = UNIT_GROUP.match(code.strip())
    if kind == "occupation" and not found:
        raise fault(
            table,
            number,
            N_('%(file)s, row %(row)s: "%(code)s" is no unit group of ISCO-08.'),
            column="iscoGroup",
            code=code[:60],
        )
    return found["digits"] if found and kind in ("occupation", "group") else ""


def check_uri(table: Table, number: int, uri: str, column: str) -> None:
    """Refuse an address that is not one of ESCO."""
    if not uri.startswith(ESCO_URI) or len(uri) > LONGEST_URI or not uri.isascii() or " " in uri:
        raise fault(
            table,
            number,
            N_('%(file)s, row %(row)s, %(column)s: "%(uri)s" is no concept of ESCO.'),
            column=column,
            uri=uri[:120],
        )


def _relation_places(table: Table, stem: str) -> tuple[int, int, int]:
    names = RELATIONS[stem]
    source, target = table.place_of(*names[:2])
    return source, target, table.place_of(names[2])[0] if names[2] else -1


def _relations(table: Table, source: int, target: int, type_: int) -> Iterator[Relation]:
    for number, row in rows_of(table):
        # Looked at in full only where it begins otherwise: what is no concept of the files is left out later anyway.
        if not (row[source].startswith(ESCO_URI) and row[target].startswith(ESCO_URI)):
            check_uri(table, number, row[source], table.header[source])
            check_uri(table, number, row[target], table.header[target])
        word = row[type_].strip() if type_ >= 0 else "broader"
        if word not in ("broader", "essential", "optional", "related"):
            raise fault(
                table,
                number,
                N_('%(file)s, row %(row)s: "%(word)s" is no kind of relation.'),
                column="relationType",
                word=word[:60],
            )
        yield Relation(row[source], row[target], word)


def licence_of(asked: Asked) -> tuple[str, str]:
    """Return licence and attribution: what the person says, else those of the Commission."""
    return asked.licence or ESCO_LICENCE, asked.attribution or ATTRIBUTION
