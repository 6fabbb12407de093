"""Imported classifications of occupations and skills, and what countries say about professions."""
