"""JSON Resume: the official sample comes back whole, and what is wrong is named with its place."""

import json
import time

import pytest

from corridor.batch.cv import read_cv, write_cv
from corridor.kernel.errors import InputError


def read(document):
    return read_cv(json.dumps(document).encode(), name="cv.json").profile


def back(document):
    return json.loads(write_cv(read(document), to="json-resume").data)


def test_the_official_sample_comes_back_as_it_was(shared_data):
    sample = (shared_data / "data" / "cv" / "sample.resume.json").read_bytes()

    writing = write_cv(read_cv(sample, name="sample.resume.json").profile, to="json-resume")

    assert json.loads(writing.data) == json.loads(sample)
    assert writing.losses == ()


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"work": []},
        {"basics": {}},
        {"basics": {"name": "", "location": {}, "profiles": []}},
        {"work": [{"endDate": "", "startDate": None}]},
        {"": 1, "x/y~z": {"deep": [1, 2.5, None, True]}},
        {"work": [{"x-corridor": {"escoUri": "http://data.europa.eu/esco/occupation/1"}}]},
        {"work": [{"x-corridor": {"somebody": "else"}}]},
        {"work": [{"x-corridor": "not an object"}]},
        {"languages": [{"x-corridor": {"listening": "Z9"}}]},
        {"x-corridor": {"listening": "A1"}},
        {"basics": {"summary": "<b>bold</b> <script>alert(1)</script> \u0007"}},
    ],
)
def test_what_the_schema_does_not_name_comes_back_too(document):
    assert back(document) == document


def test_partial_dates_stay_partial():
    work = read({"work": [{"startDate": "2021", "endDate": "2021-10"}]}).work

    assert (work[0].start_date, work[0].end_date) == ("2021", "2021-10")


def test_an_entry_knows_where_it_came_from():
    profile = read({"basics": {"location": {}}, "work": [{}, {"name": "A"}]})

    assert profile.work[1].source == "/work/1"
    assert profile.basics.location.source == "/basics/location"


@pytest.mark.parametrize(
    ("document", "place", "value"),
    [
        ({"work": [{"startDate": "2021-13"}]}, "/work/0/startDate", "2021-13"),
        ({"work": [{}, {"endDate": "2021-02-29"}]}, "/work/1/endDate", "2021-02-29"),
        ({"awards": [{"date": "May 2021"}]}, "/awards/0/date", "May 2021"),
        ({"awards": [{"date": "2021-1"}]}, "/awards/0/date", "2021-1"),
        ({"awards": [{"date": "0000"}]}, "/awards/0/date", "0000"),
        ({"basics": {"name": 5}}, "/basics/name", "5"),
        ({"basics": {"location": "Rabat"}}, "/basics/location", '"Rabat"'),
        ({"work": {"name": "A"}}, "/work", '{"name": "A"}'),
        ({"work": ["A"]}, "/work/0", '"A"'),
        ({"skills": [{"keywords": ["a", 1]}]}, "/skills/0/keywords", '["a", 1]'),
        ({"skills": [{"keywords": "a, b"}]}, "/skills/0/keywords", '"a, b"'),
    ],
)
def test_a_wrong_value_is_refused_with_its_place(document, place, value):
    with pytest.raises(InputError) as refused:
        read(document)

    assert refused.value.exit_code == 3
    assert "cv.json" in refused.value.sentence()
    assert f"{place}:" in refused.value.sentence()
    assert value in refused.value.sentence()
    assert refused.value.field == place
    assert refused.value.hint


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b'{"work": [}', "line 1, column 11"),
        (b'{\n"work": [{"name": "A"\n', "line 3"),
        (b'{"a": 1, "a": 2}', '"a" stands there twice'),
        (b'{"a": NaN}', "NaN is not a number"),
        (b'{"a": 1e999}', "too large"),
        (b'{"a": ' + b"9" * 5000 + b"}", "broken"),
        (b'{"a": "\\ud800"}', "surrogate"),
        (b'{"a": "\xff"}', "byte 7"),
        (b"[1]", "an object belongs here"),
    ],
)
def test_a_broken_document_is_refused_with_its_line(data, said):
    with pytest.raises(InputError) as refused:
        read_cv(data, name="cv.json")

    assert said in refused.value.sentence()
    assert "cv.json" in refused.value.sentence()


@pytest.mark.parametrize("opening", [b'{"a":', b"["])
def test_ten_thousand_parts_within_each_other_are_refused(opening):
    with pytest.raises(InputError) as refused:
        read_cv(b'{"work":' + opening * 10_000, name="cv.json")

    assert refused.value.code == "too_deep"
    assert "line 1" in refused.value.sentence()


def test_brackets_in_a_text_are_not_depth():
    assert read({"basics": {"name": "[" * 1000 + '\\"{'}}).basics.name.startswith("[")


@pytest.mark.parametrize("filling", [b'\\"', b'"', b"[]", b"\\"])
def test_five_million_bytes_are_judged_in_a_moment(filling):
    begin = time.process_time()

    with pytest.raises(InputError):
        read_cv((b'{"a": "' + filling * 2_500_000)[:5_000_000], name="cv.json")

    assert time.process_time() - begin < 4
