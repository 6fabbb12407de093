"""Data Integrity proofs: eddsa-jcs-2022 and ecdsa-jcs-2019 over canonical JSON, eddsa-rdfc-2022 over canonical RDF."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from corridor.engines.credentials import rdf
from corridor.engines.credentials.jcs import jcs
from corridor.engines.credentials.keys import KnownKey, PublicKey, SigningKey, resolve
from corridor.engines.credentials.multibase import multibase_decode, multibase_encode
from corridor.engines.credentials.rdf import Contexts
from corridor.engines.credentials.reading import read_moment
from corridor.engines.credentials.verdicts import UNKNOWN, Broken, Judgement, Opened, issuer_of

EDDSA: Final = "eddsa-jcs-2022"
ECDSA: Final = "ecdsa-jcs-2019"
KINDS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {EDDSA: ("Ed25519",), ECDSA: ("P-256", "P-384"), rdf.SUITE: ("Ed25519",)}
)
CONTEXTS: Final = ("https://www.w3.org/ns/credentials/v2", "https://www.w3.org/2018/credentials/v1")


def sign_document(
    unsigned: Mapping[str, Any],
    key: SigningKey,
    *,
    suite: str,
    created: str,
    method: str,
    contexts: Contexts | None = None,
) -> Mapping[str, Any]:
    """Return the document with its proof; its members stay in their order."""
    proof: dict[str, Any] = {
        "type": "DataIntegrityProof",
        "cryptosuite": suite,
        "created": created,
        "verificationMethod": method,
        "proofPurpose": "assertionMethod",
    }
    options = {**proof, "@context": unsigned["@context"]} if "@context" in unsigned else proof
    signature = key.sign(_signed_bytes(unsigned, options, key.public, suite, contexts or {}))
    # A proof over RDF is written as Open Badges does, without the contexts, which are the document's.
    proof = proof if suite == rdf.SUITE else options
    return {**unsigned, "proof": {**proof, "proofValue": multibase_encode(signature)}}


def open_document(document: Mapping[str, Any], known: Sequence[KnownKey], contexts: Contexts | None = None) -> Opened:
    """Return what a document with an embedded proof says, and whether the proof holds."""
    claims = {name: value for name, value in document.items() if name != "proof"}
    proof = document.get("proof")
    if isinstance(proof, list) and len(proof) == 1:
        proof = proof[0]
    facts = proof if isinstance(proof, Mapping) else {}
    suite, method = (str(facts.get(name, "")) for name in ("cryptosuite", "verificationMethod"))
    try:
        _check_proof(claims, proof, known, contexts or {})
        integrity = Judgement(True, "signed")
    except Broken as broken:
        integrity = broken.judgement
    return Opened(suite, claims, method, integrity, facts)


def check_credential(claims: Mapping[str, Any]) -> None:
    """Break where the members are missing that make a document a verifiable credential."""
    contexts, types = claims.get("@context"), claims.get("type")
    tests = {
        "@context": isinstance(contexts, list) and bool(contexts) and contexts[0] in CONTEXTS,
        "type": types == "VerifiableCredential" or (isinstance(types, list) and "VerifiableCredential" in types),
        "issuer": bool(issuer_of(claims)),
        "credentialSubject": bool(claims.get("credentialSubject"))
        and isinstance(claims["credentialSubject"], Mapping | list),
    }
    for name, is_right in tests.items():
        if not is_right:
            raise Broken("not_credential", name=name)


def _check_proof(claims: Mapping[str, Any], proof: object, known: Sequence[KnownKey], contexts: Contexts) -> None:
    if not proof:
        raise Broken("not_secured")
    if isinstance(proof, list):
        raise Broken("several_proofs", value=UNKNOWN, count=len(proof))
    if not isinstance(proof, Mapping):
        raise Broken("proof_malformed", name="proof")
    suite = str(proof.get("cryptosuite", proof.get("type")))
    if suite not in KINDS or (suite == rdf.SUITE and not (contexts and rdf.is_installed())):
        raise Broken("suite_unknown", value=UNKNOWN, suite=suite)
    signature = _check_members(proof)
    check_credential(claims)
    if proof.get("@context", claims["@context"]) != claims["@context"]:
        raise Broken("context_changed")
    keys = resolve(proof["verificationMethod"], issuer_of(claims), known)
    if not keys:
        raise Broken("key_unknown", value=UNKNOWN, method=proof["verificationMethod"])
    # Some signers sign the contexts with the proof, but leave them out of the proof that they write.
    options = {name: value for name, value in proof.items() if name != "proofValue"} | {"@context": claims["@context"]}
    for key in keys:
        if key.kind not in KINDS[suite]:
            raise Broken("key_misfit", suite=suite)
        if key.verifies(signature, _signed_bytes(claims, options, key, suite, contexts)):
            return
    raise Broken("signature_wrong")


def _check_members(proof: Mapping[str, Any]) -> bytes:
    tests: Mapping[str, Callable[[object], bool]] = {
        "type": lambda value: value == "DataIntegrityProof",
        "proofPurpose": lambda value: value == "assertionMethod",
        "verificationMethod": lambda value: isinstance(value, str) and bool(value),
        "created": lambda value: value is None or read_moment(value) is not None,
        "expires": lambda value: value is None or read_moment(value) is not None,
    }
    for name, is_right in tests.items():
        if not is_right(proof.get(name)):
            raise Broken("proof_malformed", name=name)
    value = proof.get("proofValue")
    try:
        if isinstance(value, str) and value.startswith("z"):
            return multibase_decode(value)
    except ValueError:
        pass
    raise Broken("proof_malformed", name="proofValue")


def _signed_bytes(
    claims: Mapping[str, Any], options: Mapping[str, Any], key: PublicKey, suite: str, contexts: Contexts
) -> bytes:
    if suite == rdf.SUITE:
        return b"".join(hashlib.sha256(rdf.quads(part, contexts)).digest() for part in (options, claims))
    digest = hashlib.sha384 if key.kind == "P-384" else hashlib.sha256
    return digest(jcs(options)).digest() + digest(jcs(claims)).digest()
