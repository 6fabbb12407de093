"""The nine files of the Tabiya open taxonomy; rows name each other by an ID that holds within the files only."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from corridor.batch.taxonomies.files import Member, Table, fault, rows_of, table_of
from corridor.batch.taxonomies.records import Asked, Concept, Entry, Record, Relation
from corridor.batch.taxonomies.tidy import listed, named
from corridor.kernel.errors import N_, InputError

INFO = "model_info.csv"
CONCEPTS = {
    "occupation_groups.csv": "group",
    "iscogroups.csv": "group",
    "skill_groups.csv": "group",
    "occupations.csv": "occupation",
    "skills.csv": "skill",
}
RELATIONS = {
    "occupation_hierarchy.csv": ("CHILDID", "PARENTID", ""),
    "skill_hierarchy.csv": ("CHILDID", "PARENTID", ""),
    "occupation_to_skill_relations.csv": ("OCCUPATIONID", "SKILLID", "RELATIONTYPE"),
    "occupation_skill_relations.csv": ("OCCUPATIONID", "SKILLID", "RELATIONTYPE"),
    "skill_to_skill_relations.csv": ("REQUIRINGID", "REQUIREDID", "RELATIONTYPE"),
    "skill_skill_relations.csv": ("REQUIRINGID", "REQUIREDID", "RELATIONTYPE"),
}
# Where the ID of a row of each type holds.
TYPES = {
    "iscogroup": "occupation_groups.csv",
    "localgroup": "occupation_groups.csv",
    "occupationgroup": "occupation_groups.csv",
    "escooccupation": "occupations.csv",
    "localoccupation": "occupations.csv",
    "skillgroup": "skill_groups.csv",
    "skill": "skills.csv",
}
DIGITS = re.compile(r"^[0-9]{4}")
LICENCE = "CC BY 4.0"
# By the file in which an ID holds, and the ID.
Known = dict[tuple[str, str], str]


def parts_of(members: Sequence[Member]) -> list[Member]:
    """Return the files, concepts before relations; empty where the file about the model is missing."""
    names = [member.name.lower() for member in members]
    if INFO not in names:
        return []
    order = [*CONCEPTS, *RELATIONS]
    known = [member for member in members if member.name.lower() in order]
    return sorted(known, key=lambda member: order.index(member.name.lower()))


def about(members: Sequence[Member]) -> Mapping[str, str]:
    """Return what the file about the model says: NAME, VERSION and the others."""
    [member] = [member for member in members if member.name.lower() == INFO][:1]
    table = table_of(member)
    table.place_of("NAME", "VERSION")
    for _number, row in rows_of(table):
        return dict(zip(table.header, row, strict=False))
    return {}


def read(parts: Sequence[Member], asked: Asked, tidied: Counter[str]) -> Iterator[Record]:
    """Yield concepts with their labels, then relations. Holds the IDs of all concepts."""
    if not asked.language:
        raise InputError(
            N_("The files of Tabiya do not say the language of their labels."),
            hint=N_("Name the language, such as en or sw."),
            field="language",
        )
    known: Known = {}
    for member in parts:
        table = table_of(member)
        name = member.name.lower()
        if name in CONCEPTS:
            yield from _entries(table, name, asked.language, known, tidied)
        else:
            yield from _relations(table, name, known)


def _entries(table: Table, name: str, language: str, known: Known, tidied: Counter[str]) -> Iterator[Entry]:
    kind = CONCEPTS[name]
    key, origin, label, others = table.place_of("ID", "ORIGINURI", "PREFERREDLABEL", "ALTLABELS")
    code, history = table.place_if("CODE"), table.place_if("UUIDHISTORY")
    group = next(
        (table.columns[each] for each in ("OCCUPATIONGROUPCODE", "ISCOGROUPCODE") if each in table.columns), -1
    )
    note, text = table.place_if("REGULATEDPROFESSIONNOTE"), table.place_if("DESCRIPTION")
    scope = "occupation_groups.csv" if name == "iscogroups.csv" else name
    for number, row in rows_of(table):
        uri = row[origin].strip() or _urn(row[history]) or f"tabiya:{scope.removesuffix('.csv')}:{row[key].strip()}"
        if not row[key].strip() or (scope, row[key]) in known or len(uri) > 500:
            raise fault(
                table,
                number,
                N_('%(file)s, row %(row)s: the ID "%(key)s" is empty or stands there twice.'),
                column="ID",
                key=row[key][:60],
            )
        known[(scope, row[key])] = uri
        written = (
            row[group] if kind == "occupation" and group >= 0 else row[code] if scope == "occupation_groups.csv" else ""
        )
        digits = DIGITS.match(written.strip())
        yield Entry(
            Concept(
                uri,
                kind,
                row[code].strip()[:60],
                digits.group() if digits else "",
                bool(row[note].strip()) and not row[note].strip().endswith("unregulated"),
            ),
            named(row[label], listed(row[others]), language, tidied, description=row[text]),
        )


def _relations(table: Table, name: str, known: Known) -> Iterator[Relation]:
    names = RELATIONS[name]
    source, target = table.place_of(*names[:2])
    word = table.place_of(names[2])[0] if names[2] else -1
    child, parent = (table.place_if(each) for each in ("CHILDOBJECTTYPE", "PARENTOBJECTTYPE"))
    own, other = _ends(name)
    for number, row in rows_of(table):
        pair = [
            known.get((_scope_of(row[type_], scope), row[place]))
            for type_, scope, place in ((child, own, source), (parent, other, target))
        ]
        if pair[0] is None or pair[1] is None:
            raise fault(
                table,
                number,
                N_('%(file)s, row %(row)s: no concept has the ID "%(key)s".'),
                column=names[0] if pair[0] is None else names[1],
                key=row[source if pair[0] is None else target][:60],
            )
        type_word = "broader" if word < 0 else row[word].strip() or "related"
        if type_word not in ("broader", "essential", "optional", "related"):
            raise fault(
                table,
                number,
                N_('%(file)s, row %(row)s: "%(word)s" is no kind of relation.'),
                column="RELATIONTYPE",
                word=type_word[:60],
            )
        yield Relation(pair[0], pair[1], type_word)


def _ends(name: str) -> tuple[str, str]:
    """Return of which files the two IDs of a relation are, where no column says it."""
    if name.startswith("skill"):
        return "skills.csv", "skills.csv"
    return "occupations.csv", "skills.csv" if RELATIONS[name][2] else "occupations.csv"


def _scope_of(type_: str, otherwise: str) -> str:
    """Return the file in which an ID holds: an ID of a group may be that of an occupation as well."""
    return TYPES.get(type_.strip().lower(), otherwise)


def _urn(history: str) -> str:
    """Return the first address that a concept ever had: the last of its history."""
    first = history.strip().split("\n")[-1].strip()
    return f"urn:uuid:{first}" if first else ""
