"""The pages of code lists, open to strangers."""

import pytest
from django.urls import reverse
from django.utils.translation import override

pytestmark = pytest.mark.django_db


def address(name, *args, language="en"):
    with override(language):
        return reverse(name, args=args)


def page(client, url, **query):
    response = client.get(url, query)
    assert response.status_code == 200
    return response.content.decode()


def test_a_stranger_sees_all_lists_with_their_counts(loaded, client):
    text = page(client, address("codelists:index"))

    assert "Occupations (ISCO-08)" in text
    assert "619" in text
    assert "as published by the source" in text


@pytest.mark.parametrize(
    ("language", "title"),
    [("fr", "Modèles de mobilité A à F"), ("es", "Modelos de movilidad A a F"), ("ar", "نماذج التنقل من A إلى F")],
)
def test_lists_bear_the_title_of_the_reader_s_language(loaded, client, language, title):
    assert title in page(client, address("codelists:index", language=language))


def test_isco_begins_with_its_ten_major_groups(loaded, client):
    text = page(client, address("codelists:detail", "isco08"))

    assert "Professionals" in text
    assert "Software developers" not in text
    assert "1 to 10 of 10" in text


def test_a_group_shows_what_stands_under_it_and_the_way_back(loaded, client):
    text = page(client, address("codelists:detail", "isco08"), under="251")

    assert "Software developers" in text
    assert "2 Professionals" in text
    assert "25 Information and communications technology professionals" in text


def test_a_search_is_paged_and_keeps_its_words(loaded, client):
    text = page(client, address("codelists:detail", "isco08"), q="workers")

    assert "q=workers&amp;page=2" in text


def test_a_search_without_a_find_says_what_to_try(loaded, client):
    assert "No code fits these words" in page(client, address("codelists:detail", "isco08"), q="astronauts")


def test_the_page_says_that_a_translation_is_ours_and_not_reviewed(loaded, client):
    english = page(client, address("codelists:detail", "mobility_models"))
    arabic = page(client, address("codelists:detail", "mobility_models", language="ar"))

    assert "translated by Corridor, unreviewed" not in english
    assert arabic.count("ترجمة Corridor، لم تُراجع") == 1 + 6


def test_a_title_without_a_translation_is_marked_as_english(loaded, client):
    text = page(client, address("codelists:detail", "isco08", language="ar"), under="263")

    assert 'lang="en" dir="ltr">Economists' in text


def test_kosovo_bears_its_note(loaded, client):
    assert "resolution 1244 (1999)" in page(client, address("codelists:detail", "countries"), q="Kosovo")


def test_a_closed_code_is_shown_as_closed_with_the_reason(loaded, client):
    text = page(client, address("codelists:detail", "currencies"), q="BGN")

    assert "Closed" in text
    assert "Replaced by EUR on 1 January 2026." in text


def test_the_page_names_source_licence_and_esco(loaded, client):
    text = page(client, address("codelists:detail", "isco08"))

    assert "CC BY 4.0" in text
    assert "This service uses the ESCO classification of the European Commission." in text


def test_a_list_that_does_not_exist_is_not_found(loaded, client):
    assert client.get(address("codelists:detail", "secrets")).status_code == 404


def test_a_search_over_a_part_answers_with_the_table_alone(loaded, client):
    response = client.get(address("codelists:detail", "isco08"), {"q": "welders"}, headers={"HX-Request": "true"})

    text = response.content.decode()
    assert "Welders and flamecutters" in text
    assert "<html" not in text
