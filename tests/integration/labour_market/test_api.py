"""The interface for programs: datasets, versions, figures and reports, with sources."""

import pytest

from corridor.access.roles import Role
from tests.factories.access import make_member
from tests.factories.labour_market import plant_figures, row

pytestmark = pytest.mark.django_db


@pytest.fixture
def get(client, sign_in):
    sign_in(make_member(Role.DONOR))

    def get(path, **words):
        answer = client.get(f"/api/v1/evidence/{path}", words)
        assert answer.status_code == 200, answer.content
        return answer.json()

    return get


def test_datasets_and_versions_are_listed(get, tmp_path):
    version = plant_figures(tmp_path, row(), licence="CC BY 4.0", publisher="An office")

    (dataset,) = get("datasets")
    (shown,) = get(f"datasets/{dataset['id']}/versions")

    assert (dataset["code"], dataset["publisher"]) == ("An office/unemployed", "An office")
    assert (dataset["rows"], dataset["areas"], dataset["indicators"]) == (1, 1, ["unemployed"])
    assert (shown["number"], shown["added"], shown["sha256"]) == (1, 1, version.file.stored.sha256)


def test_a_figure_says_where_it_comes_from_and_what_others_say(get, tmp_path):
    plant_figures(tmp_path, row(value="5.5", flag="p"), dataset_code="a/one")
    plant_figures(tmp_path, row(value=6), dataset_code="b/two")

    page = get("figures", indicator="unemployed", area="MAR,TUN")

    (figure,) = page["items"]
    assert (page["count"], page["next"]) == (1, None)
    assert (figure["value"], figure["flags"], figure["dataset"]) == ("5.5", ["provisional"], "a/one")
    assert [(other["dataset"], other["value"]) for other in figure["others"]] == [("b/two", "6")]


def test_figures_come_in_pages(get, tmp_path):
    plant_figures(tmp_path, *(row(year=year) for year in range(2000, 2005)))

    first = get("figures", indicator="unemployed", limit=2)
    last = get("figures", indicator="unemployed", limit=2, offset=4)

    assert ([item["time"] for item in first["items"]], first["next"], first["count"]) == (["2000", "2001"], 2, 5)
    assert ([item["time"] for item in last["items"]], last["next"]) == (["2004"], None)


def test_the_report_of_a_file_names_every_row(get, tmp_path):
    version = plant_figures(tmp_path, *(row(year=year) for year in range(2000, 2010)), row(iso3="QQQ"))

    report = get(f"imports/{version.file_id}")

    assert (report["status"], report["rows"], report["bad"], report["added"]) == ("imported", 11, 1, 10)
    assert report["problems"] == [
        {
            "line": 12,
            "column": "iso3",
            "value": "QQQ",
            "code": "unknown_area",
            "message": "QQQ is not a country or territory known here.",
            "is_mark": False,
        }
    ]
