"""Europass: what the dialect does to dates, codes, languages and descriptions is understood, and nothing is dropped."""

import time
from dataclasses import replace
from pathlib import Path

import pytest

from corridor.batch.cv import read_cv, write_cv
from corridor.batch.cv.europass_write import CARRIED
from corridor.batch.cv.html_text import text_of_html
from corridor.batch.cv.report import losses
from corridor.batch.cv.types import Basics, Education, Language, Profile, Skill, Volunteer, Work, members_of
from corridor.kernel.errors import InputError

EXAMPLES = Path(__file__).parents[4] / "examples" / "cv"
SPACES = (
    'xmlns="http://www.europass.eu/1.0" xmlns:oa="http://www.openapplications.org/oagis/9"'
    ' xmlns:eures="http://www.europass_eures.eu/1.0" xmlns:hr="http://www.hr-xml.org/3"'
)


@pytest.fixture(scope="module")
def salma():
    return read_cv((EXAMPLES / "salma.europass.xml").read_bytes(), name="salma.europass.xml").profile


def candidate(cv="", person=""):
    inner = f"<CandidatePerson>{person}</CandidatePerson><CandidateProfile>{cv}</CandidateProfile>"
    text = f"<Candidate {SPACES}>{inner}</Candidate>"
    return read_cv(text.encode(), name="cv.xml").profile


def job(inner):
    return candidate(
        f"<EmploymentHistory><EmployerHistory><PositionHistory>{inner}</PositionHistory></EmployerHistory></EmploymentHistory>"
    )


def test_the_occupation_stands_in_an_attribute_of_the_title(salma):
    assert salma.work[0].position == "Ward nurse"
    assert salma.work[0].esco_uri == "http://data.europa.eu/esco/occupation/00000000-0000-4000-8000-000000000001"
    assert salma.work[1].esco_uri is None
    assert salma.work[1].isco08 == "5322"


def test_dates_stay_as_partial_as_they_were_and_a_moment_gives_its_day(salma):
    assert (salma.work[0].start_date, salma.work[0].end_date, salma.work[0].is_current) == ("2019-10", None, True)
    assert (salma.work[1].start_date, salma.work[1].end_date, salma.work[1].is_current) == ("2018", "2019-09-30", False)


def test_html_becomes_text_and_its_list_becomes_highlights(salma):
    assert salma.work[0].summary == "Surgical ward, 24 beds."
    assert salma.work[0].highlights == ("Wound care", "Night shifts, 3 < 5 a month")
    assert salma.basics.summary == "Nurse with six years on wards & in homes."


def test_of_nested_fields_of_study_the_deepest_is_kept(salma):
    assert salma.education[0].isced_f == "http://data.europa.eu/esco/isced-f/0913"
    assert salma.education[0].eqf_level == "6"
    assert not [part for part in salma.unmapped if "isced" in str(part.value)]


def test_countries_in_small_letters_become_codes(salma):
    assert salma.basics.location.country_code == "MA"
    assert salma.basics.nationalities == ("MA",)
    assert job("<Country>el</Country>").work[0].country_code == "GR"
    assert job("<Country>Ruritania</Country>").work[0].country_code == "Ruritania"


def test_languages_by_code_as_free_text_and_with_levels_by_skill(salma):
    assert [(one.language, one.language_code, one.is_native) for one in salma.languages] == [
        ("Arabic", "ara", True),
        ("Tamazight", None, True),
        ("French", "fre", None),
        ("German", "ger", None),
    ]
    assert (salma.languages[2].listening, salma.languages[2].writing, salma.languages[2].fluency) == (
        "C1",
        "B2",
        "B2-C1",
    )


def test_a_split_telephone_number_is_joined_and_split_again(salma):
    assert salma.basics.phone == "+212 600000000"
    assert b"<CountryDialing>212</CountryDialing>" in write_cv(salma, to="europass-xml").data


def test_what_has_no_place_is_kept_with_path_and_line(salma):
    left = {part.path: part.value for part in salma.unmapped}

    assert left["line 26, /Candidate/CandidatePerson/Communication[2]/URI"] == "salma.second@example.org"
    assert left["line 77, /Candidate/CandidateProfile/EmploymentHistory/EmployerHistory/Department"] == "Surgery"
    assert not [path for path in left if "CandidateSupplier" in path]


def test_every_text_of_the_document_is_in_the_profile_or_among_what_has_no_place():
    profile = candidate(
        "<Unheard><Of>one</Of></Unheard><Skills><SkillsGroup><Title>T</Title><Odd>two</Odd></SkillsGroup></Skills>",
        '<hr:BirthDate odd="three">1990</hr:BirthDate>',
    )

    assert sorted(part.value for part in profile.unmapped) == ["one", "three", "two"]


def test_a_candidate_written_and_read_again_is_the_same_person(salma):
    first = replace(salma, unmapped=())

    again = read_cv(write_cv(first, to="europass-xml").data, name="again.xml").profile

    assert again == first


FULL = Profile(
    basics=Basics(
        name="A B",
        given_name="A",
        family_name="B",
        label="Nurse",
        email="a@example.org",
        phone="06",
        url="https://a.example.org",
    ),
    work=(
        Work(
            name="Clinic & <Co>",
            location="Rabat",
            position="Nurse",
            url="https://c.example.org",
            start_date="2020",
            summary="One.\nTwo < 3",
            highlights=("a", "b"),
            country_code="MA",
            is_current=True,
            esco_uri="http://data.europa.eu/esco/occupation/1",
            isco08="2221",
            nace2="Q",
        ),
    ),
    volunteer=(
        Volunteer(
            organization="O",
            position="P",
            url="https://v.example.org",
            start_date="2020",
            end_date="2021",
            summary="S",
            highlights=("h",),
            is_current=False,
        ),
    ),
    education=(
        Education(
            institution="I",
            url="https://i.example.org",
            area="Nursing",
            study_type="Licence",
            start_date="2015",
            end_date="2018-06",
            score="15/20",
            courses=("c",),
            summary="s",
            place="Fes",
            country_code="MA",
            is_current=False,
            eqf_level="6",
            isced_f="0913",
        ),
    ),
    skills=(
        Skill(name="Wound care", keywords=("burns",)),
        Skill(name="Records", esco_uri="http://data.europa.eu/esco/skill/2"),
    ),
    languages=(
        Language(language="Arabic", language_code="ara", is_native=True, fluency="native"),
        Language(language="Zaghawa", fluency="A1-B2", listening="B2", writing="A1"),
    ),
)


def test_a_full_profile_is_carried_there_and_back():
    writing = write_cv(FULL, to="europass-xml")

    assert writing.losses == ()
    assert read_cv(writing.data, name="full.xml").profile == FULL


def test_the_table_of_what_is_carried_names_real_members():
    for entry, names in CARRIED.items():
        assert names <= {member.name for member in members_of(entry)}, entry


def test_what_is_not_carried_is_listed_with_path_value_and_reason():
    profile = Profile(
        basics=Basics(name="Salma El Mansouri", image="https://a.example.org/me.png"),
        skills=(Skill(source="row 4", name="Wound care", level="Advanced"),),
        languages=(
            Language(language="Arabic", is_native=True, writing="C2"),
            Language(language="Arabe", language_code="ara"),
        ),
    )

    found = {loss.path: (loss.value, loss.reason) for loss in write_cv(profile, to="europass-xml").losses}

    assert found == {
        "/basics/name": (
            "Salma El Mansouri",
            "the last word became the family name, the others the given name: check it",
        ),
        "/basics/image": ("https://a.example.org/me.png", "the format has no place for it"),
        "/skills/0/level": ("Advanced", "the format has no place for it"),
        "/languages/0/writing": ("C2", "the format has no levels for a mother tongue"),
        "/languages/1/language": ("Arabe", "the format has the code of a language, not its name"),
    }


def test_an_entry_left_behind_is_listed_value_by_value():
    found = losses(FULL, lambda entry, member: "" if member.name == "basics" else "no")

    assert ("/work/0/nace2", "Q") in [(loss.path, loss.value) for loss in found]


def test_characters_that_xml_cannot_hold_are_dropped_and_said():
    writing = write_cv(Profile(work=(Work(position="Nurse\x00\x07"),)), to="europass-xml")

    assert read_cv(writing.data, name="x.xml").profile.work[0].position == "Nurse"
    assert [(loss.path, loss.reason) for loss in writing.losses] == [
        ("/work/0/position", "control characters, which XML cannot hold, were dropped")
    ]


@pytest.mark.parametrize(
    ("inner", "said"),
    [
        (
            "<eures:EmploymentPeriod><eures:StartDate><hr:FormattedDateTime>2021-02-30</hr:FormattedDateTime>"
            "</eures:StartDate></eures:EmploymentPeriod>",
            '"2021-02-30" is not a date',
        ),
        (
            "<eures:EmploymentPeriod><eures:EndDate>soon</eures:EndDate></eures:EmploymentPeriod>",
            '"soon" is not a date',
        ),
    ],
)
def test_a_date_that_does_not_exist_is_refused_with_line_and_path(inner, said):
    with pytest.raises(InputError) as refused:
        job(inner)

    assert said in refused.value.sentence()
    assert "cv.xml, line 1, /Candidate/CandidateProfile/EmploymentHistory" in refused.value.sentence()


def test_a_level_that_does_not_exist_is_refused():
    with pytest.raises(InputError, match='"Z9" is not a level of the CEFR'):
        candidate(
            "<PersonQualifications><PersonCompetency><CompetencyID>fra</CompetencyID><hr:TaxonomyID>language</hr:TaxonomyID>"
            "<eures:CompetencyDimension><hr:CompetencyDimensionTypeCode>CEF-Writing-Production</hr:CompetencyDimensionTypeCode>"
            "<eures:Score><hr:ScoreText>Z9</hr:ScoreText></eures:Score></eures:CompetencyDimension></PersonCompetency>"
            "</PersonQualifications>"
        )


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("plain", "plain"),
        ("2 < 3 and 4 > 3", "2 < 3 and 4 > 3"),
        ("a<br>b<br/>c", "a\nb\nc"),
        ("<p>a</p><p>b</p>", "a\nb"),
        ("<ul><li>a</li><li> b </li><li></li></ul>", "- a\n- b"),
        ("a<style>p{}</style><SCRIPT>x<b></SCRIPT >b", "ab"),
        ("<img src=x onerror=alert(1)>a", "a"),
        ("&lt;b&gt; &amp;amp; &nosuch; &#65; &#x41;", "<b> &amp; &nosuch; A A"),
        ("<!-- hidden -->a<![CDATA[b", "a<![CDATA[b"),
        ("<b", "<b"),
    ],
)
def test_the_text_of_html(source, text):
    assert text_of_html(source) == text


@pytest.mark.parametrize("piece", ["<!--", "<", "<a ", "<script>", "&", "<p>", "<li>"])
def test_html_is_read_in_linear_time(piece):
    begin = time.process_time()

    text_of_html(piece * 60_000)

    assert time.process_time() - begin < 1.5


def test_the_older_passport_is_read_too():
    reading = read_cv((EXAMPLES / "salma.passport.xml").read_bytes(), name="salma.passport.xml")
    profile = reading.profile

    assert reading.format == "skillspassport-xml"
    assert profile.basics.name == "Salma El Mansouri Example"
    assert profile.basics.birth_date == "1996-04-12"
    assert (profile.work[0].start_date, profile.work[0].isco08, profile.work[0].highlights) == (
        "2019-10",
        "2221",
        ("Wound care",),
    )
    assert (profile.education[0].end_date, profile.education[0].eqf_level) == ("2018-06-30", "6")
    assert [(one.language, one.listening) for one in profile.languages] == [("Arabic", None), ("French", "C1")]
    assert profile.skills[0].keywords == ("Explains treatment to families",)
    assert profile.awards[0].summary == "Carer of the year 2022"
    assert [part.value for part in profile.unmapped] == ["Morocco", "EQF level 6", "honors_awards"]
