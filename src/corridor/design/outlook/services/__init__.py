"""Changes to the outlook: projections, rounds of experts, safeguards of the origin."""
