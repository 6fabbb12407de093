"""Partners, their roles and interests; governance."""
