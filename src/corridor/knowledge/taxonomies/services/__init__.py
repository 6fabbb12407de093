"""Changes to classifications and to what countries say about professions."""
