"""News of recognition that other rooms act on."""

from dataclasses import dataclass


@dataclass(frozen=True)
class RecognitionDecided:
    """An authority has decided on a case; the profile holds the outcome already."""

    case_id: int
    outcome: str
