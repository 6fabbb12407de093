"""Budgets with payers; the employer-pays rule."""
