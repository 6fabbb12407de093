"""Persons and their skills passports."""
