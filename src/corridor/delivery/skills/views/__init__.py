"""Pages of a person's profile and passport."""
