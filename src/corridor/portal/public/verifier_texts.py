"""What the verifier says, in every language at once: one copy on a telephone serves everybody."""

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, gettext as _

from corridor.delivery.skills.models import PersonSkill, Recognition
from corridor.delivery.skills.runs import REASONS
from corridor.kernel.errors import N_

TEXTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "title": N_("Check a skills passport without a network"),
        "intro": N_(
            "Scan the code for checks without a network with the camera of your telephone, or give its text or the "
            "signed file here. Nothing that you check leaves this telephone."
        ),
        "camera": N_("Scan with the camera"),
        "camera_refused": N_("The camera cannot be used. Allow it for this page, or paste the text of the code."),
        "text": N_("Text of the code, or signed file as text"),
        "check": N_("Check"),
        "file": N_("Signed file"),
        "lists_of": N_("Issuers and withdrawals as of %(date)s; keys of issuers: %(count)s."),
        "no_lists": N_("No list of issuers is on this telephone yet. Open this page once with a network."),
        "kept": N_("This page is kept on the telephone and works without a network."),
        "privacy": N_("To see everything that the person shares, ask her for a link."),
        "is_green": N_("Genuine and valid"),
        "means_green": N_("Nothing was changed, a listed office signed it, and it was not withdrawn."),
        "is_amber": N_("Genuine, but not everything could be checked"),
        "means_amber": N_("Read below what is open. With a network you may learn it."),
        "is_red": N_("Do not rely on this"),
        "means_red": N_("Read below what speaks against it. Ask the person for her current passport."),
        "is_unreadable": N_("This is not a readable passport"),
        "means_unreadable": N_("The text or file is incomplete, altered, or something else. Scan the code again."),
        "is_unable": N_("This browser cannot check a passport"),
        "means_unable": N_("Use a current browser at an address that begins with https, or the check with a network."),
        "of_integrity": N_("Unchanged"),
        "of_issuer": N_("Signed by the issuer"),
        "of_trust": N_("Issuer in the list"),
        "of_dates": N_("In force"),
        "of_status": N_("Not withdrawn"),
        "value_true": N_("yes"),
        "value_false": N_("no"),
        "value_unknown": N_("not known"),
        "countryOfOrigin": N_("Country of origin"),
        "passportCode": N_("Code"),
        "validFrom": N_("Valid from"),
        "validUntil": N_("Valid until"),
        "skills": N_("Skills"),
        "languages": N_("Languages"),
        "work": N_("Work"),
        "education": N_("Learning"),
        "recognition": N_("Recognition"),
        "years": N_("Years: %(n)s"),
        "notice": N_(
            "This states what the person can do and how each skill is known. It is not a decision on recognition and "
            "not an identity paper. It is free of charge for the person."
        ),
    }
)


# Sentences on tokens and certificates, which this page does not read.
_NOT_HERE: Final = frozenset(
    {"algorithm_refused", "header_refused", "claim_refused", "token_malformed", "disclosure_wrong", "binding_missing",
     "binding_wrong", "certificate_unknown"}
)  # fmt: skip
_ESCAPED: Final = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def all_texts() -> SafeString:
    """Return every sentence of the verifier by language and code, as JSON for the page.

    Django's own filter writes each Arabic letter in six bytes; the page would be half as large again.
    """
    texts = {code: _texts(code) for code, _name in settings.LANGUAGES}
    written = json.dumps(texts, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPED)
    return mark_safe(written)  # noqa: S308 - what could end the element is escaped in the line above


def intro() -> str:
    """Return what the page says first, in the language of the request."""
    text = TEXTS["intro"]
    return gettext(text)


def without_script() -> list[dict[str, str]]:
    """Return, in every language, what to do where scripts do not run."""
    return [_without_script(code) for code, _name in settings.LANGUAGES]


def _texts(language: str) -> dict[str, str]:
    with translation.override(language):
        found = {code: gettext(text) for code, text in {**TEXTS, **REASONS}.items() if code not in _NOT_HERE}
        found |= {f"source_{code}": str(label) for code, label in PersonSkill.Source.choices}
        return found | {f"outcome_{code}": str(label) for code, label in Recognition.Outcome.choices}


def _without_script(language: str) -> dict[str, str]:
    with translation.override(language):
        return {
            "code": language,
            "direction": "rtl" if translation.get_language_bidi() else "ltr",
            "text": _("This page needs scripts. Without them, check the code of the passport on this page:"),
            "link": _("Check a skills passport"),
            "url": reverse("public_portal:check"),
        }
