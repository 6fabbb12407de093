"""The worker's pages. Each is a plain form flow that needs no script."""
