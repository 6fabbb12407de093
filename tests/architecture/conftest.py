"""The world of the access tests, planted once for a module."""

import pytest
from django.db import transaction

from tests.architecture.access_world import make_world


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Every request is undone, and in the end the world itself."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)
