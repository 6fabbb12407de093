"""Code lists for programs, without signing in."""

import pytest

pytestmark = pytest.mark.django_db


def test_the_lists_come_with_source_licence_changes_and_translation(loaded, client):
    lists = {each["name"]: each for each in client.get("/api/v1/codelists").json()}

    assert lists["isco08"]["codes"] == 619
    assert lists["isco08"]["translation"]["ar"] == "translated by Corridor, unreviewed; English where missing"
    assert lists["isco08"]["changes"]
    assert lists["countries"]["titles"]["es"] == "Países y territorios"


def test_one_code_comes_with_its_labels_and_its_mark(loaded, client):
    code = client.get("/api/v1/codelists/isco08/2512").json()

    assert code["labels"]["es"] == "Desarrolladores de software"
    assert code["unreviewed"] == ["ar"]
    assert code["parent"] == "251"
    assert code["extra"] == {"level": "4", "skill_level": "4"}


def test_all_codes_are_reached_through_cursors(loaded, client):
    seen, cursor = [], ""
    while True:
        page = client.get("/api/v1/codelists/isco08", {"limit": 250, "cursor": cursor}).json()
        seen += [code["code"] for code in page["codes"]]
        cursor = page["next"]
        if not cursor:
            break

    assert len(seen) == len(set(seen)) == 619


def test_codes_are_searched_and_walked(loaded, client):
    found = client.get("/api/v1/codelists/isco08", {"q": "soudeurs"}).json()["codes"]
    below = client.get("/api/v1/codelists/isco08", {"parent": "25"}).json()["codes"]

    assert "7212" in [code["code"] for code in found]
    assert [code["code"] for code in below] == ["251", "252"]


@pytest.mark.parametrize("path", ["/api/v1/codelists/sdg", "/api/v1/codelists/sdg/8.8"])
def test_a_program_that_has_the_list_is_told_that_nothing_changed(loaded, client, path):
    tag = client.get(path).headers["ETag"]

    again = client.get(path, headers={"If-None-Match": tag})

    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("path", ["/api/v1/codelists/secrets", "/api/v1/codelists/isco08/9999"])
def test_what_does_not_exist_is_not_found(loaded, client, path):
    assert client.get(path).status_code == 404


def test_a_cursor_that_is_not_ours_is_refused_with_a_remedy(loaded, client):
    response = client.get("/api/v1/codelists/isco08", {"cursor": "x"})

    assert response.status_code == 422
    assert response.json()["title"] == '"x" is not a cursor of this list.'
    assert response.json()["errors"][0]["field"] == "cursor"


@pytest.mark.parametrize("limit", [0, 1001])
def test_a_page_that_is_too_large_or_empty_is_refused(loaded, client, limit):
    assert client.get("/api/v1/codelists/isco08", {"limit": limit}).status_code == 422
