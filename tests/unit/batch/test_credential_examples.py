"""The worked files of the credential command still give, byte for byte, what stands beside them."""

import json
import shutil
from pathlib import Path

import pytest

from corridor import cli

EXAMPLES = Path(__file__).parents[3] / "examples" / "credential"
AS_OF = ("--as-of", "2026-02-01T00:00:00Z")
LATER = ("--as-of", "2026-05-01T00:00:00Z")
ISSUED = [
    ("certificate.json", "key-ed25519.json", "eddsa-jcs-2022", "key-1", "certificate.eddsa.expected.json"),
    ("certificate.json", "key-p256.json", "ecdsa-jcs-2019", "key-2", "certificate.ecdsa.expected.json"),
    ("certificate.json", "key-ed25519.json", "vc-jose", "key-1", "certificate.expected.jwt"),
    ("claims.json", "key-p256.json", "sd-jwt", "key-2", "claims.expected.sd-jwt"),
    ("badge.json", "key-ed25519.json", "eddsa-rdfc-2022", "key-1", "badge.expected.json"),
]
TRUST = ("--trust", "trust.json")
JUDGED = [
    ("verify", "certificate.eddsa.expected.json", (*TRUST, "--status-list", "list.json"), AS_OF, 0, "verified"),
    ("verify", "certificate.eddsa.expected.json", (), AS_OF, 0, "verified_alone"),
    ("verify", "certificate.expected.jwt", (*TRUST, "--status-list", "list.json"), LATER, 0, "verified_old_list"),
    ("verify", "claims.expected.sd-jwt", TRUST, AS_OF, 0, "verified_claims"),
    ("verify", "badge.expected.json", TRUST, AS_OF, 0, "verified_badge"),
    ("verify", "certificate.changed.json", TRUST, AS_OF, 1, "verified_changed"),
    ("status", "certificate.eddsa.expected.json", (*TRUST, "--status-list", "list.json"), AS_OF, 0, "status"),
    (
        "status",
        "certificate.eddsa.expected.json",
        (*TRUST, "--status-list", "list.revoked.expected.json"),
        LATER,
        1,
        "status_revoked",
    ),
]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    shutil.copytree(EXAMPLES, tmp_path / "credential")
    monkeypatch.chdir(tmp_path / "credential")
    return tmp_path / "credential"


@pytest.mark.parametrize(("unsigned", "key", "suite", "name", "expected"), ISSUED)
def test_a_credential_is_signed_as_in_the_example(folder, unsigned, key, suite, name, expected):
    words = ["credential", "issue", unsigned, "--key", key, "--suite", suite, "--created", "2026-01-10T09:00:00Z"]

    assert cli.main([*words, "--method", f"did:web:school.example#{name}", "--out", "made"]) == 0

    assert (folder / "made").read_bytes() == (folder / expected).read_bytes()


@pytest.mark.parametrize(("action", "file", "more", "as_of", "code", "expected"), JUDGED)
def test_a_credential_is_judged_as_in_the_example(folder, capsys, action, file, more, as_of, code, expected):
    assert cli.main(["credential", action, file, *more, *as_of, "--json"]) == code

    printed = capsys.readouterr().out
    assert printed == (folder / f"{expected}.expected.json").read_text(encoding="utf-8")


def test_a_credential_is_withdrawn_as_in_the_example(folder, capsys):
    identifier = json.loads((folder / "certificate.json").read_text(encoding="utf-8"))["id"]
    sign = ["--key", "key-ed25519.json", "--created", "2026-04-20T00:00:00Z", "--out", "made"]
    words = ["credential", "revoke", identifier, "--list", "register.json", "--method", "did:web:school.example#key-1"]

    assert cli.main([*words, *sign, "--json"]) == 0

    assert capsys.readouterr().out == (folder / "revoke.expected.json").read_text(encoding="utf-8")
    assert (folder / "made").read_bytes() == (folder / "list.revoked.expected.json").read_bytes()
    assert (folder / "register.json").read_bytes() == (folder / "register.revoked.expected.json").read_bytes()
