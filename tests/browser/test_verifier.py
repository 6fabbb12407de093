"""A passport is checked on a telephone whose network is cut; the verdicts are those of `corridor credential verify`."""

import json
import re
from copy import deepcopy
from datetime import UTC, datetime
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from corridor.engines.credentials import (
    did_key,
    issue,
    offline,
    open_status_list,
    read_json,
    read_signing_key,
    read_trust_list,
    unsigned_list,
    verify,
    with_bit,
)
from corridor.engines.credentials.jcs import jcs
from corridor.kernel.errors import CorridorError
from tests.browser.conftest import AXE
from tests.browser.test_axe import violations
from tools.screens import become

pytestmark = [pytest.mark.browser, pytest.mark.slow]

KEPT_LISTS = "async () => (await (await caches.match('/verify.json')).text())"
NAMES = ("integrity", "issuer", "trust", "dates", "status")


@pytest.fixture(scope="module")
def salma(running, address):
    """Salma's telephone, with her own requests for programs."""
    context = running.new_context(viewport={"width": 390, "height": 844}, base_url=address, service_workers="block")
    page = context.new_page()
    page.set_default_timeout(20_000)
    become(page, address, "en", "salma")
    page.goto("/en/me/skills/")
    link = page.locator("main a[href$='/shares/']").get_attribute("href")
    yield page, re.search(r"/people/(\d+)/", link)[1]
    context.close()


@pytest.fixture(scope="module")
def passport(salma):
    page, person = salma
    return page.request.get(f"/api/v1/skills/people/{person}/passport").json()


@pytest.fixture
def telephone(running, address):
    """A telephone on which the verifier was opened once."""
    context = running.new_context(viewport={"width": 390, "height": 844}, base_url=address, bypass_csp=False)
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.goto("/verify")
    page.locator("main[data-kept=yes]").wait_for()
    yield page
    context.close()


def verdict(page: Page) -> str:
    return page.locator("#verdict").get_attribute("data-colour")


def said(page: Page) -> dict[str, str]:
    return dict(
        page.locator("[data-result]").evaluate_all("all => all.map(one => [one.dataset.result, one.dataset.code])")
    )


def scan(page: Page, code: str) -> None:
    """Open what the telephone's camera reads from the paper: the page's address with the code behind the #."""
    page.goto("about:blank")
    page.goto(f"/verify#{quote(code, safe='$*+-./:')}")
    page.locator("#verdict").wait_for()


def test_a_scanned_code_is_green_without_a_network_and_in_arabic_from_the_right(telephone, passport):
    telephone.context.set_offline(True)

    scan(telephone, passport["code_for_paper"])

    assert verdict(telephone) == "green"
    assert set(said(telephone).values()) == {"signed", "issuer_bound", "listed", "in_force", "not_withdrawn"}
    expect(telephone.locator("#result")).to_contain_text("Salma Idrissi")
    telephone.get_by_role("button", name="العربية").click()
    assert telephone.locator("html").get_attribute("dir") == "rtl"
    assert telephone.evaluate("document.documentElement.scrollWidth") == 390


def test_one_altered_letter_is_red_whatever_the_way_it_comes(telephone, passport):
    telephone.context.set_offline(True)
    changed = deepcopy(passport["credential"])
    changed["credentialSubject"]["name"] = "Salma Idrissa"

    telephone.locator("#text").fill(offline.pack(changed))
    telephone.locator("form button").click()
    telephone.locator("#verdict").wait_for()

    assert verdict(telephone) == "red"
    assert said(telephone)["integrity"] == "signature_wrong"
    expect(telephone.locator("#result")).not_to_contain_text("Idrissa")
    damaged = passport["code_for_paper"]
    scan(telephone, damaged[:90] + ("A" if damaged[90] != "A" else "B") + damaged[91:])
    assert verdict(telephone) in {"unreadable", "red"}


def test_a_browser_that_cannot_judge_says_so_and_calls_nothing_wrong(telephone, passport):
    telephone.evaluate("delete window.DecompressionStream")

    telephone.locator("#text").fill(passport["code_for_paper"])
    telephone.locator("form button").click()
    telephone.locator("#verdict").wait_for()

    assert verdict(telephone) == "unable"
    expect(telephone.locator("#verdict")).to_contain_text("This browser cannot check")


def test_a_file_is_checked_and_axe_finds_nothing(telephone, passport, tmp_path, running, address):
    file = tmp_path / "passport.vc.json"
    file.write_text(json.dumps(passport["credential"]))
    context = running.new_context(viewport={"width": 390, "height": 844}, base_url=address, bypass_csp=True)
    page = context.new_page()
    page.goto("/verify")
    page.locator("#file").set_input_files(file)
    page.locator("#verdict").wait_for()

    page.evaluate(AXE.read_text())
    found = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found[scheme] = violations(page)

    assert verdict(page) == "green"
    assert found == {"light": [], "dark": []}
    context.close()


def test_after_a_revocation_the_code_is_red_with_the_date_and_a_shared_link_is_gone(telephone, salma, passport):
    page, person = salma
    page.goto(f"/en/people/{person}/shares/")
    page.get_by_label("Skills").check()
    page.get_by_role("button", name="Make the link").click()
    link = page.locator("main a[href*='/shared/']").get_attribute("href")
    opened = telephone.goto(link)
    assert opened.status == 200
    page.get_by_role("button", name=re.compile("End this link")).first.click()
    assert telephone.goto(link).status == 410
    page.goto(f"/en/people/{person}/passport/")
    page.locator("summary", has_text="Revoke").click()
    page.get_by_label("Reason").fill("Lost")
    page.locator("details").get_by_role("button", name="Revoke").click()
    before = telephone.evaluate(KEPT_LISTS)
    telephone.goto("/verify")
    telephone.wait_for_function(f"async before => (await ({KEPT_LISTS})()) !== before", arg=before)
    telephone.context.set_offline(True)

    scan(telephone, passport["code_for_paper"])

    assert verdict(telephone) == "red"
    assert said(telephone)["status"] == "withdrawn"
    expect(telephone.locator("[data-result=status]")).to_contain_text(f"{datetime.now(UTC):%Y-%m-%d}")


# --- The table: the same documents, judged in Python and in the browser. ---

KEY = read_signing_key({"secretKeyMultibase": "z42tqrNGyzyXRzotAYn43UhcFtzDUVdxJ7461fwrfhBPLmfY"})
ED = read_signing_key({"secretKeyMultibase": "z3u2en7t5LR2WtQH5PfFqMqwVHgeXouLzo6haApm8XHqvjxq"})
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
LIST = "https://office.example/lists/1"


def method_of(key) -> str:
    did = did_key(key.public)
    return f"{did}#{did.removeprefix('did:key:')}"


def signed(key=KEY, suite="ecdsa-jcs-2019", **members):
    did = did_key(key.public)
    unsigned = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiableCredential"],
        "issuer": {"id": did, "name": "Office"},
        "validFrom": "2026-01-01T00:00:00Z",
        "validUntil": "2027-01-01T00:00:00Z",
        "credentialStatus": {
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": "7",
            "statusListCredential": LIST,
        },
        "credentialSubject": {
            "name": "أمينة \u2028 \ue000 \U0001f600",
            "n": [1, -0.5, 1e21, 1e-7, 0],
            "b": {"é": 1, "z": None},
        },
    }
    unsigned |= members
    unsigned = {name: value for name, value in unsigned.items() if value is not None}
    return issue(unsigned, key, suite=suite, created="2026-01-02T00:00:00Z", method=method_of(key))


def status_list(key=KEY, *, bits=bytes(16_384), created="2026-11-22T00:00:00Z", ttl=14 * 86_400_000):
    suite = "eddsa-jcs-2022" if key is ED else "ecdsa-jcs-2019"
    unsigned = unsigned_list(bits, identifier=LIST, issuer=did_key(key.public), valid_from=created, ttl_ms=ttl)
    return issue(unsigned, key, suite=suite, created=created, method=method_of(key))


def with_proof(document, **members):
    return {**document, "proof": {**document["proof"], **members}}


def trust_of(*limits):
    return {"date": "2026-11-01", "issuers": [{"id": did_key(KEY.public), "name": "Office", **one} for one in limits]}


GOOD = signed()
WITHDRAWN = status_list(bits=with_bit(bytes(16_384), 7))
SELF_ISSUED = signed(issuer="https://office.example")
CASES = {
    "good": (GOOD, [status_list()], trust_of({})),
    "several lists, the newest counts": (
        GOOD,
        [status_list(), WITHDRAWN, status_list(created="2026-11-23T00:00:00Z")],
        trust_of({}),
    ),
    "withdrawn": (GOOD, [WITHDRAWN], trust_of({})),
    "withdrawn on an old list": (
        GOOD,
        [status_list(bits=with_bit(bytes(16_384), 7), created="2026-01-02T00:00:00Z")],
        trust_of({}),
    ),
    "old list": (GOOD, [status_list(created="2026-11-01T00:00:00Z")], trust_of({})),
    "no list": (GOOD, [], trust_of({})),
    "list of another issuer": (GOOD, [status_list(ED)], trust_of({})),
    "altered list": (GOOD, [status_list() | {"validFrom": "2026-11-23T00:00:00Z"}], trust_of({})),
    "no trust list": (GOOD, [status_list()], None),
    "not listed": (signed(ED, "eddsa-jcs-2022"), [status_list(ED)], trust_of({})),
    "listed for other days": (GOOD, [status_list()], trust_of({"valid_until": "2026-01-01T00:00:00Z"})),
    "listed for these days": (GOOD, [status_list()], trust_of({"valid_from": "2026-01-02T00:00:00Z"})),
    "expired": (signed(validUntil="2026-06-01T00:00:00Z"), [status_list()], trust_of({})),
    "not yet": (signed(validFrom="2026-12-01T00:00:00+01:00"), [status_list()], trust_of({})),
    "no dates": (signed(validFrom=None, validUntil=None), [status_list()], trust_of({})),
    "wrong date": (signed(validUntil="2026-02-30T00:00:00Z"), [status_list()], trust_of({})),
    "no status": (signed(credentialStatus=None), [], trust_of({})),
    "other status": (signed(credentialStatus={"type": "Other"}), [], trust_of({})),
    "index outside": (
        signed(credentialStatus={**GOOD["credentialStatus"], "statusListIndex": "131072"}),
        [status_list()],
        trust_of({}),
    ),
    "issuer is another": (SELF_ISSUED, [status_list()], trust_of({})),
    "altered": (GOOD | {"validUntil": "2028-01-01T00:00:00Z"}, [status_list()], trust_of({})),
    "member added": (GOOD | {"name": "x"}, [status_list()], trust_of({})),
    "proof altered": (with_proof(GOOD, created="2026-01-03T00:00:00Z"), [status_list()], trust_of({})),
    "proof of another suite": (with_proof(GOOD, cryptosuite="eddsa-jcs-2022"), [status_list()], trust_of({})),
    "unknown suite": (with_proof(GOOD, cryptosuite="eddsa-rdfc-2022"), [status_list()], trust_of({})),
    "unknown key": (with_proof(GOOD, verificationMethod="did:web:office.example#1"), [status_list()], trust_of({})),
    "broken key": (with_proof(GOOD, verificationMethod="did:key:zDnaeZZZ"), [status_list()], trust_of({})),
    "wrong purpose": (with_proof(GOOD, proofPurpose="authentication"), [status_list()], trust_of({})),
    "broken signature": (with_proof(GOOD, proofValue="z0OIl"), [status_list()], trust_of({})),
    "short signature": (with_proof(GOOD, proofValue="z1111"), [status_list()], trust_of({})),
    "changed contexts": (
        with_proof(GOOD, **{"@context": ["https://www.w3.org/2018/credentials/v1"]}),
        [status_list()],
        trust_of({}),
    ),
    "no proof": ({name: value for name, value in GOOD.items() if name != "proof"}, [status_list()], trust_of({})),
    "two proofs": (GOOD | {"proof": [GOOD["proof"]] * 2}, [status_list()], trust_of({})),
    "one proof in a list": (GOOD | {"proof": [GOOD["proof"]]}, [status_list()], trust_of({})),
    "no credential": (GOOD | {"type": ["Other"]}, [status_list()], trust_of({})),
}
JUDGE = """async ([document, lists, trust, asOf]) => {
  const { results, colour } = await window.corridorVerifier.verify(document, { asOf, lists, trust });
  const told = Object.entries(results).map(([name, one]) => [name, [one.value, one.code, one.params]]);
  return [colour, Object.fromEntries(told)];
}"""


def in_python(document, lists, trust):
    found = verify(
        document,
        as_of=NOW,
        trust=read_trust_list(trust) if trust else None,
        status_lists=[open_status_list(one) for one in lists],
    )
    return {name: [(one := getattr(found, name)).value, one.code, dict(one.params)] for name in NAMES}


GREEN = {
    "good",
    "several lists, the newest counts",
    "listed for these days",
    "no dates",
    "no status",
    "one proof in a list",
}
AMBER = {
    "old list",
    "no list",
    "list of another issuer",
    "altered list",
    "no trust list",
    "not listed",
    "listed for other days",
    "other status",
    "index outside",
}


def test_the_page_judges_as_the_command_does(telephone):
    expected = {name: in_python(*case) for name, case in CASES.items()}

    answers = {name: telephone.evaluate(JUDGE, [*case, "2026-11-23T12:00:00Z"]) for name, case in CASES.items()}

    found = {name: results for name, (_colour, results) in answers.items()}
    assert {name: found[name] for name in found if found[name] != expected[name]} == {}
    colours = {name: colour for name, (colour, _results) in answers.items()}
    assert colours == {n: "green" if n in GREEN else "amber" if n in AMBER else "red" for n in CASES}
    codes = {one[1] for results in expected.values() for one in results.values()}
    assert len(codes) > 25


REFUSED = {
    "a member twice": '{"a":1,"a":2}',
    "a great number": '{"a":12345678901234567890}',
    "too deep": '{"a":' + "[" * 65 + "]" * 65 + "}",
    "cut off": "[1",
    "no number": '{"a":1e999}',
    "too large": f'{{"a":"{"x" * 300_000}"}}',
}


def test_what_the_command_refuses_to_read_the_page_refuses_too(telephone):
    read = "text => { try { window.corridorVerifier.readJson(text); return true; } catch { return false; } }"

    assert {name: telephone.evaluate(read, text) for name, text in REFUSED.items()} == dict.fromkeys(REFUSED, False)
    assert telephone.evaluate(read, '{"a":[1,{"a":"\\"a\\":"}],"b":2}') is True
    for text in REFUSED.values():
        with pytest.raises(CorridorError):
            jcs(read_json(text))
