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
def document(name: str) -> Any:
    """Return a packaged YAML file."""
    return yaml.safe_load((DATA / f"{name}.yaml").read_text(encoding="utf-8"))


@cache
def recipe() -> str:
    """Return the digest of everything that the world is made of; it changes when the world would."""
    digest = hashlib.sha256()
    room = DATA.parent
    for path in sorted([*DATA.iterdir(), *room.glob("world/*.py"), *room.glob("planting/*.py"), room / "logins.py"]):
        digest.update(path.read_bytes())
    return digest.hexdigest()
