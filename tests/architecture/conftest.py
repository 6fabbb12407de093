"""The world of the access tests, planted once for a module."""

from unittest import mock

import pytest
from django.db import transaction
from django.http import HttpResponse

from corridor.core import http
from corridor.ui import errors
from tests.architecture.access_world import make_world


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Every request is undone, and in the end the world itself; a refusal is drawn once for everyone it meets."""
    refusals = mock.patch.object(http, "render", drawn_once(http.render))
    missing = mock.patch.object(errors, "render", drawn_once(errors.render))
    with django_db_blocker.unblock(), transaction.atomic(), refusals, missing:
        yield make_world()
        transaction.set_rollback(True)


def drawn_once(render):
    """Answer with the page that was drawn before for the same person, language and words."""
    kept = {}

    def kept_page(request, template, context=None, *, status):
        said = repr(sorted((context or {}).items()))
        key = (template, request.user.pk, request.LANGUAGE_CODE, said, status)
        if key not in kept:
            kept[key] = render(request, template, context, status=status).content
        return HttpResponse(kept[key], status=status)

    return kept_page
