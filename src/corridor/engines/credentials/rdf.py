"""Data Integrity proofs over canonical RDF, as Open Badges 3.0 asks for: eddsa-rdfc-2022, with the extra `openbadges`.

Such a proof signs what the contexts make of a document, not its text: a member that no context defines would be left
out without a word. Here nothing is left out and nothing fetched. Every context must be one that the caller hands over,
none may stand inside the document, and a member or type that none of them defines breaks the proof.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, Final

from corridor.engines.credentials.verdicts import UNKNOWN, Broken

SUITE: Final = "eddsa-rdfc-2022"
Contexts = Mapping[str, Mapping[str, Any]]
# Ordering nodes that look alike takes the faculty of their number: a hostile document is named before it is tried.
MOST_ALIKE, MOST_NODES = 6, 500
_LOST: Final = "urn:x-not-defined:"
_BASE: Final = "https://relative.invalid/"


def is_installed() -> bool:
    """Say whether proofs over RDF can be judged."""
    try:
        import pyld  # noqa: F401 - only whether it is there
    except ImportError:
        return False
    return True


def quads(document: Mapping[str, Any], contexts: Contexts) -> bytes:
    """Return the canonical N-Quads of a document, which are signed.

    Raises
    ------
    Broken : a context is not handed over, a member or type is not defined, or the graph is made to take long

    Source: W3C RDF Dataset Canonicalization (RDFC-1.0), JSON-LD 1.1.
    """
    from pyld import jsonld

    _check_contexts(document, contexts)
    options = {"documentLoader": _loader(contexts), "processingMode": "json-ld-1.1", "base": _BASE}
    try:
        _check_terms(jsonld.expand(_with_net(document), options))
        plain = jsonld.to_rdf(dict(document), {**options, "format": "application/n-quads"})
        _check_shape(jsonld.JsonLdProcessor.parse_nquads(plain))
        lines = {"inputFormat": "application/n-quads", "format": "application/n-quads", "algorithm": "URDNA2015"}
        return str(jsonld.normalize(plain, lines)).encode("utf-8")
    except (jsonld.JsonLdError, RecursionError, KeyError, TypeError, ValueError) as error:
        raise Broken("proof_malformed", name="@context") from error


def _loader(contexts: Contexts) -> Any:
    def load(address: str, _options: object) -> dict[str, object]:
        if address not in contexts:
            raise Broken("context_unknown", value=UNKNOWN, context=address)
        return {
            "contextUrl": None,
            "documentUrl": address,
            "document": json.loads(json.dumps(contexts[address])),
            "contentType": "application/ld+json",
        }

    return load


def _check_contexts(document: Mapping[str, Any], contexts: Contexts) -> None:
    """Break on a context that is not handed over, that stands inside, or that is written into the document."""
    named = document.get("@context")
    for one in named if isinstance(named, list) else [named]:
        if not isinstance(one, str) or one not in contexts:
            raise Broken("context_unknown", value=UNKNOWN, context=one if isinstance(one, str) else "@context")
    for entry in _objects({name: value for name, value in document.items() if name != "@context"}):
        if "@context" in entry:
            raise Broken("context_unknown", value=UNKNOWN, context="@context")


def _objects(value: object) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, Mapping):
        yield value
        for inner in value.values():
            yield from _objects(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _objects(inner)


def _with_net(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return the document with a first context that catches what no later one defines."""
    named = document["@context"]
    return {**document, "@context": [{"@vocab": _LOST}, *(named if isinstance(named, list) else [named])]}


def _check_terms(expanded: object) -> None:
    for entry in _objects(expanded):
        kinds = entry.get("@type", [])
        for name in [*entry, *([kinds] if isinstance(kinds, str) else kinds)]:
            if isinstance(name, str) and name.startswith(_LOST):
                raise Broken("term_undefined", name=name.removeprefix(_LOST))
        identity = entry.get("@id")
        # A name that is relative, or made up inside the document, signs nothing that others could mean.
        if isinstance(identity, str) and identity.startswith((_BASE, "_:")):
            raise Broken("term_undefined", name=identity.removeprefix(_BASE))


def _check_shape(dataset: Mapping[str, Any]) -> None:
    """Break on more nodes without a name than a credential has, or on too many that look alike."""
    seen = defaultdict(list)
    for graph, statements in dataset.items():
        for statement in statements:
            ends = [(place, statement[place]) for place in ("subject", "object")]
            for node in {end["value"] for _place, end in ends if end["type"] == "blank node"}:
                looks = tuple(
                    (place, end["value"] == node if end["type"] == "blank node" else str(end["value"]))
                    for place, end in ends
                )
                seen[node].append((graph, statement["predicate"]["value"], *looks))
    alike = Counter(tuple(sorted(map(repr, looks))) for looks in seen.values())
    if len(seen) > MOST_NODES or max(alike.values(), default=0) > MOST_ALIKE:
        raise Broken("graph_refused", value=UNKNOWN)
