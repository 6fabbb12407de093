"""Reading classifications and what countries say about professions: open to staff, none of it about a person."""
