"""Credentials that a school elsewhere signed count here once its DID document was handed in."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from corridor.access.roles import Role
from corridor.core.models import AuditEntry
from corridor.delivery.skills.models import KnownIssuer
from corridor.delivery.skills.runs import verifier_pack, verify
from corridor.delivery.skills.services import current_keys, forget_issuer, keep_issuer
from corridor.engines.credentials import did_key, issue, read_signing_key
from corridor.kernel.errors import NotPermitted
from tests.factories.access import make_member
from tests.factories.skills import make_known_issuer

pytestmark = pytest.mark.django_db
KEY = read_signing_key({"secretKeyMultibase": "z42tqrNGyzyXRzotAYn43UhcFtzDUVdxJ7461fwrfhBPLmfY"})
DID = "did:web:school.example"
MULTIBASE = did_key(KEY.public).removeprefix("did:key:")
DOCUMENT = {
    "id": DID,
    "verificationMethod": [{"id": f"{DID}#1", "type": "Multikey", "controller": DID, "publicKeyMultibase": MULTIBASE}],
    "assertionMethod": [f"{DID}#1"],
}
CERTIFICATE = {
    "@context": ["https://www.w3.org/ns/credentials/v2"],
    "type": ["VerifiableCredential"],
    "issuer": {"id": DID, "name": "School of Masonry"},
    "validFrom": "2026-01-10T00:00:00Z",
    "credentialSubject": {"name": "Amina Example"},
}


@pytest.fixture
def administrator():
    return make_member(Role.ADMINISTRATOR)


def given(document=DOCUMENT):
    return SimpleUploadedFile("did.json", json.dumps(document).encode())


def fields(**changes):
    plain = {"did": DID, "name": "School of Masonry", "read_on_date": "2026-01-15", "source": "Its web site"}
    return {**plain, "file": given(), **changes}


def trust_of_a_certificate():
    current_keys(organisations=[None])
    signed = issue(CERTIFICATE, KEY, suite="ecdsa-jcs-2019", created="2026-02-01T00:00:00Z", method=f"{DID}#1")
    pack = verifier_pack(as_of=timezone.now())
    return verify(signed, as_of=timezone.now(), trust=pack["trust"])


def test_a_certificate_is_unknown_until_its_issuer_is_and_then_trusted(administrator, sign_in):
    before = trust_of_a_certificate()

    answer = sign_in(administrator).post(reverse("skills:known_issuers"), fields())

    after = trust_of_a_certificate()
    assert answer.status_code == 302
    assert (before.integrity.code, before.trust.value) == ("key_unknown", "unknown")
    assert (after.integrity.code, after.issuer.code, after.trust.code) == ("signed", "issuer_bound", "listed")
    assert AuditEntry.objects.filter(action="skills.issuer_known").count() == 1


def test_a_newer_document_takes_the_place_of_the_older_and_an_issuer_taken_off_counts_no_longer(administrator, sign_in):
    client = sign_in(administrator)
    for name in ("School", "School of Masonry"):
        assert client.post(reverse("skills:known_issuers"), fields(name=name, file=given())).status_code == 302
    row = KnownIssuer.objects.get()
    assert row.name == "School of Masonry"

    client.post(reverse("skills:known_issuer_remove", args=[row.pk]))

    assert trust_of_a_certificate().integrity.code == "key_unknown"
    assert not KnownIssuer.objects.exists()


def test_outside_its_dates_an_issuer_does_not_count(administrator):
    make_known_issuer(did=DID, document=DOCUMENT, valid_until_date=timezone.datetime(2025, 12, 31).date())

    assert trust_of_a_certificate().trust.code == "outside_period"


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"file": SimpleUploadedFile("did.json", b"{")}, "JSON"),
        ({"file": SimpleUploadedFile("did.json", b"[1]")}, "not a JSON object"),
        ({"file": SimpleUploadedFile("did.json", b"[" * 300_000)}, "256"),
        ({"file": given({**DOCUMENT, "id": "did:web:other.example"})}, "did:web:other.example"),
        ({"file": given({"id": DID})}, "no key"),
        ({"file": ""}, "no key"),
        ({"did": "https://school.example"}, "did:web"),
        ({"did": "did:key:zNothing", "file": ""}, "did:key"),
        ({"valid_from_date": "2026-02-01", "valid_until_date": "2026-01-01"}, "ends"),
        ({"name": ""}, "required"),
    ],
)
def test_what_is_no_document_of_the_issuer_is_refused_and_nothing_is_kept(administrator, sign_in, changes, word):
    answer = sign_in(administrator).post(reverse("skills:known_issuers"), fields(**changes))

    assert answer.status_code == 422
    assert word.lower() in answer.content.decode().lower()
    assert not KnownIssuer.objects.exists()


def test_only_who_looks_after_keys_says_whose_credentials_count():
    counsellor = make_member(Role.COUNSELLOR)
    row = make_known_issuer()

    with pytest.raises(NotPermitted):
        keep_issuer(issuer=KnownIssuer(did=DID), file=None, by=counsellor)
    with pytest.raises(NotPermitted):
        forget_issuer(issuer=row, by=counsellor)
