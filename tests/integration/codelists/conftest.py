import pytest

from corridor.knowledge.codelists.rules import load_list
from corridor.knowledge.codelists.services import load_codelists


@pytest.fixture
def loaded(db):
    """Four small lists and ISCO-08 in the database."""
    names = ("countries", "currencies", "isco08", "mobility_models", "sdg")
    return load_codelists(by=None, lists=[load_list(name) for name in names])
