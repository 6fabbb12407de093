"""What a verification says of good, changed, foreign, early, late and withdrawn credentials."""

import json
from datetime import UTC, datetime

import pytest

from corridor.engines.credentials import (
    LEAST_ENTRIES,
    Binding,
    KnownKey,
    TrustedIssuer,
    TrustList,
    did_key,
    issue,
    open_status_list,
    present,
    read_signing_key,
    unsigned_list,
    verify,
    with_bit,
)
from corridor.engines.credentials.jose import sign_token
from corridor.engines.credentials.multibase import base64url_encode
from corridor.kernel.errors import InputError

NOW = datetime(2026, 2, 1, tzinfo=UTC)
CREATED = "2026-01-10T09:00:00Z"
KEY = read_signing_key({"secretKeyMultibase": "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq"})
DID = did_key(KEY.public)
METHOD = f"{DID}#{DID.removeprefix('did:key:')}"
LIST = "https://school.example/status/1"
ENTRY = {
    "type": "BitstringStatusListEntry",
    "statusPurpose": "revocation",
    "statusListIndex": "7",
    "statusListCredential": LIST,
}


def credential(**more):
    return {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiableCredential"],
        "issuer": DID,
        "credentialSubject": {"name": "Amina"},
        **more,
    }


def signed(suite="eddsa-jcs-2022", created=CREATED, **more):
    return issue(credential(**more), KEY, suite=suite, created=created, method=METHOD)


def jwt(payload=None, **header):
    return sign_token(payload or credential(), KEY, {"typ": "vc+jwt", "cty": "vc", "kid": METHOD, **header})


def judged(document, **more):
    return verify(document, **{"as_of": NOW, **more})


def status_list(*withdrawn, created=CREATED, ttl_ms=None, **more):
    bits = bytes(LEAST_ENTRIES // 8)
    for index in withdrawn:
        bits = with_bit(bits, index)
    unsigned = unsigned_list(bits, identifier=LIST, issuer=DID, valid_from=created, ttl_ms=ttl_ms)
    made = issue({**unsigned, **more}, KEY, suite="eddsa-jcs-2022", created=created, method=METHOD)
    return open_status_list(made)


# integrity


@pytest.mark.parametrize("suite", ["eddsa-jcs-2022", "vc-jose"])
def test_a_credential_as_it_was_signed_is_whole_and_its_issuers(suite):
    result = judged(signed(suite))

    assert (result.integrity.value, result.issuer.value) == (True, True)
    assert result.claims["credentialSubject"] == {"name": "Amina"}


@pytest.mark.parametrize(
    ("change", "code", "value"),
    [
        ({"credentialSubject": {"name": "Amine"}}, "signature_wrong", False),
        ({"added": 1}, "signature_wrong", False),
        ({"proof": None}, "not_secured", False),
        ({"proof": "x"}, "proof_malformed", False),
        ({"proof": [{}, {}]}, "several_proofs", "unknown"),
        ({"@context": ["https://www.w3.org/ns/credentials/v2", "x"]}, "context_changed", False),
        ({"@context": ["https://other.example"]}, "not_credential", False),
        ({"type": ["VerifiablePresentation"]}, "not_credential", False),
        ({"issuer": {}}, "not_credential", False),
    ],
)
def test_a_changed_document_is_named_exactly(change, code, value):
    result = judged({**signed(), **change})

    assert (result.integrity.code, result.integrity.value) == (code, value)
    assert result.issuer.value == "unknown"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"proofValue": "zz"}, "signature_wrong"),
        ({"proofValue": "z0"}, "proof_malformed"),
        ({"proofValue": 7}, "proof_malformed"),
        ({"proofPurpose": "authentication"}, "proof_malformed"),
        ({"created": "yesterday"}, "proof_malformed"),
        ({"created": "2026-01-11T09:00:00Z"}, "signature_wrong"),
        ({"cryptosuite": "ecdsa-jcs-2019"}, "key_misfit"),
        ({"cryptosuite": "eddsa-rdfc-2022"}, "suite_unknown"),
        ({"verificationMethod": "did:web:school.example#1"}, "key_unknown"),
        ({"verificationMethod": f"{DID}#other"}, "key_unknown"),
        ({"type": "Other"}, "proof_malformed"),
    ],
)
def test_a_changed_proof_is_named_exactly(change, code):
    document = signed()

    result = judged({**document, "proof": {**document["proof"], **change}})

    assert result.integrity.code == code
    assert result.integrity.value is not True


@pytest.mark.parametrize(
    ("token", "code"),
    [
        (jwt(alg="none"), "algorithm_refused"),
        (jwt(alg="HS256"), "algorithm_refused"),
        (jwt(alg="ES256"), "algorithm_refused"),
        (jwt(typ="JWT"), "header_refused"),
        (jwt(typ="vp+jwt"), "header_refused"),
        (jwt(cty="vp"), "header_refused"),
        (jwt(crit=["b64"]), "header_refused"),
        (jwt(zip="DEF"), "header_refused"),
        (jwt({"vc": credential(), **credential()}), "claim_refused"),
        (jwt({**credential(), "iss": "did:web:other.example"}), "claim_refused"),
        (jwt({"sub": "x"}), "not_credential"),
        (jwt(kid="did:web:school.example#1"), "key_unknown"),
        (jwt()[:-4] + "AAAA", "signature_wrong"),
        ("e30.e30.", "algorithm_refused"),
        ("W10.e30.AA", "token_malformed"),
        ("!.e30.AA", "token_malformed"),
    ],
)
def test_a_token_of_the_wrong_form_is_named_exactly(token, code):
    result = judged(token)

    assert result.integrity.code == code
    assert result.integrity.value is not True


def test_the_key_of_somebody_else_is_integrity_without_an_issuer():
    result = judged(signed(issuer="did:web:ministry.example"))

    assert (result.integrity.value, result.issuer.code) == (True, "issuer_other")


def test_an_enveloped_credential_is_taken_out_of_its_envelope():
    enveloped = {"type": "EnvelopedVerifiableCredential", "id": "data:application/vc+jwt," + jwt()}

    assert judged(enveloped).integrity.value is True


@pytest.mark.parametrize(
    "document",
    [
        b" " * 50_000_000,
        "[" * 10_000 + "]" * 10_000,
        '{"a":' * 10_000 + "1" + "}" * 10_000,
        '{"a": 1, "a": 2}',
        '{"a": NaN}',
        '{"a": ' + "9" * 5_000 + "}",
        "[]",
        "",
        "words",
        b"\xff\xfe",
        "a.b",
        '{"a": "\\ud800"',
        {"type": "EnvelopedVerifiableCredential", "id": "data:text/plain,x"},
    ],
    ids=lambda value: str(value)[:12],
)
def test_what_is_no_credential_is_refused_quickly(document):
    with pytest.raises(InputError) as refused:
        judged(document)

    assert refused.value.advice()


def test_a_document_in_memory_that_is_too_deep_or_too_large_is_refused():
    deep = {}
    for _ in range(5_000):
        deep = {"a": deep}

    for document in (deep, {"a": "x" * 300_000}):
        with pytest.raises(InputError):
            judged(document)


# SD-JWT


def sd_jwt(**more):
    claims = {
        "vct": "https://school.example/types/masonry",
        "iss": DID,
        "name": "Amina",
        "address": {"city": "Salé", "country": "MA"},
        "skills": ["build", "plan"],
        **more,
    }
    paths = ["name", "address", "address.city", "skills[1]"]
    return issue(claims, KEY, suite="sd-jwt", created=CREATED, method=METHOD, disclosable=paths)


def test_the_holder_shows_members_and_list_entries_that_she_chooses():
    token = sd_jwt()

    everything = judged(token).claims
    little = judged(present(token, show=["plan"])).claims
    nested = judged(present(token, show=["address"])).claims

    assert everything["address"] == {"city": "Salé", "country": "MA"}
    assert (everything["skills"], everything["name"]) == (["build", "plan"], "Amina")
    assert (little["skills"], "name" in little, "address" in little) == (["build", "plan"], False, False)
    assert (nested["address"], nested["skills"]) == ({"country": "MA"}, ["build"])


@pytest.mark.parametrize("name", ["iss", "vct", "exp", "nbf", "cnf", "status", "validUntil"])
def test_what_a_verifier_must_see_is_never_disclosable(name):
    claims = {"vct": "v", "iss": DID, "exp": 1, "nbf": 1, "cnf": {}, "status": {}, "validUntil": "x"}

    with pytest.raises(InputError) as refused:
        issue(claims, KEY, suite="sd-jwt", created=CREATED, method=METHOD, disclosable=[name])

    assert name in refused.value.sentence()


@pytest.mark.parametrize("name", ["iss", "vct", "exp", "nbf", "cnf", "status", "validUntil"])
def test_a_foreign_token_that_hides_what_must_be_seen_is_not_believed(name):
    import hashlib

    disclosure = base64url_encode(json.dumps(["salt", name, 1]).encode())
    digest = base64url_encode(hashlib.sha256(disclosure.encode()).digest())
    claims = {"vct": "v", "iss": DID, "_sd": [digest]}
    token = sign_token(claims, KEY, {"typ": "dc+sd-jwt", "kid": METHOD})

    result = judged(f"{token}~{disclosure}~")

    assert result.integrity.value is False
    assert result.integrity.code in {"claim_refused", "disclosure_wrong"}


def test_a_disclosure_that_belongs_elsewhere_or_comes_twice_is_not_believed():
    token, first, *_rest = sd_jwt().split("~")
    foreign = base64url_encode(b'["salt","role","engineer"]')

    for disclosures in ([foreign], [first, first], ["!"], [base64url_encode(b'["only"]')]):
        assert judged("~".join([token, *disclosures, ""])).integrity.code == "disclosure_wrong"


def test_the_proof_of_the_holders_key_is_asked_for_and_held_against_nonce_audience_and_content():
    asked = Binding("n1", "https://employer.example")
    token = sd_jwt(cnf={"jwk": dict(KEY.public.jwk())})
    shown = present(token, show=["name"], holder=KEY, binding=asked, created=NOW)
    more_shown = "~".join([*token.split("~")[:-1], shown.rpartition("~")[2]])
    without = present(token, show=["name"])

    assert judged(shown, binding=asked).integrity.value is True
    assert judged(without, binding=asked).integrity.code == "binding_missing"
    assert judged(without).integrity.value is True
    assert judged(shown, binding=Binding("n2", asked.audience)).integrity.params == {"name": "nonce"}
    assert judged(shown, binding=Binding("n1", "https://x.example")).integrity.params == {"name": "aud"}
    assert judged(more_shown, binding=asked).integrity.params == {"name": "sd_hash"}


def test_a_passport_of_another_person_is_not_bound_to_her_key():
    asked = Binding("n1", "https://employer.example")
    holder = read_signing_key({"secretKeyMultibase": "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq"})
    shown = present(sd_jwt(), show=[], holder=holder, binding=asked, created=NOW)

    assert judged(shown, binding=asked).integrity.code == "binding_wrong"


# trust


def trust(**limits):
    return TrustList("2026-01-15", (TrustedIssuer(DID, "School", **limits),))


@pytest.mark.parametrize(
    ("listed", "code", "value"),
    [
        (None, "no_trust_list", "unknown"),
        (trust(), "listed", True),
        (TrustList("2026-01-15", ()), "not_listed", False),
        (trust(valid_until=datetime(2025, 12, 31, tzinfo=UTC)), "outside_period", False),
        (trust(valid_from=datetime(2026, 1, 20, tzinfo=UTC)), "outside_period", False),
        (trust(valid_until=datetime(2026, 1, 20, tzinfo=UTC)), "listed", True),
    ],
)
def test_trust_is_the_readers_list_for_the_day_of_the_signature(listed, code, value):
    result = judged(signed(), trust=listed)

    assert (result.trust.code, result.trust.value) == (code, value)


def test_trust_says_nothing_of_a_credential_that_was_changed():
    assert judged({**signed(), "name": "x"}, trust=trust()).trust.code == "trust_unproven"


def test_a_known_key_shows_the_issuer_of_a_web_address():
    known = KnownKey("https://school.example/key", "https://school.example", KEY.public)
    document = issue(
        credential(issuer="https://school.example"), KEY, suite="eddsa-jcs-2022", created=CREATED, method=known.method
    )

    assert judged(document).integrity.code == "key_unknown"
    assert judged(document, known_keys=[known]).issuer.value is True


def test_a_key_that_somebody_else_published_under_the_issuers_name_does_not_count():
    method, issuer = "did:web:ministry.example#key-1", "did:web:ministry.example"
    foreign = KnownKey(method, "did:web:forger.example", KEY.public)
    document = issue(credential(issuer=issuer), KEY, suite="eddsa-jcs-2022", created=CREATED, method=method)

    result = judged(document, known_keys=[foreign])

    assert result.integrity.value is not True
    assert result.issuer.value is not True


# dates


@pytest.mark.parametrize(
    ("dates", "code", "value"),
    [
        ({}, "no_limits", True),
        ({"validFrom": "2026-02-01T00:00:00Z"}, "in_force", True),
        ({"validFrom": "2026-02-01T00:00:01Z"}, "not_yet", False),
        ({"validUntil": "2026-02-01T00:00:00Z"}, "in_force", True),
        ({"validUntil": "2026-01-31T23:59:59Z"}, "expired", False),
        ({"validUntil": "2026-13-01T00:00:00Z"}, "date_malformed", False),
        ({"validUntil": "2026-12-01"}, "date_malformed", False),
        ({"validFrom": 7}, "date_malformed", False),
    ],
)
def test_dates_are_those_of_the_credential(dates, code, value):
    result = judged(signed(**dates))

    assert (result.dates.code, result.dates.value, result.integrity.value) == (code, value, True)


@pytest.mark.parametrize(
    ("claims", "code"),
    [
        ({"exp": 1}, "expired"),
        ({"nbf": 4_000_000_000}, "not_yet"),
        ({"exp": 4_000_000_000, "nbf": 1}, "in_force"),
        ({"exp": "4000000000"}, "date_malformed"),
        ({"nbf": True}, "date_malformed"),
        ({"exp": 1e300}, "date_malformed"),
        ({"iat": "2026-01-01T00:00:00Z"}, "no_limits"),
    ],
)
def test_dates_of_a_token_are_numbers_but_for_the_moment_of_signing(claims, code):
    result = judged(jwt({**credential(), **claims}))

    assert (result.dates.code, result.integrity.value) == (code, True)


# status


@pytest.mark.parametrize(
    ("lists", "code", "value"),
    [
        ([], "list_missing", "unknown"),
        ([status_list()], "not_withdrawn", True),
        ([status_list(7)], "withdrawn", False),
        ([status_list(6, 8)], "not_withdrawn", True),
        ([status_list(ttl_ms=1_000)], "list_old", "unknown"),
        ([status_list(7, ttl_ms=1_000)], "withdrawn", False),
        ([status_list(validUntil="2026-01-20T00:00:00Z")], "list_old", "unknown"),
        ([status_list(), status_list(7, created="2026-01-20T00:00:00Z")], "withdrawn", False),
        ([status_list(issuer="did:web:other.example")], "list_unproven", "unknown"),
    ],
)
def test_status_is_what_the_newest_list_of_the_issuer_says(lists, code, value):
    result = judged(signed(credentialStatus=ENTRY), status_lists=lists)

    assert (result.status.code, result.status.value) == (code, value)


def test_the_age_of_the_list_is_stated():
    sentence = judged(signed(credentialStatus=ENTRY), status_lists=[status_list()]).status.sentence()

    assert "2026-01-10" in sentence
    assert "21 days" in sentence


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ({**ENTRY, "statusListIndex": str(LEAST_ENTRIES)}, "index_outside"),
        ({**ENTRY, "statusListIndex": "-1"}, "index_outside"),
        ({**ENTRY, "statusListIndex": "٧"}, "index_outside"),
        ({**ENTRY, "statusPurpose": "suspension"}, "list_missing"),
        ({"type": "StatusList2021Entry"}, "status_unknown"),
        ("x", "status_unknown"),
        ([ENTRY, {**ENTRY, "statusListIndex": "x"}], "index_outside"),
    ],
)
def test_a_status_that_cannot_be_read_is_unknown_and_not_good(entry, code):
    result = judged(signed(credentialStatus=entry), status_lists=[status_list()])

    assert (result.status.code, result.status.value) == (code, "unknown")


@pytest.mark.parametrize("encoded", ["", "u", "z111", "uAAAA", 7, None])
def test_a_list_that_cannot_be_read_is_refused(encoded):
    unsigned = dict(unsigned_list(bytes(LEAST_ENTRIES // 8), identifier=LIST, issuer=DID, valid_from=CREATED))
    unsigned["credentialSubject"] = {**unsigned["credentialSubject"], "encodedList": encoded}

    with pytest.raises(InputError):
        open_status_list(issue(unsigned, KEY, suite="eddsa-jcs-2022", created=CREATED, method=METHOD))


def test_a_list_that_is_too_short_to_hide_anybody_is_refused():
    with pytest.raises(InputError):
        unsigned_list(bytes(LEAST_ENTRIES // 8 - 1), identifier=LIST, issuer=DID, valid_from=CREATED)


def test_a_list_that_was_changed_does_not_count():
    made = issue(
        unsigned_list(bytes(LEAST_ENTRIES // 8), identifier=LIST, issuer=DID, valid_from=CREATED),
        KEY,
        suite="eddsa-jcs-2022",
        created=CREATED,
        method=METHOD,
    )

    held = open_status_list({**made, "name": "changed"})

    assert judged(signed(credentialStatus=ENTRY), status_lists=[held]).status.code == "list_unproven"


# issuing


@pytest.mark.parametrize(
    "change",
    [{"suite": "none"}, {"suite": "ecdsa-jcs-2019"}, {"created": "2026-01-10"}, {"created": "soon"}],
)
def test_a_suite_or_moment_that_does_not_fit_is_refused(change):
    with pytest.raises(InputError) as refused:
        issue(credential(), KEY, **{"suite": "eddsa-jcs-2022", "created": CREATED, "method": METHOD, **change})

    assert refused.value.advice()


@pytest.mark.parametrize("change", [{"proof": {}}, {"type": []}, {"issuer": ""}, {"credentialSubject": []}])
def test_a_document_that_is_no_unsigned_credential_is_refused(change):
    with pytest.raises(InputError):
        signed(**change)


def test_every_result_has_a_value_a_sentence_and_a_code():
    document = judged(signed()).document()

    assert list(document) == ["integrity", "issuer", "trust", "dates", "status"]
    for result in document.values():
        assert result["value"] in {True, False, "unknown"}
        assert result["reason"].endswith(".")
        assert "%(" not in result["reason"]
