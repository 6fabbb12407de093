"""Grievances, fee reports, remedies."""
