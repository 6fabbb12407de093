"""Delivery: the phases of the migration cycle, in their order."""
