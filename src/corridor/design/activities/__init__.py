"""Activities by phase."""
