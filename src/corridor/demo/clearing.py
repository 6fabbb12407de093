"""Taking the world out of the records again, without touching code lists, gallery, logins and audit."""

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection
from django.db.models import Model

from corridor.access.models import User
from corridor.core.models import AuditEntry
from corridor.demo.models import DemoState

KEPT_ROOMS = frozenset({"codelists", "measures", "ui", "config"})
KEPT = frozenset({User._meta.db_table, AuditEntry._meta.db_table, DemoState._meta.db_table})
# Addresses and second factors of the logins are planted anew with them.
SIGN_IN_ROOMS = frozenset({"account", "mfa"})


def tables() -> list[str]:
    """Return the tables that hold the world, those of many-to-many ties included."""
    models = apps.get_models(include_auto_created=True)
    return sorted({model._meta.db_table for model in models if _is_world(model)} - KEPT - _of_users())


def empty_tables() -> None:
    """Remove every row of the world; numbers begin at one again."""
    if connection.vendor == "postgresql":
        # TRUNCATE refuses while checks of earlier statements are still pending in the transaction.
        connection.check_constraints()
    statements = connection.ops.sql_flush(no_style(), tables(), reset_sequences=True, allow_cascade=False)
    connection.ops.execute_sql_flush(statements)


def _is_world(model: type[Model]) -> bool:
    room = model._meta.app_config
    if room.label in KEPT_ROOMS:
        return False
    return room.name.startswith("corridor.") or room.label in SIGN_IN_ROOMS


def _of_users() -> set[str]:
    # The tables between users and Django's groups and permissions, which hold nothing of the world.
    return {User.groups.through._meta.db_table, User.user_permissions.through._meta.db_table}
