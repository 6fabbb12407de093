"""The synthetic corridor as plain values: one seed, the same world each time."""
