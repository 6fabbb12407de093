"""Pages of risks, changes and what-if."""
