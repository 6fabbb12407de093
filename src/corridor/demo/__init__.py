"""A synthetic corridor with known truth, and the gallery loader."""
