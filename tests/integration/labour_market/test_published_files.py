"""The files that statistical offices published import as they came; a second time they add nothing."""

import gzip
from decimal import Decimal

import pytest

from corridor.knowledge.labour_market.models import DatasetVersion, Observation
from corridor.knowledge.labour_market.selectors import figures, latest, series
from corridor.knowledge.labour_market.services import import_file

pytestmark = pytest.mark.django_db
FIGURES = {
    "eurostat/demo_r_gind3_old_layout.excerpt.tsv": 50,
    "eurostat/lfsa_argan.sdmx1.csv": 2,
    "eurostat/migr_resfirst.sdmx1.csv": 2,
    "ilostat/multi-dataset-union.csv": 4,
    "ilostat/sdmx-probe-UNE_DEAP_SEX_AGE_RT.csv": 2,
    "ilostat/une-deap-best-source-all.csv": 6,
    "ilostat/une-deap-sex-age-rt-a.excerpt.csv": 9,
    "oecd/DF_POP_5Y_labels_both.excerpt.csv": 2,
}


@pytest.fixture
def statistics(shared_data):
    return shared_data / "data" / "statistics"


def test_no_published_file_is_left_out(statistics):
    found = {str(path.relative_to(statistics)) for path in statistics.rglob("*") if path.is_file()}

    assert found - set(FIGURES) == {"undesa/UN_MigrantStockBySexByDestination_2019.excerpt.csv"}


@pytest.mark.parametrize(("name", "number"), FIGURES.items())
def test_every_published_file_imports_whole(statistics, name, number):
    version = import_file(path=statistics / name, by=None)

    assert (version.added, version.bad) == (number, 0)
    assert Observation.objects.count() == number
    assert import_file(path=statistics / name, by=None).is_repeat
    assert Observation.objects.count() == number


def test_the_stock_of_migrants_imports_with_women_men_and_missing_figures(statistics):
    version = import_file(path=statistics / "undesa" / "UN_MigrantStockBySexByDestination_2019.excerpt.csv", by=None)

    assert version.bad == 0
    assert set(Observation.objects.values_list("sex", flat=True)) == {"T", "M", "F"}
    assert Observation.objects.filter(value=None, flags="not_available").count() == 12
    assert Observation.objects.filter(is_aggregate=True).exists()
    assert all(not figure.is_aggregate for figure in figures(indicator="migrant_stock", sexes=None))


def test_of_two_surveys_for_one_year_the_best_source_is_kept(statistics):
    import_file(path=statistics / "ilostat" / "une-deap-best-source-all.csv", by=None)

    found = series(indicator="UNE_DEAP_SEX_AGE_RT", area="KEN")

    kenya = [point.value for point in found.points if point.time == "2019"]
    assert kenya == [Decimal("5.014")]


def test_a_figure_modelled_for_the_future_is_never_the_latest(statistics):
    import_file(path=statistics / "ilostat" / "une-deap-sex-age-rt-a.excerpt.csv", by=None)

    assert Observation.objects.filter(time="2027", is_modelled=True).exists()
    assert all(not figure.is_modelled for figure in latest(indicator="UNE_DEAP_SEX_AGE_RT", areas=None).values())


@pytest.fixture
def geodist(shared_data, tmp_path):
    """The pairs of nine countries out of the whole table, packed as it is."""
    wanted = {"MAR", "BEL", "NPL", "KOR", "PHL", "DEU", "KEN", "TUN", "FRA"}
    with gzip.open(shared_data / "data" / "evidence" / "dist_cepii.csv.gz", "rt") as whole:
        head, *rows = whole.read().splitlines()
    kept = [line for line in rows if {code.strip('"') for code in line.split(",")[:2]} <= wanted]
    path = tmp_path / "dist_cepii.csv.gz"
    path.write_bytes(gzip.compress("\n".join([head, *kept, ""]).encode()))
    return path


def test_the_distances_between_countries_import(geodist):
    version = import_file(path=geodist, by=None, licence="CC0")

    assert (version.dataset.code, version.bad) == ("CEPII/dist_cepii", 0)
    (figure,) = figures(indicator="distcap", areas=["BEL"], partners=["MAR"])
    assert (figure.time, 1_900 < figure.value < 2_300) == ("", True)
    language = latest(indicator="comlang_off", areas=["BEL"], partners=["MAR", "KOR"])
    assert {key[1]: figure.value for key, figure in language.items()} == {"MAR": 1, "KOR": 0}


@pytest.mark.slow
def test_the_whole_table_of_countries_imports(shared_data):
    version = import_file(path=shared_data / "data" / "evidence" / "geo_cepii.csv", by=None)

    assert (version.added, version.bad, DatasetVersion.objects.count()) == (1_428, 0, 1)
