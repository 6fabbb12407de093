"""Whether countries and institutions are ready: the essential elements, needs of capacity, voices, local development."""
