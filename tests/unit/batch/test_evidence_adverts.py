"""Job adverts as a stream: counted by occupation, country and month; faults by line; who recruits is never kept."""

import gzip
import json
from itertools import repeat

import pytest

from corridor.batch import evidence_adverts, evidence_json
from corridor.batch.evidence_check import check_file, read_frames, read_records

YEAR = 2026
SOC = {"inCodeSet": {"name": "SOC"}, "codeValue": "2911"}


def advert(number="1", *, country="KE", occupation="2221", posted="2026-03-04", **other):
    """An advert with the least that is counted."""
    return {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": "Nurse",
        "identifier": {"@type": "PropertyValue", "name": "Clinic", "value": number},
        "hiringOrganization": {"@type": "Organization", "name": "Secret Clinic"},
        "jobLocation": {"@type": "Place", "address": {"@type": "PostalAddress", "addressCountry": country}},
        "occupationalCategory": occupation,
        "datePosted": posted,
        **other,
    }


@pytest.fixture
def write(tmp_path):
    def write_file(content):
        path = tmp_path / "adverts"
        if not isinstance(content, bytes):
            lines = [line if isinstance(line, str) else json.dumps(line) for line in content]
            content = "".join(f"{line}\n" for line in lines).encode()
        path.write_bytes(content)
        return path

    return write_file


def counted(path):
    return {
        (record.occupation, record.area, record.time): int(record.value) for record in read_records(path, year=YEAR)
    }


def test_adverts_are_counted_by_occupation_country_and_month(write):
    path = write(
        [
            advert("1"),
            advert("2", posted="2026-03-31"),
            advert("3", posted="2026-04-01T08:00:00+03:00"),
            advert("4", country="KEN", occupation="2222"),
            advert("5", country={"@type": "Country", "name": "ke"}),
        ]
    )

    check = check_file(path, year=YEAR)

    assert (check.format, check.rows, check.bad, check.figures) == ("job-adverts", 5, 0, 3)
    assert counted(path) == {
        ("2221", "KEN", "2026-03"): 3, ("2221", "KEN", "2026-04"): 1, ("2222", "KEN", "2026-03"): 1,
    }  # fmt: skip


def test_a_record_says_what_is_counted_and_nothing_about_the_employer(write):
    (record,) = read_records(write([advert()]), year=YEAR)

    assert record.indicator == "job_adverts"
    assert (record.unit, record.raw, record.flags, record.dimensions) == ("NR", "1", (), ())
    assert "Clinic" not in str(record)


def test_lines_an_array_and_packed_text_are_read_alike(write):
    adverts = [advert(str(number), posted=f"2026-0{1 + number % 5}-01") for number in range(30)]
    from_lines = counted(write(adverts))

    assert counted(write(json.dumps(adverts, indent=2).encode())) == from_lines
    assert counted(write(gzip.compress(json.dumps(adverts).encode()))) == from_lines
    assert sum(from_lines.values()) == 30


def test_an_array_may_be_larger_than_what_is_held_of_it(write, monkeypatch):
    monkeypatch.setattr(evidence_json, "LARGEST", 1000)
    path = write(json.dumps([advert(str(number)) for number in range(50)], indent=1).encode())

    assert counted(path) == {("2221", "KEN", "2026-03"): 50}
    twice = json.dumps([advert("1"), advert("2"), advert("1")], indent=1)
    (problem,) = check_file(write(twice.encode()), year=YEAR).problems
    assert (problem.code, problem.line) == (
        "duplicate_key",
        [line.strip() for line in twice.split("\n")].index("{", 30) + 1,
    )


def test_an_expired_advert_counts_in_its_month(write):
    assert counted(write([advert(validThrough="2026-03-05")])) == {("2221", "KEN", "2026-03"): 1}


@pytest.mark.parametrize(
    ("category", "code"),
    [
        ("2221", "2221"),
        ("ISCO-08: 2221", "2221"),
        ("isco08_22", "22"),
        ("C2221", "2221"),
        ("2221.1.3", "2221"),
        ("http://data.europa.eu/esco/isco/C2221", "2221"),
        (["15-1252.00", "2512"], "2512"),
        ({"@type": "CategoryCode", "inCodeSet": "ISCO-08", "codeValue": "2221"}, "2221"),
        ([SOC, {"inCodeSet": {"name": "ESCO"}, "codeValue": "2221.1"}], "2221"),
    ],
)  # fmt: skip
def test_an_occupation_is_read_from_codes_of_isco_and_esco(write, category, code):
    assert [key[0] for key in counted(write([advert(occupation=category)]))] == [code]


def test_the_occupation_may_stand_in_the_occupation_that_is_named(write):
    held = advert(relevantOccupation={"@type": "Occupation", "occupationalCategory": {"codeValue": "2221"}})
    del held["occupationalCategory"]

    assert [key[0] for key in counted(write([held]))] == ["2221"]


def test_of_several_places_the_first_that_names_a_country_counts(write):
    places = [{"address": "Nairobi"}, {"address": [{"addressCountry": "UG"}]}, {"address": {"addressCountry": "KE"}}]

    assert [key[1] for key in counted(write([advert(jobLocation=places)]))] == ["UGA"]


FAULTS = [
    (advert(country=""), "addressCountry", "", "missing_code"),
    (advert(country="Atlantis"), "addressCountry", "Atlantis", "unknown_area"),
    (advert(country="EU27_2020"), "addressCountry", "EU27_2020", "unknown_area"),
    (advert(occupation=""), "occupationalCategory", "", "missing_code"),
    (advert(occupation="15-1252.00"), "occupationalCategory", "15-1252.00", "no_occupation"),
    (advert(occupation={"inCodeSet": "SOC", "codeValue": "2221"}), "occupationalCategory", "", "missing_code"),
    (advert(posted=""), "datePosted", "", "missing_code"),
    (advert(posted="2026-03"), "datePosted", "2026-03", "bad_day"),
    (advert(posted="2026-03-041"), "datePosted", "2026-03-041", "bad_day"),
    (advert(posted="04/03/2026"), "datePosted", "04/03/2026", "bad_day"),
    (advert("first"), "identifier", "first", "duplicate_key"),
    ({"@type": "Person", "name": "x"}, "", "", "not_an_advert"),
    ('{"@type": "JobPosting", ', "", "", "not_json"),
    ('"JobPosting"', "", "", "not_json"),
    ("[" * 100_000, "", "", "too_deep"),
    (advert(extra=[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]), "", "", "too_deep"),
    (advert(skills=list(repeat("x", 1001))), "", "", "too_deep"),
    (advert(description="x" * (1 << 20)), "", "", "too_large"),
]


@pytest.mark.parametrize(
    ("fault", "column", "value", "code"), FAULTS, ids=[f"{code} {n}" for n, (*_, code) in enumerate(FAULTS)]
)
def test_an_advert_that_cannot_be_counted_is_named_with_its_line(write, fault, column, value, code):
    check = check_file(write([advert("first"), "", fault, advert("last")]), year=YEAR)

    assert [problem[:4] for problem in check.problems] == [(3, column, value, code)]
    assert (check.rows, check.bad, check.figures) == (3, 1, 1)
    assert counted(write([advert("first"), "", fault, advert("last")])) == {("2221", "KEN", "2026-03"): 2}


def test_adverts_without_number_are_told_apart_by_their_address(write):
    nameless = [
        {**advert(), "identifier": None, "url": url} for url in ("https://a/1", "https://a/2", "https://a/1", "")
    ]

    check = check_file(write([*nameless, nameless[-1]]), year=YEAR)

    assert [(found.line, found.value, found.code) for found in check.problems] == [(3, "https://a/1", "duplicate_key")]
    assert counted(write(nameless)) == {("2221", "KEN", "2026-03"): 3}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b'[{"@type": "JobPosting"}, {"@type": ', "truncated"),
        (b'[{"@type": "JobPosting"}', "truncated"),
        (b'[{"@type": "JobPosting"}, ' + b"[" * 100_000, "malformed_json"),
        (b'[{"@type": "JobPosting"}, {"a": x}' + b" " * (3 << 20), "malformed_json"),
        (b'{"@type": "JobPosting"}\n\xff\n', "not_utf8"),
        (
            gzip.compress(json.dumps([advert(str(n), title=str(n) * 999) for n in range(99)]).encode())[:-30],
            "truncated",
        ),
    ],
    ids=["in a member", "between members", "nested", "no json", "another encoding", "cut gzip"],
)
def test_a_damaged_stream_is_refused(write, content, code):
    check = check_file(write(content), year=YEAR)

    assert check.fatal is not None
    assert check.fatal.code == code


@pytest.mark.parametrize("content", [b"[]", b"{}", b"[1, 2]", b'{"@type": "Person"}', b'{"@type": 5}', b"{\n", b"["])
def test_other_json_is_not_recognised(write, content):
    check = check_file(write(content), year=YEAR)

    assert check.fatal is not None
    assert check.fatal.code in ("not_recognised", "truncated")
    assert check.format == ""


def test_more_keys_than_a_market_can_have_are_refused(write, monkeypatch):
    monkeypatch.setattr(evidence_adverts, "MOST_KEYS", 2)

    check = check_file(write([advert(str(n), posted=f"2026-0{n}-01") for n in range(1, 5)]), year=YEAR)

    assert check.fatal is not None
    assert (check.fatal.code, check.fatal.line) == ("too_many_keys", 3)


def test_counts_come_as_columns_too(write):
    frames = []

    read_frames(write([advert("1"), advert("2")]), year=YEAR, keep=lambda frame, names: frames.append((frame, names)))

    ((frame, names),) = frames
    assert (frame.select("indicator", "area", "time", "value").rows(), names) == (
        [("job_adverts", "KEN", "2026-03", "2")],
        (),
    )
