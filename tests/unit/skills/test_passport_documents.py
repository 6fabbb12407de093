"""What a passport says as a credential and as a summary that fits on paper."""

from datetime import UTC, datetime
from urllib.parse import unquote

import pytest
import segno

from corridor.delivery.skills.documents import Frame, address_of_code, best_skills, fits_one_code, summary
from corridor.engines.credentials.offline import base45_encode

FRAME = Frame(
    identifier="urn:uuid:1",
    issuer="did:key:z1",
    issuer_name="Office",
    valid_from=datetime(2026, 1, 1, tzinfo=UTC),
    valid_until=datetime(2028, 1, 1, tzinfo=UTC),
    list_address="https://host.example/lists/1",
    index=7,
    code="AAAA-BBBB-CCCC",
)


def skill(label, source):
    return {"label_en": label, "known_by": source}


CONTENT = {
    "holder": {"given_name": "Amina", "family_name": "Haddad", "country_of_origin": "TUN"},
    "languages": [{"language": "fr", "cefr": "B2"}],
    "skills": [skill("a", "declared"), skill("b", "assessed"), skill("c", "certified"), skill("d", "tested")],
}


def test_the_best_proved_skills_come_first_and_what_was_only_stated_last():
    assert [one["label_en"] for one in best_skills(CONTENT)] == ["c", "b", "d", "a"]


def test_a_summary_holds_as_many_skills_as_asked_by_how_they_are_known():
    assert summary(CONTENT, FRAME, 3)["credentialSubject"] == {
        "name": "Amina Haddad",
        "passportCode": "AAAA-BBBB-CCCC",
        "languages": ["fr B2"],
        "skills": {"certified": ["c"], "assessed": ["b"], "tested": ["d"]},
    }
    assert summary(CONTENT, FRAME, 0)["credentialSubject"]["skills"] == {}


def test_a_code_with_blanks_and_percent_signs_survives_an_address():
    code = "CR1:" + base45_encode(bytes(range(256)) * 3)

    _page, fragment = address_of_code("https://host.example/verify", code)

    assert " " not in fragment
    assert {" ", "%"} < set(code)
    assert unquote(fragment) == code
    assert set(fragment) <= set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$%*+-./:")


@pytest.mark.parametrize("page", ["https://host.example/verify", "https://a-much-longer-name.ministry.example/verify"])
def test_what_is_said_to_fit_is_a_code_of_version_25_and_one_letter_more_is_not(page):
    most = max(length for length in range(1300, 1500) if fits_one_code((f"{page}#", "A" * length)))

    versions = [
        segno.make(((f"{page}#", None), ("A" * length, None)), error="m", boost_error=False).version
        for length in (most, most + 1)
    ]

    assert versions == [25, 26]
