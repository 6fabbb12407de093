"""Home pages of staff and the portfolio of schemes."""
