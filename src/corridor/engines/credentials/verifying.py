"""Issue and verify credentials, whatever their envelope."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from corridor.engines.credentials import integrity, jose, rdf, sdjwt
from corridor.engines.credentials.integrity import ECDSA, EDDSA, KINDS, open_document, sign_document
from corridor.engines.credentials.jades import is_jades, open_jades
from corridor.engines.credentials.jose import open_jwt, sign_jwt
from corridor.engines.credentials.keys import KnownKey, SigningKey
from corridor.engines.credentials.rdf import Contexts
from corridor.engines.credentials.reading import MOST_BYTES, check_size, read_json, read_moment, too_large, unreadable
from corridor.engines.credentials.sdjwt import Binding, open_sd_jwt, sign_sd_jwt
from corridor.engines.credentials.status import StatusList, judge_status, read_list
from corridor.engines.credentials.trust import TrustList, from_seconds, judge_dates, judge_issuer, judge_trust
from corridor.engines.credentials.verdicts import Broken, Opened, Verification
from corridor.kernel.errors import N_, DataUnavailable, InputError

SUITES: Final = (EDDSA, ECDSA, jose.SUITE, sdjwt.SUITE, rdf.SUITE)
_JOSE_KINDS: Final = ("Ed25519", "P-256")
_HINT: Final = N_("Check the unsigned document, the suite and the key.")


def issue(
    unsigned: Mapping[str, Any],
    key: SigningKey,
    *,
    suite: str,
    created: str,
    method: str,
    disclosable: Sequence[str] = (),
    contexts: Contexts | None = None,
) -> Mapping[str, Any] | str:
    """Return the signed credential: a document for the `jcs` and `rdfc` suites, a token for `vc-jose` and `sd-jwt`.

    Parameters
    ----------
    unsigned : the credential without proof; for `sd-jwt` the claims with `vct` and `iss`
    key : the issuer's private key
    suite : one of `SUITES`
    created : the moment of signing, ISO 8601 with time zone
    method : the identifier of the key, such as `did:web:school.example#key-1`
    disclosable : for `sd-jwt`, paths such as `address.city` or `skills[0]` that the holder may withhold
    contexts : for `eddsa-rdfc-2022`, the JSON-LD contexts that may be named, by their addresses

    Returns
    -------
    The same input always gives the same credential, byte for byte.

    Raises
    ------
    InputError : a suite, key, moment or document that does not fit the others
    DataUnavailable : `eddsa-rdfc-2022` without the extra `openbadges`

    Source: W3C Data Integrity EdDSA and ECDSA Cryptosuites v1.0, VC-JOSE-COSE; RFC 9901 (SD-JWT).
    """
    check_size(unsigned)
    moment = read_moment(created)
    if moment is None:
        raise _refused(N_("%(value)s is not a moment with its time zone."), "created", created)
    kinds = KINDS.get(suite, _JOSE_KINDS)
    if suite not in SUITES:
        raise _refused(N_("The suite %(value)s is not known."), "suite", suite)
    if key.public.kind not in kinds:
        raise _refused(N_("A key of the kind %(value)s does not fit the suite."), "key", key.public.kind)
    if suite == sdjwt.SUITE:
        return sign_sd_jwt(unsigned, key, created=moment, method=method, disclosable=disclosable)
    _check_unsigned(unsigned)
    if suite == jose.SUITE:
        return sign_jwt(unsigned, key, created=moment, method=method)
    if suite == rdf.SUITE and not rdf.is_installed():
        raise DataUnavailable(
            N_("Proofs over RDF need the extra openbadges."),
            hint=N_("Install it with pip install 'corridor[openbadges]', or take another suite."),
        )
    try:
        return sign_document(unsigned, key, suite=suite, created=created, method=method, contexts=contexts)
    except Broken as broken:
        facts = broken.judgement
        raise InputError(facts.reason, hint=_HINT, field="@context", params=facts.params) from broken


def verify(
    document: str | bytes | Mapping[str, Any],
    *,
    as_of: datetime,
    trust: TrustList | None = None,
    status_lists: Sequence[StatusList] = (),
    known_keys: Sequence[KnownKey] = (),
    binding: Binding | None = None,
    contexts: Contexts | None = None,
) -> Verification:
    """Return five results for a credential: integrity, issuer, trust, dates and status.

    Parameters
    ----------
    document : a signed JSON document (text or mapping), a JWT or an SD-JWT
    as_of : the moment for which dates and the age of status lists are judged, with its time zone
    trust : the issuers that count for this reader
    status_lists : status lists that `open_status_list` returned
    known_keys : keys from did:web documents; those of the trust list are known without them
    binding : what the holder of an SD-JWT must have signed, where her proof is asked for
    contexts : the JSON-LD contexts that a proof over RDF may name, by their addresses; without them none is judged

    Returns
    -------
    A `Verification`. No result is true by default: what cannot be judged is "unknown".

    Raises
    ------
    InputError : unreadable, larger than 256 kB or deeper than 64

    Source: docs/methods/credentials.md.
    """
    known = [*known_keys, *(trust.keys if trust else ())]
    opened = _opened(document, known, binding, contexts)
    issuer = judge_issuer(opened.claims, opened.method, known, opened.integrity)
    return Verification(
        integrity=opened.integrity,
        issuer=issuer,
        trust=judge_trust(opened.claims, trust, issuer, _signed_at(opened) or as_of),
        dates=judge_dates(opened.claims, opened.proof.get("expires"), as_of),
        status=judge_status(opened.claims, status_lists, as_of),
        suite=opened.suite,
        claims=opened.claims,
    )


def open_status_list(document: str | bytes | Mapping[str, Any], *, known_keys: Sequence[KnownKey] = ()) -> StatusList:
    """Return a status list with what its own signature is worth.

    Raises
    ------
    InputError : unreadable, or not a bitstring status list

    Source: W3C Bitstring Status List v1.0.
    """
    opened = _opened(document, known_keys, None)
    issuer = judge_issuer(opened.claims, opened.method, known_keys, opened.integrity)
    return read_list(opened, signed_at=_signed_at(opened), is_proven=issuer.value is True)


def _opened(
    document: str | bytes | Mapping[str, Any],
    known: Sequence[KnownKey],
    binding: Binding | None,
    contexts: Contexts | None = None,
) -> Opened:
    if isinstance(document, Mapping):
        check_size(document)
        return _opened_document(document, known, binding, contexts)
    if len(document) > MOST_BYTES:
        raise too_large()
    try:
        text = (document.decode("utf-8-sig") if isinstance(document, bytes) else document).strip()
    except UnicodeDecodeError as error:
        raise unreadable() from error
    if text[:1] not in {"{", "["}:
        return _opened_token(text, known, binding)
    found = read_json(text)
    if not isinstance(found, Mapping):
        raise unreadable()
    return _opened_document(found, known, binding, contexts)


def _opened_document(
    document: Mapping[str, Any], known: Sequence[KnownKey], binding: Binding | None, contexts: Contexts | None
) -> Opened:
    if is_jades(document):
        return open_jades(document)
    if document.get("type") != "EnvelopedVerifiableCredential":
        return open_document(document, known, contexts)
    kind, _, token = str(document.get("id")).partition(",")
    if kind not in {"data:application/vc+jwt", "data:application/dc+sd-jwt", "data:application/vc+sd-jwt"}:
        raise unreadable()
    return _opened_token(token, known, binding)


def _opened_token(text: str, known: Sequence[KnownKey], binding: Binding | None) -> Opened:
    if not text.isascii() or text.partition("~")[0].count(".") != 2:
        raise unreadable()
    return open_sd_jwt(text, known, binding) if "~" in text else open_jwt(text, known)


def _signed_at(opened: Opened) -> datetime | None:
    if opened.proof:
        return read_moment(opened.proof.get("created")) or read_moment(opened.claims.get("validFrom"))
    return from_seconds(opened.claims.get("iat")) or read_moment(opened.claims.get("validFrom"))


def _check_unsigned(unsigned: Mapping[str, Any]) -> None:
    if "proof" in unsigned:
        raise _refused(N_("The document is signed already."), "proof", "")
    try:
        integrity.check_credential(unsigned)
    except Broken as broken:
        facts = broken.judgement
        raise InputError(facts.reason, hint=_HINT, field=str(facts.params["name"]), params=facts.params) from broken


def _refused(message: str, field: str, value: str) -> InputError:
    return InputError(message, hint=_HINT, field=field, params={"value": value})
