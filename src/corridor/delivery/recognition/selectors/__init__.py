"""Reading procedures, cases, fees, the list of decisions and portfolios."""
