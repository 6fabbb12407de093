"""News of this room."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SchemeApproved:
    """A plan was approved and has a new version."""

    scheme_id: int
    version: int
