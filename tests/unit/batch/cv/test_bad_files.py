"""Files that are no CV, that are broken or that want to do harm: refused with exit 3, and nothing is written."""

import argparse
import json
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from corridor.batch.cv import command, read_cv
from corridor.cli import main
from corridor.kernel.errors import InputError

EXAMPLES = Path(__file__).parents[4] / "examples" / "cv"
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE c [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True))
    + "]><Candidate>&i;</Candidate>"
)
FETCH = '<!DOCTYPE c [<!ENTITY x SYSTEM "file:///etc/passwd">]><Candidate><CandidatePerson>&x;</CandidatePerson></Candidate>'
PARAMETER = '<!DOCTYPE c [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;]><Candidate/>'


def refusal(data, name="cv.xml"):
    with pytest.raises(InputError) as refused:
        read_cv(data, name=name)
    assert refused.value.exit_code == 3
    assert name in refused.value.sentence()
    assert refused.value.hint
    return refused.value


@pytest.mark.parametrize(
    "text", [BOMB, FETCH, PARAMETER, "<!DOCTYPE Candidate><Candidate/>"], ids=["bomb", "file", "net", "plain"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_whatever_it_declares(text, encoding):
    refused = refusal(text.encode(encoding))

    assert refused.code == "doctype"
    assert "line 1" in refused.sentence()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "this is no CV"),
        (b"\x00\x01\x02\xff" * 100, "this is no CV"),
        (b"PK\x03\x04" + b"\x00" * 50, "a workbook, a text document or an archive"),
        (b"<!DOCTYPE html><html><body>CV</body></html>", "this is a web page"),
        (b"<html xmlns='http://www.w3.org/1999/xhtml'/>", "this is a web page"),
        (b"<Envelope/>", 'begins with "Envelope"'),
        (b"<Candidate>", "line 1, column 12: the XML is broken"),
        (b"<Candidate>\n<a></b></Candidate>", "line 2, column"),
        (b"<Candidate>&nbsp;</Candidate>", "the XML is broken"),
        (b'<?xml version="1.0" encoding="utf-99"?><Candidate/>', "the XML is broken"),
        (b"<Candidate>" + b"<a>" * 10_000, "more than 64 deep"),
        (b"<Candidate>" + b"<a/>" * 100_001 + b"</Candidate>", "more than 100000 elements"),
        (b"%PDF-1.7 nothing", "ends in the middle"),
        (b"%PDF-1.7 nothing\n%%EOF\n", "a PDF"),
        (b"Dear Sir or Madam", "this is no CV"),
    ],
    ids=lambda value: value[:24] if isinstance(value, str) else "data",
)
def test_what_is_no_cv_is_refused_with_what_to_do(data, said):
    assert said in refusal(data).sentence()


def pdf_without_cv(tmp_path, name=None, content=b"", password=None):
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    if name:
        writer.add_attachment(name, content)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    path = tmp_path / "cv.pdf"
    writer.write(path)
    return path.read_bytes()


def test_a_pdf_cut_off_at_any_place_is_refused():
    data = (EXAMPLES / "salma.pdf").read_bytes()

    for share in (0.1, 0.5, 0.9):
        assert "in the middle" in refusal(data[: int(len(data) * share)], "cv.pdf").sentence()


def test_a_pdf_without_a_cv_says_where_one_comes_from(tmp_path):
    assert "without an attached Europass document" in refusal(pdf_without_cv(tmp_path), "cv.pdf").sentence()
    other = pdf_without_cv(tmp_path, "invoice.xml", b"<Invoice/>")
    assert "without an attached Europass document" in refusal(other, "cv.pdf").sentence()


def test_a_locked_pdf_is_refused(tmp_path):
    assert "locked" in refusal(pdf_without_cv(tmp_path, password="secret"), "cv.pdf").sentence()


def test_the_xml_in_a_pdf_is_as_safe_as_any(tmp_path):
    assert refusal(pdf_without_cv(tmp_path, "a.xml", BOMB.encode()), "cv.pdf").code == "doctype"


def test_a_large_attachment_in_a_small_pdf_is_refused(tmp_path):
    data = pdf_without_cv(tmp_path, "a.xml", b"<Candidate>" + b" " * 6_000_000 + b"</Candidate>")

    assert len(data) < 20_000_000
    assert refusal(data, "cv.pdf").code == "too_large"


def test_the_pdf_of_the_examples_carries_the_xml_of_the_examples():
    attached = next(iter(PdfReader(EXAMPLES / "salma.pdf").attachment_list)).content

    assert attached == (EXAMPLES / "salma.europass.xml").read_bytes()


def test_a_file_over_its_ceiling_is_refused_before_it_is_read(tmp_path, capsys):
    path = tmp_path / "huge.json"
    with path.open("wb") as stream:
        stream.truncate(50_000_000)

    assert main(["cv", "convert", str(path), "--to", "csv"]) == 3
    assert "50,000,000 bytes" in capsys.readouterr().err
    assert refusal(b'{"a":"' + b"x" * 5_000_001, "big.json").code == "too_large"


def convert(*words):
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return command.run(parser.parse_args(["convert", *map(str, words)]))


def test_a_refused_file_leaves_nothing_behind_and_an_older_result_whole(tmp_path, capsys):
    source, out = tmp_path / "cv.json", tmp_path / "out.csv"
    source.write_text('{"work": [{"startDate": "2021-13"}]}')
    out.write_text("older")

    assert main(["cv", "convert", str(source), "--to", "csv", "--out", str(out), "--json"]) == 3

    assert out.read_text() == "older"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cv.json", "out.csv"]
    assert json.loads(capsys.readouterr().out)["field"] == "/work/0/startDate"


def test_the_result_stands_beside_the_file_with_the_ending_of_its_format(tmp_path, capsys):
    source = tmp_path / "salma.csv"
    source.write_bytes((EXAMPLES / "salma.csv").read_bytes())

    assert main(["cv", "convert", str(source), "--to", "europass-xml", "--json"]) == 0

    document = json.loads(capsys.readouterr().out)
    assert (document["format"], document["out"]) == ("csv", "salma.europass.xml")
    assert [loss["value"] for loss in document["not_carried"]] == ["Salma El Mansouri Example", "38", "Advanced"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["salma.csv", "salma.europass.xml"]


def test_what_was_not_carried_is_printed_with_path_value_and_reason(tmp_path, capsys):
    main(["cv", "convert", str(EXAMPLES / "salma.csv"), "--to", "json-resume", "--out", str(tmp_path / "o.json")])

    assert "  line 4, column shoe_size: 38 [the format has no place for it]" in capsys.readouterr().out


def test_no_file_is_written_over_itself(tmp_path):
    source = tmp_path / "cv.csv"
    source.write_text("section,name\nskills,a\n")

    with pytest.raises(InputError, match="over itself"):
        convert(source, "--to", "csv")


@pytest.mark.parametrize(
    "words", [["missing.json", "--to", "csv"], ["cv.csv", "--to", "elm", "--out", "no/such/place.json"]]
)
def test_a_missing_file_or_folder_is_exit_five(tmp_path, monkeypatch, capsys, words):
    monkeypatch.chdir(tmp_path)
    Path("cv.csv").write_text("section,name\nskills,a\n")

    assert main(["cv", "convert", *words]) == 5
    assert capsys.readouterr().err.startswith("corridor: ")
    assert [path.name for path in tmp_path.iterdir()] == ["cv.csv"]


def test_a_file_that_is_there_is_replaced_only_where_it_was_named(tmp_path):
    source, beside = tmp_path / "cv.json", tmp_path / "cv.csv"
    source.write_text("{}")
    beside.write_text("filled in by hand")

    with pytest.raises(InputError, match="already there"):
        convert(source, "--to", "csv")
    assert beside.read_text() == "filled in by hand"

    convert(source, "--to", "csv", "--out", beside)
    assert beside.read_bytes().startswith(b"\xef\xbb\xbfsection")


def test_the_reader_of_pdf_is_loaded_only_for_a_pdf():
    code = (
        "import sys; from corridor.batch.cv import command, read_cv; read_cv(b'{}', name='x');"
        "print([name for name in ('pypdf', 'lxml', 'numpy', 'django') if name in sys.modules])"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def pdf_of(*objects):
    """A PDF written by hand, as no program writes one."""
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, len(body))
    return body + head + table + end


CATALOG = b"<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles 3 0 R>>>>"
NO_PAGES = b"<</Type/Pages/Kids[]/Count 0>>"


@pytest.mark.parametrize("names", [b"<</Kids[3 0 R 3 0 R]>>", b"<</Names[(a)]>>", b"<</Names 7>>", b"[3 0 R]", b"null"])
def test_a_list_of_attachments_that_leads_nowhere_ends(names):
    assert refusal(pdf_of(CATALOG, NO_PAGES, names), "cv.pdf").code in {"no_attachment", "pdf"}


def test_an_attachment_that_swells_is_refused():
    packed = zlib.compress(b"<Candidate>" + b" " * 90_000_000, 9)
    stream = b"<</Filter/FlateDecode/Length %d>>stream\n" % len(packed) + packed + b"\nendstream"
    data = pdf_of(CATALOG, NO_PAGES, b"<</Names[(a) 4 0 R]>>", b"<</F(a)/EF<</F 5 0 R>>>>", stream)

    assert len(data) < 200_000
    assert refusal(data, "cv.pdf").code in {"pdf", "too_large"}
