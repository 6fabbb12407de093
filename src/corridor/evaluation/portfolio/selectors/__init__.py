"""What waits for a member of staff, and her schemes at a glance."""
