"""A credential fits into one QR code and comes out of it as it was, or not at all."""

import json
import zlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
import segno

from corridor.engines.credentials import verify
from corridor.engines.credentials.offline import base45_decode, base45_encode, pack, unpack
from corridor.kernel.errors import InputError

EXAMPLE = Path(__file__).parents[4] / "examples" / "credential" / "certificate.eddsa.expected.json"


@pytest.mark.parametrize(
    ("plain", "written"),
    [(b"AB", "BB8"), (b"Hello!!", "%69 VD92EX0"), (b"base-45", "UJCLQE7W581"), (b"ietf!", "QED8WEX0")],
)
def test_base45_is_that_of_the_standard(plain, written):
    assert base45_encode(plain) == written
    assert base45_decode(written) == plain


def test_a_signed_credential_comes_back_out_of_its_code_with_its_signature():
    document = json.loads(EXAMPLE.read_text(encoding="utf-8"))

    code = pack(document)

    assert unpack(code) == document
    # Without the key of the school the proof cannot be judged, but nothing in it was lost.
    assert verify(unpack(code), as_of=datetime(2026, 2, 1, tzinfo=UTC)).integrity.code == "key_unknown"


def test_the_code_of_a_certificate_is_small_enough_to_print():
    code = segno.make(pack(json.loads(EXAMPLE.read_text(encoding="utf-8"))), error="m")

    assert code.mode == "alphanumeric"
    assert code.version <= 25


def packed(data):
    return "CR1:" + base45_encode(data)


@pytest.mark.parametrize(
    "code",
    [
        "",
        "HC1:BB8",
        "CR1:",
        "CR1:a",
        "CR1:0",
        "CR1:GGW",
        packed(b"not zlib"),
        packed(zlib.compress(b"[]")),
        packed(zlib.compress(b"{") + b"more"),
        packed(zlib.compress(b'{"a":1}')[:-3]),
        packed(zlib.compress(b" " * 20_000_000)),
        "CR1:" + "0" * 300_000,
    ],
    ids=range(12),
)
def test_a_code_that_is_broken_cut_or_a_bomb_is_refused(code):
    with pytest.raises(InputError) as refused:
        unpack(code)

    assert refused.value.advice()


@pytest.mark.parametrize("text", ["a", "0", "0000", "GGW", "::", "é0"])
def test_what_is_no_base45_is_refused(text):
    with pytest.raises(ValueError):
        base45_decode(text)
