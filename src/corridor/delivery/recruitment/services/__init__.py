"""Changes in recruitment: checked by rules, kept in the audit, announced to other rooms."""
