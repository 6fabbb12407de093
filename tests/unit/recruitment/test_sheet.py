"""What is read as a table, and what is refused with its place."""

import pytest

from corridor.delivery.recruitment.sheet import read_sheet
from corridor.kernel.errors import InputError


def read(content, required=("a",)):
    return read_sheet(content, known=["a", "b", "family_name"], required=list(required))


@pytest.mark.parametrize("content", [b"a,b\n1,2\n", b"a;b\r\n1;2\r\n", b"a\tb\n1\t2\n", b"\xef\xbb\xbfB,A\n2,1\n"])
def test_the_separator_and_the_order_of_columns_do_not_matter(content):
    sheet = read(content)

    assert dict(sheet.rows[0].cells) == {"a": "1", "b": "2"}


def test_a_file_of_a_spreadsheet_in_utf_16_is_read():
    assert read("a,b\né,2\n".encode("utf-16")).rows[0].cells["a"] == "é"


def test_a_broken_encoding_is_refused_with_its_line_and_its_remedy():
    with pytest.raises(InputError, match=r"Line 3 holds a sign that is not UTF-8 \(byte 0xE9\)") as refusal:
        read(b"a,b\nx,1\nJos\xe9,2\n")
    assert "CSV UTF-8" in refusal.value.advice()


def test_a_missing_column_is_named_with_those_found():
    with pytest.raises(InputError, match="no column family_name; found were: a, surname"):
        read(b"a,surname\n1,2\n", required=["a", "family_name"])


def test_an_unknown_column_is_reported_with_the_one_it_resembles():
    sheet = read(b"a,familyname,shoe\n1,2,3\n")

    assert [(c.name, c.meant) for c in sheet.unknown] == [("familyname", "family_name"), ("shoe", "")]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"a,a\n1,2\n", "column a stands in the file more than once"),
        (b'a,b\n1,"2\n', "Line 2 cannot be read"),
        (b"PK\x03\x04\x00\x00 a sheet of a spreadsheet", "not a table of text"),
        (b"\n1\n", "no column a; found were: -"),
    ],
)
def test_what_is_no_table_is_refused(content, words):
    with pytest.raises(InputError, match=words):
        read(content)


def test_empty_rows_are_left_out_and_lines_are_those_of_the_file():
    sheet = read(b"a,b\n1,2\n,\n\n3,4,5\n")

    assert [(row.line, row.surplus) for row in sheet.rows] == [(2, 0), (5, 1)]
