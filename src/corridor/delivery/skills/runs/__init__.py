"""Where this room meets the engines."""

from corridor.delivery.skills.runs.credentials import (
    LIST_ENTRIES,
    REASONS,
    can_sign,
    did_of_key,
    empty_bits,
    pack,
    public_key_of_holder,
    show_parts,
    sign,
    sign_disclosures,
    sign_list,
    sign_trust_list,
    verify,
    with_withdrawn,
)
from corridor.delivery.skills.runs.known_issuers import document_of, published_keys
from corridor.delivery.skills.runs.linking import Proposals, Proposed, proposals_for, read_proposals
from corridor.delivery.skills.runs.publishing import signed_list, verifier_pack
from corridor.delivery.skills.runs.seals import check_content, seal_content

__all__ = [
    "LIST_ENTRIES",
    "REASONS",
    "Proposals",
    "Proposed",
    "can_sign",
    "check_content",
    "did_of_key",
    "document_of",
    "empty_bits",
    "pack",
    "proposals_for",
    "public_key_of_holder",
    "published_keys",
    "read_proposals",
    "seal_content",
    "show_parts",
    "sign",
    "sign_disclosures",
    "sign_list",
    "sign_trust_list",
    "signed_list",
    "verifier_pack",
    "verify",
    "with_withdrawn",
]
