"""Repository of migrant support measures and the gallery of schemes."""
