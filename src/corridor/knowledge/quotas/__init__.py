"""Quotas and caps with what is used of them, and lists of shortage occupations with their dates and regions."""
