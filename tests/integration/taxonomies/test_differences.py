"""What changed between two versions, and the command that says so."""

import json
from pathlib import Path

import pytest

from corridor import cli
from corridor.kernel.errors import InputError
from corridor.knowledge.taxonomies.models import Classification
from corridor.knowledge.taxonomies.selectors.differences import difference
from tests.factories import taxonomy_files as files
from tests.factories.taxonomies import bring_in
from tests.factories.taxonomy_files import FITTER, READ, WELDER

pytestmark = pytest.mark.django_db
EXAMPLES = Path(__file__).parents[3] / "examples" / "taxonomy"


def test_every_kind_of_change_is_found(tmp_path):
    old = bring_in(tmp_path, files.OLD, version="1.0.3").classification
    moved = {name: text.replace(f"{WELDER},7212", f"{WELDER},7213") for name, text in files.ENGLISH.items()}
    new = bring_in(tmp_path / "new", moved, {"occupationSkillRelations.csv": files.NEEDS}).classification

    found = difference(old, new)

    assert [row.uri for row in found.vanished] == [FITTER]
    assert {row.label for row in found.new} == {"Welders and flame cutters", "Floor layers and tile setters"}
    assert [(row.uri, row.language, row.old, row.new) for row in found.renamed] == [
        (WELDER, "en", "metal welder", "welder")
    ]
    assert [(row.label, row.old, row.new) for row in found.moved] == [("welder", ("7212",), ("7213",))]
    [skills] = found.essential_skills
    assert (skills.label, [row.uri for row in skills.lost], skills.gained) == ("welder", [READ], ())
    assert found.not_compared == ()


def test_versions_without_relations_say_that_skills_were_not_compared(tmp_path):
    old = bring_in(tmp_path, {"occupations_en.csv": files.OLD["occupations_en.csv"]}, version="1.0.3").classification
    new = bring_in(tmp_path / "new", files.ENGLISH).classification

    assert difference(old, new).not_compared == ("essential_skills",)


def test_two_classifications_are_not_compared(tmp_path):
    esco = bring_in(tmp_path, files.ENGLISH).classification
    other = bring_in(tmp_path / "t", files.TABIYA, name="tabiya", version="2.0", language="en").classification

    with pytest.raises(InputError, match="not two versions of one classification"):
        difference(esco, other)


def corridor(capsys, *words):
    code = cli.main(["taxonomy", *map(str, words)])
    return code, capsys.readouterr()


def test_the_example_gives_its_expected_output_byte_for_byte(capsys):
    first = corridor(capsys, "import", EXAMPLES / "esco-1.0.3", "--version", "1.0.3", "--json")
    second = corridor(capsys, "import", EXAMPLES / "esco-1.1.1", "--version", "1.1.1", "--json")
    own = corridor(capsys, "import", EXAMPLES / "national.csv", "--name", "masons", "--version", "1", "--json")
    listed = corridor(capsys, "list", "--json")
    changed = corridor(capsys, "diff", "esco@1.0.3", "esco@1.1.1", "--json")
    read = corridor(capsys, "diff", "esco@1.0.3", "esco@1.1.1")

    names = ("import-1.0.3.json", "import-1.1.1.json", "import-national.json", "list.json", "diff.json", "diff.txt")
    for name, (code, printed) in zip(names, (first, second, own, listed, changed, read), strict=True):
        assert code == 0
        assert printed.out == (EXAMPLES / "expected" / name).read_text(encoding="utf-8"), name


def test_the_command_ends_as_documented(capsys, tmp_path):
    cut = files.write_zip(tmp_path, "en.zip", files.ENGLISH)
    cut.write_bytes(cut.read_bytes()[:300])

    assert corridor(capsys, "list")[1].out == "No classification was imported yet.\n"
    assert corridor(capsys, "import", cut, "--version", "1")[0] == 3
    assert corridor(capsys, "import", tmp_path / "gone.zip")[0] == 5
    assert corridor(capsys, "diff", "esco", "esco@1.2.0")[0] == 3
    code, printed = corridor(capsys, "diff", "esco@9.9", "esco@1.2.0", "--json")
    assert code == 5
    assert json.loads(printed.out)["message"] == "The classification esco@9.9 was not imported here."
    assert not Classification.objects.exists()
    with pytest.raises(SystemExit) as usage:
        cli.main(["taxonomy", "diff", "esco@1.2.0"])
    assert usage.value.code == 2
