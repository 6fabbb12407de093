"""Every reason that a verification can give, by its stable code."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from corridor.kernel.errors import N_

REASONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        # integrity
        "signed": N_("The signature is right; nothing was changed since."),
        "signature_wrong": N_("The signature does not fit: the content was changed, or another key signed it."),
        "key_unknown": N_("The key %(method)s is not known here, so the signature could not be checked."),
        "suite_unknown": N_("A proof of the kind %(suite)s cannot be checked here."),
        "several_proofs": N_("The document carries %(count)s proofs; one can be checked."),
        "not_secured": N_("The document carries no signature."),
        "not_credential": N_("The content is not a verifiable credential: %(name)s is missing or wrong."),
        "proof_malformed": N_("The proof is not well-formed: %(name)s is missing or wrong."),
        "context_unknown": N_("The context %(context)s is not one of those kept here; none is fetched."),
        "term_undefined": N_("No context defines %(name)s, so the signature does not cover it."),
        "graph_refused": N_("The document has too many parts that look alike to be checked."),
        "context_changed": N_("The contexts of the document are not those that were signed."),
        "algorithm_refused": N_("The algorithm %(name)s is not accepted for this key."),
        "key_misfit": N_("The key is not of the kind that %(suite)s needs."),
        "header_refused": N_("The header %(name)s is missing or has a value that is not accepted."),
        "claim_refused": N_("The claim %(name)s must not stand here."),
        "token_malformed": N_("The token is not well-formed."),
        "disclosure_wrong": N_("A disclosure does not belong to this credential or is not well-formed."),
        "binding_missing": N_("The holder's proof of the key was asked for, but is missing."),
        "binding_wrong": N_("The holder's proof of the key does not fit: %(name)s is wrong."),
        # issuer
        "issuer_bound": N_("The key belongs to the issuer %(issuer)s."),
        "issuer_other": N_("The key %(method)s does not belong to the issuer %(issuer)s."),
        "certificate_unknown": N_("The certificate %(method)s is not known here as that of the issuer %(issuer)s."),
        "issuer_unproven": N_("Who signed is not shown, because the signature is not proven."),
        # trust
        "listed": N_("The trust list of %(date)s names the issuer: %(name)s."),
        "not_listed": N_("The trust list of %(date)s does not name the issuer %(issuer)s."),
        "outside_period": N_("The trust list names %(name)s, but not for the day of the signature."),
        "no_trust_list": N_("No trust list was given."),
        "trust_unproven": N_("The trust list says nothing, because it is not shown that this issuer signed."),
        # dates
        "in_force": N_("The credential is in force on %(date)s."),
        "no_limits": N_("The credential names no dates between which it is in force."),
        "not_yet": N_("The credential is not in force before %(date)s."),
        "expired": N_("The credential was in force until %(date)s."),
        "date_malformed": N_("The date %(name)s cannot be read."),
        # status
        "no_status": N_("The credential names no status list, so it cannot be withdrawn."),
        "not_withdrawn": N_("The status list of %(date)s, %(days)s days old, does not withdraw the credential."),
        "withdrawn": N_("The status list of %(date)s withdraws the credential (%(purpose)s)."),
        "list_missing": N_("The status list %(list)s was not given."),
        "list_unproven": N_("The status list %(list)s is not signed by the issuer of the credential, or was changed."),
        "list_old": N_("The status list of %(date)s is %(days)s days old and no longer counts."),
        "index_outside": N_("The status list %(list)s has no entry %(index)s."),
        "status_unknown": N_("A status of the kind %(name)s cannot be checked here."),
    }
)
