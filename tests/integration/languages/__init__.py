"""Pages in each of the four languages."""
