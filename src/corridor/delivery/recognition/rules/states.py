"""The states of a recognition case, and which may follow which."""

from collections.abc import Mapping
from typing import Final

MOVES: Final[Mapping[str, frozenset[str]]] = {
    "draft": frozenset({"applied", "withdrawn"}),
    "applied": frozenset({"documents_missing", "complete", "withdrawn"}),
    "documents_missing": frozenset({"complete", "withdrawn"}),
    "complete": frozenset({"under_review", "documents_missing", "decided", "withdrawn"}),
    "under_review": frozenset({"documents_missing", "decided", "withdrawn"}),
    "decided": frozenset({"appealed", "closed"}),
    # An appeal that is granted opens the review again; one that is dismissed leaves the decision as it stands.
    "appealed": frozenset({"under_review", "closed"}),
    "closed": frozenset(),
    "withdrawn": frozenset(),
}
# What waits for the authority, what is still to be decided, and what has ended.
WITH_AUTHORITY: Final = ("applied", "complete", "under_review", "appealed")
UNDECIDED: Final = ("applied", "documents_missing", "complete", "under_review", "appealed")
ENDED: Final = ("closed", "withdrawn")


def may_follow(state: str, to: str) -> bool:
    """Say whether a case may go from one state to another.

    >>> may_follow("complete", "decided"), may_follow("documents_missing", "decided")
    (True, False)
    """
    return to in MOVES.get(state, frozenset())
