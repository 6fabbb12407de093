"""Return plans, voluntary and private to the worker."""
