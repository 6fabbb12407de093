"""What programs send and receive about passports."""

from datetime import datetime
from typing import Any

from ninja import Field, Schema

from corridor.delivery.skills.models import PassportShare


class PassportOut(Schema):
    """A passport with its signed forms."""

    code: str
    issued_at: datetime
    is_valid: bool
    valid_until: datetime | None
    content: dict[str, Any]
    credential: dict[str, Any] | None = Field(None, description="W3C Verifiable Credential 2.0, ecdsa-jcs-2019")
    code_for_paper: str = Field("", description="Summary for one QR code, read without a network")
    disclosures: str = Field("", description="SD-JWT; only for the holder")


class IssueIn(Schema):
    """What may be given when a passport is issued."""

    holder_key: dict[str, str] | None = Field(
        None, description="Public JSON Web Key (P-256 or Ed25519) of the holder, to which the SD-JWT is bound"
    )


class ShareIn(Schema):
    """What a link shows, and for how long."""

    parts: list[PassportShare.Part] = Field(description="Parts of the passport that the link shows")
    days: int = 7
    label: str = Field("", max_length=100, description="For whom; only the holder sees it")


class ShareOut(Schema):
    """A new link; its address is told once."""

    id: int
    address: str
    parts: list[str]
    expires_at: datetime
