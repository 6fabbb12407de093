"""From an entry of the repository to what the rules of costing find in it."""

import hashlib
from dataclasses import dataclass
from decimal import Decimal

from corridor.batch import gallery
from corridor.batch.gallery_entries import Entry, RatioCheck
from corridor.batch.gallery_findings import findings_of
from corridor.engines.costing import Finding
from corridor.knowledge.measures.models import Measure

__all__ = ["EntryFindings", "Finding", "digest_of", "entry_findings"]


@dataclass(frozen=True)
class EntryFindings:
    """What the rules find in an entry; `printed_shares` holds the shares that it prints, in percent by head."""

    findings: tuple[Finding, ...] = ()
    printed_shares: tuple[tuple[str, Decimal], ...] = ()


def digest_of(entry: Entry) -> str:
    """Return a digest of everything that an entry of the packaged gallery says."""
    return hashlib.sha256(repr(entry).encode()).hexdigest()


def entry_findings(measure: Measure) -> EntryFindings:
    """Return what the rules find in the packaged entry that a measure was loaded from.

    Nothing is said of a measure that is closed, or whose packaged entry has changed since it was loaded: its figures
    are not the ones that the rules would read.
    """
    entry = next((each for each in gallery.load() if each.id == measure.entry_id), None)
    if entry is None or measure.is_closed or measure.content_digest != digest_of(entry):
        return EntryFindings()
    return EntryFindings(findings_of(entry), _printed_shares(entry))


def _printed_shares(entry: Entry) -> tuple[tuple[str, Decimal], ...]:
    heads = {
        metric: head for check in entry.checks if isinstance(check, RatioCheck) for metric, head in check.heads.items()
    }
    return tuple(
        (heads[figure.metric], Decimal(figure.value))
        for figure in entry.outcomes
        if figure.metric in heads and figure.unit == "percent" and not isinstance(figure.value, str)
    )
