"""Reading figures: which of several sources counts, what is kept apart, what is newest."""

from datetime import date

import pytest
from django.utils import timezone

from corridor.knowledge.labour_market.models import DatasetVersion
from corridor.knowledge.labour_market.selectors import (
    codes_of,
    figures,
    indicators,
    latest,
    lines_of,
    series,
    source_text,
)
from tests.factories.labour_market import plant_figures, row

pytestmark = pytest.mark.django_db


def values(found):
    return [(figure.area, figure.time, figure.value) for figure in found]


def test_a_figure_brings_its_source_vintage_unit_and_flags(tmp_path):
    plant_figures(tmp_path, row(flag="p"), vintage_date=date(2025, 3, 1), publisher="An office", dataset_code="a/b")

    (figure,) = figures(indicator="unemployed")

    assert (figure.value, figure.flags, figure.unit, figure.year) == (5, ("provisional",), "PS", 2020)
    assert (figure.publisher, figure.dataset, figure.vintage_date) == ("An office", "a/b", date(2025, 3, 1))
    assert (figure.is_synthetic, figure.is_aggregate, figure.is_modelled, figure.others) == (False, False, False, ())
    assert source_text(figure) == "An office, a/b"


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, ["MAR", "TUN"]),
        ({"areas": ["TUN"]}, ["TUN"]),
        ({"areas": []}, []),
        ({"periods": ["1999"]}, []),
        ({"sexes": ("F",)}, ["MAR"]),
        ({"sexes": None}, ["MAR", "MAR", "TUN"]),
        ({"occupations": ["25"]}, []),
        ({"dataset": "another"}, []),
    ],
)
def test_figures_are_chosen_by_their_codes(tmp_path, wanted, found):
    plant_figures(tmp_path, row(), row(sex="F", value=2), row(iso3="TUN"))

    assert [figure.area for figure in figures(indicator="unemployed", **wanted)] == found


def test_a_published_figure_comes_before_a_newer_invented_one(tmp_path):
    plant_figures(tmp_path, row(value=1), vintage_date=date(2020, 1, 1), dataset_code="z")
    plant_figures(tmp_path, row(value=2), vintage_date=date(2026, 1, 1), is_synthetic=True, dataset_code="a")

    (figure,) = figures(indicator="unemployed")

    assert (figure.value, figure.is_synthetic) == (1, False)
    assert [(other.value, other.is_synthetic) for other in figure.others] == [(2, True)]


def test_of_published_figures_the_newest_vintage_counts_then_the_first_dataset(tmp_path):
    plant_figures(tmp_path, row(value=1), vintage_date=date(2024, 1, 1), dataset_code="a")
    plant_figures(tmp_path, row(value=2), vintage_date=date(2025, 1, 1), dataset_code="c")
    plant_figures(tmp_path, row(value=3), vintage_date=date(2025, 1, 1), dataset_code="b")

    (figure,) = figures(indicator="unemployed")

    assert [figure.value, *(other.value for other in figure.others)] == [3, 2, 1]


def test_groups_of_countries_are_left_out_unless_asked_for(tmp_path):
    plant_figures(tmp_path, row(), row(iso3="OECD", value=9), row(partner="TOTAL", value=8))

    assert values(figures(indicator="unemployed")) == [("MAR", "2020", 5)]
    assert len(figures(indicator="unemployed", aggregates=True)) == 3
    assert values(figures(indicator="unemployed", areas=["OECD"])) == [("OECD", "2020", 9)]
    assert values(figures(indicator="unemployed", areas=["MAR"])) == [("MAR", "2020", 5)]
    assert values(figures(indicator="unemployed", areas=["MAR"], partners=["TOTAL"])) == [("MAR", "2020", 8)]


def test_the_latest_figure_is_observed_and_has_a_value(tmp_path):
    plant_figures(tmp_path, row(value=1), row(year=2021, value=2), row(year=2022, value=""), row(year=2200, value=9))

    assert {key: figure.time for key, figure in latest(indicator="unemployed", areas=["MAR", "TUN"]).items()} == {
        ("MAR", "", "", "T"): "2021"
    }


def test_the_latest_figure_is_about_the_whole_before_a_newer_part(tmp_path):
    head = "iso3,age,sex,year,indicator,value"
    path = tmp_path / "ages.csv"
    path.write_text(f"{head}\nMAR,TOTAL,T,2020,u,10\nMAR,Y15-24,T,2022,u,30\n")
    from corridor.knowledge.labour_market.services import import_file

    import_file(path=path, by=None)

    (figure,) = latest(indicator="u", areas=["MAR"]).values()
    assert (figure.value, figure.dimensions) == (10, {"age": "TOTAL"})
    assert [len(line) for line in lines_of(figures(indicator="u"))] == [1, 1]


def test_a_series_names_its_breaks_gaps_and_sources(tmp_path):
    plant_figures(
        tmp_path,
        row(year=2015),
        row(year=2016, flag="b"),
        row(year=2019, value=""),
        row(year=2020),
        dataset_code="a/b",
        publisher="An office",
    )

    found = series(indicator="unemployed", area="MAR")

    assert [point.time for point in found.points] == ["2015", "2016", "2019", "2020"]
    assert (found.breaks, found.gaps) == (("2016",), ("2017", "2018", "2019"))
    assert found.sources == ("An office, a/b",)
    assert series(indicator="unemployed", area="TUN").points == ()


def test_what_was_known_on_a_day_can_be_read_again(tmp_path):
    first = plant_figures(tmp_path, row(value=1))
    moment = timezone.now() - timezone.timedelta(days=10)
    DatasetVersion.objects.filter(pk=first.pk).update(imported_at=moment)
    plant_figures(tmp_path, row(value=2))

    assert [figure.value for figure in figures(indicator="unemployed")] == [2]
    assert [figure.value for figure in figures(indicator="unemployed", as_of=moment.date())] == [1]
    assert figures(indicator="unemployed", as_of=date(2000, 1, 1)) == []


def test_indicators_are_listed_with_their_datasets(tmp_path):
    plant_figures(tmp_path, row(), row(indicator="vacancies"))

    assert list(indicators()) == ["unemployed", "vacancies"]


def test_whole_numbers_and_fractions_are_read_as_they_were_written(tmp_path):
    plant_figures(tmp_path, row(value="1200"), row(year=2021, value="66.50"))

    assert [str(figure.value) for figure in figures(indicator="unemployed")] == ["1200", "66.5"]


def test_the_codes_of_an_indicator_are_those_of_the_newest_version(tmp_path):
    plant_figures(tmp_path, row())
    assert codes_of(indicator="unemployed", name="area") == ["MAR"]

    plant_figures(tmp_path, row(iso3="TUN"))

    assert codes_of(indicator="unemployed", name="area") == ["MAR", "TUN"]
    assert codes_of(indicator="unknown", name="area") == []
