"""Proofs over canonical RDF: nothing is left out of the signature, nothing is fetched, nothing takes forever."""

import copy
import sys
from datetime import UTC, datetime

import pytest

from corridor.batch.credential_contexts import contexts
from corridor.engines.credentials import did_key, issue, read_signing_key, verify
from corridor.kernel.errors import DataUnavailable, InputError

NOW = datetime(2026, 2, 1, tzinfo=UTC)
KEY = read_signing_key({"secretKeyMultibase": "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq"})
DID = did_key(KEY.public)
OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
BADGE = {
    "@context": ["https://www.w3.org/ns/credentials/v2", OPEN_BADGES],
    "id": "urn:uuid:1",
    "type": ["VerifiableCredential", "OpenBadgeCredential"],
    "issuer": {"id": DID, "type": ["Profile"], "name": "School"},
    "validFrom": "2026-01-10T00:00:00Z",
    "credentialSubject": {
        "type": ["AchievementSubject"],
        "achievement": {
            "id": "urn:uuid:2",
            "type": ["Achievement"],
            "name": "Masonry",
            "description": "Walls",
            "criteria": {"narrative": "A wall"},
        },
    },
}


def signed(document=BADGE, **change):
    how = {"suite": "eddsa-rdfc-2022", "created": "2026-01-10T09:00:00Z", "method": f"{DID}#{DID[8:]}"}
    return issue({**document, **change}, KEY, contexts=contexts(), **how)


def judged(document):
    return verify(document, as_of=NOW, contexts=contexts()).integrity


def with_member(document, path, name, value):
    changed = copy.deepcopy(document)
    place = changed
    for step in path:
        place = place[step]
    place[name] = value
    return changed


def test_an_open_badge_is_signed_and_verified_without_a_network():
    assert (judged(signed()).value, signed()) == (True, signed())


def test_members_in_another_order_say_the_same():
    badge = signed()

    assert judged(dict(reversed(badge.items()))).value is True


@pytest.mark.parametrize(
    ("path", "name", "value", "code"),
    [
        (("credentialSubject", "achievement"), "name", "Masonrx", "signature_wrong"),
        (("issuer",), "name", "Ministry", "signature_wrong"),
        ((), "validFrom", "2025-01-10T00:00:00Z", "signature_wrong"),
        # What no context defines is not in the graph: added to a signed badge, it would be believed.
        ((), "grade", "excellent", "term_undefined"),
        (("credentialSubject",), "honours", True, "term_undefined"),
        ((), "type", ["VerifiableCredential", "OpenBadgeCredential", "Licence"], "term_undefined"),
        (("credentialSubject",), "id", "somebody", "term_undefined"),
        (("credentialSubject",), "id", "_:b0", "term_undefined"),
        ((), "@context", [*BADGE["@context"], "https://attacker.example/v1"], "context_unknown"),
        ((), "@context", [*BADGE["@context"], {"grade": "https://schema.org/grade"}], "context_unknown"),
        (("credentialSubject",), "@context", {"grade": "https://schema.org/grade"}, "context_unknown"),
    ],
)
def test_what_was_changed_or_is_not_covered_is_never_believed(path, name, value, code):
    found = judged(with_member(signed(), path, name, value))

    assert found.code == code
    assert found.value is not True


def test_an_undefined_member_is_refused_before_it_is_signed():
    with pytest.raises(InputError, match="No context defines") as refused:
        signed(with_member(BADGE, ("credentialSubject",), "honours", "first class"))

    assert refused.value.params["name"] == "honours"


def test_a_graph_made_to_take_long_is_refused_at_once():
    # Two equal halves of nine equal leaves: trying their orders would take 2 x 9! steps.
    half = {"type": ["Achievement"], "name": "a", "alignment": [{"type": ["Alignment"], "targetName": "b"}] * 9}
    subject = {"type": ["AchievementSubject"], "achievement": [half, half]}

    found = judged({**signed(), "credentialSubject": subject})

    assert found.code == "graph_refused"


def test_without_contexts_or_without_the_extra_no_such_proof_is_judged(monkeypatch):
    badge = signed()

    assert verify(badge, as_of=NOW).integrity.code == "suite_unknown"
    monkeypatch.setitem(sys.modules, "pyld", None)
    assert judged(badge).code == "suite_unknown"
    with pytest.raises(DataUnavailable, match="extra openbadges"):
        signed()
