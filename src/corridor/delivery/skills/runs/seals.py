"""Seals of passports, with the engine for credentials."""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict

from django.conf import settings

from corridor.engines.credentials import CheckResult, Json, Seal, check, public_key_of, seal


def seal_content(content: Mapping[str, Json]) -> dict[str, str]:
    """Return the seal of a passport's content."""
    return asdict(seal(content, _key()))


def check_content(content: Mapping[str, Json], stored: Mapping[str, str]) -> CheckResult:
    """Return whether a content is the one that this installation sealed."""
    return check(content, Seal(**stored), public_key_of(_key()))


def _key() -> bytes:
    # One key per installation, from its secret; whoever changes the secret has to issue passports anew.
    return hashlib.sha256(b"corridor passport seal\0" + settings.SECRET_KEY.encode()).digest()
