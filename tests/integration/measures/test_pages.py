"""The gallery is open to everyone, works without JavaScript, and refuses with a sentence."""

import csv
import io
import re

import pytest

pytestmark = pytest.mark.usefixtures("gallery_loaded")

BASE = "/en/gallery/"


def text_of(response):
    return response.content.decode()


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
@pytest.mark.parametrize(
    "address", ["", "matrix/", "giz-tunisia-engineers/", "headstart/", "compare/?id=e-bosla&id=palim"]
)
def test_a_stranger_reads_every_page_in_every_language(client, language, address):
    response = client.get(f"/{language}/gallery/{address}")

    assert response.status_code == 200


def test_entries_that_are_only_named_stand_apart_and_cannot_be_ticked(client):
    page = text_of(client.get(f"{BASE}?q=flexi"))

    assert "Only named in the sources" in page
    assert 'value="flexi-platform"' not in page


def test_each_facet_choice_carries_its_count(client):
    page = text_of(client.get(BASE))

    assert "Before departure (61)" in page
    assert "Tunisia (" in page
    assert "None of the eleven (57)" in page


def test_the_list_is_narrowed_by_the_address_alone(client):
    page = text_of(client.get(f"{BASE}?origin=TUN&destination=DEU"))

    assert 'href="/en/gallery/giz-tunisia-engineers/"' in page
    assert 'href="/en/gallery/sawp/"' not in page


def test_a_choice_that_nothing_answers_says_so_and_leads_back(client):
    page = text_of(client.get(f"{BASE}?q=zzzz"))

    assert "No entry with facts answers this choice" in page
    assert "Show all entries" in page


def test_a_second_page_keeps_the_choice(client):
    page = text_of(client.get(f"{BASE}?phase=pre"))

    assert "?phase=pre&amp;page=2" in page


def test_the_entry_page_shows_published_and_recomputed_figures_with_their_ground(client):
    page = text_of(client.get(f"{BASE}giz-tunisia-engineers/"))

    for shown in ("€21,126.76", "€21,428.57", "€21,642.86", "€20,000", "1,515,000", "mismes:425", "exceeded"):
        assert shown in page
    assert "all 101 interns counted as beneficiaries" in page


def test_the_entry_page_states_what_the_sources_do_not_say(client):
    page = text_of(client.get(f"{BASE}sawp/"))

    assert "The sources do not say" in page


def test_the_entry_page_shows_both_sides_of_a_conflict(client):
    page = text_of(client.get(f"{BASE}belgium-tunisia/"))

    assert "30 chosen participants" in page
    assert "gfmd:236" in page
    assert "31 trainees" in page
    assert "smp:565" in page


def test_an_unknown_entry_is_not_found(client):
    assert client.get(f"{BASE}nowhere/").status_code == 404


def test_a_comparison_of_a_named_entry_is_refused_with_a_sentence(client):
    response = client.get(f"{BASE}compare/?id=sawp&id=flexi-platform")

    assert response.status_code == 422
    assert "the sources give its name and no facts" in text_of(response)


def test_a_comparison_of_nothing_says_how_to_choose(client):
    response = client.get(f"{BASE}compare/")

    assert response.status_code == 422
    assert "Tick two, three or four entries" in text_of(response)


def test_the_matrix_links_to_the_entries_that_it_counts(client):
    page = text_of(client.get(f"{BASE}matrix/"))

    assert "?model=3&amp;phase=pre" in page


def test_the_export_holds_the_rows_of_the_choice_with_their_sources(client):
    response = client.get(f"{BASE}export.csv?model=11")
    rows = list(csv.DictReader(io.StringIO(text_of(response).removeprefix("\ufeff"))))

    assert {row["entry_id"] for row in rows} == {"ph-three-tier", "owwf-slbfe", "owwa", "opf-wewf"}
    assert {row["sources"] for row in rows if row["entry_id"] == "ph-three-tier"} == {"mismes:448|mismes:710"}


def test_no_page_runs_a_script_or_a_style_of_its_own(client):
    for address in ("", "matrix/", "giz-tunisia-engineers/", "compare/?id=e-bosla&id=palim"):
        page = text_of(client.get(BASE + address)).split("<main")[1].split("</main")[0]
        assert "<script" not in page
        assert " style=" not in page
        assert " onclick" not in page


def test_a_list_takes_a_fixed_number_of_queries(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        client.get(BASE)


@pytest.mark.parametrize("address", ["", "giz-tunisia-engineers/", "belgium-tunisia/", "compare/?id=e-bosla&id=palim"])
def test_an_arabic_page_shows_english_only_as_marked_names(client, address):
    page = text_of(client.get(f"/ar/gallery/{address}")).split("<main")[1].split("</main")[0]
    page = re.sub(r'<(\w+)[^>]* lang="en"[^>]*>.*?</\1>', " ", page, flags=re.DOTALL)
    text = re.sub(r"<[^>]*>|[\w-]+:\d+", " ", page)

    assert re.findall(r"(?:\b[A-Za-z]{2,}\b[ ,]+){3}", text) == []
