"""Schemes: objectives, corridors, versions, approval."""
