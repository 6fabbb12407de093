"""Whatever is changed in a credential: no crash, and never a right signature for a changed content."""

import json
import random
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings, strategies as st

from corridor.engines.credentials import did_key, issue, read_signing_key, verify
from corridor.engines.credentials.jcs import jcs
from corridor.engines.credentials.multibase import base58_decode, base58_encode
from corridor.engines.credentials.status import bit_of, with_bit
from corridor.kernel.errors import InputError

NOW = datetime(2026, 2, 1, tzinfo=UTC)
KEY = read_signing_key({"secretKeyMultibase": "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq"})
DID = did_key(KEY.public)
CREDENTIAL = {
    "@context": ["https://www.w3.org/ns/credentials/v2"],
    "type": ["VerifiableCredential"],
    "issuer": DID,
    "credentialSubject": {"name": "Amina", "level": 3},
}
CLAIMS = {"vct": "v", "iss": DID, "name": "Amina", "skills": ["a", "b"]}
MUTANTS = 10_000


def signed(suite):
    unsigned = CLAIMS if suite == "sd-jwt" else CREDENTIAL
    paths = ["name", "skills[1]"] if suite == "sd-jwt" else []
    made = issue(unsigned, KEY, suite=suite, created="2026-01-10T09:00:00Z", method=DID, disclosable=paths)
    return made if isinstance(made, str) else json.dumps(made)


def mutant(rng, text):
    """A text with one to three places changed, doubled, dropped or moved."""
    letters = list(text)
    for _ in range(rng.randint(1, 3)):
        place = rng.randrange(len(letters))
        kind = rng.randrange(4)
        if kind == 0:
            letters[place] = chr(rng.choice([rng.randrange(32, 127), rng.randrange(0x3000)]))
        elif kind == 1:
            del letters[place]
        elif kind == 2:
            letters.insert(place, rng.choice('"{}[],:.~0aA='))
        else:
            other = rng.randrange(len(letters))
            letters[place:place] = letters[other : other + 20]
    return "".join(letters)


@pytest.mark.parametrize("suite", ["eddsa-jcs-2022", "vc-jose", "sd-jwt"])
def test_a_changed_credential_is_never_believed_and_never_a_crash(suite):
    rng, text = random.Random(7), signed(suite)
    claims = verify(text, as_of=NOW).claims
    refused = believed = 0

    for _ in range(MUTANTS // 3 + 1):
        try:
            result = verify(mutant(rng, text), as_of=NOW)
        except InputError:
            refused += 1
            continue
        if result.integrity.value is True:
            believed += 1
            # What is left out of an SD-JWT is withheld, not changed.
            assert jcs(result.claims) == jcs(claims)

    assert refused
    assert believed < MUTANTS // 30


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)


@settings(max_examples=30, deadline=None)
@given(st.dictionaries(st.text(), json_values, max_size=4))
def test_canonical_json_says_the_same_and_does_not_depend_on_the_order(document):
    import rfc8785

    try:
        written = jcs(document)
    except InputError:
        return
    assert written == rfc8785.dumps(document)
    assert written == jcs(dict(reversed(list(document.items()))))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=80))
def test_base58_gives_back_every_byte(data):
    assert base58_decode(base58_encode(data)) == data


@settings(max_examples=40, deadline=None)
@given(st.binary(min_size=4, max_size=40), st.data())
def test_one_bit_changes_and_no_other(bits, data):
    index = data.draw(st.integers(0, 8 * len(bits) - 1))

    changed = with_bit(bits, index)

    assert bit_of(changed, index)
    assert all(bit_of(changed, one) == bit_of(bits, one) for one in range(8 * len(bits)) if one != index)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200) | st.binary(max_size=200))
def test_any_text_is_refused_or_judged(text):
    with suppress(InputError):
        assert verify(text, as_of=NOW).integrity.value is not True
