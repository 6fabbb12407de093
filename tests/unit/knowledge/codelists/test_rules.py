"""Reading a code list: what is understood and what is refused, with the place of the fault."""

import pytest

from corridor.kernel.errors import DataUnavailable, InputError
from corridor.knowledge.codelists import rules
from corridor.knowledge.codelists.rules import CodeRow, ancestors, load_list, read_list

HEAD = "code,parent,label_en,label_fr,label_es,label_ar,status,note,translated_by_corridor_unreviewed,level\n"
GOOD = HEAD + "1,,One,Un,Uno,واحد,open,,ar,1\n11,1,Eleven,,,,closed,Merged into 1.,,2\n"


def sidecar(codes=2, ar="translated by Corridor, unreviewed"):
    return f"""
title: {{en: Numbers, fr: Nombres, es: Números, ar: أعداد}}
source: Us
version: 1
retrieved: 2026-11-22
licence: Apache-2.0
changes: [None]
translation: {{en: worded by Corridor, fr: worded by Corridor, es: worded by Corridor, ar: "{ar}"}}
codes: {codes}
"""


def test_a_list_is_read_with_its_labels_its_marks_and_its_own_columns():
    packaged = read_list("numbers", GOOD, sidecar())

    one, eleven = packaged.rows
    assert one.labels == {"en": "One", "fr": "Un", "es": "Uno", "ar": "واحد"}
    assert one.unreviewed == ("ar",)
    assert one.extra == {"level": "1"}
    assert (eleven.parent, eleven.is_closed, eleven.note) == ("1", True, "Merged into 1.")
    assert packaged.version == "1"


def test_a_label_falls_back_to_english():
    row = CodeRow("11", "1", {"en": "Eleven"})

    assert row.label("ar") == "Eleven"


def test_the_digest_changes_with_the_file_and_with_the_sidecar():
    digest = read_list("numbers", GOOD, sidecar()).digest

    assert read_list("numbers", GOOD, sidecar()).digest == digest
    assert read_list("numbers", GOOD.replace("Un,", "Une,"), sidecar()).digest != digest
    assert read_list("numbers", GOOD, sidecar().replace("Us", "Them")).digest != digest


@pytest.mark.parametrize(
    ("row", "field", "words"),
    [
        ("1,,Again,,,,open,,,1\n", "code", "line 3: the code stands there twice"),
        ("2,9,Two,,,,open,,,1\n", "parent", "line 3: the parent is not in the list"),
        ("2,,,,,,open,,,1\n", "code", "line 3: the code or its English label is empty"),
        (",,Two,,,,open,,,1\n", "code", "line 3: the code or its English label is empty"),
        ("2,,Two,,,,gone,,,1\n", "status", 'line 3: the status is not "open" or "closed"'),
        ("2,,Two,,,,open,,ar,1\n", rules.MARK, "line 3: a language is marked that has no label"),
        ("2,,Two,,,,open,,de,1\n", rules.MARK, "line 3: a language is marked that has no label"),
        ("2,,Two,,,,open,,,1,more\n", "code", "line 3: the number of cells is wrong"),
        ("2,,Two\n", "code", "line 3: the number of cells is wrong"),
    ],
)
def test_a_faulty_line_is_named_by_list_and_number(row, field, words):
    text = HEAD + "1,,One,,,,open,,,1\n" + row

    with pytest.raises(InputError, match=words) as refused:
        read_list("numbers", text, sidecar())

    assert refused.value.field == field
    assert "numbers" in refused.value.sentence()


def test_a_missing_column_is_named():
    with pytest.raises(InputError, match="lacks the column label_ar"):
        read_list("numbers", GOOD.replace("label_ar", "arabic"), sidecar())


def test_a_count_that_does_not_fit_the_sidecar_is_refused():
    with pytest.raises(InputError, match="counts 3 codes, the file holds 2"):
        read_list("numbers", GOOD, sidecar(codes=3))


def test_a_translation_state_that_pages_cannot_translate_is_refused():
    with pytest.raises(InputError, match="does not say how each language was translated"):
        read_list("numbers", GOOD, sidecar(ar="by a friend"))


def test_a_circle_of_parents_is_refused():
    text = HEAD + "1,2,One,,,,open,,,1\n2,1,Two,,,,open,,,1\n"

    with pytest.raises(InputError, match="stands above itself"):
        read_list("numbers", text, sidecar())


def test_ancestors_begin_with_the_highest():
    parents = {"2512": "251", "251": "25", "25": "2", "2": ""}

    assert ancestors("2512", parents.__getitem__) == ("2", "25", "251")
    assert ancestors("2", parents.__getitem__) == ()


def test_an_unknown_list_is_refused_by_name():
    with pytest.raises(DataUnavailable, match=r'There is no code list "\.\./secrets"'):
        load_list("../secrets")
