"""EU digital credentials are verified with a seal made for these tests."""

import base64
import copy
import hashlib
import json
from datetime import UTC, datetime

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from corridor.engines.credentials import KnownKey, TrustedIssuer, TrustList, verify
from corridor.engines.credentials.keys import PublicKey
from corridor.engines.credentials.multibase import base64url_encode

NOW = datetime(2026, 2, 1, tzinfo=UTC)
ISSUER = "urn:epass:org:1"
CREDENTIAL = {
    "@context": ["https://www.w3.org/2018/credentials/v1", "http://data.europa.eu/snb/model/context/edc-ap"],
    "type": ["VerifiableCredential", "EuropeanDigitalCredential"],
    "issuer": {"id": ISSUER, "legalName": {"es": "Escuela"}},
    "issuanceDate": "2026-01-10T00:00:00Z",
    "credentialSubject": {"id": "urn:epass:person:1", "givenName": {"es": "Amina"}},
}
HEADER = {"alg": "RS256", "b64": False, "crit": ["b64", "sigT"], "sigT": "2026-01-10T09:00:00Z"}


@pytest.fixture(scope="module")
def seal():
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Test seal")])
    begun = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    dated = begun.serial_number(1).not_valid_before(datetime(2025, 1, 1)).not_valid_after(datetime(2027, 1, 1))
    return key, dated.sign(key, hashes.SHA256()).public_bytes(Encoding.DER)


@pytest.fixture(scope="module")
def sign(seal):
    key, certificate = seal

    def signed(header=HEADER, payload=CREDENTIAL):
        full = {**header, "x5c": [base64.b64encode(certificate).decode()]}
        protected = base64url_encode(json.dumps(full).encode())
        text = json.dumps(payload, ensure_ascii=False)
        if "b64" not in header:
            text = base64url_encode(text.encode())
        signature = key.sign(f"{protected}.{text}".encode(), padding.PKCS1v15(), hashes.SHA256())
        return {"payload": text, "signatures": [{"protected": protected, "signature": base64url_encode(signature)}]}

    return signed


def test_a_sealed_credential_is_whole_but_its_seal_is_nobodys_until_it_is_known(sign):
    result = verify(json.dumps(sign()), as_of=NOW)

    assert (result.integrity.value, result.issuer.value) == (True, "unknown")
    assert result.issuer.code == "certificate_unknown"
    assert (result.dates.code, result.claims["credentialSubject"]["givenName"]) == ("in_force", {"es": "Amina"})


def test_a_known_seal_is_that_of_the_issuer(seal, sign):
    key, certificate = seal
    method = f"x5t#S256:{hashlib.sha256(certificate).hexdigest()}"
    known = KnownKey(method, ISSUER, PublicKey("RSA", key.public_key()))
    trust = TrustList("2026-01-15", (TrustedIssuer(ISSUER, "School"),), (known,))

    result = verify(sign(), as_of=NOW, trust=trust)

    assert (result.issuer.value, result.trust.value) == (True, True)


def test_a_payload_in_base64url_is_verified_too(sign):
    assert verify(sign({"alg": "RS256"}), as_of=NOW).integrity.value is True


def test_one_changed_letter_fails(sign):
    document = sign()

    changed = {**document, "payload": document["payload"].replace("Amina", "Amine")}

    assert verify(changed, as_of=NOW).integrity.code == "signature_wrong"


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ({"alg": "none"}, "algorithm_refused"),
        ({"alg": "HS256"}, "algorithm_refused"),
        ({"alg": "ES256"}, "algorithm_refused"),
        ({**HEADER, "crit": ["b64", "other"], "other": 1}, "header_refused"),
        ({**HEADER, "crit": ["sigT"]}, "header_refused"),
        ({**HEADER, "crit": "b64"}, "header_refused"),
        ({**HEADER, "b64": True}, "header_refused"),
        ({"alg": "RS256", "crit": ["sigT"]}, "header_refused"),
    ],
)
def test_a_header_that_is_not_accepted_is_named(sign, header, code):
    assert verify(sign(header), as_of=NOW).integrity.code == code


@pytest.mark.parametrize(
    "change",
    [
        {"signatures": []},
        {"signatures": [7]},
        {"signatures": 7},
        {"signatures": [{"protected": "e30"}]},
        {"payload": 7},
    ],
)
def test_a_broken_envelope_is_not_believed(sign, change):
    result = verify({**sign(), **change}, as_of=NOW)

    assert result.integrity.value is False


def test_several_signatures_are_not_judged(sign):
    document = copy.deepcopy(sign())
    document["signatures"] *= 2

    assert verify(document, as_of=NOW).integrity.value == "unknown"


def test_a_sealed_text_that_is_no_credential_is_refused(sign):
    assert verify(sign(payload={"a": 1}), as_of=NOW).integrity.code == "not_credential"
    assert verify(sign(payload=[1]), as_of=NOW).integrity.code == "token_malformed"
