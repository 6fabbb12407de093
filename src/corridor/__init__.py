"""Corridor: design, run and prove labour mobility schemes."""

__version__ = "0.1.0"
