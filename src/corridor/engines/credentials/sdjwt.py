"""SD-JWT VC: credentials of which the holder shows only what she wants."""

import hashlib
import hmac
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from corridor.engines.credentials.jose import (
    Token,
    check_header,
    check_signature,
    method_of,
    sign_token,
    take_apart,
)
from corridor.engines.credentials.keys import KnownKey, SigningKey, read_public_key, resolve
from corridor.engines.credentials.multibase import base64url_decode, base64url_encode
from corridor.engines.credentials.reading import check_size, read_json
from corridor.engines.credentials.verdicts import Broken, Judgement, Opened, issuer_of
from corridor.kernel.errors import N_, InputError

SUITE: Final = "sd-jwt"
TYPES: Final = ("dc+sd-jwt", "vc+sd-jwt")
ALWAYS_SHOWN: Final = frozenset(
    {"iss", "nbf", "exp", "cnf", "vct", "status", "validUntil", "validFrom", "issuer", "credentialStatus"}
)
_STEP: Final = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
_RESERVED: Final = frozenset({"_sd", "...", "_sd_alg"})


@dataclass(frozen=True, slots=True)
class Binding:
    """What the holder's proof must say: the verifier's own `nonce` and its identifier `audience`."""

    nonce: str
    audience: str


def sign_sd_jwt(
    unsigned: Mapping[str, Any], key: SigningKey, *, created: datetime, method: str, disclosable: Sequence[str]
) -> str:
    """Return an SD-JWT with all disclosures.

    Salts are derived from the private key, so that the same document always gives the same token and nobody without
    the key can guess a value that is not shown.
    """
    for name in ("vct", "iss"):
        if not isinstance(unsigned.get(name), str):
            raise InputError(
                N_("An SD-JWT credential needs the text %(name)s."),
                hint=N_("Add it to the unsigned document."),
                field=name,
                params={"name": name},
            )
    body: Any = json.loads(json.dumps({**unsigned, "iat": int(created.timestamp())}))
    secret = hashlib.sha256(b"corridor-sd-jwt-salt-1\n" + key.secret()).digest()
    base = json.dumps(unsigned, sort_keys=True).encode() + created.isoformat().encode()
    disclosures = []
    # The longest paths first, so that what is inside is hidden before what is around it.
    for path in sorted(set(disclosable), key=lambda entry: (-len(_steps(entry)), entry)):
        salt = base64url_encode(hmac.digest(secret, base + b"\n" + path.encode(), "sha256")[:16])
        disclosures.append(_hide(body, path, salt))
    _sort_digests(body)
    if disclosures:
        body["_sd_alg"] = "sha-256"
    token = sign_token(body, key, {"typ": TYPES[0], "kid": method})
    return "~".join([token, *disclosures, ""])


def present(
    text: str,
    *,
    show: Sequence[str],
    holder: SigningKey | None = None,
    binding: Binding | None = None,
    created: datetime | None = None,
) -> str:
    """Return what a holder hands over: the token and the disclosures of these names, with her proof of the key.

    Parameters
    ----------
    text : the SD-JWT with all disclosures
    show : names of members to show; entries of lists by their value as text
    holder, binding, created : for the proof of the key; all or none

    Raises
    ------
    InputError : a disclosure cannot be read
    """
    token, *disclosures, _ = text.split("~")
    kept = [entry for entry in disclosures if str(_name_or_value(entry)) in show]
    shown = "~".join([token, *kept, ""])
    if holder is None or binding is None or created is None:
        return shown
    payload = {
        "iat": int(created.timestamp()),
        "aud": binding.audience,
        "nonce": binding.nonce,
        "sd_hash": _digest(shown),
    }
    return shown + sign_token(payload, holder, {"typ": "kb+jwt"})


def open_sd_jwt(text: str, known: Sequence[KnownKey], binding: Binding | None) -> Opened:
    """Return what an SD-JWT and its disclosures say, and whether all of it holds."""
    claims: Mapping[str, Any] = {}
    method = ""
    first, *disclosures, proof = text.split("~")
    try:
        token = take_apart(first)
        claims, method = token.payload, method_of(token)
        check_header(token.header, TYPES)
        for name in ("vct", "iss"):
            if not isinstance(claims.get(name), str):
                raise Broken("not_credential", name=name)
        check_signature(token, resolve(method, issuer_of(claims), known), method)
        claims = _with_disclosures(claims, disclosures)
        _check_binding(token, text[: len(text) - len(proof)], proof, binding)
        integrity = Judgement(True, "signed")
    except Broken as broken:
        integrity = broken.judgement
    return Opened(SUITE, claims, method, integrity)


def _with_disclosures(claims: Mapping[str, Any], disclosures: Sequence[str]) -> Mapping[str, Any]:
    if claims.get("_sd_alg", "sha-256") != "sha-256":
        raise Broken("claim_refused", name="_sd_alg")
    by_digest = {_digest(entry): _disclosure(entry) for entry in disclosures}
    if len(by_digest) != len(disclosures):
        raise Broken("disclosure_wrong")
    unused, seen = dict(by_digest), set[str]()
    try:
        opened = _opened(claims, unused, seen, top=True, depth=0)
    except RecursionError as error:
        raise Broken("disclosure_wrong") from error
    if unused:
        raise Broken("disclosure_wrong")
    try:
        check_size(opened)
    except InputError as error:
        raise Broken("disclosure_wrong") from error
    return {name: value for name, value in opened.items() if name != "_sd_alg"}


def _opened(value: Any, unused: dict[str, list[Any]], seen: set[str], *, depth: int, top: bool = False) -> Any:
    if depth > 200:
        raise Broken("disclosure_wrong")
    if isinstance(value, list):
        return _opened_list(value, unused, seen, depth)
    if not isinstance(value, Mapping):
        return value
    found = {
        name: _opened(entry, unused, seen, depth=depth + 1)
        for name, entry in value.items()
        if name not in {"_sd", "..."}
    }
    digests = value.get("_sd", [])
    if "..." in value or not isinstance(digests, list):
        raise Broken("disclosure_wrong")
    for digest in digests:
        disclosed = _taken(digest, unused, seen)
        if disclosed is None:
            continue
        if len(disclosed) != 3 or not isinstance(disclosed[1], str):
            raise Broken("disclosure_wrong")
        name = disclosed[1]
        if name in found or name in _RESERVED:
            raise Broken("disclosure_wrong")
        if top and name in ALWAYS_SHOWN:
            raise Broken("claim_refused", name=name)
        found[name] = _opened(disclosed[2], unused, seen, depth=depth + 1)
    return found


def _opened_list(value: list[Any], unused: dict[str, list[Any]], seen: set[str], depth: int) -> list[Any]:
    found = []
    for entry in value:
        if not (isinstance(entry, Mapping) and "..." in entry):
            found.append(_opened(entry, unused, seen, depth=depth + 1))
            continue
        if len(entry) != 1:
            raise Broken("disclosure_wrong")
        disclosed = _taken(entry["..."], unused, seen)
        if disclosed is None:
            continue
        if len(disclosed) != 2:
            raise Broken("disclosure_wrong")
        found.append(_opened(disclosed[1], unused, seen, depth=depth + 1))
    return found


def _taken(digest: object, unused: dict[str, list[Any]], seen: set[str]) -> list[Any] | None:
    if not isinstance(digest, str) or digest in seen:
        raise Broken("disclosure_wrong")
    seen.add(digest)
    return unused.pop(digest, None)


def _disclosure(text: str) -> list[Any]:
    try:
        found = read_json(base64url_decode(text))
    except (ValueError, InputError) as error:
        raise Broken("disclosure_wrong") from error
    if not isinstance(found, list) or len(found) not in {2, 3} or not isinstance(found[0], str):
        raise Broken("disclosure_wrong")
    return found


def _check_binding(token: Token, shown: str, proof: str, binding: Binding | None) -> None:
    if not proof:
        if binding is not None:
            raise Broken("binding_missing")
        return
    try:
        held = take_apart(proof)
        check_header(held.header, ("kb+jwt",))
        key = read_public_key(token.payload.get("cnf", {}).get("jwk"))
        check_signature(held, (key,), "cnf")
    except (Broken, InputError, AttributeError) as error:
        raise Broken("binding_wrong", name="kb+jwt") from error
    wanted: dict[str, object] = {"sd_hash": _digest(shown)}
    if binding is not None:
        wanted |= {"nonce": binding.nonce, "aud": binding.audience}
    for name, value in wanted.items():
        if held.payload.get(name) != value:
            raise Broken("binding_wrong", name=name)
    if not _is_number(held.payload.get("iat")):
        raise Broken("binding_wrong", name="iat")


def _hide(body: Any, path: str, salt: str) -> str:
    *around, last = _steps(path)
    if path in ALWAYS_SHOWN or last in _RESERVED:
        raise _not_disclosable(path)
    try:
        place = body
        for step in around:
            place = place[step]
        if isinstance(last, int):
            disclosure = _written([salt, place[last]])
            place[last] = {"...": _digest(disclosure)}
        else:
            disclosure = _written([salt, last, place.pop(last)])
            place.setdefault("_sd", []).append(_digest(disclosure))
    except (KeyError, IndexError, TypeError, AttributeError) as error:
        raise _not_disclosable(path) from error
    return disclosure


def _sort_digests(value: Any) -> None:
    # In the order of the members their places would tell which is which.
    if isinstance(value, dict):
        if "_sd" in value:
            value["_sd"].sort()
        for entry in value.values():
            _sort_digests(entry)
    elif isinstance(value, list):
        for entry in value:
            _sort_digests(entry)


def _steps(path: str) -> tuple[str | int, ...]:
    return tuple(name or int(number) for name, number in _STEP.findall(path)) or (path,)


def _not_disclosable(path: str) -> InputError:
    return InputError(
        N_("%(path)s cannot be made a disclosure."),
        hint=N_("Name a member or list entry that is in the document and that a verifier need not always see."),
        field="disclosable",
        params={"path": path},
    )


def _name_or_value(disclosure: str) -> Any:
    try:
        return _disclosure(disclosure)[1]
    except Broken as broken:
        raise InputError(broken.judgement.reason, field="document") from broken


def _written(disclosure: list[Any]) -> str:
    return base64url_encode(json.dumps(disclosure, ensure_ascii=False).encode("utf-8"))


def _digest(text: str) -> str:
    return base64url_encode(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest())


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
