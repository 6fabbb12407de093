"""The bulk writer: what comes by columns is what the rules say figure by figure."""

import json
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from corridor.batch import evidence_check
from corridor.batch.evidence_check import read_records
from corridor.kernel.errors import InputError
from corridor.knowledge.labour_market import arrivals, loading, rules
from corridor.knowledge.labour_market.models import Observation
from corridor.knowledge.labour_market.selectors import summary_of
from corridor.knowledge.labour_market.services import import_file

pytestmark = pytest.mark.django_db
HEAD = "freq,indicator,iso3,partner,isco08,sex,year,value,flag,unit,source,age\n"
ROWS = """A,u,MAR,EL,OC25,F,2020,5.50,bd,PS,LFS,Y15-24
A,u,KE,TOTAL,TOTAL,_T,2020-Q1,-0,,PS,LFS,
A,u,404,,2512,T,2019,0.000,,,,TOTAL
Q,u,X01,,,T,2020,1e3,f,PS,LFS,"say ""so"" "
A,u,UGA,,,T,2200,,,PS,é,Y15-24
A,v,UGA,900,,T,2020,007.10,,PS,LFS,Y15-24
A,w,UGA,,,T,2020,1234567890123.25,,PS,LFS,Y15-24
A,x,UGA,,,T,2020,-12.5,,PS,LFS,Y15-24
"""


def figure_by_figure(path):
    """What each record comes to by the rules alone."""
    names = evidence_check.check_file(path, year=2026).dimension_names
    for record in read_records(path, year=2026):
        partner = rules.place_of(record.partner)
        occupation = rules.occupation_of(record.occupation)
        dimensions = rules.dimensions_text(names, record.dimensions)
        codes = (record.indicator, record.area, partner.code, occupation, record.sex, record.unit, record.time)
        yield {
            "key": rules.key_of((*codes, dimensions)),
            "content": rules.content_of(record.value, record.flags, record.source),
            "value": None if record.value is None else rules.plain(record.value),
            "partner": partner.code,
            "occupation": occupation,
            "dimensions": json.loads(dimensions),
            "flags": " ".join(record.flags),
            "is_aggregate": rules.place_of(record.area).is_group or partner.is_group,
            "is_modelled": rules.is_modelled(record.time, record.flags, year=2026),
        }  # fmt: skip


@pytest.mark.parametrize("large", [1, 1 << 30])
def test_figures_are_stored_as_the_rules_put_them(tmp_path, monkeypatch, large):
    path = tmp_path / "figures.csv"
    path.write_text(HEAD + ROWS)
    monkeypatch.setattr(evidence_check, "LARGE", large)
    expected = list(figure_by_figure(path))

    import_file(path=path, by=None)

    stored = Observation.objects.order_by("pk").values(*expected[0])
    assert [{**row, "value": row["value"] and Decimal(row["value"])} for row in stored] == [
        {**row, "value": row["value"] and Decimal(row["value"])} for row in expected
    ]
    assert len(expected) == 8


def test_an_empty_figure_is_null_and_an_empty_text_is_empty(tmp_path):
    path = tmp_path / "figures.csv"
    path.write_text("iso3,year,value,unit\nKEN,2020,,\nKEN,2021,1,\\N\n")

    import_file(path=path, by=None)

    assert list(Observation.objects.order_by("pk").values_list("value", "unit", "occupation")) == [
        (None, "", ""),
        (1, "\\N", ""),
    ]


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        (f"KEN,2031,1,{'u' * 41}", "unit", "too_long"),
        (f"KEN,2032,{'9' * 21},PS", "", "out_of_range"),
        (f"KEN,2033,-{'9' * 21}.5,{'u' * 41}", "unit", "too_long"),
        ("KEN,2034,1,P\x00S", "", "control_character"),
        ("KE,2000,1,PS", "", "duplicate_key"),
    ],
)
def test_what_the_table_cannot_hold_is_refused_by_its_line(tmp_path, row, column, code):
    path = tmp_path / "figures.csv"
    good = "".join(f"KEN,{2000 + place},1,PS\n" for place in range(12))
    path.write_text(f"iso3,year,value,unit\n{good}{row}\nKEN,2030,1,PS\n")

    version = import_file(path=path, by=None)

    found = version.file.problems.get(is_mark=False)
    assert (version.added, version.bad, found.line, found.column, found.code) == (13, 1, 14, column, code)


def test_a_number_of_just_twenty_digits_is_kept(tmp_path):
    path = tmp_path / "figures.csv"
    path.write_text(f"iso3,year,value\nKEN,2020,{'9' * 19}0\n")

    assert import_file(path=path, by=None).added == 1


def test_a_key_that_stands_in_two_frames_is_found(tmp_path, monkeypatch):
    path = tmp_path / "figures.csv"
    lines = [f"KEN,{1900 + place},1" for place in range(20)]
    path.write_text("\n".join(["iso3,year,value", *lines, "KE,1900,2", ""]))
    monkeypatch.setattr(evidence_check, "BATCH", 3)

    version = import_file(path=path, by=None)

    assert (version.added, version.bad) == (20, 1)
    assert [(found.line, found.code) for found in version.file.problems.all()] == [(22, "duplicate_key")]


def test_a_file_that_breaks_off_after_its_first_frames_leaves_nothing(tmp_path, monkeypatch):
    path = tmp_path / "figures.csv"
    path.write_text("iso3,year,value\n" + "".join(f"KEN,{1900 + place},1\n" for place in range(99)) + "KEN,20")
    monkeypatch.setattr(evidence_check, "BATCH", 10)

    with pytest.raises(InputError) as refused:
        import_file(path=path, by=None)

    assert refused.value.code == "truncated"
    assert not Observation.objects.exists()


def test_a_first_file_is_summed_up_as_the_database_does(tmp_path):
    path = tmp_path / "figures.csv"
    path.write_text(HEAD + ROWS)

    version = import_file(path=path, by=None)

    assert version.dataset.summary == summary_of(dataset=version.dataset)
    assert version.dataset.summary["areas"] == 3


def test_many_rows_find_their_indexes_again(tmp_path, monkeypatch):
    monkeypatch.setattr(loading, "MANY", 1)
    before = indexes()
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    first.write_text("iso3,year,value\n" + "".join(f"KEN,{1800 + place},1\n" for place in range(127)))
    second.write_text("iso3,year,value\n" + "".join(f"KEN,{1700 + place},{place % 2}\n" for place in range(200)))

    import_file(path=first, by=None, dataset_code="a")
    version = import_file(path=second, by=None, dataset_code="a")

    assert indexes() == before
    assert (version.added, version.changed, version.unchanged, version.gone) == (100, 50, 50, 27)
    assert Observation.objects.filter(until_version=None).count() == 227
    assert Observation.objects.count() == 277
    assert [int(time) for time in Observation.objects.order_by("pk").values_list("time", flat=True)[:127]] == [
        *range(1800, 1927)
    ]


def test_an_index_that_is_made_again_still_forbids_a_second_current_figure(tmp_path, monkeypatch):
    monkeypatch.setattr(loading, "MANY", 1)
    path = tmp_path / "figures.csv"
    path.write_text("iso3,year,value\nKEN,2020,1\nKEN,2021,1\n")
    import_file(path=path, by=None)

    one = Observation.objects.get(time="2020")
    with pytest.raises(IntegrityError), transaction.atomic():
        Observation.objects.filter(time="2021").update(key=one.key)
    with pytest.raises(IntegrityError), transaction.atomic():
        Observation.objects.filter(time="2021").update(indicator=None)


def indexes():
    with connection.cursor() as cursor:
        return connection.introspection.get_constraints(cursor, Observation._meta.db_table)


def test_the_limits_are_those_of_the_table():
    lengths = {name: Observation._meta.get_field(name).max_length for name in arrivals.LIMITS}

    assert lengths == arrivals.LIMITS
    assert {*loading.COLUMNS} <= {field.name for field in Observation._meta.fields}
