"""What is said of a file that can not be read as it stands."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from corridor.batch.match_layout import Kind, Layout
from corridor.kernel.errors import N_, CorridorError, InputError

EXPECTED: Mapping[Kind, str] = {
    Kind.ID: N_("Row %(row)s: %(column)s holds %(value)s, which is neither a whole number nor text."),
    Kind.TEXT: N_("Row %(row)s: %(column)s holds %(value)s, which is not text."),
    Kind.TEXTS: N_("Row %(row)s: %(column)s holds %(value)s, which is not a list of texts."),
    Kind.OCCUPATIONS: N_("Row %(row)s: %(column)s holds %(value)s, which is not a list of codes with years."),
    Kind.LANGUAGES: N_("Row %(row)s: %(column)s holds %(value)s, which is not a list of languages with levels."),
    Kind.WHOLE: N_("Row %(row)s: %(column)s holds %(value)s, which is not a whole number."),
    Kind.NUMBER: N_("Row %(row)s: %(column)s holds %(value)s, which is not a number."),
    Kind.DATE: N_("Row %(row)s: %(column)s holds %(value)s, which is not a date."),
    Kind.TRUTH: N_("Row %(row)s: %(column)s holds %(value)s, which is neither true nor false."),
}
REMEDY: Mapping[Kind, str] = {
    Kind.ID: N_("Use whole numbers for all ids of the file, or text for all."),
    Kind.TEXT: N_("Write the code as text."),
    Kind.TEXTS: N_("Write a list; in CSV join its items by |, and write [] for an empty list."),
    Kind.OCCUPATIONS: N_("Write for example 2221:5.0|2223:2 in CSV, or a list of code and years."),
    Kind.LANGUAGES: N_("Write for example de:3|en:5 in CSV, or a list of code and level."),
    Kind.WHOLE: N_("Write a whole number, or leave the cell empty if it is not known."),
    Kind.NUMBER: N_("Write a number with a decimal point, or leave the cell empty if it is not known."),
    Kind.DATE: N_("Write the date as 2026-05-31, or leave the cell empty if it is not known."),
    Kind.TRUTH: N_("Write true or false, or leave the cell empty if it is not known."),
}


def refuse_missing(names: Sequence[str], layout: Layout, path: Path) -> None:
    """Refuse a file without a required column."""
    missing = [name for name in layout.required if name not in names]
    if missing:
        raise InputError(
            N_("The file %(file)s has no column %(columns)s."),
            hint=N_("Add the column; leave its cells empty where the value is not known."),
            field=missing[0],
            code="missing_column",
            params={"file": path.name, "columns": ", ".join(missing)},
        )


def wrong_cell(kind: Kind, *, path: Path, row: object, column: str, value: object) -> InputError:
    """Return the error for a cell that does not hold what it should."""
    text = str(value)
    shown = text if len(text) <= 60 else f"{text[:57]}..."
    params = {"row": f"{row} ({path.name})", "column": column, "value": shown}
    return InputError(EXPECTED[kind], hint=REMEDY[kind], field=column, code=f"not_{kind}", params=params)


def unreadable(path: Path, row: object) -> CorridorError:
    """Return the error for a file that is damaged."""
    return InputError(
        N_("The file %(file)s can not be read at row %(row)s."),
        hint=N_("Save it again as UTF-8 text in the same format, one record a line."),
        code="unreadable",
        params={"file": path.name, "row": row},
    )
