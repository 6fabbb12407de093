"""The CSV template: filled by hand or by a spreadsheet, read with its lines, written without formulas."""

import csv
import io

import pytest

from corridor.batch.cv import read_cv, write_cv
from corridor.batch.cv.csv_template import COLUMNS, SECTIONS, columns_of
from corridor.batch.cv.types import Basics, Language, Location, OnlineProfile, Profile, Skill, Work, members_of
from corridor.kernel.errors import InputError


def read(text, encoding="utf-8"):
    return read_cv(text.encode(encoding), name="cv.csv").profile


def rows(profile):
    text = write_cv(profile, to="csv").data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_any_usual_delimiter_is_understood(delimiter):
    profile = read("section,name,organisation\nwork,Nurse,Clinic\n".replace(",", delimiter))

    assert profile.work == (Work(position="Nurse", name="Clinic"),)
    assert profile.work[0].source == "line 2"


def test_a_file_of_a_spreadsheet_with_its_mark_and_line_ends_is_understood():
    assert read("\ufeffSection,Name\r\nskills,Wound care\r\n").skills == (Skill(name="Wound care"),)


def test_empty_lines_above_the_header_and_delimiters_in_it_do_no_harm():
    profile = read('\n\nsection,"shoe, size",name\nskills,38,Wound care\n')

    assert profile.skills[0].name == "Wound care"
    assert profile.skills[0].unmapped[0].path == "line 4, column shoe, size"


def test_the_address_stands_in_the_row_of_the_person():
    profile = read("section,name,place,country_code\nbasics,Salma,Rabat,MA\nprofiles,Net,,\n")

    assert profile.basics.location == Location(city="Rabat", country_code="MA")
    assert profile.basics.profiles == (OnlineProfile(network="Net"),)


def test_lists_stand_one_item_per_line_and_flags_are_yes_or_no():
    profile = read('section,name,details,is_current\nwork,Nurse,"a\n\n b ",oui\n')

    assert profile.work[0].highlights == ("a", "b")
    assert profile.work[0].is_current is True


def test_columns_that_the_template_has_not_are_kept():
    profile = read("section,name,shoe_size\nwork,Nurse,38,beyond\n")

    assert [(part.path, part.value) for part in profile.work[0].unmapped] == [
        ("line 2", "beyond"),
        ("line 2, column shoe_size", "38"),
    ]


def test_a_column_of_another_section_is_kept_too():
    assert read("section,name,listening\nskills,Wound care,B2\n").skills[0].unmapped[0].value == "B2"


@pytest.mark.parametrize("text", ["=1+1", "+212 6", "-5", "@x", "\tx", "'quoted", "'=x", "plain"])
def test_no_cell_is_a_formula_and_every_cell_comes_back(text):
    profile = Profile(skills=(Skill(name=text),))

    [row] = rows(profile)

    assert row["name"][0] not in "=+-@\t"
    assert read_cv(write_cv(profile, to="csv").data, name="cv.csv").profile == profile


def test_a_profile_written_and_read_again_is_the_same():
    profile = Profile(
        basics=Basics(name="Salma", phone="+212 6", location=Location(city="Rabat"), nationalities=("MA", "FR")),
        work=(Work(position="Nurse", highlights=("a", "b"), is_current=False),),
        languages=(Language(language="Arabic", is_native=True), Language(language="German", writing="B1")),
    )
    writing = write_cv(profile, to="csv")

    assert read_cv(writing.data, name="cv.csv").profile == profile
    assert writing.losses == ()


def test_only_columns_in_use_are_written_and_each_is_one_of_the_template():
    [row] = rows(Profile(skills=(Skill(name="a"),)))

    assert list(row) == ["section", "name"]
    assert set(row) <= set(COLUMNS)


def test_an_item_with_line_ends_is_said_to_be_changed():
    [loss] = write_cv(Profile(skills=(Skill(name="a", keywords=("x\ny",)),)), to="csv").losses

    assert (loss.path, loss.value) == ("/skills/0/keywords", ["x\ny"])


def test_no_section_uses_a_column_for_two_of_its_members():
    for name, entry in SECTIONS.items():
        assert len(columns_of(entry)) >= len([m for m in members_of(entry) if not m.entry]), name


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("section,name\nwork,A\nhobby,B\n", 'line 3, column section: "hobby" is not a section'),
        ("section,name\n,B\n", 'line 2, column section: "" is not a section'),
        ("section,start_date\nwork,2021-13\n", 'line 2, column start_date: "2021-13" is not a date'),
        ("section,start_date\nwork,05/10/2021\n", '"05/10/2021" is not a date'),
        ("section,is_current\nwork,maybe\n", 'line 2, column is_current: "maybe" is neither yes nor no'),
        ("section,writing\nlanguages,B7\n", 'line 2, column writing: "B7" is not a level'),
        ("section,name\nbasics,A\nbasics,B\n", "line 3: a second person begins here"),
        ("section,name,name\nwork,A,B\n", 'the column "name" stands there twice'),
        ('section,name\nwork,"A\n', "line 2: the row cannot be read"),
        ('section,name\nwork,"A"b\n', "line 2: the row cannot be read"),
    ],
)
def test_a_wrong_cell_is_refused_with_line_and_column(text, said):
    with pytest.raises(InputError) as refused:
        read(text)

    assert said in refused.value.sentence()
    assert refused.value.sentence().startswith("cv.csv")
    assert refused.value.exit_code == 3
    assert refused.value.hint


def test_another_encoding_is_refused_with_the_place():
    with pytest.raises(InputError, match="from byte 25 on"):
        read("section,name\nwork,Infirmière\n", "latin-1")


def test_more_rows_than_a_life_has_are_refused():
    with pytest.raises(InputError, match="at most 10000 rows"):
        read("section,name\n" + "skills,a\n" * 10_001)
