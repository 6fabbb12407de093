"""A demonstration in a real browser: filled once, copied and served for every file of tests."""

import fcntl
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, sync_playwright

from tools.screens import FLAGS

AXE = Path(__file__).parent / "vendor/axe/axe.min.js"
ROLE = re.compile(r'<form method="post" action="([^"]+/become/[^"]*)">(.*?)</form>', re.DOTALL)
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


def surroundings(home: Path) -> dict[str, str]:
    """The environment of a demonstration of its own, apart from the settings of the tests."""
    taken = {"DJANGO_SETTINGS_MODULE", "DATABASE_URL"}
    kept = {name: value for name, value in os.environ.items() if name not in taken}
    return kept | {"CORRIDOR_HOME": str(home), "CORRIDOR_DEMO": "1", "CORRIDOR_WARM": "0"}


@pytest.fixture(scope="session")
def filled(tmp_path_factory, worker_id) -> Path:
    """The folder of a filled demonstration, shared by all workers; the first one fills it."""
    base = tmp_path_factory.getbasetemp()
    home = (base if worker_id == "master" else base.parent) / "demonstration"
    with (home.parent / "demonstration.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (home / "filled").exists():
            command = [sys.executable, "-m", "corridor", "demo", "--no-serve", "--home", str(home)]
            subprocess.run(command, env=surroundings(home), check=True, capture_output=True, timeout=600)
            (home / "filled").touch()
    return home


@pytest.fixture(scope="module")
def home(filled, tmp_path_factory) -> Path:
    """A folder with a demonstration that only this file of tests changes."""
    return shutil.copytree(filled, tmp_path_factory.mktemp("home"), dirs_exist_ok=True)


@pytest.fixture(scope="module")
def address(chromium, home):
    """The address of a server for the demonstration of this file of tests."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "corridor", "serve", "--port", str(port)]
    server = subprocess.Popen(command, env=surroundings(home), stderr=subprocess.DEVNULL)
    try:
        yield answering(f"http://127.0.0.1:{port}", server)
    finally:
        server.terminate()
        server.wait(timeout=15)


def answering(address: str, server: "subprocess.Popen[bytes]") -> str:
    for _ in range(600):
        assert server.poll() is None, "The server has stopped."
        try:
            urllib.request.urlopen(f"{address}/en/accounts/login/", timeout=10)
        except OSError:
            time.sleep(0.2)
        else:
            return address
    raise AssertionError("The server does not answer.")


@pytest.fixture(scope="module")
def running(chromium):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visit(running, address):
    """Open a page as somebody: `visit("designer", "schemes/", language="ar", width=390)`."""
    contexts = []

    def _visit(login: str, path: str = "", *, language: str = "en", width: int = 1440, **options) -> Page:
        options.setdefault("service_workers", "block")
        context = running.new_context(viewport={"width": width, "height": 844}, base_url=address, **options)
        contexts.append(context)
        if login:
            take_role(context, language, login)
        page = context.new_page()
        page.set_default_timeout(20_000)
        answer = page.goto(f"/{language}/{path}")
        assert answer.status == 200, (page.url, answer.status)
        return page

    yield _visit
    for context in contexts:
        context.close()


def take_role(context: BrowserContext, language: str, login: str) -> None:
    """Send the form of a role as the page of roles offers it, without drawing that page and the one after it."""
    offered = ROLE.findall(context.request.get(f"/{language}/demo/").text())
    target, form = next((target, form) for target, form in offered if f"{login}@demo." in form)
    fields = {"csrfmiddlewaretoken": TOKEN.search(form)[1], "language": language}
    answer = context.request.post(target, form=fields, max_redirects=0)
    assert answer.status == 302, (login, answer.status)


def first_link(page: Page, pattern: str) -> str:
    """Return the first link of the page's main part whose address fits."""
    found = page.locator("main a[href]").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    return next(link for link in found if re.search(pattern, link))
