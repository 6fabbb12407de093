"""Design: the five steps from objective to results framework."""
