"""Portals: the pages of workers, employers and the public."""
