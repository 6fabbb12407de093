"""Sign in with every printed login in four languages, and look for English on the pages of the three others.

    corridor demo --port 8000
    python tools/sign_in.py [--address http://127.0.0.1:8000] [--home .corridor/demo] [--only salma,donor]

Asks `corridor demo --no-serve` for the logins that it prints, signs in with password and, for staff, the one-time
code, opens the home page and every page to which it leads, and the pages to which those lead. Every page must answer
200. Prints one line for each login and language; exit 1 with a list of what was found.
"""

import argparse
import base64
import hashlib
import hmac
import json
import re
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any, Protocol
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import HTTPCookieProcessor, Request, build_opener

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.readable import english_sentences

LANGUAGES = ("en", "fr", "es", "ar")
# The secret of the demonstration's one-time codes; public by intent, refused outside the demonstration.
SECRET = "CORRIDORDEMOSECRETCODEAA"
PERIOD_SECONDS = 30
LINK = re.compile(r'<(?:a|area)\b[^>]*?\bhref="([^"#]+)"')
# What changes who asks or in what language; files and papers; operations for programs.
LEFT_OUT = re.compile(r"^/(static|language|theme|api)/|^/../(accounts|demo|papers)/|\.(csv|xlsx|pdf|json|ics)\b")
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
NUMBER = re.compile(r"\d+")


@dataclass(frozen=True)
class Answer:
    """What came back for an address: the status, the address at the end of all redirections, the page."""

    status: int
    address: str
    page: str


class Visitor(Protocol):
    """Whoever opens pages: a browser without a screen, or a test client."""

    def get(self, address: str) -> Answer: ...

    def send(self, page: Answer, **values: str) -> Answer: ...


class Browser:
    """A visitor by HTTP with cookies of its own."""

    def __init__(self, root: str) -> None:
        self.root = root
        self.opener = build_opener(HTTPCookieProcessor(CookieJar()))

    def get(self, address: str) -> Answer:
        return self._open(Request(urljoin(self.root, address)))

    def send(self, page: Answer, **values: str) -> Answer:
        """Fill in the form of a page and send it to the page's own address."""
        token = TOKEN.search(page.page)
        fields = {"csrfmiddlewaretoken": token.group(1) if token else "", **values}
        request = Request(urljoin(self.root, page.address), data=urlencode(fields).encode())
        request.add_header("Referer", urljoin(self.root, page.address))
        return self._open(request)

    def _open(self, request: Request) -> Answer:
        try:
            with self.opener.open(request, timeout=60) as answer:
                return self._read(answer)
        except HTTPError as refused:
            return self._read(refused)

    def _read(self, answer: Any) -> Answer:
        is_page = "html" in answer.headers.get("Content-Type", "")
        page = answer.read().decode() if is_page else ""
        return Answer(answer.status, urlsplit(answer.url).path, page)


def one_time_code(moment: float) -> str:
    """Return the code of a moment (RFC 6238)."""
    counter = struct.pack(">Q", int(moment) // PERIOD_SECONDS)
    digest = hmac.new(base64.b32decode(SECRET), counter, hashlib.sha1).digest()
    place = digest[-1] & 0x0F
    return f"{(struct.unpack('>I', digest[place : place + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def sign_in(browser: Visitor, *, email: str, password: str, language: str) -> Answer:
    """Sign in as a person does; a one-time code is asked of staff, and each is good only once."""
    answer = browser.send(browser.get(f"/{language}/accounts/login/"), login=email, password=password)
    waited = 0
    while "/2fa/" in answer.address and waited < 3:
        for shift in (0, -PERIOD_SECONDS, PERIOD_SECONDS):
            answer = browser.send(answer, code=one_time_code(time.time() + shift))
            if "/2fa/" not in answer.address:
                return answer
        # The codes of this half minute are used up: another visit of this login took them.
        time.sleep(PERIOD_SECONDS - time.time() % PERIOD_SECONDS + 1)
        waited += 1
    return answer


def look_around(
    visitor: Visitor, language: str, *, deep: int = 2, kinds: set[str] | None = None
) -> Iterator[tuple[str, str]]:
    """Open the home page, what it leads to and what those pages lead to; yield every address with what is wrong.

    One page of a kind stands for all; `kinds` holds those that need no second look.
    """
    known = set() if kinds is None else kinds
    waiting = [(f"/{language}/", 0)]
    while waiting:
        address, depth = waiting.pop(0)
        answer = visitor.get(address)
        yield address, "" if answer.status == 200 else f"answers {answer.status}"
        if language != "en":
            yield from ((address, f"“{sentence}”") for sentence in english_sentences(answer.page))
        for link in links(answer.page, answer.address) if depth < deep else ():
            if kind_of(link) not in known:
                known.add(kind_of(link))
                waiting.append((link, depth + 1))


def links(page: str, base: str) -> list[str]:
    """Return the addresses of our own pages to which a page leads."""
    found = (urljoin(base, unescape(link)) for link in LINK.findall(page))
    return [link for link in found if link.startswith("/") and not LEFT_OUT.search(link)]


def kind_of(address: str) -> str:
    """Return an address without its numbers, and without the name of an entry of the gallery: one kind of page."""
    return re.sub(r"/gallery/[^/]+/$", "/gallery/#/", NUMBER.sub("#", urlsplit(address).path))


def printed_logins(home: str) -> dict[str, Any]:
    """Return what `corridor demo` prints for a program."""
    command = [sys.executable, "-m", "corridor", "demo", "--no-serve", "--json", "--home", home]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout))


def visit(address: str, login: dict[str, str], password: str, language: str) -> list[str]:
    """Sign in once and look around; print a line and return what is wrong."""
    browser = Browser(address)
    answer = sign_in(browser, email=login["email"], password=password, language=language)
    if answer.status != 200 or "/accounts/" in answer.address:
        print(f"{login['email']:42} {language}  could not sign in: {answer.status} {answer.address}", flush=True)
        return [f"{login['mailbox']} {language}: no sign-in"]
    seen = list(look_around(browser, language))
    wrong = [f"{login['mailbox']} {address}: {what}" for address, what in seen if what]
    pages = len({address for address, _ in seen})
    print(f"{login['email']:42} {language}  {pages:3} pages  {len(wrong):3} findings", flush=True)
    return wrong


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--address", default="http://127.0.0.1:8000")
    parser.add_argument("--home", default=".corridor/demo")
    parser.add_argument("--only", default="", help="mailboxes, parted by commas")
    parser.add_argument("--languages", default=",".join(LANGUAGES))
    options = parser.parse_args()
    printed = printed_logins(options.home)
    only = set(filter(None, options.only.split(",")))
    logins = [login for login in printed["logins"] if not only or login["mailbox"] in only]
    # Language by language: a one-time code is good once in its half minute.
    wrong = [
        finding
        for language in options.languages.split(",")
        for login in logins
        for finding in visit(options.address, login, printed["password"], language)
    ]
    print("\n".join(wrong) or f"{len(logins)} logins, every page 200, no English outside English")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
