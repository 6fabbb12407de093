"""Knowledge: what the schemes of the world know."""
