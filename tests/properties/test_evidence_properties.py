"""What holds of every statistics file: faults are found where they are, damage never breaks the check."""

import csv
import gzip
import io
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given, settings, strategies as st

from corridor.batch.evidence_check import check_file, read_records
from corridor.batch.evidence_codes import FLAGS, number_of, period_of

YEAR = 2026
HEAD = ["ref_area", "source", "indicator", "sex", "classif1", "time", "obs_value", "obs_status"]
AREAS = ("KEN", "UGA", "MAR", "BEL")
FAULTS = {
    "ref_area": ("KEM", "unknown_area"),
    "time": ("20x0", "bad_period"),
    "obs_value": ("12,5", "not_a_number"),
    "obs_status": ("?", "unknown_flag"),
}
EUROSTAT = (
    "freq,unit,geo\\TIME_PERIOD\t2021 \t2022 \nA,PC,FR\t66.5 bd\t: c\nA,PC,DE\t6 b \t1 \n",
    "DATAFLOW,LAST UPDATE,freq,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG\nESTAT:X(1.0),11/06/26,A,FR,2021,6,bd\n",
    "Country Name,Country Code,Indicator Name,Indicator Code,2020,2021,\nKenya,KEN,R,BX,..,3,\n",
    '"Region, or area of destination",Code,1990,1990\nKenya,404,"1,000",..\n',
    "indicator,area,time,value\na,KEN,2020,1\n",
)


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return tmp_path_factory.mktemp("evidence") / "file"


@st.composite
def tables(draw):
    """Rows of an ILOSTAT file, some with a fault, and where the faults are."""
    rows, faults = [], []
    for place in range(draw(st.integers(1, 12))):
        value = draw(st.one_of(st.just(""), st.decimals(-1000, 1000, places=3).map(str)))
        flag = draw(st.sampled_from(["", "B", "U"]))
        row = [draw(st.sampled_from(AREAS)), "BA:1", f"I{place}", "SEX_T", "AGE_T", "2020", value, flag]
        fault = draw(st.one_of(st.none(), st.sampled_from(sorted(FAULTS))))
        if fault:
            row[HEAD.index(fault)], code = FAULTS[fault]
            faults.append((place + 2, fault, row[HEAD.index(fault)], code))
        rows.append(row)
    return rows, faults


def text_of(rows):
    stream = io.StringIO()
    csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows([HEAD, *rows])
    return stream.getvalue()


@settings(max_examples=40, deadline=None)
@given(tables(), st.booleans())
def test_every_fault_is_found_and_nothing_else(path, table, packed):
    rows, faults = table
    content = text_of(rows).encode()
    path.write_bytes(gzip.compress(content) if packed else content)

    check = check_file(path, year=YEAR)

    assert [problem[:4] for problem in check.problems] == faults
    assert (check.rows, check.bad, check.figures) == (len(rows), len(faults), len(rows) - len(faults))


@settings(max_examples=25, deadline=None)
@given(tables())
def test_values_are_those_that_another_reader_finds(path, table):
    rows, faults = table
    bad = {line for line, *_ in faults}
    path.write_text(text_of(rows), encoding="utf-8")

    ours = [record.value for record in read_records(path, year=YEAR)]

    frame = pl.read_csv(path, infer_schema=False).with_row_index("line", 2)
    theirs = frame.filter(~pl.col("line").is_in(list(bad)))["obs_value"].cast(pl.Float64, strict=False).to_list()
    assert [value if value is None else float(value) for value in ours] == theirs


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(EUROSTAT), st.data())
def test_a_damaged_file_never_breaks_the_check(path, text, data):
    content = bytearray(text.encode())
    start = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(start, min(len(content), start + 30)))
    content[start:end] = data.draw(st.binary(max_size=5))
    path.write_bytes(bytes(content))

    check = check_file(path, year=YEAR)

    assert check.bad <= check.rows
    assert all(problem.document()["message"] for problem in check.problems)
    assert check.fatal is None or check.problems[-1] == check.fatal


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 400), st.integers(0, 5))
def test_compressed_files_that_are_cut_off_are_refused(path, length, seed):
    rows = [["KEN", "BA:1", f"I{seed}{place}", "", "", "2020", "1", ""] for place in range(99)]
    whole = gzip.compress(text_of(rows).encode())
    path.write_bytes(whole[: -min(length, len(whole) - 3)])

    check = check_file(path, year=YEAR)

    assert check.fatal is not None
    assert check.fatal.code == "truncated"


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=4))
def test_a_number_is_read_exactly(value):
    assert number_of(f"{value:f}") == value
    assert number_of(f"{value:,f}", grouped=True) == value


@given(st.text(alphabet="0123456789.,eE+-_ xn", max_size=12))
def test_what_is_read_as_a_number_is_one(text):
    value = number_of(text)

    assert value is None or value == Decimal(text)


@given(st.dates())
def test_every_day_is_a_period(day):
    assert period_of(day.isoformat()) == (day.isoformat() if day.year >= 1500 and day.year <= 2200 else "")


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(sorted(FLAGS)), unique=True, max_size=4))
def test_flags_are_read_in_any_order(path, letters):
    path.write_text(f"geo\\time\t2020 \nFR\t1.5 {''.join(letters)}\n", encoding="utf-8")

    (record,) = read_records(path, year=YEAR)

    assert set(record.flags) == {FLAGS[letter] for letter in letters}
    assert (record.value, record.raw_flags) == (Decimal("1.5"), "".join(letters))
