"""The command `corridor taxonomy`: bring classifications in, list them, say what changed between two versions."""

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corridor.batch.outcome import Outcome
from corridor.batch.taxonomies.records import Asked

if TYPE_CHECKING:
    from corridor.knowledge.taxonomies.models import Classification

LISTS = ("vanished", "new", "renamed", "moved", "essential_skills")
SHOWN = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the three acts and what each of them takes."""
    acts = parser.add_subparsers(dest="act", required=True, metavar="ACT")
    bring = acts.add_parser("import", help="bring the files of one version in, whole or not at all")
    bring.add_argument("files", metavar="FILE", nargs="+", type=Path, help="zips, folders or CSV files of one version")
    bring.add_argument("--name", default="", help="name of the classification (esco, tabiya; others need one)")
    bring.add_argument("--version", default="", help="version, where names of zips do not say it")
    bring.add_argument("--lang", default="", help="language of labels, where files do not say it")
    bring.add_argument("--licence", default="")
    bring.add_argument("--attribution", default="", help="the sentence that must stand beside its labels")
    listing = acts.add_parser("list", help="list what was imported")
    compare = acts.add_parser("diff", help="say what changed between two versions, for people to look through")
    compare.add_argument("older", metavar="A", help="name and version, such as esco@1.1.1")
    compare.add_argument("newer", metavar="B", help="another version of the same classification")
    for each in (bring, listing, compare):
        each.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="one JSON document")


def run(options: argparse.Namespace) -> Outcome:
    """Do one of the three acts; Django must be ready."""
    if options.act == "import":
        return _import(options)
    return _list() if options.act == "list" else _diff(options.older, options.newer)


def _import(options: argparse.Namespace) -> Outcome:
    from corridor.knowledge.taxonomies.services.importing import import_files

    asked = Asked(options.name, options.version, options.lang, options.licence, options.attribution)
    done = import_files(paths=options.files, asked=asked, by=None)
    document = {
        **_document(done.classification),
        "repeated": done.is_repeat,
        "added": done.added,
        "tidied": done.tidied,
    }
    if done.is_repeat:
        text = "{name} {version}: imported before; nothing was changed".format(**document)
        return Outcome(document, text)
    lines = [
        "{name} {version} ({layout}), languages: {spoken}".format(**document, spoken=" ".join(document["languages"])),
        "  {concepts} concepts, {labels} labels, {relations} relations, {mappings} matches added".format(**done.added),
    ]
    if done.added["left_out"]:
        lines.append("  {left_out} relations left out: they name a concept that is not there".format(**done.added))
    if done.tidied:
        put_right = ", ".join(f"{name} {number}" for name, number in done.tidied.items())
        lines.append(f"  put right in labels: {put_right}")
    return Outcome(document, "\n".join([*lines, f"  digest {document['digest']}"]))


def _list() -> Outcome:
    from corridor.knowledge.taxonomies.selectors.classifications import classifications

    rows = [{**_document(row), "concepts": row.size} for row in classifications()]  # type: ignore[attr-defined]  # counted by the selector
    lines = [
        "{name}@{version}  {concepts} concepts  {spoken}  {licence}".format(**row, spoken=" ".join(row["languages"]))
        for row in rows
    ]
    return Outcome({"classifications": rows}, "\n".join(lines) or "No classification was imported yet.")


def _diff(older: str, newer: str) -> Outcome:
    from corridor.knowledge.taxonomies.selectors.classifications import classification_named
    from corridor.knowledge.taxonomies.selectors.differences import difference

    document = asdict(difference(classification_named(older), classification_named(newer)))
    lines = ["{older} -> {newer}".format(**document)]
    for name in LISTS:
        rows = document[name]
        lines.append(f"{name.replace('_', ' ')}: {len(rows)}")
        lines += [f"  {_line(row)}" for row in rows[:SHOWN]]
        if len(rows) > SHOWN:
            lines.append(f"  and {len(rows) - SHOWN} more (--json lists them)")
    if document["not_compared"]:
        lines.append("essential skills were not compared: one of the versions came without them")
    return Outcome(document, "\n".join(lines))


def _line(row: dict[str, Any]) -> str:
    if "language" in row:
        return "{uri} [{language}] {old} -> {new}".format(**row)
    if "old" in row:
        return "{uri} {label}: {0} -> {1}".format(" ".join(row["old"]), " ".join(row["new"]), **row)
    if "gained" in row:
        signs = [f"+{each['label']}" for each in row["gained"]] + [f"-{each['label']}" for each in row["lost"]]
        return "{uri} {label}: {0}".format(", ".join(signs), **row)
    return "{uri} {code} {label}".format(**row)


def _document(row: "Classification") -> dict[str, Any]:
    return {
        "name": row.name,
        "version": row.version,
        "layout": row.layout,
        "languages": row.languages.split(),
        "licence": row.licence,
        "attribution": row.attribution,
        "digest": row.digest,
        "files": [{"name": file.name, "sha256": file.sha256} for file in row.files.order_by("pk")],
    }
