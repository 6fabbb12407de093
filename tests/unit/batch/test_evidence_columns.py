"""Judging by columns where a text is hard to cut: the outcome is that of reading row by row; nothing comes twice."""

import csv

import pytest

from corridor.batch import evidence_blocks, evidence_repeats
from corridor.batch.evidence_blocks import NotPlainError, Shape, blocks
from corridor.batch.evidence_check import check_file, read_frames, read_records
from corridor.batch.evidence_frames import SCHEMA, frame_of
from corridor.batch.evidence_record import Record

YEAR = 2026
HEAD = "indicator,iso3,year,value,note\n"


def lines(count, first=1900, note=""):
    return "".join(f"u,KEN,{first + place},{place},{note}\n" for place in range(count))


@pytest.fixture(autouse=True)
def _small_blocks(monkeypatch):
    monkeypatch.setattr(evidence_blocks, "BLOCK", 200)


@pytest.fixture
def both(tmp_path):
    """Read a text both ways; return the check, and hold that frames bring each record once and in order."""

    def read(text):
        path = tmp_path / "figures.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        found = []
        by_columns = read_frames(path, year=YEAR, keep=lambda frame, _: found.extend(frame["line"]), way="columns")
        assert by_columns == check_file(path, year=YEAR, way="rows")
        assert found == [record.line for record in read_records(path, year=YEAR)]
        return by_columns

    return read


@pytest.mark.parametrize(
    "text",
    [
        HEAD + lines(50) + 'u,UGA,1900,1,"two\nlines"\n' + lines(20, 1950),
        HEAD + lines(50) + "u,UGA,1900,1,a\rb\n" + lines(20, 1950),
        (HEAD + lines(50) + "u,UGA,1900,1,a\n" + lines(20, 1950)).replace("\n", "\r\n"),
        HEAD + lines(50) + "u,UGA,1900,1,a\x00b\n" + lines(20, 1950),
        HEAD + lines(50) + "u,UGA,1900,1,a\x01b\n" + lines(20, 1950),
        HEAD + lines(50) + 'u,UGA,1900,1,"say ""so"""\n' + lines(20, 1950),
        HEAD + lines(50) + 'u,UGA,1900,1,"a,b"\n' + lines(20, 1950),
        HEAD + lines(50) + 'u,UGA,1900,1,a"b\n' + lines(20, 1950),
        HEAD + lines(50) + "\n   \n" + lines(20, 1950) + "\n",
        "\n\n" + HEAD + lines(50),
        HEAD.replace("note", '"no\nte"') + lines(50),
        "\ufeff" + HEAD + lines(50, note="é"),
        (HEAD + lines(50) + lines(20, 1950))[:-1],
        HEAD,
        HEAD.rstrip("\n"),
    ],
)
def test_a_text_that_is_hard_to_cut_is_read_alike(both, text):
    assert both(text).fatal is None


def test_a_file_that_ends_in_the_middle_is_refused_after_its_frames(both):
    check = both(HEAD + lines(150) + "u,UGA,19")

    assert check.fatal is not None
    assert (check.fatal.code, check.figures) == ("truncated", 150)


def test_a_cell_beyond_what_is_read_is_refused_alike_whatever_limit_another_command_left(both):
    csv.field_size_limit(2**31 - 1)

    check = both(HEAD + lines(50) + f"u,UGA,1900,1,{'x' * 140_000}\n")

    assert check.fatal is not None
    assert check.fatal.code == "malformed"


def test_a_long_line_is_read_by_itself(both):
    assert both(HEAD + lines(50) + f"u,UGA,1900,1,{'x' * 120_000}\n" + lines(9, 1950)).figures == 60


def test_a_table_of_very_many_columns_is_read_alike(both):
    more = "".join(f",c{place}" for place in range(evidence_blocks.WIDEST))
    empty = "," * evidence_blocks.WIDEST

    assert both(f"indicator,iso3,year,value{more}\nu,KEN,2020,1{empty}\nu,KEN,2021,x{empty}\n").bad == 1


def test_keys_are_found_again_after_many_blocks(both, monkeypatch):
    monkeypatch.setattr(evidence_repeats, "RUNS", 2)

    check = both(HEAD + lines(200) + lines(5, 1990) + lines(5, 2050) + lines(3, 1900))

    assert (check.figures, check.bad) == (200, 13)
    assert {found.code for found in check.problems} >= {"duplicate_key"}


def test_of_two_sources_the_first_in_the_file_is_used_however_far_apart(both):
    head = "indicator,iso3,year,value,source\n"
    rows = [f"u,KEN,{1900 + place % 60},{place},{'A' if place < 60 else 'B'}\n" for place in range(120)]

    check = both(head + "".join(rows))

    assert (check.figures, check.bad) == (60, 0)
    assert [(found.line, found.value, found.code) for found in check.problems] == [(62, "B", "second_source")]


def test_blocks_hold_the_cells_as_they_stand(tmp_path):
    path = tmp_path / "figures.csv"
    path.write_text('a,b,c\n"x ",,1\n y,"",2\n\n"q""q",z,3\nshort\n')
    shape = Shape(1, ["a", "b", "c"], ",", [0, 1])

    with path.open("rb") as stream:
        (block,) = blocks(stream, shape)

    assert block.frame.select("line", "0", "1").rows() == [(2, "x ", ""), (3, " y", ""), (5, 'q"q', "z")]
    assert block.ragged == [(6, ["short"])]


def test_a_header_that_stands_elsewhere_is_not_plain(tmp_path):
    path = tmp_path / "figures.csv"
    path.write_text("a,b\n1,2\n")

    with path.open("rb") as stream, pytest.raises(NotPlainError):
        list(blocks(stream, Shape(2, ["a", "b"], ",", [0, 1])))


@pytest.mark.parametrize(
    "dimensions",
    [
        [()],
        [("",), ()],
        [("A", "B"), (), ("", "C")],
        # What stands between the texts that are joined on the way stands in one of them too.
        [("A\x1fB",), ("C", "D")],
    ],
)
def test_the_other_columns_of_the_key_stay_apart_in_a_frame(dimensions):
    empty = dict.fromkeys(Record._fields, "")
    records = [Record(**empty | {"line": 2, "value": None, "flags": (), "dimensions": found}) for found in dimensions]

    frame = frame_of(records)

    assert frame.schema == SCHEMA
    assert frame["dimensions"].to_list() == [list(found) for found in dimensions]


def test_no_record_gives_a_frame_without_rows():
    assert (frame_of([]).height, frame_of([]).schema) == (0, SCHEMA)
