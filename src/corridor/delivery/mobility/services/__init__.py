"""Changes to placements, cases, contracts and check-ins."""
