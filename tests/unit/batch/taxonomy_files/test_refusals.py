"""Files of classifications that cannot be used: refused in words, whatever is wrong with them."""

import os
import zipfile

import pytest

from corridor.batch.taxonomies import files as opened
from corridor.batch.taxonomies.reading import read
from corridor.batch.taxonomies.records import Asked
from corridor.kernel.errors import DataUnavailable, InputError
from tests.factories import taxonomy_files as files
from tests.factories.taxonomy_damage import damaged_files, outcome_of
from tests.factories.taxonomy_files import WELDER


def drain(path, **asked):
    for _record in read([path], Asked(**asked)).records:
        pass


def refusal(path, **asked):
    with pytest.raises(InputError) as refused:
        drain(path, **{"version": "1.1.1"} | asked)
    assert refused.value.advice()
    return refused.value.sentence()


def test_a_zip_that_was_cut_in_half(tmp_path):
    path = files.write_zip(tmp_path, "en.zip", files.ENGLISH)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])

    assert refusal(path) == "en.zip is not whole: it was cut off or damaged on the way."


def test_a_zip_with_one_damaged_byte_inside(tmp_path):
    path = files.write_zip(tmp_path, "en.zip", files.ENGLISH)
    body = bytearray(path.read_bytes())
    body[200] ^= 0xFF
    path.write_bytes(bytes(body))

    assert "en.zip" in refusal(path)


@pytest.mark.parametrize("column", ["conceptUri", "preferredLabel", "altLabels", "iscoGroup"])
def test_a_missing_column_is_named_with_its_file(tmp_path, column):
    path = files.write_text(tmp_path, "occupations_en.csv", files.OCCUPATIONS.replace(column, "other", 1))

    assert refusal(path) == f"occupations_en.csv lacks the column {column}."


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16"])
def test_another_encoding(tmp_path, encoding):
    path = tmp_path / "occupations_fr.csv"
    path.write_bytes(files.FRENCH["occupations_fr.csv"].encode(encoding))

    assert "occupations_fr.csv is not written in UTF-8" in refusal(path)


def test_a_zip_that_unpacks_to_far_more(tmp_path):
    path = files.write_zip(tmp_path, "bomb.zip", {"occupations_en.csv": "0" * 5_000_000})

    assert "would unpack to far more" in refusal(path)


def test_a_zip_of_too_many_bytes_or_tables(tmp_path, monkeypatch):
    path = files.write_zip(tmp_path, "en.zip", files.ENGLISH)

    monkeypatch.setattr(opened, "MOST_BYTES", 1_000)
    assert "would unpack to far more" in refusal(path)
    monkeypatch.setattr(opened, "MOST_BYTES", 1_000_000)
    monkeypatch.setattr(opened, "MOST_MEMBERS", 2)
    assert "would unpack to far more" in refusal(path)


@pytest.mark.parametrize("name", ["../occupations_en.csv", "/etc/occupations_en.csv", "a\\..\\..\\occupations_en.csv"])
def test_a_zip_that_reaches_outside_itself(tmp_path, name):
    path = files.write_zip(tmp_path, "en.zip", {name: files.OCCUPATIONS})

    assert "names a place outside itself" in refusal(path)


def test_a_zip_with_a_link_instead_of_a_table(tmp_path):
    path = tmp_path / "en.zip"
    link = zipfile.ZipInfo("occupations_en.csv")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(link, "/etc/passwd")

    assert "names a place outside itself" in refusal(path)


def test_rows_of_another_classification(tmp_path):
    path = files.write_text(tmp_path, "occupations_en.csv", files.OCCUPATIONS.replace(WELDER, "http://onet/51-4121"))

    assert refusal(path) == 'occupations_en.csv, row 2, conceptUri: "http://onet/51-4121" is no concept of ESCO.'


def test_skills_under_the_name_of_occupations(tmp_path):
    changed = files.OCCUPATIONS.replace("\nOccupation,", "\nKnowledgeSkillCompetence,", 1)

    said = refusal(files.write_text(tmp_path, "occupations_en.csv", changed))

    assert said == "occupations_en.csv, row 2 is a KnowledgeSkillCompetence, not a Occupation."


def test_a_table_that_breaks_off_within_a_quote(tmp_path):
    cut = files.OCCUPATIONS[: files.OCCUPATIONS.index("welding operator") + 3]

    assert "breaks off or is no table" in refusal(files.write_text(tmp_path, "occupations_en.csv", cut))


def test_a_row_with_too_few_cells(tmp_path):
    said = refusal(files.write_text(tmp_path, "occupations_en.csv", files.OCCUPATIONS + f"Occupation,{WELDER}\n"))

    assert said == "occupations_en.csv, row 4 has 2 cells where the header has 14."


def test_a_table_that_nobody_knows(tmp_path):
    assert "none of the files that are read here" in refusal(files.write_text(tmp_path, "any.csv", "a,b\n1,2\n"))


def test_a_strange_table_beside_those_of_esco_is_named(tmp_path):
    esco = files.write_zip(tmp_path, "en.zip", files.ENGLISH)
    other = files.write_text(tmp_path, "any-2.csv", "a,b\n1,2\n")

    with pytest.raises(InputError, match=r"any-2.csv is none of the files"):
        read([esco, other], Asked(version="1.1.1"))


def test_a_national_list_without_its_unit_groups(tmp_path):
    path = files.write_text(tmp_path, "list.csv", "code,label\n1,Nurse\n")

    assert refusal(path, name="list", language="en") == "list.csv lacks the column isco08."


def test_two_versions_at_once_and_a_version_that_is_not_that_of_the_files(tmp_path):
    one = files.write_zip(tmp_path, "ESCO dataset - v1.2.0 - classification - en - csv.zip", files.NEW)
    other = files.write_zip(tmp_path, "ESCO dataset - v1.1.0 - classification - fr - csv.zip", files.FRENCH)

    with pytest.raises(InputError, match=r"of several versions: 1.1.0, 1.2.0"):
        read([one, other], Asked())
    assert refusal(one) == "The files are of version 1.2.0, not 1.1.1."


def test_files_that_do_not_say_version_or_language(tmp_path):
    path = files.write_text(tmp_path, "occupations.csv", files.OCCUPATIONS)

    assert refusal(path, version="") == "The files do not say their version."
    assert refusal(path) == "occupations.csv does not say its language."


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(DataUnavailable, match=r"There is no file gone.zip"):
        read([tmp_path / "gone.zip"], Asked())


def test_damaged_files_are_read_or_refused_in_words_and_never_break_the_reader(tmp_path):
    number = int(os.environ.get("CORRIDOR_DAMAGED_FILES", "1000"))

    outcomes = {outcome_of(path) for path in damaged_files(tmp_path, number, seed=2026)}

    assert outcomes == {"read", "refused"}
