"""The command `corridor cv`: the same person in another format, and what could not be carried."""

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from corridor.batch.cv.convert import FORMATS, Reading, Writing, read_cv, write_cv
from corridor.batch.cv.refusal import PDF_CEILING, shortened, too_large
from corridor.batch.outcome import Outcome
from corridor.kernel.errors import N_, DataUnavailable, InputError

NAME: Final = "cv"
HELP: Final = "convert a CV into another format"
ENDINGS: Final = {"json-resume": ".resume.json", "europass-xml": ".europass.xml", "csv": ".csv", "elm": ".elm.json"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the action, the file, the format and where the result goes."""
    parser.add_argument("action", choices=["convert"], help="convert: write the same person in another format")
    parser.add_argument("file", metavar="IN", type=Path, help="JSON Resume, Europass XML or PDF, or the CSV template")
    parser.add_argument("--to", required=True, choices=list(FORMATS), help="the format to write")
    parser.add_argument("--out", type=Path, metavar="FILE", help="default: beside IN, with the ending of the format")


def run(args: argparse.Namespace) -> Outcome:
    """Convert a CV; nothing is written where it cannot be read."""
    out = args.out or args.file.with_name(args.file.name.split(".")[0] + ENDINGS[args.to])
    reading = read_cv(_bytes(args.file), name=args.file.name)
    _check_place(args, out)
    writing = write_cv(reading.profile, to=args.to)
    _keep(out, writing.data)
    return Outcome(_document(args, reading, writing, out), "\n".join(_text(args, reading, writing, out)))


def _check_place(args: argparse.Namespace, out: Path) -> None:
    """Refuse to write over the input, or over a file that nobody named."""
    if out.resolve() == args.file.resolve():
        raise InputError(
            N_("%(file)s would be written over itself."),
            hint=N_("Name another file with --out."),
            params={"file": args.file.name},
            field="out",
        )
    if args.out is None and out.exists():
        raise InputError(
            N_("%(file)s is already there and may be somebody's work."),
            hint=N_("Name the result with --out; a file that is named is replaced."),
            params={"file": out.name},
            field="out",
        )


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > PDF_CEILING:
            raise too_large(path.name, path.stat().st_size, PDF_CEILING)
        return path.read_bytes()
    except OSError as error:
        raise DataUnavailable(
            N_("%(file)s cannot be opened (%(what)s)."),
            hint=N_("Check the name of the file and whether you may read it."),
            params={"file": path.name, "what": error.strerror or "unknown"},
            field="file",
        ) from error


def _keep(out: Path, data: bytes) -> None:
    """Write beside, then rename: whoever looks finds the old file or the new one, never half of one."""
    beside = out.with_name(f".{out.name}.part")
    try:
        beside.write_bytes(data)
        beside.replace(out)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise DataUnavailable(
            N_("%(file)s cannot be written (%(what)s)."),
            hint=N_("Name a folder that exists and that you may write to, with --out."),
            params={"file": out.name, "what": error.strerror or "unknown"},
            field="out",
        ) from error


def _document(args: argparse.Namespace, reading: Reading, writing: Writing, out: Path) -> Mapping[str, object]:
    return {
        "file": args.file.name,
        "format": reading.format,
        "to": args.to,
        "out": out.name,
        "not_carried": [loss.document() for loss in writing.losses],
    }


def _text(args: argparse.Namespace, reading: Reading, writing: Writing, out: Path) -> list[str]:
    number = len(writing.losses)
    count = "everything was carried" if not number else f"{number} values were not carried, or not as they stood:"
    lines = [f"{args.file.name} ({reading.format}) -> {out.name} ({args.to})", f"  {count}"]
    return lines + [f"  {one.path}: {shortened(str(one.value))} [{one.reason}]" for one in writing.losses]
