"""Evaluation: what a scheme cost and achieved."""
