"""Who may see and do what: organisations, memberships, roles, scopes."""
