"""Allocation beyond the plain case: quotas at scale, reserves, tracks, households, arrivals and refills."""
