"""Every direction of the exchange has an input and an expected output under examples/, compared byte by byte."""

from pathlib import Path

import pytest

from corridor.cli import main

EXAMPLES = Path(__file__).parents[4] / "examples" / "cv"
INPUTS = ("salma.resume.json", "salma.europass.xml", "salma.csv", "salma.passport.xml", "salma.pdf")
ENDINGS = {"json-resume": "json", "europass-xml": "xml", "csv": "csv", "elm": "json"}


@pytest.mark.parametrize("name", INPUTS)
@pytest.mark.parametrize("to", ENDINGS)
def test_an_example_gives_its_expected_output(tmp_path, capsys, name, to):
    expected = EXAMPLES / "expected" / f"{name}.to.{to}.{ENDINGS[to]}"
    report = EXAMPLES / "expected" / f"{name}.to.{to}.report.json"

    code = main(["cv", "convert", str(EXAMPLES / name), "--to", to, "--out", str(tmp_path / expected.name), "--json"])

    assert code == 0
    assert (tmp_path / expected.name).read_bytes() == expected.read_bytes()
    assert capsys.readouterr().out == report.read_text(encoding="utf-8")


@pytest.mark.parametrize("to", ENDINGS)
def test_a_pdf_gives_what_the_xml_in_it_gives(to):
    [inside, alone] = [EXAMPLES / "expected" / f"salma.{one}.to.{to}.{ENDINGS[to]}" for one in ("pdf", "europass.xml")]

    assert inside.read_bytes() == alone.read_bytes()


def test_every_expected_file_belongs_to_a_direction():
    names = {
        f"{name}.to.{to}.{ending}"
        for name in INPUTS
        for to, kind in ENDINGS.items()
        for ending in (kind, "report.json")
    }

    assert {path.name for path in (EXAMPLES / "expected").iterdir()} == names
