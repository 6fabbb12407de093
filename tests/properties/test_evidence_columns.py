"""Judging a table by columns finds exactly what reading it row by row finds, whatever the table holds."""

import csv
import gzip
import io
from decimal import Decimal

import pytest
from hypothesis import example, given, settings, strategies as st

from corridor.batch import evidence_blocks, evidence_check, evidence_record, evidence_repeats, evidence_screen
from corridor.batch.evidence_check import check_file, read_frames, read_records

YEAR = 2026
AREAS = [
    "KEN",
    "KEN",
    "UGA",
    "KE",
    "404",
    "EL",
    " KEN",
    "X01",
    "EU27_2020",
    "SUN",
    "FRG03",
    "KEM",
    "",
    "ken",
    "\x1fKEN",
]
TIMES = ["2020", "2020", "2021", "2020-Q1", "2020Q1", "2020M03", "2027", "2030-W01", " 2021 ", "20x0", "", "2021-02-30"]
VALUES = [
    "1",
    "0",
    "-3.5",
    "5.585",
    "12.50",
    "007",
    "+5",
    ".5",
    "5.",
    "1e3",
    "-0",
    "",
    "..",
    ".",
    ":",
    "NaN",
    "nan",
    " 7",
    "7 ",
    "1,5",
    "1_0",
    "9" * 30,
    "1234567890123.5",
    "0.00000001",
    "inf",
    "n/a",
    "é",
    "12345678901234567890.12345678901234567890",
]
STATUS = ["", "", "B", "U", "BU", "A", "?", " B", "M"]
LETTERS = ["", "", "b", "bd", "q", "c", "e p", "z"]
SEXES = ["SEX_T", "SEX_F", "male", "", "_T", "sex_o", " F "]
SOURCES = ["BA:1", "BX:2", "", " BA:1"]
CLASSES = ["OCU_ISCO08_22", "OCU_ISCO88_2", "OCU_ISCO08_", "AGE_T", "", " OCU_ISCO08_3"]
FLOWS = ["ILO:DF_X(1.0)", "ESTAT:Y(1.0)", "", "X"]
CODES = ["A", "", "x y", "a: b", "é", 'say "so"', "a,b", "a;b", "two\nlines"]
COLUMNS = {
    "ref_area": AREAS,
    "geo": AREAS,
    "iso3": AREAS,
    "counterpart_area": AREAS[:4],
    "citizen": AREAS[:4],
    "partner": AREAS[:3],
    "time": TIMES,
    "TIME_PERIOD": TIMES,
    "year": TIMES,
    "obs_value": VALUES,
    "OBS_VALUE": VALUES,
    "value": VALUES,
    "obs_status": STATUS,
    "OBS_STATUS": STATUS,
    "OBS_FLAG": LETTERS,
    "flag": LETTERS,
    "CONF_STATUS": ["", "F", "C", " "],
    "sex": SEXES,
    "SEX: Sex": ["F: Female", "M: Male", "T"],
    "source": SOURCES,
    "indicator": ["U", "V", "", " U"],
    "classif1": CLASSES,
    "classif2": CLASSES,
    "occupation": ["", "22", " 3"],
    "UNIT_MULT": ["", "0", "3", "-2", "0.5", "k", "31"],
    "unit": ["PS", ""],
    "ACTION": ["I", "", "A", "D"],
    "best_source": ["1", "0", "", " 0"],
    "DATAFLOW": FLOWS,
    "STRUCTURE_ID": FLOWS,
    "STRUCTURE": ["dataflow"],
    "STRUCTURE_NAME": CODES,
    "freq": CODES,
    "COMMENT[;]": CODES,
    "note": CODES,
}
HEADS = [
    "ref_area,source,indicator,sex,classif1,classif2,time,obs_value,obs_status",
    "ref_area,indicator,time,obs_value,best_source,source,note",
    "ref_area,source,indicator,occupation,classif2,classif1,time,obs_value",
    "DATAFLOW,freq,citizen,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG,CONF_STATUS",
    "STRUCTURE,STRUCTURE_ID,ACTION,ref_area,SEX: Sex,TIME_PERIOD,OBS_VALUE,OBS_STATUS,UNIT_MULT,COMMENT[;]",
    "STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,ACTION,freq,ref_area,counterpart_area,TIME_PERIOD,OBS_VALUE",
    "indicator,iso3,partner,occupation,sex,year,value,flag,unit,source",
    "iso3,year,value",
    "freq,iso3,time,value,UNIT_MULT,DATAFLOW",
]


@st.composite
def tables(draw):
    """The bytes of a table: most rows good, some with odd cells, odd lines, odd endings."""
    head = draw(st.sampled_from(HEADS)).split(",")
    mild = draw(st.booleans())
    rows = []
    for _ in range(draw(st.integers(0, 14))):
        row = [draw(st.sampled_from(COLUMNS[name][: 3 if mild else None])) for name in head]
        if draw(st.integers(0, 19)) == 0:
            row = row[:-1] if draw(st.booleans()) else [*row, "more"]
        rows.append(row)
    rows += [list(draw(st.sampled_from(rows))) for _ in range(draw(st.integers(0, 2))) if rows]
    end = draw(st.sampled_from(["\n", "\n", "\r\n"]))
    stream = io.StringIO()
    quoting = draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
    separator = draw(st.sampled_from([",", ",", ";", "\t"]))
    writer = csv.writer(stream, quoting=quoting, lineterminator=end, delimiter=separator)
    writer.writerow(head)
    for row in rows:
        writer.writerow(row)
        if draw(st.integers(0, 19)) == 0:
            stream.write(draw(st.sampled_from([end, "   " + end, '""' + end, 'a"b' + end])))
    text = stream.getvalue()
    if draw(st.integers(0, 5)) == 0:
        text = text[: -len(end)]
    content = bytearray(draw(st.sampled_from([b"", b"", b"\xef\xbb\xbf", b"\n"])) + text.encode())
    for _ in range(draw(st.sampled_from([0, 0, 0, 1, 2]))):
        start = draw(st.integers(0, len(content)))
        content[start : start + draw(st.integers(0, 3))] = draw(
            st.sampled_from([b"", b'"', b",", b"\n", b"\r", b"\xff", b"\0", b"9"])
        )
    return bytes(content)


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return tmp_path_factory.mktemp("evidence") / "file"


@pytest.fixture(autouse=True)
def _small_blocks(monkeypatch):
    monkeypatch.setattr(evidence_blocks, "BLOCK", 150)


def rows_of(frame):
    for *before, value, flags, unit, source, dimensions, raw, raw_flags in frame.iter_rows():
        number = None if value is None else Decimal(value)
        yield (*before, number, tuple(flags.split()), unit, source, tuple(dimensions), raw, raw_flags)


@settings(max_examples=400, deadline=None)
@given(tables(), st.booleans())
@example(b"iso3,year,value\nKEN,2020,1\nKEN,2020,2\nX01,2020,1\nX01,2020,3\n", False)
@example(b"iso3,year,value\nKEN,2020,..\nUGA,2020,..\n", True)
def test_columns_and_rows_find_the_same(path, content, packed):
    path.write_bytes(gzip.compress(content) if packed else content)

    by_rows = check_file(path, year=YEAR, way="rows")

    assert check_file(path, year=YEAR, way="columns") == by_rows


@settings(max_examples=250, deadline=None)
@given(tables())
def test_frames_hold_the_records_digit_by_digit(path, content):
    path.write_bytes(content)
    frames, names = [], set()

    def keep(frame, dimensions):
        frames.append(frame)
        names.add(dimensions)

    check = read_frames(path, year=YEAR, keep=keep, way="columns")

    found = [row for frame in frames for row in rows_of(frame)]
    expected = [tuple(record) for record in read_records(path, year=YEAR)]
    assert found == expected
    assert [row[7] and row[7].as_tuple() for row in found] == [row[7] and row[7].as_tuple() for row in expected]
    assert check == check_file(path, year=YEAR, way="rows")
    assert names <= {check.dimension_names}


@settings(max_examples=60, deadline=None)
@given(tables())
def test_a_list_that_is_full_holds_the_same_errors(path, content):
    path.write_bytes(content)
    with pytest.MonkeyPatch.context() as patched:
        for module in (evidence_record, evidence_screen, evidence_repeats):
            patched.setattr(module, "LISTED", 3)

        by_rows, by_columns = (check_file(path, year=YEAR, way=way) for way in ("rows", "columns"))

    assert (by_rows.rows, by_rows.bad, by_rows.figures) == (by_columns.rows, by_columns.bad, by_columns.figures)
    errors = [
        [found for found in check.problems if found.code in evidence_record.BAD] for check in (by_rows, by_columns)
    ]
    assert errors[0] == errors[1]


@settings(max_examples=40, deadline=None)
@given(tables(), st.integers(1, 40))
def test_damage_in_the_packing_is_found_alike(path, content, cut):
    path.write_bytes(gzip.compress(content)[:-cut])

    assert check_file(path, year=YEAR, way="columns") == check_file(path, year=YEAR, way="rows")


def test_a_large_file_is_judged_by_columns(path, monkeypatch):
    path.write_text("iso3,year,value\n" + "".join(f"KEN,{1900 + n},{n}\n" for n in range(120)))
    seen = []
    monkeypatch.setattr(evidence_check, "LARGE", 100)
    monkeypatch.setattr(evidence_check, "frame_of_block", lambda *of: seen.append(of) or evidence_check.frame_of([]))
    monkeypatch.setattr(evidence_check, "_by_rows", None)

    assert check_file(path, year=YEAR).figures == 120
