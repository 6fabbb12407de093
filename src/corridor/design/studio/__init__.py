"""The five-step workbench."""
