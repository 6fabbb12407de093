import hashlib
import json

import pytest

from corridor.engines.credentials import canonical_json, digest_of
from corridor.kernel.errors import InputError


def test_members_are_sorted_and_nothing_is_padded():
    assert canonical_json({"b": {"d": True, "c": None}, "a": [1, "x"]}) == b'{"a":[1,"x"],"b":{"c":null,"d":true}}'


def test_the_order_of_members_does_not_change_the_digest_but_that_of_lists_does():
    assert digest_of({"a": 1, "b": 2}) == digest_of({"b": 2, "a": 1})
    assert digest_of({"a": [1, 2]}) != digest_of({"a": [2, 1]})


def test_members_are_sorted_as_the_standard_sorts_them():
    # The example of RFC 8785, section 3.2.3: by UTF-16 code units, the smiling face before the Hebrew letter.
    names = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "\u00f6"]

    written = canonical_json({name: place for place, name in enumerate(names)})

    assert written.decode() == '{"\\r":1,"1":3,"\u0080":5,"\u00f6":6,"\u20ac":0,"\U0001f600":4,"\ufb33":2}'


def test_texts_are_written_in_their_own_letters():
    assert canonical_json('\u0645\u0647\u0627\u0631\u0629 \u20ac\n"\x0f') == '"مهارة €\\n\\"\\u000f"'.encode()


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1.0, "1"),
        (-0.0, "0"),
        (2.5, "2.5"),
        (0.1, "0.1"),
        (0.00001, "0.00001"),
        (333333333.3333333, "333333333.3333333"),
        (2**53, "9007199254740992"),
    ],
)
def test_numbers_are_written_as_the_standard_writes_them(number, text):
    assert canonical_json(number).decode() == text


def test_a_digest_is_that_of_the_canonical_bytes():
    assert digest_of({"name": "Amina"}) == hashlib.sha256(b'{"name":"Amina"}').hexdigest()


@pytest.mark.parametrize(
    "value", [float("nan"), float("inf"), 2**53 + 1, 1e-7, b"bytes", {1: "x"}, {"a": {1, 2}}, "\ud800", {"\ud800": 1}]
)
def test_what_has_no_one_way_of_writing_is_refused(value):
    with pytest.raises(InputError) as caught:
        canonical_json(value)

    assert caught.value.field == "document"


@pytest.fixture
def published(shared_data):
    return shared_data / "data" / "credentials"


def test_the_bytes_and_the_digest_agree_with_the_published_vector(published):
    # Vector of the W3C data integrity suite eddsa-jcs-2022.
    document = json.loads((published / "unsigned.json").read_text(encoding="utf-8"))
    vector = published / "eddsa-jcs-2022"

    assert canonical_json(document).decode() == (vector / "canonDocJCS.txt").read_text(encoding="utf-8").strip()
    assert digest_of(document) == (vector / "docHashJCS.txt").read_text(encoding="utf-8").strip()
