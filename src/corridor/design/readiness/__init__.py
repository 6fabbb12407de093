"""Whether countries and institutions are ready: essential elements, needs of capacity, voices, local development."""
