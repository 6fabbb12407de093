"""Scheme dashboard and indicator values."""
