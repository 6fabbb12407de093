"""Words that people write, and the concepts that they may mean."""

import pytest

from corridor.batch.taxonomies.records import Asked
from corridor.kernel.errors import InputError
from corridor.knowledge.taxonomies.runs import suggest
from corridor.knowledge.taxonomies.services.importing import import_files
from tests.factories.taxonomy_files import NATIONAL, write_text

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "language", "unit_group"),
    [
        ("bricklayer", "en", "7112"),
        ("poseur de carrelage", "fr", "7122"),
        ("albañil", "es", "7112"),
        ("electricista de edificios", "es", "7411"),
        ("كهربائي", "ar", "7411"),
    ],
)
def test_words_in_each_language_lead_to_the_unit_group(text, language, unit_group):
    found = suggest(text=text, kind="occupation", language=language)

    assert unit_group in [row.code[:4] for row in found[:3]]
    assert len(found) <= 5
    assert found[0].classification == "esco"
    assert found[0].version
    assert found[0].method.startswith("linking")


@pytest.mark.parametrize(
    ("text", "language", "field"),
    [
        ("Diplôme d'infirmier", "fr", "0913"),
        ("Bachelor of nursing", "en", "0913"),
        ("Técnico en electricidad", "es", "0713"),
        ("شهادة التمريض", "ar", "0913"),
    ],
)
def test_the_title_of_a_qualification_leads_to_its_field(text, language, field):
    found = suggest(text=text, kind="qualification", language=language)

    assert (found[0].code, found[0].uri) == (field, f"http://data.europa.eu/esco/isced-f/{field}")


def test_the_very_label_is_found_first_with_its_address():
    first, *_others = suggest(text="specialist nurse", kind="occupation", language="en")

    assert (first.label, first.matched_label) == ("specialist nurse", "specialist nurse")
    assert first.uri.startswith("http://data.europa.eu/esco/occupation/")
    assert first.score > 0.7


def test_a_skill_without_a_label_in_the_language_is_found_by_its_english_one():
    first, *_others = suggest(text="Haskell", kind="skill", language="ar")

    assert (first.label, first.language) == ("Haskell", "en")
    assert first.uri.startswith("http://data.europa.eu/esco/skill/")


def test_no_concept_is_suggested_twice():
    found = suggest(text="infirmier", kind="occupation", language="fr")

    assert len({row.uri for row in found}) == len(found) == 5
    assert [row.score for row in found] == sorted((row.score for row in found), reverse=True)


@pytest.mark.parametrize("text", ["", "   ", "— ?! —"])
def test_words_without_a_letter_suggest_nothing(text):
    assert suggest(text=text, kind="skill", language="fr") == ()


def test_an_unknown_kind_and_a_whole_page_are_refused():
    with pytest.raises(InputError, match="no kind of concept"):
        suggest(text="cook", kind="hobby", language="en")
    with pytest.raises(InputError, match="at most 300"):
        suggest(text="cook " * 100, kind="occupation", language="en")


def test_a_national_list_answers_only_in_a_language_that_the_core_does_not_speak(tmp_path):
    path = write_text(tmp_path, "list.csv", NATIONAL)
    import_files(paths=[path], asked=Asked("berufe", "2026"), by=None)

    german = suggest(text="Schweißerin", kind="occupation", language="de")
    english = suggest(text="welder", kind="occupation", language="en")

    assert (german[0].label, german[0].classification) == ("Schweißer/in", "berufe")
    assert english[0].classification == "esco"
