import pytest

from corridor.knowledge.measures.services import load_gallery


@pytest.fixture
def gallery_loaded(db):
    return load_gallery(by=None)
