"""What may be shown: shares with their base, tables without cells that give a person away, and the proof."""

from corridor.engines.disclosure.audit import audit_table
from corridor.engines.disclosure.rounding import round_counts, round_randomly
from corridor.engines.disclosure.shares import honest_share
from corridor.engines.disclosure.suppression import protect_table
from corridor.engines.disclosure.table import with_totals
from corridor.engines.disclosure.types import THRESHOLD, HonestShare, ProtectedTable, RoundedCounts, TableAudit

__all__ = [
    "THRESHOLD",
    "HonestShare",
    "ProtectedTable",
    "RoundedCounts",
    "TableAudit",
    "audit_table",
    "honest_share",
    "protect_table",
    "round_counts",
    "round_randomly",
    "with_totals",
]
