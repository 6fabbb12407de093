import pytest
from django.utils import translation

from corridor.knowledge.measures.services import load_gallery


@pytest.fixture(autouse=True)
def in_english():
    # A page that was asked for in Arabic leaves the thread in Arabic.
    with translation.override("en"):
        yield


@pytest.fixture
def gallery_loaded(db):
    return load_gallery(by=None)
