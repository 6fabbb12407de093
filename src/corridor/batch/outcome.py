"""What a command hands to the command line: one document for programs and one text for people."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Outcome:
    """The result of a command: `document` is printed with `--json`, `text` otherwise; `exit_code` as documented."""

    document: Mapping[str, object]
    text: str
    exit_code: int = 0
