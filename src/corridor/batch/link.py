"""Link titles of a file to the labels of another, in one language or through further labels in a second."""

import argparse
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl

from corridor.batch.link_files import LABELS, QUERIES, TARGETS, Row, kind_of, read_rows, write_rows
from corridor.batch.outcome import Outcome
from corridor.engines.linking import Index, Label, build, link, load_encoder
from corridor.engines.linking.features import VERSION

NAME = "link"
HELP = "link titles in any language to labels of a classification"
AT_ONCE = 5_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the files and what is linked."""
    parser.add_argument("kind", choices=("occupation", "skill"), help="what the labels name")
    parser.add_argument("queries", metavar="QUERIES", type=Path, help="id, text (.csv, .tsv, .parquet; .gz allowed)")
    parser.add_argument("targets", metavar="TARGETS", type=Path, help="id, concept, lang, label")
    parser.add_argument("--lang", default="", help="language of the queries")
    parser.add_argument("--labels", type=Path, help="concept, lang, label: more labels in the language of the queries")
    parser.add_argument("--encoder", action="store_true", help="likeness of meaning too; needs corridor[encoder]")
    parser.add_argument("--top", type=int, default=100, help="most links of a query (100)")
    parser.add_argument("--out", type=Path, required=True, help="the links (.csv, .tsv, .parquet; .gz allowed)")


def run(args: argparse.Namespace) -> Outcome:
    """Link the titles of a file and write their links."""
    document = link_files(
        args.kind,
        args.queries,
        args.targets,
        lang=args.lang,
        labels=args.labels,
        top=args.top,
        out=args.out,
        with_meaning=args.encoder,
    )
    text = "{queries} queries, {linked} of them linked to {targets} labels: {links} links in {file}"
    return Outcome(document, text.format(**document))


def link_files(
    kind: str,
    queries: Path,
    targets: Path,
    *,
    out: Path,
    lang: str = "",
    labels: Path | None = None,
    top: int = 100,
    with_meaning: bool = False,
) -> dict[str, object]:
    """Link a file of titles to a file of labels; return counts and seconds.

    Raises
    ------
    DataUnavailable : a file does not exist, or the encoder is asked for and not installed
    InputError : a file or a value in it cannot be used; the message names file, line, column and value
    """
    kind_of(out)
    asked = read_rows(queries, QUERIES)
    given = read_rows(targets, TARGETS)
    more = None if labels is None else read_rows(labels, LABELS)
    encoder = load_encoder() if with_meaning else None
    began = time.perf_counter()
    index = build((_label(*row) for row in given), encoder=encoder)
    pivot = None if more is None else build((_label(n, *row) for n, row in enumerate(more)), encoder=encoder)
    indexed = time.perf_counter()
    frame = linked(index, asked, lang=lang, pivot=pivot, top=top)
    seconds = {"index": round(indexed - began, 3), "link": round(time.perf_counter() - indexed, 3)}
    write_rows(frame, out)
    return {
        "kind": kind,
        "queries": len(asked),
        "linked": frame.get_column("id").n_unique(),
        "targets": len(given),
        "labels": 0 if more is None else len(more),
        "links": frame.height,
        "seconds": seconds,
        "engine": f"{VERSION} with encoder" if with_meaning else VERSION,
        "file": out.name,
    }


def _label(number: int | str, *texts: int | str) -> Label:
    concept, lang, label = (str(text) for text in texts)
    return Label(number, concept, lang, label)


def linked(index: Index, asked: Sequence[Row], *, lang: str, pivot: Index | None, top: int) -> pl.DataFrame:
    """Return the links of all queries as a table: id, target, rank, score, matched_label."""
    ids = pl.Series("id", [row[0] for row in asked], strict=False)
    targets = pl.Series("target", [label.id for label in index.labels], strict=False)
    return pl.concat(list(_parts(index, asked, ids, targets, lang=lang, pivot=pivot, top=top)))


def _parts(
    index: Index, asked: Sequence[Row], ids: pl.Series, targets: pl.Series, *, lang: str, pivot: Index | None, top: int
) -> Iterator[pl.DataFrame]:
    for start in range(0, max(1, len(asked)), AT_ONCE):
        texts = [str(text) for _id, text in asked[start : start + AT_ONCE]]
        found = link(index, texts, lang=lang, pivot=pivot, top=top)
        yield pl.DataFrame(
            [
                ids.gather(found.query + start),
                targets.gather(found.row),
                pl.Series("rank", found.rank, pl.Int64),
                pl.Series("score", found.score, pl.Float64),
                pl.Series("matched_label", [found.matched_label(k) for k in range(len(found.row))], pl.String),
            ]
        )
