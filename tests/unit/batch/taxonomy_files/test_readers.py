"""Files of classifications, read as they are published."""

from collections import Counter

import pytest

from corridor.batch.taxonomies.reading import read
from corridor.batch.taxonomies.records import Asked, Concept, Entry, Label, Mapping, Relation
from corridor.batch.taxonomies.tidy import named
from tests.factories import taxonomy_files as files
from tests.factories.taxonomy_files import TILER, WELD, WELDER, E


def records(paths, **asked):
    reading = read(paths, Asked(**asked))
    return reading, list(reading.records)


def entries(found):
    return {row.concept.uri: row for row in found if isinstance(row, Entry)}


def test_the_layout_of_1_1_is_read_with_relations_from_a_second_zip(tmp_path):
    zips = [files.write_zip(tmp_path, "en.zip", files.ENGLISH), files.write_zip(tmp_path, "rel.zip", files.RELATIONS)]

    reading, found = records(zips, version="1.1.1")

    assert (reading.name, reading.version, reading.layout) == ("esco", "1.1.1", "esco-1.1")
    assert [file.name for file in reading.files] == ["en.zip", "rel.zip"]
    assert entries(found)[WELDER].concept == Concept(WELDER, "occupation", "7212.3", "7212")
    assert entries(found)[TILER].concept.is_regulated
    assert Relation(WELDER, WELD, "essential") in found
    assert Relation(WELDER, f"{E}/isco/C7212", "broader") in found
    assert [type(row) for row in found] == [Entry] * 7 + [Relation] * 5


def test_the_layouts_of_1_0_and_1_2_are_known_by_their_columns(tmp_path):
    old = files.write_zip(tmp_path, "old.zip", files.OLD)
    new = files.write_zip(tmp_path, "ESCO dataset - v1.2.0 - classification - en - csv.zip", files.NEW)

    assert records([old], version="1.0.3")[0].layout == "esco-1.0"
    reading, found = records([new])

    assert (reading.layout, reading.version) == ("esco-1.2", "1.2.0")
    assert Relation(WELDER, WELD, "essential") in found


def test_a_folder_is_read_like_a_zip(tmp_path):
    for name, text in (files.ENGLISH | files.RELATIONS).items():
        files.write_text(tmp_path, name, text)
    files.write_text(tmp_path, "greenSkillsCollection_en.csv", "conceptType,conceptUri\n")

    _reading, found = records([tmp_path], version="1.1.1")

    assert len(found) == 12


def test_labels_are_put_right_and_what_was_put_right_is_counted(tmp_path):
    reading, found = records([files.write_zip(tmp_path, "en.zip", files.ENGLISH)], version="1.1.1")

    assert entries(found)[WELDER].labels == (
        Label("en", "preferred", "welder"),
        Label("en", "alternative", "welding operator"),
        Label("en", "alternative", "flame cutter"),
        Label("en", "hidden", "weldor"),
        Label("en", "description", "Welders join metal parts."),
    )
    # A label twice, one with a hard space and a tab, and two concepts whose preferred label is not listed again.
    assert reading.tidied == Counter(doubled=1, spaces=1, unlisted=2)


def test_a_concept_without_a_preferred_label_takes_its_first_alternative():
    assert named("", ["tiler", "tile fitter"], "en", Counter()) == (
        Label("en", "preferred", "tiler"),
        Label("en", "alternative", "tile fitter"),
    )


def test_the_nine_files_of_tabiya_are_read(tmp_path):
    reading, found = records([files.write_zip(tmp_path, "model.zip", files.TABIYA)], language="en")

    assert (reading.name, reading.version, reading.attribution) == ("tabiya", "2.0", "Invented model")
    assert entries(found)["urn:uuid:u-3"].concept == Concept("urn:uuid:u-3", "occupation", "7212_1", "7212")
    assert Relation("urn:uuid:u-3", WELDER, "broader") in found
    # The group has the same ID as the occupation; only the type of the object tells them apart.
    assert Relation(WELDER, f"{E}/isco/C7212", "broader") in found
    assert Relation(WELD, "urn:uuid:u-5", "broader") in found
    assert Relation("urn:uuid:u-3", WELD, "related") in found
    assert Relation(WELDER, WELD, "essential") in found


def test_a_crosswalk_gives_national_titles_and_what_they_match(tmp_path):
    path = files.write_text(tmp_path, "fr.csv", files.CROSSWALK)

    _reading, found = records([path], name="rome", version="4", language="fr")

    assert [row.labels[0].text for row in entries(found).values()] == [
        "Soudeur / Soudeuse à l'arc",
        "Carreleur / Carreleuse",
    ]
    assert found[-3:] == [
        Mapping("rome:11573", WELDER, "narrow"),
        Mapping("rome:11573", f"{E}/isco/C7212", "close"),
        Mapping("rome:10895", TILER, "exact"),
    ]


def test_a_crosswalk_with_esco_first_is_turned_round(tmp_path):
    turned = (
        "Classification 1 URI,Classification 1 PrefLabel,Mapping relation,Classification 2 URI,"
        f"Classification 2 PrefLabel\n{WELDER},welder,narrowMatch,11573,Soudeur\n"
    )

    _reading, found = records([files.write_text(tmp_path, "fr.csv", turned)], name="rome", version="4", language="fr")

    assert found[-1] == Mapping("rome:11573", WELDER, "broad")


def test_a_national_list_stands_under_unit_groups(tmp_path):
    path = files.write_text(tmp_path, "list.csv", files.NATIONAL)

    _reading, found = records([path], name="berufe", version="2026")

    assert entries(found)["berufe:B-2"].concept == Concept("berufe:B-2", "occupation", "B-2", "2221", True)
    assert Mapping("berufe:B-1", WELDER, "close") in found
    assert Mapping("berufe:B-1", f"{E}/isco/C7212", "broad") in found
    assert {label.language for row in found if isinstance(row, Entry) for label in row.labels} == {"de", "en"}


@pytest.mark.parametrize("sign", ["\t", ";"])
def test_a_national_list_may_part_its_cells_otherwise(tmp_path, sign):
    path = files.write_text(tmp_path, "list.csv", files.NATIONAL.replace(",", sign))

    assert len(records([path], name="berufe", version="2026")[1]) == 6


def test_tables_that_a_release_adds_to_its_zip_are_passed_over(tmp_path):
    path = files.write_zip(tmp_path, "en.zip", files.ENGLISH | {"newTable_en.csv": "a,b\n1,2\n"})

    assert len(records([path], version="1.3.0")[1]) == 7


def test_a_national_list_may_be_called_occupations(tmp_path):
    path = files.write_text(tmp_path, "occupations.csv", files.NATIONAL)

    assert records([path], name="berufe", version="2026")[0].layout == "national"
