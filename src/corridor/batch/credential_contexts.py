"""The JSON-LD contexts that proofs over RDF may name: packaged, found by their exact address, never fetched."""

import csv
import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any


@cache
def contexts() -> Mapping[str, Mapping[str, Any]]:
    """Return the packaged contexts by their addresses: W3C credentials 2.0, Data Integrity, Open Badges 3.0."""
    folder = files("corridor.batch.data").joinpath("contexts")
    rows = csv.DictReader(folder.joinpath("contexts.csv").read_text(encoding="utf-8").splitlines())
    return MappingProxyType(
        {row["address"]: json.loads(folder.joinpath(row["file"]).read_text(encoding="utf-8")) for row in rows}
    )
