"""The worker's pages, on a phone."""
