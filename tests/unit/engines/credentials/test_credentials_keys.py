"""Keys are read from the forms in which issuers write them, and refused where they do not fit."""

import pytest

from corridor.engines.credentials import (
    address_of_did_web,
    did_key,
    key_of_did,
    keys_of_document,
    read_public_key,
    read_signing_key,
)
from corridor.engines.credentials.multibase import base64url_decode, multibase_decode
from corridor.kernel.errors import InputError

SECRET = {"secretKeyMultibase": "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq"}
MULTIKEY = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
WEB = "did:web:school.example"
DOCUMENT = {
    "id": WEB,
    "verificationMethod": [
        {"id": "#key-1", "controller": WEB, "publicKeyMultibase": MULTIKEY},
        {"id": f"{WEB}#key-2", "controller": WEB, "publicKeyMultibase": MULTIKEY},
    ],
    "assertionMethod": ["#key-1"],
}


def test_a_private_key_knows_its_public_part():
    assert read_signing_key(SECRET).public.multikey() == MULTIKEY


def test_a_public_part_of_another_key_is_refused():
    other = "z6MkjchhfUsD6mmvni8mCdXHw216Xrm9bQe2mBH1P5RDjVJG"

    with pytest.raises(InputError):
        read_signing_key({**SECRET, "publicKeyMultibase": other})


@pytest.mark.parametrize(
    "document", [{}, [], None, "x", {"kty": "oct"}, {"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA"}, {"kty": "RSA"}]
)
def test_what_is_no_key_is_refused(document):
    for read in (read_public_key, read_signing_key):
        with pytest.raises(InputError) as refused:
            read(document)
        assert refused.value.advice()


@pytest.mark.parametrize(
    "did", ["", "did:key:", "did:web:x", "did:key:abc", "did:key:z6Mk", "did:key:z111", "xdid:key:z1"]
)
def test_what_is_no_did_key_is_refused(did):
    with pytest.raises(ValueError):
        key_of_did(did)


def test_a_did_document_gives_the_keys_that_may_assert_and_no_other():
    keys = keys_of_document(DOCUMENT, WEB)

    assert [(key.method, key.issuer) for key in keys] == [(f"{WEB}#key-1", WEB)]
    assert did_key(keys[0].key) == f"did:key:{MULTIKEY}"


def test_a_key_that_somebody_else_controls_does_not_count():
    foreign = {**DOCUMENT["verificationMethod"][0], "controller": "did:web:other.example"}

    assert keys_of_document({**DOCUMENT, "verificationMethod": [foreign]}, WEB) == ()


def test_the_document_of_another_did_is_refused():
    with pytest.raises(InputError):
        keys_of_document(DOCUMENT, "did:web:other.example")


@pytest.mark.parametrize(
    ("did", "address"),
    [
        ("did:web:school.example", "https://school.example/.well-known/did.json"),
        ("did:web:school.example%3A8443:a:b", "https://school.example:8443/a/b/did.json"),
    ],
)
def test_a_did_web_has_one_address(did, address):
    assert address_of_did_web(did) == address


@pytest.mark.parametrize("did", ["did:key:z1", "did:web:", "did:web:a:..:b", "did:web:a::b", "did:web:a:b/c"])
def test_a_did_web_that_leads_elsewhere_is_refused(did):
    with pytest.raises(InputError):
        address_of_did_web(did)


@pytest.mark.parametrize("text", ["", "x1", "z0", "zI", "u=", "uA", "z" + "1" * 600, 7, None])
def test_what_is_no_multibase_is_refused(text):
    with pytest.raises(ValueError):
        multibase_decode(text)


@pytest.mark.parametrize("text", ["AA==", "A", "A/8", "AB", "é", 7])
def test_base64url_has_one_way_of_writing(text):
    with pytest.raises(ValueError):
        base64url_decode(text)
