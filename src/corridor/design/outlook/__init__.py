"""Shortages that may come: projections with scenarios, and rounds of experts."""
