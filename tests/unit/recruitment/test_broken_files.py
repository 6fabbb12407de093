"""Files that are no table: each gets a sentence with its place and its remedy, and none stops the house."""

import pytest

from corridor.delivery.recruitment.sheet import MOST_ROWS, read_sheet
from corridor.kernel.errors import InputError

HEADER = b"given_name,family_name,country\n"


def read(content: bytes):
    return read_sheet(content, known=["given_name", "family_name", "country"], required=["given_name"])


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (HEADER + "Amina,Béji,TUN\n".encode("latin-1"), "Line 2 holds a sign that is not UTF-8 (byte 0xE9)"),
        (HEADER + b"Amina,B,TUN\n" * 3 + "Zoé,B,TUN\n".encode("cp1252"), "Line 5 holds a sign"),
        (HEADER + "أمينة".encode("cp1256") + b",B,TUN\n", "Line 2 holds a sign"),
        (b"\xff\xfeg\x00i", "not a table of text"),
        (b"\xfe\xff\xd8", "not a table of text"),
        (HEADER + b"Amina,\x00,TUN\n", "not a table of text"),
        (HEADER + b'"Amina,B,TUN\n', "cannot be read as a row"),
        (b"given_name,given_name\nA,B\n", "given_name stands in the file more than once"),
        (b"name\nA\n", "no column given_name; found were: name"),
        (b"\n\n\n", "no column given_name; found were: -"),
    ],
)
def test_a_broken_file_is_refused_with_a_remedy(content, sentence):
    with pytest.raises(InputError) as refused:
        read(content)

    assert sentence in refused.value.sentence()
    assert refused.value.advice()
    assert refused.value.field == "file"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_every_encoding_that_a_spreadsheet_calls_unicode_is_read(encoding):
    sheet = read("given_name,family_name,country\nأمينة,Béji,TUN\n".encode(encoding))

    assert dict(sheet.rows[0].cells) == {"given_name": "أمينة", "family_name": "Béji", "country": "TUN"}


def test_one_row_too_many_is_refused_before_all_is_kept_in_memory():
    content = HEADER + b"A,B,TUN\n" * (MOST_ROWS + 1)

    with pytest.raises(InputError, match="more than"):
        read(content)


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_the_ends_of_lines_of_every_system_are_read(end):
    content = end.join([b"given_name,family_name,country", b"Amina,B,TUN", b"Salma,C,TUN", b""])

    assert [row.cells["given_name"] for row in read(content).rows] == ["Amina", "Salma"]
