"""What is published for every verifier: status lists and the list of issuers, signed when they are asked for."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import Http404

from corridor.delivery.skills.documents import moment_text
from corridor.delivery.skills.models import CredentialList, IssuerKey, KnownIssuer
from corridor.delivery.skills.runs.credentials import can_sign, sign_list, sign_trust_list
from corridor.delivery.skills.runs.known_issuers import trusted
from corridor.delivery.skills.selectors import installation_key, list_address, name_of


def signed_list(*, pk: int, as_of: datetime) -> Mapping[str, Any]:
    """Return a status list as it is at a moment, signed and dated, else 404."""
    row = CredentialList.objects.select_related("key").filter(pk=pk).order_by("pk").first()
    if row is None:
        raise Http404
    return _signed(row, as_of)


def verifier_pack(*, as_of: datetime) -> dict[str, object]:
    """Return what the verifier keeps for the time without a network: issuers and status lists, dated and signed."""
    key = installation_key()
    rows = CredentialList.objects.select_related("key").order_by("pk")
    signable = [row for row in rows if can_sign(row.key)]
    return {
        "date": moment_text(_dated(as_of)),
        "trust": sign_trust_list(_issuers(), key, created=_dated(as_of)) if key and can_sign(key) else None,
        "lists": [_signed(row, as_of) for row in signable],
    }


def _issuers() -> list[dict[str, object]]:
    keys = IssuerKey.objects.select_related("organisation").order_by("pk")
    found: list[dict[str, object]] = []
    for key in keys:
        entry: dict[str, object] = {"id": key.did, "name": name_of(key), "valid_from": moment_text(key.valid_from)}
        if key.retired_at is not None:
            # To the second above, as credentials of the same second were still signed with it.
            entry["valid_until"] = moment_text(key.retired_at.replace(microsecond=0)).replace("Z", ".999Z")
        found.append(entry)
    return found + [trusted(row) for row in KnownIssuer.objects.order_by("pk")]


def _signed(row: CredentialList, as_of: datetime) -> Mapping[str, Any]:
    return sign_list(row, address=list_address(row), created=max(_dated(as_of), row.changed_at))


def _dated(moment: datetime) -> datetime:
    # One date for each hour: whoever asks twice gets the same bytes.
    return moment.replace(minute=0, second=0, microsecond=0)
