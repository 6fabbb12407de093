"""Texts of an author: translated while they stand, marked where they are not."""

import pytest
from django.utils import translation

from corridor.core.wordings import Worded, quoted, worded
from corridor.design.schemes.models import Objective

TRANSLATED = {"text": {"of": "Fill posts", "fr": "Pourvoir des postes", "ar": "شغل المناصب"}}


@pytest.fixture
def objective():
    return Objective(text="Fill posts", written_in="en", wordings=TRANSLATED)


@pytest.mark.parametrize(
    ("language", "said"), [("en", "Fill posts"), ("fr", "Pourvoir des postes"), ("ar", "شغل المناصب")]
)
def test_a_translated_text_is_read_in_the_readers_language(objective, language, said):
    with translation.override(language):
        assert (worded(objective, "text"), quoted(objective, "text"), str(objective)) == (said, said, said)


def test_a_text_without_translation_is_marked_as_what_it_is(objective):
    with translation.override("es"):
        assert worded(objective, "text") == "Fill posts"
        assert quoted(objective, "text") == '<bdi lang="en">Fill posts</bdi>'


def test_an_edited_text_shows_no_stale_translation(objective):
    objective.write(text="Fill <posts>")
    with translation.override("fr"):
        assert quoted(objective, "text") == '<bdi lang="en">Fill &lt;posts&gt;</bdi>'


def test_whoever_rewrites_a_text_leaves_the_language_of_the_page(objective):
    with translation.override("es"):
        objective.write(text="Cubrir puestos")
        assert (objective.written_in, quoted(objective, "text")) == ("es", "Cubrir puestos")
    with translation.override("en"):
        assert quoted(objective, "text") == '<bdi lang="es">Cubrir puestos</bdi>'


def test_writing_the_same_again_changes_no_language(objective):
    with translation.override("ar"):
        objective.write(text="Fill posts")
    assert objective.written_in == "en"


def test_a_new_row_is_written_in_the_language_of_the_page():
    with translation.override("fr"):
        row = Objective(text="Pourvoir des postes")
    assert isinstance(row, Worded)
    assert row.written_in == "fr"


def test_an_empty_text_stays_empty(objective):
    with translation.override("ar"):
        assert quoted(objective, "stakeholder") == ""
