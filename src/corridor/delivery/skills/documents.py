"""What a passport says as a verifiable credential, as disclosures and as a summary for one printed code."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import quote

CONTEXT: Final = "https://www.w3.org/ns/credentials/v2"
KIND: Final = "urn:corridor:skills-passport:1"
PARTS: Final = ("work", "education", "languages", "skills", "recognition")
NOTICE: Final = (
    "States what the holder can do and how each skill is known. It is not a decision on recognition and not an "
    "identity paper. It is free of charge for the holder."
)
SHORT_NOTICE: Final = "Not a recognition. Free."
# Data bits of a QR code of version 25 with error correction M (ISO/IEC 18004, table 7).
MOST_BITS: Final = 8000
MOST_SKILLS: Final = 12
LEAST_SKILLS: Final = 0
# What was proved comes first; a source that is not named here comes before what was only stated.
_ORDER: Final[Mapping[str, int]] = {"certified": 0, "assessed": 1, "declared": 9}


@dataclass(frozen=True)
class Frame:
    """What stands around the content: who signs, for which days, and where it would be withdrawn."""

    identifier: str
    issuer: str
    issuer_name: str
    valid_from: datetime
    valid_until: datetime
    list_address: str
    index: int
    code: str

    @property
    def status(self) -> dict[str, str]:
        return {
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": str(self.index),
            "statusListCredential": self.list_address,
        }


def moment_text(moment: datetime) -> str:
    """Return a moment as credentials write it, to the second.

    >>> from datetime import UTC
    >>> moment_text(datetime(2026, 1, 31, 8, 5, 9, 77, tzinfo=UTC))
    '2026-01-31T08:05:09Z'
    """
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def credential(content: Mapping[str, Any], frame: Frame) -> dict[str, Any]:
    """Return the whole passport as a W3C Verifiable Credential 2.0, unsigned."""
    holder = content["holder"]
    return {
        "@context": [CONTEXT],
        "id": frame.identifier,
        "type": ["VerifiableCredential", "SkillsPassport"],
        "name": "Skills passport",
        "description": NOTICE,
        "issuer": {"id": frame.issuer, "name": frame.issuer_name},
        **_days(frame),
        "credentialStatus": frame.status,
        "credentialSubject": {
            "type": "Person",
            "name": _name(holder),
            "countryOfOrigin": holder["country_of_origin"],
            "passportCode": frame.code,
            **{part: content.get(part, []) for part in PARTS},
        },
    }


def claims(content: Mapping[str, Any], frame: Frame, holder_key: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Return the passport as claims of an SD-JWT; each of `PARTS` is one that the holder may withhold.

    With a key of the holder a reader can ask for her signature over what she shows (key binding).
    """
    bound = {"cnf": {"jwk": dict(holder_key)}} if holder_key else {}
    return bound | {
        "vct": KIND,
        "iss": frame.issuer,
        "issuer_name": frame.issuer_name,
        "nbf": int(frame.valid_from.timestamp()),
        "exp": int(frame.valid_until.timestamp()),
        "credentialStatus": frame.status,
        "notice": NOTICE,
        "name": _name(content["holder"]),
        "passport_code": frame.code,
        **{part: content.get(part, []) for part in PARTS},
    }


def summary(content: Mapping[str, Any], frame: Frame, skills: int) -> dict[str, Any]:
    """Return name, languages and the best proved skills, small enough for paper, unsigned."""
    grouped: dict[str, list[str]] = {}
    for one in best_skills(content)[:skills]:
        grouped.setdefault(one["known_by"], []).append(one["label_en"])
    return {
        "@context": [CONTEXT],
        "type": ["VerifiableCredential", "SkillsPassport"],
        "description": SHORT_NOTICE,
        "issuer": {"id": frame.issuer, "name": frame.issuer_name[:60]},
        **_days(frame),
        "credentialStatus": frame.status,
        "credentialSubject": {
            "name": _name(content["holder"]),
            "passportCode": frame.code,
            "languages": [f"{one['language']} {one['cefr']}" for one in content.get("languages", [])][:8],
            "skills": grouped,
        },
    }


def best_skills(content: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """Return the skills, the best proved first."""
    return sorted(content.get("skills", []), key=lambda one: _ORDER.get(one["known_by"], 5))


def address_of_code(page: str, code: str) -> tuple[str, str]:
    """Return the address in the QR code: the verifier's page with `#`, and the code as a fragment.

    The fragment never leaves the reader's telephone. Blanks and percent signs are written as `%20` and `%25`, which an
    address needs; both stay within the letters of alphanumeric QR codes.

    >>> address_of_code("https://host/verify", "CR1:A 1%")
    ('https://host/verify#', 'CR1:A%201%25')
    """
    return f"{page}#", quote(code, safe="$*+-./:")


def fits_one_code(address: tuple[str, str]) -> bool:
    """Say whether an address fits a QR code of version 25-M: bytes for the page, alphanumeric for the fragment."""
    page, fragment = address
    bits = 4 + 16 + 8 * len(page.encode()) + 4 + 11 + (11 * len(fragment) + 1) // 2
    return bits <= MOST_BITS


def _days(frame: Frame) -> dict[str, str]:
    return {"validFrom": moment_text(frame.valid_from), "validUntil": moment_text(frame.valid_until)}


def _name(holder: Mapping[str, str]) -> str:
    return f"{holder.get('given_name', '')} {holder.get('family_name', '')}".strip()
