"""Reads of recruitment; every read of rows goes through the door of access."""
