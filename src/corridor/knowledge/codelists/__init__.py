"""Code lists: the classifications that every other room names."""
