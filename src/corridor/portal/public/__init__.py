"""Pages for everyone, not signed in."""
