"""Pages and operations of classifications: the same rows for people and programs."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from corridor import cli
from corridor.access.roles import Role
from corridor.batch.taxonomies.records import Asked
from corridor.knowledge.taxonomies.models import Classification, Concept
from corridor.knowledge.taxonomies.runs import suggest
from corridor.knowledge.taxonomies.services.importing import import_files
from tests.conftest import pass_second_factor
from tests.factories import taxonomy_files as files
from tests.factories.access import make_member
from tests.factories.taxonomies import bring_in
from tests.factories.taxonomy_files import WELDER

pytestmark = pytest.mark.django_db


@pytest.fixture
def client_of():
    def signed_in(role):
        client, user = Client(), make_member(role)
        client.force_login(user)
        pass_second_factor(client, user)
        return client

    return signed_in


@pytest.fixture
def esco(tmp_path):
    bring_in(tmp_path, files.OLD, version="1.0.3")
    bring_in(tmp_path / "new", files.ENGLISH, files.RELATIONS)
    path = files.write_text(tmp_path, "fr.csv", files.CROSSWALK)
    bring_in(tmp_path / "fr", files.FRENCH)
    import_files(paths=[path], asked=Asked("rome", "4", "fr"), by=None)
    return Classification.objects.get(version="1.1.1")


def text_of(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_list_shows_licence_and_digest(client_of, esco):
    page = text_of(client_of(Role.COUNSELLOR).get(reverse("taxonomies:index")))

    assert "esco@1.1.1" in page
    assert "CC BY 4.0" in page
    assert esco.digest in page
    assert reverse("taxonomies:import") not in page


def test_a_concept_is_found_by_words_of_any_language_and_without_accents(client_of, esco):
    client = client_of(Role.OFFICER_ORIGIN)

    for words in ("SOUDEUSE", "mosaiste", "7212.3", WELDER, "weld operator"):
        page = text_of(client.get(reverse("taxonomies:concepts"), {"q": words, "classification": esco.pk}))
        assert ("7212.3" in page) or ("7122.6" in page), words
    assert "No concept fits" in text_of(client.get(reverse("taxonomies:concepts"), {"q": "zzz"}))


def test_a_concept_shows_labels_neighbours_and_what_other_lists_call_it(client_of, esco):
    welder = Concept.objects.get(classification=esco, uri=WELDER)

    page = text_of(client_of(Role.DESIGNER).get(reverse("taxonomies:concept", args=[welder.pk])))

    for said in ("flame cutter", "soudeur/soudeuse", "Welders and flame cutters", "weld metal", "read blueprints"):
        assert said in page
    assert "Soudeur / Soudeuse" in page
    assert "Broader match" in page


def test_page_command_and_operation_say_the_same_of_two_versions(client_of, esco):
    client, old = client_of(Role.DESIGNER), Classification.objects.get(version="1.0.3")

    page = text_of(client.get(reverse("taxonomies:differences"), {"older": old.pk, "newer": esco.pk}))
    said = client.get("/api/v1/taxonomies/differences/", {"older": "esco@1.0.3", "newer": "esco@1.1.1"}).json()

    assert "farm fitter" in page
    assert "metal welder → welder" in page
    assert [row["label"] for row in said["vanished"]] == ["farm fitter"]
    assert said["renamed"] == [{"uri": WELDER, "language": "en", "old": "metal welder", "new": "welder"}]


def test_two_classifications_are_refused_on_the_page(client_of, esco):
    other = Classification.objects.get(name="rome")

    page = client_of(Role.DESIGNER).get(reverse("taxonomies:differences"), {"older": other.pk, "newer": esco.pk})

    assert "not two versions of one classification" in text_of(page)


def test_suggestions_stand_on_the_newest_version_that_speaks_the_language(client_of, esco):
    client = client_of(Role.COUNSELLOR)

    page = text_of(client.get(reverse("taxonomies:suggestions"), {"text": "soudeuse", "kind": "occupation",
                                                                  "language": "fr"}))  # fmt: skip
    said = client.get("/api/v1/taxonomies/suggestions", {"text": "metal welder", "language": "en"}).json()

    assert "esco 1.1.1" in page
    assert reverse("taxonomies:concept", args=[Concept.objects.get(classification=esco, uri=WELDER).pk]) in page
    assert (said[0]["uri"], said[0]["version"], said[0]["label"]) == (WELDER, "1.1.1", "welder")
    # No imported version speaks Spanish: the packaged core answers.
    assert suggest(text="albañil", kind="occupation", language="es")[0].code.startswith("7112")


def test_the_operations_page_and_detail_concepts(client_of, esco):
    client, address = client_of(Role.ADMINISTRATOR), "/api/v1/taxonomies/concepts/"
    key = Concept.objects.get(classification=esco, uri=WELDER).pk

    listed = client.get("/api/v1/taxonomies/").json()
    first = client.get(address, {"classification": "esco@1.1.1", "limit": 5}).json()
    second = client.get(
        "/api/v1/taxonomies/concepts/", {"classification": "esco@1.1.1", "offset": first["next"]}
    ).json()
    welder = client.get(f"{address}{key}").json()

    assert [(row["name"], row["version"]) for row in listed] == [("esco", "1.0.3"), ("esco", "1.1.1"), ("rome", "4")]
    assert len(first["concepts"]) == 5
    assert len(second["concepts"]) == 2
    assert second["next"] is None
    assert [row["label"] for row in welder["essential"]] == ["weld metal"]
    assert [(row["match"], row["label"]) for row in welder["mappings"]] == [("broad", "Soudeur / Soudeuse à l'arc")]


def test_an_administrator_imports_through_the_browser(client_of):
    client, address = client_of(Role.ADMINISTRATOR), reverse("taxonomies:import")
    upload = SimpleUploadedFile("ESCO dataset - v1.2.0 - classification - en - csv.zip", files.zipped(files.NEW))

    answer = client.post(address, {"file": [upload]})

    assert answer.status_code == 302
    assert Classification.objects.get().version == "1.2.0"
    assert Classification.objects.get().imported_by is not None


def test_a_broken_upload_is_refused_at_its_field_and_nothing_stays(client_of):
    client, address = client_of(Role.ADMINISTRATOR), reverse("taxonomies:import")
    half = files.zipped(files.ENGLISH)[:400]

    answer = client.post(address, {"file": [SimpleUploadedFile("en.zip", half)], "version": "1.1.1"})

    assert answer.status_code == 422
    assert "en.zip is not whole" in answer.content.decode()
    assert not Classification.objects.exists()
    assert client_of(Role.DESIGNER).get(address).status_code == 403


def test_a_code_list_leads_readers_to_the_classifications(client_of):
    address = reverse("taxonomies:index")

    assert address in text_of(client_of(Role.DESIGNER).get(reverse("codelists:index")))
    assert address not in text_of(Client().get(reverse("codelists:index")))


def test_the_difference_for_programs_is_what_the_command_prints(client_of, esco, capsys):
    cli.main(["taxonomy", "diff", "esco@1.0.3", "esco@1.1.1", "--json"])
    printed = json.loads(capsys.readouterr().out)

    said = client_of(Role.DESIGNER).get("/api/v1/taxonomies/differences/?older=esco@1.0.3&newer=esco@1.1.1").json()

    assert said == printed
