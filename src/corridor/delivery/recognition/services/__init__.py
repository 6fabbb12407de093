"""Changes to recognition cases, decisions, the list of decisions and portfolios."""
