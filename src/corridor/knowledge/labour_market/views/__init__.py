"""Pages of the evidence store."""
