"""What may be read of placements, cases and contracts."""
