"""Credentials as the W3C published them, and a second implementation, openvc, that must agree."""

import copy
import csv
import hashlib
import json
from datetime import UTC, datetime
from importlib.resources import files

import jwt
import pytest
from openvc import Ed25519SigningKey, P256SigningKey, P384SigningKey
from openvc.proof.di_jcs import EcdsaJcsProofSuite, EddsaJcsProofSuite
from openvc.proof.sd_jwt import SdJwtVcProofSuite

from corridor.batch.credential_contexts import contexts
from corridor.engines.credentials import (
    Binding,
    decode_bits,
    did_key,
    issue,
    key_of_did,
    present,
    read_public_key,
    read_signing_key,
    verify,
)
from corridor.engines.credentials.rdf import quads

NOW = datetime(2026, 2, 1, tzinfo=UTC)
CREATED = "2026-01-10T09:00:00Z"
SECRETS = {
    "Ed25519": {"secretKeyMultibase": "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq"},
    "P-256": {"kty": "EC", "crv": "P-256", "d": "jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI"},
    "P-384": {"kty": "EC", "crv": "P-384", "d": "ZMTOC7CmIzqsJRN6NK0iVdYK0pEZSPAEtS1ENxhv9WvlFBIAlfZbbCwS3fuGm5aP"},
}
BACKENDS = {"Ed25519": Ed25519SigningKey, "P-256": P256SigningKey, "P-384": P384SigningKey}


def signing_key(kind):
    """A fixed key whose public part is computed from the private one."""
    secret = SECRETS[kind]
    if "kty" not in secret:
        return read_signing_key(secret)
    from cryptography.hazmat.primitives.asymmetric import ec

    from corridor.engines.credentials.keys import PublicKey, SigningKey
    from corridor.engines.credentials.multibase import base64url_decode

    curve = {"P-256": ec.SECP256R1(), "P-384": ec.SECP384R1()}[kind]
    key = ec.derive_private_key(int.from_bytes(base64url_decode(secret["d"]), "big") % 2**255, curve)
    return SigningKey(PublicKey(kind, key.public_key()), key)


def second_key(kind, method):
    """The same key for openvc."""
    from corridor.engines.credentials.multibase import base64url_encode

    ours = signing_key(kind)
    jwk = {**ours.public.jwk(), "d": base64url_encode(ours.secret())}
    return BACKENDS[kind].from_jwk(jwk, method)


def credential(issuer):
    return {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiableCredential"],
        "issuer": issuer,
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {"id": "did:example:amina", "name": "Amina بناء 😀", "level": 3, "share": 0.25},
    }


def method_of(kind):
    did = did_key(signing_key(kind).public)
    return did, f"{did}#{did.removeprefix('did:key:')}"


@pytest.fixture
def vectors(shared_data):
    folder = shared_data / "data" / "credentials"
    return lambda name: json.loads((folder / name).read_text(encoding="utf-8"))


def test_the_signer_gives_the_published_proof_byte_for_byte(vectors):
    signed = vectors("eddsa-jcs-2022/signedJCS.json")
    proof = signed["proof"]

    ours = issue(
        vectors("unsigned.json"),
        read_signing_key(vectors("keyPair.json")),
        suite="eddsa-jcs-2022",
        created=proof["created"],
        method=proof["verificationMethod"],
    )

    assert ours == signed
    assert list(ours) == list(signed)


def test_the_published_credential_verifies_but_its_key_is_not_its_issuers(vectors):
    result = verify(vectors("eddsa-jcs-2022/signedJCS.json"), as_of=NOW)

    assert (result.integrity.value, result.issuer.value, result.trust.value) == (True, False, "unknown")


@pytest.mark.parametrize("path", [("name",), ("credentialSubject", "alumniOf"), ("issuer",), ("validFrom",), ("id",)])
def test_one_changed_letter_of_the_published_credential_fails(vectors, path):
    signed = vectors("eddsa-jcs-2022/signedJCS.json")
    place = signed
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = place[path[-1]][:-1] + "X"

    assert verify(signed, as_of=NOW).integrity.code == "signature_wrong"


EXAMPLES = {
    "https://www.w3.org/ns/credentials/examples/v2": {
        "@context": {"@vocab": "https://www.w3.org/ns/credentials/examples#"}
    }
}


def test_the_published_proof_over_rdf_verifies_and_is_reproduced_byte_for_byte(vectors, shared_data):
    signed = vectors("eddsa-rdfc-2022/signedDataInt.json")
    known = {**contexts(), **EXAMPLES}
    unsigned = {name: value for name, value in signed.items() if name != "proof"}
    key = read_signing_key(vectors("keyPair.json"))
    published = (shared_data / "data/credentials/eddsa-rdfc-2022/canonDocDataInt.txt").read_text(encoding="utf-8")

    ours = issue(
        unsigned,
        key,
        suite="eddsa-rdfc-2022",
        created=signed["proof"]["created"],
        method=signed["proof"]["verificationMethod"],
        contexts=known,
    )

    assert quads(unsigned, known).decode() == published
    assert ours["proof"]["proofValue"] == signed["proof"]["proofValue"]
    assert verify(signed, as_of=NOW, contexts=known).integrity.value is True
    assert verify({**signed, "name": "Alumni credential"}, as_of=NOW, contexts=known).integrity.value is False


def test_a_published_credential_whose_context_is_not_kept_here_is_not_judged(vectors):
    result = verify(vectors("eddsa-rdfc-2022/employ/signedDataInt.json"), as_of=NOW, contexts=contexts())

    assert (result.integrity.value, result.integrity.code) == ("unknown", "context_unknown")


def test_the_packaged_contexts_are_the_published_ones():
    folder = files("corridor.batch.data").joinpath("contexts")
    rows = list(csv.DictReader(folder.joinpath("contexts.csv").read_text(encoding="utf-8").splitlines()))

    # VC Data Model 2.0, appendix B.1, prints the digest of its context.
    assert rows[0]["sha256"] == "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734"
    for row in rows:
        assert hashlib.sha256(folder.joinpath(row["file"]).read_bytes()).hexdigest() == row["sha256"]


def test_the_published_did_keys_are_the_published_points(vectors):
    points = vectors("nist-curves.did-to-jwk.json")

    assert len(points) == 6
    for did, jwk in points.items():
        assert key_of_did(did).jwk() == jwk
        assert did_key(read_public_key(jwk)) == did


def test_the_published_empty_status_list_has_131072_entries():
    published = "uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA"

    assert decode_bits(published) == bytes(16_384)


@pytest.mark.parametrize("kind", ["Ed25519", "P-256", "P-384"])
def test_what_we_sign_over_canonical_json_openvc_verifies_and_the_other_way_round(kind):
    did, method = method_of(kind)
    suite = EddsaJcsProofSuite() if kind == "Ed25519" else EcdsaJcsProofSuite()
    name = "eddsa-jcs-2022" if kind == "Ed25519" else "ecdsa-jcs-2019"
    ours = issue(credential(did), signing_key(kind), suite=name, created=CREATED, method=method)
    theirs = suite.add_proof(
        credential(did), signing_key=second_key(kind, method), verification_method=method, created=NOW
    )

    suite.verify(copy.deepcopy(ours), public_key_jwk=dict(signing_key(kind).public.jwk()), now=NOW)
    result = verify(theirs, as_of=NOW)

    assert (result.integrity.value, result.issuer.value) == (True, True)
    assert verify(ours, as_of=NOW).integrity.value is True


@pytest.mark.parametrize("kind", ["Ed25519", "P-256"])
def test_a_jwt_of_ours_is_one_for_pyjwt_and_the_other_way_round(kind):
    did, method = method_of(kind)
    key, alg = signing_key(kind), signing_key(kind).public.algorithm
    ours = issue(credential(did), key, suite="vc-jose", created=CREATED, method=method)
    header = {"typ": "vc+jwt", "cty": "vc", "kid": method}
    theirs = jwt.encode({**credential(did), "iat": CREATED}, key.key, algorithm=alg, headers=header)

    read = jwt.decode(ours, key.public.key, algorithms=[alg])

    assert {**credential(did), "iat": read["iat"]} == read
    with pytest.raises(jwt.InvalidSignatureError):
        jwt.decode(ours[:-8] + "AAAAAAAA", key.public.key, algorithms=[alg])
    # An `iat` that is a text is in the W3C's own positive cases.
    assert verify(theirs, as_of=NOW).integrity.value is True


def test_an_sd_jwt_with_key_binding_is_one_for_openvc():
    did, method = method_of("P-256")
    holder = signing_key("Ed25519")
    claims = {"vct": "https://school.example/types/masonry", "iss": did, "name": "Amina", "year": 1998}
    claims["cnf"] = {"jwk": dict(holder.public.jwk())}
    token = issue(
        claims, signing_key("P-256"), suite="sd-jwt", created=CREATED, method=method, disclosable=["name", "year"]
    )
    shown = present(token, show=["name"], holder=holder, binding=Binding("n1", "https://employer.example"), created=NOW)

    read = SdJwtVcProofSuite().verify(
        shown,
        public_key_jwk=dict(signing_key("P-256").public.jwk()),
        audience="https://employer.example",
        nonce="n1",
        require_key_binding=True,
        now=NOW,
    )

    assert read.claims["name"] == "Amina"
    assert "year" not in read.claims


def test_an_sd_jwt_of_openvc_verifies_with_its_key_binding():
    did, method = method_of("P-256")
    holder = signing_key("Ed25519")
    suite = SdJwtVcProofSuite()
    token = suite.issue(
        {"iss": did, "name": "Amina", "year": 1998},
        signing_key=second_key("P-256", method),
        disclosable=["name", "year"],
        holder_jwk=dict(holder.public.jwk()),
        vct="https://school.example/types/masonry",
    )
    shown = suite.create_presentation(
        token, holder_key=second_key("Ed25519", "holder"), audience="https://employer.example", nonce="n1"
    )

    result = verify(shown, as_of=NOW, binding=Binding("n1", "https://employer.example"))

    assert (result.integrity.code, result.issuer.value) == ("signed", True)
    assert (result.claims["name"], result.claims["year"]) == ("Amina", 1998)
    assert verify(shown, as_of=NOW, binding=Binding("n2", "x")).integrity.code == "binding_wrong"
