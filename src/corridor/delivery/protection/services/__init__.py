"""Changes to grievances and fee reports."""
