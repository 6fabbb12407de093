"""The packaged tables of names, organisations and texts."""

import csv
import hashlib
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

DATA: Final = Path(__file__).resolve().parent.parent / "data"


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """Return the lines of a packaged CSV file."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def _wordings() -> dict[str, dict[str, str]]:
    return {
        row["en"]: {"of": row["en"], **{each: row[each] for each in ("fr", "es", "ar")}} for row in rows("wordings")
    }


def in_four_languages(**texts: str) -> dict[str, Any]:
    """Return texts of a row, which its author wrote in English, with their translations."""
    wordings = {field: _wordings()[text] for field, text in texts.items() if text}
    return {**texts, "written_in": "en", "wordings": wordings}


@cache
def document(name: str) -> Any:
    """Return a packaged YAML file."""
    return yaml.safe_load((DATA / f"{name}.yaml").read_text(encoding="utf-8"))


@cache
def recipe() -> str:
    """Return the digest of everything that the world is made of; it changes when the world would."""
    digest = hashlib.sha256()
    room = DATA.parent
    code = (path for folder in ("world", "planting", "evidence") for path in room.glob(f"{folder}/*.py"))
    for path in sorted([*DATA.iterdir(), *code, room / "logins.py"]):
        digest.update(path.read_bytes())
    return digest.hexdigest()
