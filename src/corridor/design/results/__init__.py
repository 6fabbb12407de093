"""Indicators with baseline, target and source."""
