"""What a verification says: five results, apart from each other, each with its reason."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Literal

from corridor.engines.credentials.reasons import REASONS

Truth = bool | Literal["unknown"]
UNKNOWN: Final[Literal["unknown"]] = "unknown"


@dataclass(frozen=True, slots=True)
class Judgement:
    """One result: true, false or "unknown", a stable code, and the values that fill its sentence."""

    value: Truth
    code: str
    params: Mapping[str, object] = field(default_factory=dict)

    @property
    def reason(self) -> str:
        """The English sentence as a template, for the edge to translate."""
        return REASONS[self.code]

    def sentence(self) -> str:
        """Return the English sentence with its values."""
        return self.reason % self.params

    def document(self) -> Mapping[str, object]:
        """Return the result for programs."""
        return {"value": self.value, "reason": self.sentence(), "code": self.code}


@dataclass(frozen=True, slots=True)
class Verification:
    """The five results for a credential; `claims` is what was signed, with what the holder disclosed."""

    integrity: Judgement
    issuer: Judgement
    trust: Judgement
    dates: Judgement
    status: Judgement
    suite: str
    claims: Mapping[str, Any]

    def document(self) -> Mapping[str, Mapping[str, object]]:
        """Return the five results for programs."""
        return {name: getattr(self, name).document() for name in ("integrity", "issuer", "trust", "dates", "status")}


@dataclass(frozen=True, slots=True)
class Opened:
    """A credential out of its envelope: what it says, and whether the envelope was whole."""

    suite: str
    claims: Mapping[str, Any]
    method: str
    integrity: Judgement
    proof: Mapping[str, Any] = field(default_factory=dict)


class Broken(Exception):  # noqa: N818 - a state of the document
    """Why an envelope cannot be believed; becomes the result `integrity`."""

    def __init__(self, code: str, *, value: Truth = False, **params: object) -> None:
        self.judgement = Judgement(value, code, params)
        super().__init__(code)


def issuer_of(claims: Mapping[str, Any]) -> str:
    """Return the identifier of the issuer; empty where there is none."""
    issuer = claims.get("issuer", claims.get("iss"))
    if isinstance(issuer, Mapping):
        issuer = issuer.get("id")
    return issuer if isinstance(issuer, str) else ""


def day(moment: datetime) -> str:
    """Return the day of a moment as text."""
    return moment.date().isoformat()
