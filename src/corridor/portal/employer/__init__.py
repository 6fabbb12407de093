"""The employer's pages."""
