"""Pages of recruitment, one module per matter."""
