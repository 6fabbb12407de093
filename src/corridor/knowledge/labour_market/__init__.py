"""What statistical offices publish, kept as it came: files, versions, figures with their sources and gaps."""
