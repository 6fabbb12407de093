"""The files of the credential command: credentials, keys, trust lists and the register of an issuer."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from corridor.batch.yaml_file import read_checked
from corridor.engines.credentials import TrustList, read_json, read_trust_list
from corridor.kernel.errors import N_, DataUnavailable, InputError

# One byte more than a credential may have, so that the engine sees that there is more.
_MOST_READ = 256_001


def raw(path: Path) -> bytes:
    """Return the bytes of a credential, cut where it is too large anyway.

    Raises
    ------
    DataUnavailable : the file does not exist
    InputError : it cannot be read
    """
    try:
        with path.open("rb") as file:
            return file.read(_MOST_READ)
    except FileNotFoundError as missing:
        raise DataUnavailable(
            N_("The file %(file)s does not exist."), hint=N_("Check the path."), params={"file": str(path)}
        ) from missing
    except OSError as error:
        raise InputError(
            N_("The file %(file)s cannot be read."), hint=N_("Check the path."), params={"file": str(path)}
        ) from error


def document(path: Path) -> Mapping[str, Any]:
    """Return a JSON object."""
    found = read_json(raw(path))
    if not isinstance(found, Mapping):
        raise InputError(
            N_("The file %(file)s is not a JSON object."),
            hint=N_("Check that this is the right file."),
            params={"file": path.name},
        )
    return found


def trust_list(path: Path) -> TrustList:
    """Return a trust list, checked by its schema."""
    file = read_checked(path, "credential-trust")
    try:
        return read_trust_list(cast(Mapping[str, Any], file.data))
    except InputError as refused:
        raise file.refusal(refused, ("issuers",)) from refused


def register(path: Path) -> dict[str, Any]:
    """Return the register of an issuer, checked by its schema."""
    return cast(dict[str, Any], read_checked(path, "credential-register").data)


def index_of(held: Mapping[str, Any], identifier: str) -> int:
    """Return the entry of a credential in the list of the register.

    Raises
    ------
    InputError : the register does not know the credential
    """
    if identifier not in held["credentials"]:
        raise InputError(
            N_("The register holds no credential %(id)s."),
            hint=N_("Give the id of a credential that this issuer signed."),
            field="id",
            params={"id": identifier},
        )
    return int(held["credentials"][identifier])


def write(path: Path, content: Mapping[str, Any] | str) -> None:
    """Write a credential whole or not at all; what stood there before is kept until then."""
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False, indent=2)
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_text(f"{text}\n", encoding="utf-8")
        os.replace(beside, path)  # noqa: PTH105 - replaces on every system
    except OSError as error:
        raise InputError(
            N_("The file %(file)s cannot be written."), hint=N_("Check the folder."), params={"file": str(path)}
        ) from error
