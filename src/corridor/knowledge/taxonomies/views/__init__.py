"""Pages of classifications and professions: for those who name occupations to read, for administrators to bring in."""
