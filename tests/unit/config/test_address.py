"""Where an installation stands for the public, as signed documents name it."""

import pytest

from corridor.config.environment import address

LOCAL = ["127.0.0.1", "localhost", "[::1]"]


@pytest.mark.parametrize(
    ("hosts", "given", "found"),
    [
        (LOCAL, "", "http://localhost:8000"),
        ([*LOCAL, "corridor.ministry.example"], "", "https://corridor.ministry.example"),
        ([".ministry.example", "work.ministry.example"], "", "https://work.ministry.example"),
        (LOCAL, "https://host.example/", "https://host.example"),
    ],
)
def test_the_address_is_what_was_given_or_the_first_public_host(monkeypatch, hosts, given, found):
    monkeypatch.setenv("CORRIDOR_ADDRESS", given)

    assert address(hosts, is_https=False) == found
