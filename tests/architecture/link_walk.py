"""A walk through the house: from the home page of a role along one link of every kind."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from django.http import HttpResponse
from django.test import Client
from django.urls import resolve, reverse

LINK = re.compile(r'<(?:a|area)\b[^>]*?\bhref="([^"#][^"]*)"|hx-get="([^"]+)"')
# Addresses that change who asks or in what language; files and papers; operations for programs; the verifier, which is
# one page for all languages.
LEFT_OUT = re.compile(r"/(static|language|theme|api|credentials|\.well-known)/|/verify\b|/../(accounts|demo|papers)/")


def walk(client: Client, see: Callable[[str, str, HttpResponse], None]) -> None:
    """Call `see(name, whence, answer)` for one page of every name that can be reached from the home page."""
    waiting, seen = [(reverse("home"), "the start")], set()
    while waiting:
        address, whence = waiting.pop()
        if (name := name_of(address)) in seen:
            continue
        seen.add(name)
        answer = client.get(address, follow=True)
        see(name, f"{whence} leads to {address}", answer)
        if not answer.streaming and "html" in answer["Content-Type"]:
            waiting += [(link, name) for link in links(answer.content.decode(), address) if name_of(link) not in seen]


def links(page: str, base: str) -> list[str]:
    """Return the addresses of our own pages to which a page leads."""
    found = ((first or second).replace("&amp;", "&") for first, second in LINK.findall(page))
    local = (urlsplit(base).path + link if link.startswith("?") else link for link in found)
    return [link for link in local if link.startswith("/") and not LEFT_OUT.match(link)]


def name_of(address: str) -> str:
    """Return the name of an address with its first word, so that one row of a list stands for all."""
    match = resolve(urlsplit(address).path)
    words = sorted(str(value) for value in match.kwargs.values() if not str(value).isdigit())
    return " ".join([match.view_name, *words[:1]])
