"""Legal pathways, their requirements and procedures; model contracts."""
