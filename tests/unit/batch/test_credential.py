"""The credential command refuses what it cannot use, and names the file and the value."""

import json
import shutil
from pathlib import Path

import pytest

from corridor import cli

EXAMPLES = Path(__file__).parents[3] / "examples" / "credential"
GOOD = "certificate.eddsa.expected.json"
SIGN = ["--key", "key-ed25519.json", "--created", "2026-01-10T09:00:00Z", "--method", "did:web:x#1", "--out", "made"]


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    shutil.copytree(EXAMPLES, tmp_path / "credential")
    monkeypatch.chdir(tmp_path / "credential")
    return tmp_path / "credential"


def write(name, document):
    Path(name).write_text(document if isinstance(document, str) else json.dumps(document), encoding="utf-8")


def run(*words):
    return cli.main(["credential", *words])


def test_a_verification_ends_with_one_only_where_integrity_is_false(capsys):
    trusting_nobody = {"version": 1, "date": "2026-01-15", "issuers": []}
    write("nobody.json", trusting_nobody)

    assert run("verify", GOOD, "--trust", "nobody.json", "--as-of", "2040-01-01") == 0
    assert run("verify", "certificate.changed.json", "--trust", "trust.json") == 1
    assert run("verify", "certificate.json") == 1
    assert "carries no signature" in capsys.readouterr().out


def test_a_verification_without_a_moment_judges_for_now(capsys):
    assert run("verify", GOOD, "--trust", "trust.json", "--json") == 0

    assert json.loads(capsys.readouterr().out)["dates"]["code"] in {"in_force", "expired"}


@pytest.mark.parametrize(
    ("text", "words"),
    [("not json", ["not a readable credential"]), ("[" * 300_000, ["larger than"]), ("[" * 900, ["64 levels"])],
    ids=["words", "large", "deep"],
)
def test_an_unreadable_credential_ends_with_three(capsys, text, words):
    write("bad.json", text)

    assert run("verify", "bad.json") == 3
    for word in words:
        assert word in capsys.readouterr().err


def test_a_missing_file_ends_with_five():
    assert run("verify", "nowhere.json") == 5


@pytest.mark.parametrize(
    "trust",
    [
        {"version": 1, "date": "2026-01-15"},
        {"version": 1, "date": "2026-01-15", "issuers": [{"id": "did:web:x"}]},
        {"version": 1, "date": "2026-01-15", "issuers": [{"id": "a", "name": "b", "valid_from": "soon"}]},
        {"version": 1, "date": "x", "issuers": []},
        {
            "version": 1,
            "date": "2026-01-15",
            "issuers": [{"id": "a", "name": "b", "keys": [{"id": "k", "publicKeyMultibase": "zz"}]}],
        },
    ],
)
def test_a_trust_list_that_cannot_be_used_is_refused_with_its_line(capsys, trust):
    write("bad.json", trust)

    assert run("verify", GOOD, "--trust", "bad.json") == 3
    assert "bad.json, line 1" in capsys.readouterr().err


def test_a_credential_in_place_of_a_status_list_is_refused():
    assert run("status", GOOD, "--status-list", GOOD) == 3


def test_a_moment_that_is_none_is_refused(capsys):
    assert run("verify", GOOD, "--as-of", "soon") == 3
    assert "soon" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("unsigned", "word"),
    [([], "not a JSON object"), ({"type": []}, "@context"), ({"_disclosable": "x"}, "_disclosable")],
)
def test_an_unsigned_document_that_cannot_be_signed_is_refused_and_nothing_is_written(capsys, unsigned, word):
    write("bad.json", unsigned)

    assert run("issue", "bad.json", *SIGN) == 3
    assert word in capsys.readouterr().err
    assert not Path("made").exists()


def test_a_key_that_does_not_fit_the_suite_is_refused():
    assert run("issue", "certificate.json", "--suite", "ecdsa-jcs-2019", *SIGN) == 3


def test_a_public_key_cannot_sign():
    key = json.loads(Path("key-ed25519.json").read_text(encoding="utf-8"))
    write("key-ed25519.json", {name: value for name, value in key.items() if name != "d"})

    assert run("issue", "certificate.json", *SIGN) == 3


def test_a_folder_that_does_not_exist_is_refused():
    assert run("issue", "certificate.json", *SIGN[:-1], "nowhere/made") == 3


def test_an_id_that_the_register_does_not_know_is_refused_and_the_register_stays(capsys):
    before = Path("register.json").read_bytes()

    assert run("revoke", "urn:uuid:unknown", "--list", "register.json") == 3
    assert "urn:uuid:unknown" in capsys.readouterr().err
    assert Path("register.json").read_bytes() == before


def test_withdrawing_twice_changes_nothing_more(capsys):
    identifier = json.loads(Path("certificate.json").read_text(encoding="utf-8"))["id"]

    assert run("revoke", identifier, "--list", "register.json") == 0
    once = Path("register.json").read_bytes()
    assert run("revoke", identifier, "--list", "register.json") == 0

    assert Path("register.json").read_bytes() == once
    assert "was withdrawn before" in capsys.readouterr().out


def test_a_list_is_signed_with_all_that_it_takes_or_not_at_all():
    before = Path("register.json").read_bytes()

    assert run("revoke", "urn:uuid:unknown", "--list", "register.json", "--key", "key-ed25519.json") == 3
    assert Path("register.json").read_bytes() == before


def test_a_signed_list_is_no_register():
    assert run("revoke", "x", "--list", "list.json") == 3
