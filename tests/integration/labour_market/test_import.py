"""Importing: added, changed, closed; the same again changes nothing; what is refused leaves nothing."""

import gzip
from datetime import date

import pytest

from corridor.core.models import AuditEntry, StoredFile
from corridor.kernel.errors import InputError, RuleViolation
from corridor.knowledge.labour_market.models import Dataset, DatasetVersion, EvidenceFile, Observation
from corridor.knowledge.labour_market.services import import_file
from tests.factories.access import make_user
from tests.factories.labour_market import HEAD, plant_figures, row, tidy_file

pytestmark = pytest.mark.django_db
MODELS = (Dataset, DatasetVersion, EvidenceFile, Observation, StoredFile)


def counts(version):
    return (version.added, version.changed, version.unchanged, version.gone, version.bad)


def rows():
    return {model.__name__: model.objects.count() for model in MODELS}


def test_a_new_file_adds_its_figures_and_keeps_its_bytes(tmp_path):
    by = make_user()

    version = plant_figures(tmp_path, row(), row(year=2021, value=""), by=by, origin_url="https://example.org/x.csv")

    assert counts(version) == (2, 0, 0, 0, 0)
    assert (version.number, version.format, version.imported_by, version.is_repeat) == (1, "tidy", by, False)
    assert version.file.stored.content.read() == (tmp_path / version.file.stored.name).read_bytes()
    assert version.file.origin_url == "https://example.org/x.csv"
    assert version.run.result == {"added": 2, "changed": 0, "unchanged": 0, "gone": 0}
    assert AuditEntry.objects.filter(action="labour_market.imported").get().detail["added"] == 2


def test_a_figure_that_the_source_leaves_out_is_not_zero(tmp_path):
    plant_figures(tmp_path, row(value=""), row(year=2021, value="0"))

    assert list(Observation.objects.order_by("time").values_list("value", "flags")) == [(None, "suppressed"), (0, "")]


def test_the_same_bytes_again_change_nothing_and_say_so(tmp_path):
    path = tidy_file(tmp_path, row())
    first = import_file(path=path, by=None)
    before = rows()

    again = import_file(path=path, by=None)

    assert (again.pk, again.is_repeat) == (first.pk, True)
    assert rows() == before


def test_another_file_with_the_same_figures_adds_no_figure(tmp_path):
    plant_figures(tmp_path, row(value="5"), name="a.csv")

    version = plant_figures(tmp_path, row(value="5.0"), name="b.csv", dataset_code="tidy/unemployed")

    assert counts(version) == (0, 0, 1, 0, 0)
    assert (version.number, Observation.objects.count()) == (2, 1)


def test_a_changed_figure_closes_the_row_before_it(tmp_path):
    first = plant_figures(tmp_path, row(value="5"), row(year=2021))

    second = plant_figures(tmp_path, row(value="6"), row(year=2021), row(year=2022))

    assert counts(second) == (1, 1, 1, 0, 0)
    old, new = Observation.objects.filter(time="2020").order_by("pk")
    assert (old.value, old.since_version, old.until_version) == (5, first, second)
    assert (new.value, new.since_version, new.until_version) == (6, second, None)


@pytest.mark.parametrize("changed", [{"flag": "p"}, {"value": ""}])
def test_a_flag_or_a_figure_that_goes_is_a_change(tmp_path, changed):
    plant_figures(tmp_path, row())

    assert counts(plant_figures(tmp_path, row(**changed))) == (0, 1, 0, 0, 0)


def test_figures_that_a_file_lacks_are_counted_and_stay(tmp_path):
    plant_figures(tmp_path, row(), row(year=2021))

    version = plant_figures(tmp_path, row())

    assert counts(version) == (0, 0, 1, 1, 0)
    assert Observation.objects.filter(until_version=None).count() == 2


def test_figures_that_a_whole_dataset_lacks_end(tmp_path):
    plant_figures(tmp_path, row(), row(year=2021))

    version = plant_figures(tmp_path, row(), is_whole=True)

    assert version.gone == 1
    assert list(Observation.objects.filter(until_version=None).values_list("time", flat=True)) == ["2020"]
    assert Observation.objects.get(until_version=version).time == "2021"


def test_a_figure_that_comes_back_stands_once(tmp_path):
    plant_figures(tmp_path, row(value="5"))
    plant_figures(tmp_path, row(value="6"))
    plant_figures(tmp_path, row(value="5"), row(year=2024))

    assert Observation.objects.filter(time="2020").count() == 3
    assert Observation.objects.get(time="2020", until_version=None).value == 5


def test_rows_that_cannot_be_used_are_left_out_and_listed(tmp_path):
    good = [row(year=year) for year in range(2000, 2010)]

    version = plant_figures(tmp_path, *good, row(iso3="QQQ"), row(year="20x0"))

    assert (version.added, version.bad) == (10, 2)
    assert list(version.file.problems.values_list("line", "column", "value", "code", "is_mark")) == [
        (12, "iso3", "QQQ", "unknown_area", False),
        (13, "year", "20x0", "bad_period", False),
    ]


def test_a_file_with_too_many_bad_rows_is_refused_and_leaves_nothing(tmp_path):
    before = rows()

    with pytest.raises(InputError) as refused:
        plant_figures(tmp_path, row(), row(iso3="QQQ"))

    assert refused.value.code == "too_many_bad"
    assert refused.value.sentence().startswith("1 of 2 rows cannot be used, which is more than 20 %")
    assert rows() == before


def test_the_share_of_bad_rows_is_a_choice(tmp_path):
    assert plant_figures(tmp_path, row(), row(iso3="QQQ"), bad_share=0.5).bad == 1


@pytest.mark.parametrize(
    ("text", "code"),
    [("a,b\n1,2\n", "not_recognised"), ("iso3,year\nMAR,2020\n", "column_missing"), (HEAD + "\n", "InputError")],
)
def test_a_file_that_cannot_be_used_leaves_nothing(tmp_path, text, code):
    path = tmp_path / "bad.csv"
    path.write_text(text)
    before = rows()

    with pytest.raises(InputError) as refused:
        import_file(path=path, by=None)

    assert refused.value.code == code
    assert rows() == before


def test_a_truncated_gzip_leaves_nothing(tmp_path):
    path = tmp_path / "cut.csv.gz"
    whole = gzip.compress("\n".join([HEAD, *(row(year=year) for year in range(1900, 2020))]).encode())
    path.write_bytes(whole[:-20])

    with pytest.raises(InputError) as refused:
        import_file(path=path, by=None)

    assert refused.value.code == "truncated"
    assert not Observation.objects.exists()


def test_an_occupation_that_isco_does_not_know_is_kept_and_marked(tmp_path):
    version = plant_figures(tmp_path, row(isco08="2512"), row(isco08="OC25"), row(isco08="9999"))

    assert list(Observation.objects.order_by("pk").values_list("occupation", flat=True)) == ["2512", "25", "9999"]
    found = version.file.problems.get()
    assert (found.line, found.value, found.code, found.is_mark) == (4, "9999", "unknown_occupation", True)


def test_a_figure_too_large_for_any_statistics_is_left_out(tmp_path):
    good = [row(year=year) for year in range(2000, 2010)]

    version = plant_figures(tmp_path, *good, row(value="1" + "0" * 20))

    assert (version.added, version.bad) == (10, 1)
    assert version.file.problems.get().code == "out_of_range"


def test_two_spellings_of_one_country_are_one_key(tmp_path):
    good = [row(year=year) for year in range(2000, 2010)]

    version = plant_figures(tmp_path, *good, row(partner="EL"), row(partner="GR"))

    assert (version.added, version.bad) == (11, 1)
    assert version.file.problems.get().code == "duplicate_key"
    assert Observation.objects.exclude(partner="").get().partner == "GRC"


def test_groups_and_modelled_years_are_marked(tmp_path):
    plant_figures(tmp_path, row(), row(iso3="EU27_2020"), row(year=2200), row(year=2019, flag="f"))

    found = Observation.objects.order_by("pk").values_list("area", "is_aggregate", "is_modelled")
    assert list(found) == [
        ("MAR", False, False), ("EU27_2020", True, False), ("MAR", False, True), ("MAR", False, True),
    ]  # fmt: skip


def test_invented_figures_never_enter_a_published_dataset(tmp_path):
    plant_figures(tmp_path, row(), dataset_code="ILO/x")

    with pytest.raises(RuleViolation):
        plant_figures(tmp_path, row(year=2021), dataset_code="ILO/x", is_synthetic=True)


def test_an_invented_dataset_says_so_in_its_code(tmp_path):
    assert plant_figures(tmp_path, row(), is_synthetic=True).dataset.code == "invented/tidy/unemployed"


def test_the_summary_names_rows_areas_and_observed_periods(tmp_path):
    version = plant_figures(tmp_path, row(), row(iso3="TUN", year=2021), row(iso3="OECD"), row(year=2200))

    assert version.dataset.summary == {
        "rows": 4,
        "areas": 2,
        "indicators": {"unemployed": {"rows": 4, "first": "2020", "last": "2021"}},
    }


def test_vintage_and_licence_are_kept_with_the_version(tmp_path):
    version = plant_figures(
        tmp_path, row(), vintage_date=date(2025, 3, 1), retrieved_date=date(2026, 1, 2), licence="CC BY 4.0"
    )

    assert (version.vintage_date, version.file.retrieved_date) == (date(2025, 3, 1), date(2026, 1, 2))
    assert (version.dataset.licence, version.file.licence) == ("CC BY 4.0", "CC BY 4.0")


@pytest.mark.parametrize("address", ["javascript:alert(1)", "example.org/x.csv"])
def test_an_origin_that_is_no_address_on_the_web_is_refused(tmp_path, address):
    with pytest.raises(InputError) as refused:
        plant_figures(tmp_path, row(), origin_url=address)

    assert refused.value.field == "origin_url"
    assert not StoredFile.objects.exists()
