"""Risks with their triggers, changes of an approved plan with their effects, and what shocks would do."""
