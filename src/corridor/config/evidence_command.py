"""The command `corridor evidence`: `check` reads a file without a database, `import` brings it into the database.

`sample` writes invented files in every format, with their right answer, for whoever wants to try.
"""

import argparse
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corridor.batch.evidence_record import FORMATS
from corridor.batch.outcome import Outcome

if TYPE_CHECKING:
    from corridor.knowledge.labour_market.models import DatasetVersion

SHOWN = 20
COUNTS = ("added", "changed", "unchanged", "gone")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what to do with which file, and what the file does not say about itself."""
    parser.add_argument(
        "action",
        choices=["check", "import", "sample"],
        help="check: store nothing; import: keep the figures; sample: write invented files into the folder FILE",
    )
    parser.add_argument("file", metavar="FILE", type=Path, help="CSV, TSV, workbook or JSON lines, also in gzip or zip")
    parser.add_argument("--seed", type=int, default=1, help="sample: another seed gives other figures (default 1)")
    parser.add_argument("--format", choices=["auto", *FORMATS], default="auto", help="default: by what the file holds")
    about = parser.add_argument_group("import")
    about.add_argument("--origin-url", default="", help="where the file was fetched")
    about.add_argument("--licence", default="")
    about.add_argument("--publisher", default="")
    about.add_argument("--title", default="")
    about.add_argument("--dataset", default="", help="code of the dataset; default: publisher and indicator")
    about.add_argument("--retrieved", type=date.fromisoformat, metavar="DATE", help="default: today")
    about.add_argument("--vintage", type=date.fromisoformat, metavar="DATE", help="default: the day of retrieval")
    about.add_argument("--synthetic", action="store_true", help="the figures are invented; they are marked everywhere")
    about.add_argument("--whole", action="store_true", help="the file is the whole dataset: figures not in it end")
    about.add_argument(
        "--bad-share", type=float, default=0.2, metavar="SHARE", help="more bad rows refuse the file (default 0.2)"
    )


def run(options: argparse.Namespace) -> Outcome:
    """Check or import a file: exit code 1 where rows were left out, 3 where the whole file cannot be used.

    For `import` Django must be ready.
    """
    if options.action == "check":
        from corridor.batch import evidence

        return evidence.run(options)
    if options.action == "sample":
        return _sample(options.file, options.seed)
    from corridor.knowledge.labour_market.services import import_file

    version = import_file(
        path=options.file,
        by=None,
        origin_url=options.origin_url,
        licence=options.licence,
        retrieved_date=options.retrieved,
        title=options.title,
        publisher=options.publisher,
        is_synthetic=options.synthetic,
        asked=options.format,
        vintage_date=options.vintage,
        dataset_code=options.dataset,
        is_whole=options.whole,
        bad_share=options.bad_share,
    )
    return _outcome(options.file.name, version)


def _sample(folder: Path, seed: int) -> Outcome:
    """Write the invented files and say what they are; the last year is the one before this."""
    from corridor.demo.evidence import write_sample

    written = write_sample(folder, seed=seed, last_year=datetime.now(UTC).year - 1)
    document = {"seed": seed, "files": [{"name": row.name, "format": row.format} for row in written]}
    lines = [f"{folder}: {len(written)} invented files, seed {seed}; truth.json holds the right answer"]
    lines += [f"  {row.name}: {row.format}, {row.holds}" for row in written]
    return Outcome(document, "\n".join(lines), 0)


def _outcome(name: str, version: "DatasetVersion") -> Outcome:
    """Report a version; the same bytes again give the report of the version that they gave before."""
    from corridor.knowledge.labour_market.selectors import problems_of
    from corridor.knowledge.labour_market.wording import sentence_of

    problems = [
        {"line": row.line, "column": row.column, "value": row.value, "code": row.code, "message": sentence_of(row)}
        for row in problems_of(file=version.file)
    ]
    changes = {key: 0 if version.is_repeat else getattr(version, key) for key in COUNTS}
    document: dict[str, Any] = {
        "format": version.format,
        "rows": version.file.counts["rows"],
        "bad": version.bad,
        "errors": problems,
        "dataset": version.dataset.code,
        "version": version.number,
        "repeated": version.is_repeat,
        **changes,
    }
    return Outcome(document, "\n".join(_text(name, document)), int(version.bad > 0))


def _text(name: str, document: dict[str, Any]) -> list[str]:
    if document["repeated"]:
        return [
            f"{name}: imported before, as version {document['version']} of {document['dataset']}; nothing was changed"
        ]
    lines = [
        f"{name}: version {document['version']} of {document['dataset']} ({document['format']})",
        f"  {document['rows']} rows, {document['bad']} of them left out",
        "  {added} figures added, {changed} changed, {unchanged} unchanged, {gone} not in this file".format(**document),
    ]
    for problem in document["errors"][:SHOWN]:
        column = f", {problem['column']}" if problem["column"] else ""
        lines.append(f"  line {problem['line']}{column}: {problem['message']} [{problem['code']}]")
    if len(document["errors"]) > SHOWN:
        lines.append(f"  and {len(document['errors']) - SHOWN} more (--json lists them)")
    return lines
