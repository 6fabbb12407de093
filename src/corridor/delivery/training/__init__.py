"""Training cohorts, attendance, assessment."""
