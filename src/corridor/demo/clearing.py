"""Taking the world out of the records again, without touching code lists, gallery, logins and audit."""

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection

from corridor.access.models import User
from corridor.core.models import AuditEntry
from corridor.demo.models import DemoState

KEPT_ROOMS = frozenset({"codelists", "measures", "ui", "config"})
KEPT = frozenset({User._meta.db_table, AuditEntry._meta.db_table, DemoState._meta.db_table})
ALSO = frozenset({"account_emailaddress", "mfa_authenticator"})


def tables() -> list[str]:
    """Return the tables that hold the world, those of many-to-many ties included."""
    models = [model for model in apps.get_models(include_auto_created=True) if _is_world(model._meta.app_config.name)]
    names = {model._meta.db_table for model in models if model._meta.app_label not in KEPT_ROOMS}
    return sorted((names | ALSO) - KEPT - _of_users())


def empty_tables() -> None:
    """Remove every row of the world; numbers begin at one again."""
    if connection.vendor == "postgresql":
        # TRUNCATE refuses while checks of earlier statements are still pending in the transaction.
        connection.check_constraints()
    statements = connection.ops.sql_flush(no_style(), tables(), reset_sequences=True, allow_cascade=False)
    connection.ops.execute_sql_flush(statements)


def _is_world(room: str) -> bool:
    return room.startswith("corridor.")


def _of_users() -> set[str]:
    return {field.remote_field.through._meta.db_table for field in User._meta.many_to_many}
