"""Single cells of CSV and JSON lines files; a ValueError names what a cell should hold."""

import json
import math
import re
from collections.abc import Callable, Mapping
from datetime import date

from corridor.batch.match_layout import Kind

WHOLE = re.compile(r"[+-]?[0-9]+")


def csv_cell(kind: Kind, text: str) -> object:
    """Return what a CSV cell holds: lists joined by |, structs as code:value, empty = None, [] = empty list.

    >>> csv_cell(Kind.OCCUPATIONS, "2221:5.0|2223:2")
    [{'code': '2221', 'years': 5.0}, {'code': '2223', 'years': 2.0}]
    >>> csv_cell(Kind.TEXTS, "[]"), csv_cell(Kind.TEXTS, "")
    ([], None)
    """
    text = text.strip()
    if not text:
        return None
    if kind in (Kind.TEXTS, Kind.OCCUPATIONS, Kind.LANGUAGES):
        texts = [] if text == "[]" else [item.strip() for item in text.split("|")]
        if kind is Kind.TEXTS:
            return texts
        return [struct_cell(kind, item) for item in texts]
    return SCALARS[kind](text)


def struct_cell(kind: Kind, item: str) -> dict[str, object]:
    """Return one code:value pair."""
    code, colon, value = item.rpartition(":")
    if not colon:
        code, value = item, ""
    if kind is Kind.OCCUPATIONS:
        return {"code": code, "years": number(value) if value else None}
    return {"code": code, "level": whole(value)}


def json_cell(kind: Kind, value: object) -> object:
    """Return what a JSON value holds."""
    if value is None:
        return None
    if kind in (Kind.TEXTS, Kind.OCCUPATIONS, Kind.LANGUAGES):
        if not isinstance(value, list):
            raise ValueError(value)
        return [json_item(kind, item) for item in value if item is not None]
    if kind in (Kind.TEXT, Kind.ID):
        return word(value)
    if isinstance(value, bool) != (kind is Kind.TRUTH):
        raise ValueError(value)
    if isinstance(value, bool):
        return value
    if kind is Kind.DATE and not isinstance(value, str):
        raise ValueError(value)
    if kind is not Kind.DATE and not isinstance(value, int | float):
        raise ValueError(value)
    return SCALARS[kind](str(value)) if kind is Kind.DATE or kind is Kind.WHOLE else float(value)  # type: ignore[arg-type]  # a number by the line above


def json_item(kind: Kind, item: object) -> object:
    """Return one item of a list."""
    if kind is Kind.TEXTS:
        return str(word(item))
    if not isinstance(item, Mapping):
        raise ValueError(item)
    code = item.get("code")
    if kind is Kind.OCCUPATIONS:
        return {"code": None if code is None else str(word(code)), "years": json_cell(Kind.NUMBER, item.get("years"))}
    return {"code": None if code is None else str(word(code)), "level": json_cell(Kind.WHOLE, item.get("level"))}


def word(value: object) -> object:
    """Return a text or a whole number."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise ValueError(value)
    return value


def whole(text: str) -> int:
    """Return a whole number; 3.0 counts as one."""
    if WHOLE.fullmatch(text):
        return int(text)
    value = number(text)
    if not math.isfinite(value) or value != int(value):
        raise ValueError(text)
    return int(value)


def number(text: str) -> float:
    """Return a number; NaN is left to the checks of the column."""
    if "_" in text:
        raise ValueError(text)
    return float(text)


def truth(text: str) -> bool:
    """Return true or false."""
    try:
        return {"true": True, "false": False}[text.lower()]
    except KeyError as unknown:
        raise ValueError(text) from unknown


def day(text: str) -> date:
    """Return a date written as 2026-05-31."""
    if len(text) != len("2026-05-31"):
        raise ValueError(text)
    return date.fromisoformat(text)


SCALARS: Mapping[Kind, Callable[[str], object]] = {
    Kind.ID: str,
    Kind.TEXT: str,
    Kind.WHOLE: whole,
    Kind.NUMBER: number,
    Kind.DATE: day,
    Kind.TRUTH: truth,
}


def json_line(text: str) -> Mapping[str, object]:
    """Return one object of a JSON lines file."""
    found = json.loads(text)
    if not isinstance(found, dict):
        raise ValueError(text)
    return found
