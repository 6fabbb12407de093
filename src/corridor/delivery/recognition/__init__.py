"""Recognition: cases with clocks, decisions, measures, the list of decisions, portfolios of prior learning."""
