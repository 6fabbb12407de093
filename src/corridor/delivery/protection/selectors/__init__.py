"""What may be read of grievances and fee reports."""
