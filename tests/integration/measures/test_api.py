"""The gallery for programs: open, paged by cursor, the same rows as the pages."""

import pytest

pytestmark = pytest.mark.usefixtures("gallery_loaded")

BASE = "/api/v1/gallery"


def test_a_program_walks_the_whole_list_by_cursor(client):
    seen, after = [], ""
    while after is not None:
        part = client.get(BASE, {"limit": 60, "after": after}).json()
        seen += [row["id"] for row in part["items"]]
        after = part["next"]

    assert len(seen) == len(set(seen)) == part["count"] == 190
    assert seen == sorted(seen)


def test_the_list_is_narrowed_by_the_words_of_the_page(client):
    part = client.get(BASE, {"origin": "TUN", "destination": "DEU", "kind": "scheme"}).json()

    assert {row["id"] for row in part["items"]} == {"giz-tunisia-engineers", "tapig"}


def test_one_entry_comes_with_figures_recomputed_values_conflicts_and_sources(client):
    entry = client.get(f"{BASE}/giz-tunisia-engineers").json()

    values = {row["expression"]: float(row["value"]) for row in entry["derivations"]}
    assert values["15000/.71"] == 21126.76
    assert entry["conflicts"][0]["sides"][0] == {"says": "70 offers among 100 participants", "source": "mismes:420"}
    assert "mismes:419" in entry["sources"]
    assert {figure["role"] for figure in entry["figures"]} == {"outcome", "people", "unit_cost"}


def test_an_unknown_entry_is_a_problem_with_status_404(client):
    response = client.get(f"{BASE}/nowhere")

    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["title"] == 'The gallery has no entry "nowhere".'
