"""The eleven traps of statistics files: each has a file and a known line, column and code."""

import gzip
import io
import zipfile

import pytest
from openpyxl import Workbook

from corridor.batch.evidence_check import check_file, read_records

YEAR = 2026
EUROSTAT = "DATAFLOW,LAST UPDATE,freq,unit,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG,CONF_STATUS\n"
SERIES = "ESTAT:X(1.0),11/06/26 23:00:00,A,PC,"
FLAGS = f"{EUROSTAT}{SERIES}FR,2021,66.5,bd,\n{SERIES}FR,2022,66.6,bdq,\n{SERIES}FR,2023,66.7b,,\n"
TSV = "freq,unit,geo\\TIME_PERIOD\t2021 \t2022 \nA,PC,FR\t66.5 bd\t: c\nA,PC,DE\t6 6 b \t1 \n"
ILOSTAT = "ref_area,source,indicator,sex,time,obs_value,obs_status\n"
SOURCES = f"{ILOSTAT}KEN,BX:3465,U,SEX_T,2019,5.014,\nKEN,AA:1311,U,SEX_T,2019,3.171,\nKEN,AA:1311,U,SEX_T,2019,3.2,\n"
FUTURE = f"{ILOSTAT}KEN,XA:1,U,SEX_T,2026,5,\nKEN,XA:1,U,SEX_T,2027,5.1,\nUGA,XA:1,U,SEX_T,2027,5.2,\n"
BLOCKS = (
    "Title,,,,,,,\n\n"
    'Index,"Region, development group, country or area of destination",Location code of destination,'
    "1990,1990,1990,1990\n"
    "1,Kenya,404,1,2,3,4\n"
)
DOTS = (
    "Country Name,Country Code,Indicator Name,Indicator Code,2020,2021\n"
    "Kenya,KEN,R,BX,..,3\nUganda,UGA,R,BX,..,0\nTogo,TGO,R,BX,.. x,0\n"
)
GROUPS = f"{EUROSTAT}{SERIES}FR,2021,1,,\n{SERIES}EU27_2020,2021,9,,\n{SERIES}EU27_2020,2022,9,,\n"
VINTAGE = "indicator,iso3,year,value\nvacancies,SUN,1980,3\nvacancies,ROU,1980,3\nvacancies,ROM,1980,3\n"
OLD_OCCUPATIONS = (
    "ref_area,source,indicator,sex,classif1,time,obs_value,obs_status\n"
    "KEN,BA:1,E,SEX_T,OCU_ISCO88_2,1999,4,\nKEN,BA:1,E,SEX_T,OCU_ISCO08_2,2009,4,\n"
)


def zipped(text):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("API_X.csv", text)
    return stream.getvalue()


TRAPS = {
    "flags that stand together": (
        FLAGS,
        [(3, "OBS_FLAG", "bdq", "unknown_flag"), (4, "OBS_VALUE", "66.7b", "not_a_number")],
    ),
    "gzip that its name does not tell": (
        gzip.compress(f"{EUROSTAT}{SERIES}FR,2021,high,,\n".encode()),
        [(2, "OBS_VALUE", "high", "not_a_number")],
    ),
    "blanks at the end of cells": (TSV, [(3, "2021", "6 6 b", "not_a_number")]),
    "two sources for one figure": (
        SOURCES,
        [(3, "source", "AA:1311", "second_source"), (4, "source", "AA:1311", "second_source")][:1],
    ),
    "modelled years in the future": (FUTURE, [(3, "time", "2027", "future_period")]),
    "years that are repeated": (BLOCKS, [(3, "1990", "1990", "repeated_column")]),
    "two dots for a figure": (
        DOTS,
        [(2, "2020", "..", "not_available"), (4, "2020", ".. x", "not_a_number")],
    ),
    "groups among the countries": (GROUPS, [(3, "geo", "EU27_2020", "aggregate")]),
    "codes of another edition": (
        VINTAGE,
        [(2, "iso3", "SUN", "other_vintage"), (4, "iso3", "ROM", "other_vintage")],
    ),
    "occupations of another edition": (OLD_OCCUPATIONS, [(2, "classif1", "OCU_ISCO88_2", "other_vintage")]),
    "another format under a known name": (
        '<?xml version="1.0"?>\n<error>413</error>\n',
        [(1, "", '<?xml version="1.0"?>', "not_recognised")],
    ),
    "a zip that is cut off": (zipped(DOTS * 50)[:-40], [(1, "", "", "truncated")]),
}
MARKS = {"second_source", "future_period", "not_available", "aggregate", "other_vintage"}
ENDS = {"repeated_column", "not_recognised", "truncated"}


@pytest.fixture
def write(tmp_path):
    def write_file(content, name="migr_resfirst.tsv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write_file


@pytest.mark.parametrize("trap", TRAPS)
def test_a_trap_is_found_at_its_place(write, trap):
    content, expected = TRAPS[trap]

    check = check_file(write(content), year=YEAR)

    assert [problem[:4] for problem in check.problems] == expected
    assert check.bad == len({line for line, *_, code in expected if code not in MARKS | ENDS})
    assert (check.fatal is not None) == any(code in ENDS for *_, code in expected)
    assert all(problem.message.endswith(".") for problem in check.problems)


def test_flags_are_taken_apart(write):
    (record,) = read_records(write(FLAGS), year=YEAR)

    assert (record.flags, record.raw_flags) == (("break", "definition_differs"), "bd")


def test_the_first_source_is_used_where_none_is_called_the_best(write):
    (record,) = read_records(write(SOURCES), year=YEAR)

    assert (record.source, str(record.value)) == ("BX:3465", "5.014")


def test_the_best_source_is_used_wherever_it_stands(write):
    lines = SOURCES.splitlines()
    marked = "\n".join([f"{lines[0]},best_source", f"{lines[1]},0", f"{lines[2]},1"]) + "\n"

    check, (record,) = check_file(write(marked), year=YEAR), read_records(write(marked), year=YEAR)

    assert (record.source, check.problems) == ("AA:1311", ())


def test_the_same_figure_of_the_same_source_twice_cannot_be_used(write):
    text = f"{ILOSTAT}KEN,AA:1,U,SEX_T,2019,5,\nKEN,AA:1,U,SEX_T,2019,5,\n"

    check = check_file(write(text), year=YEAR)

    assert [problem[:4] for problem in check.problems] == [(3, "time", "2019", "duplicate_key")]
    assert (check.rows, check.bad, check.figures) == (2, 1, 1)


def test_a_suppressed_figure_is_not_zero(write):
    text = f"{EUROSTAT}{SERIES}FR,2021,,,\n{SERIES}FR,2022,0,,\n"

    suppressed, zero = read_records(write(text), year=YEAR)

    assert (suppressed.value, suppressed.flags) == (None, ("suppressed",))
    assert (zero.value, zero.flags) == (0, ())


def test_a_modelled_year_is_kept(write):
    assert [record.time for record in read_records(write(FUTURE), year=YEAR)] == ["2026", "2027", "2027"]
    assert check_file(write(FUTURE), year=2027).problems == ()


def test_an_occupation_of_another_edition_is_not_read_as_one_of_ours(write):
    old, new = read_records(write(OLD_OCCUPATIONS), year=YEAR)

    assert (old.occupation, old.dimensions, new.occupation) == ("", ("OCU_ISCO88_2",), "2")


CUT = {
    "gzip": gzip.compress(FUTURE.encode() * 99)[:-30],
    "text in the middle of a row": FUTURE[:-14],
    "text in quotes": f'{ILOSTAT}KEN,"BX',
    "workbook": b"",
}


def workbook():
    stream = io.BytesIO()
    book = Workbook()
    for _ in range(50):
        book.active.append(list(range(20)))
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("kind", CUT)
def test_a_file_that_is_cut_off_is_refused(write, kind):
    check = check_file(write(CUT[kind] or workbook()[:-200]), year=YEAR)

    assert check.fatal is not None
    assert check.fatal.code == "truncated"


OTHERS = {
    "an answer to come": '{"id": "6c3d7a"}',
    "a page": "<!doctype html>\n<html>\n",
    "nothing": "",
    "a table of something else": "Passport,Destination,Requirement\nAFG,ALB,e-visa\n",
    "a workbook of something else": workbook(),
    "a zip of something else": b"",
}


@pytest.mark.parametrize("kind", OTHERS)
def test_what_is_no_statistics_file_is_not_recognised(write, kind):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("readme.txt", "x")
    content = OTHERS[kind] if kind != "a zip of something else" else stream.getvalue()

    check = check_file(write(content), year=YEAR)

    assert check.fatal is not None
    assert (check.format, check.fatal.code, check.rows) == ("", "not_recognised", 0)
    assert "worldbank" in check.fatal.message


def test_text_in_another_encoding_is_refused(write):
    check = check_file(write(ILOSTAT.encode() + "KEN,é\n".encode("latin-1")), year=YEAR)

    assert check.fatal is not None
    assert check.fatal.code == "not_utf8"


MISSING = [
    (ILOSTAT.replace("obs_value", "number"), "ilostat", "obs_value"),
    (ILOSTAT.replace("ref_area", "where"), "ilostat", "ref_area"),
    (ILOSTAT.replace(",time", ",when"), "ilostat", "time_period"),
    (ILOSTAT.replace("indicator", "what"), "ilostat", "indicator"),
    (EUROSTAT.replace("OBS_VALUE", "VALUES"), "sdmx-csv-1", "obs_value"),
    (EUROSTAT.replace("geo", "place"), "sdmx-csv-1", "ref_area"),
    ("STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,OBS_VALUE\n", "sdmx-csv-2", "time_period"),
    ("STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,ACTION,TIME_PERIOD,OBS_VALUE\n", "oecd-labels", "ref_area"),
    ("freq,unit\\TIME_PERIOD\t2020 \nA,B\t1 \n", "eurostat-tsv", "geo"),
    ("Country Name,Indicator Name,Indicator Code,2020\n", "worldbank", "Country Code"),
    ("Country Name,Country Code,Indicator Name,2020\n", "worldbank", "Indicator Code"),
    ("iso3,value\nKEN,3\n", "tidy", "time_period"),
    ('x,"country or area of destination",1990,1995\n', "undesa", "Location code of destination"),
]


@pytest.mark.parametrize(("text", "name", "column"), MISSING)
def test_a_column_that_is_needed_and_missing_is_named(write, text, name, column):
    check = check_file(write(text), year=YEAR)

    assert check.fatal is not None
    assert (check.format, check.fatal.code, check.fatal.column) == (name, "column_missing", column)


def test_a_layout_that_has_changed_is_refused(write):
    tsv, bank = (
        check_file(write(text), year=YEAR) for text in (TSV.replace("2022", "later"), DOTS.replace("2021", "change"))
    )

    assert tsv.fatal is not None
    assert bank.fatal is not None
    assert [(found.code, found.value) for found in (tsv.fatal, bank.fatal)] == [
        ("not_a_period", "later"),
        ("not_a_period", "change"),
    ]


@pytest.mark.parametrize(("years", "fits"), [("1990,2024", True), ("1990,1990", False), ("1990,2024,1990", False)])
def test_years_of_a_stock_stand_once_or_three_times(write, years, fits):
    count = years.count(",") + 1
    text = f"area of destination,Location code of destination,{years}\nKenya,404{',1' * count}\n"

    check = check_file(write(text), year=YEAR)

    assert (check.fatal is None) == fits
    assert fits or check.fatal.code == "repeated_column"


def test_a_zip_with_a_password_is_not_recognised(write):
    content = bytearray(zipped(DOTS))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + place] |= 1

    check = check_file(write(bytes(content)), year=YEAR)

    assert check.fatal is not None
    assert check.fatal.code == "not_recognised"
