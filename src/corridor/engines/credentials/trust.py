"""The trust list of a reader: which issuers count, for which days, with which keys; and the dates of a credential."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from corridor.engines.credentials.keys import KnownKey, read_public_key
from corridor.engines.credentials.reading import read_moment
from corridor.engines.credentials.verdicts import UNKNOWN, Judgement, day, issuer_of
from corridor.kernel.errors import N_, InputError


@dataclass(frozen=True, slots=True)
class TrustedIssuer:
    """An issuer that counts for what was signed between two moments; None leaves that side open."""

    identifier: str
    name: str
    valid_from: datetime | None = None
    valid_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class TrustList:
    """The issuers that count for a reader, with the date of the list and keys that are known to be theirs."""

    date: str
    issuers: tuple[TrustedIssuer, ...]
    keys: tuple[KnownKey, ...] = ()


def read_trust_list(document: Mapping[str, Any]) -> TrustList:
    """Return the trust list of a checked JSON document.

    Raises
    ------
    InputError : a moment or a key in it cannot be used
    """
    issuers, keys = [], []
    for entry in document["issuers"]:
        limits = {name: _limit(entry, name) for name in ("valid_from", "valid_until")}
        issuers.append(TrustedIssuer(entry["id"], entry["name"], **limits))
        keys += [KnownKey(key["id"], entry["id"], read_public_key(key)) for key in entry.get("keys", ())]
    return TrustList(document["date"], tuple(issuers), tuple(keys))


def judge_issuer(claims: Mapping[str, Any], method: str, known: Sequence[KnownKey], integrity: Judgement) -> Judgement:
    """Return whether the key is the issuer's own; a right signature alone does not show that."""
    issuer = issuer_of(claims)
    if integrity.value is not True:
        return Judgement(UNKNOWN, "issuer_unproven")
    is_own = method.partition("#")[0] == issuer and issuer.startswith("did:key:")
    if is_own or any(key.issuer == issuer and method in {key.method, ""} for key in known):
        return Judgement(True, "issuer_bound", {"issuer": issuer})
    if method.startswith("x5t#S256:"):
        # The certificate names its owner, but who that is to the reader only her list can say.
        return Judgement(UNKNOWN, "certificate_unknown", {"issuer": issuer, "method": method})
    return Judgement(False, "issuer_other", {"issuer": issuer, "method": method})


def judge_trust(claims: Mapping[str, Any], trust: TrustList | None, issuer: Judgement, moment: datetime) -> Judgement:
    """Return whether the trust list names the issuer for the moment of the signature."""
    if trust is None:
        return Judgement(UNKNOWN, "no_trust_list")
    if issuer.value is not True:
        return Judgement(UNKNOWN, "trust_unproven")
    named = [entry for entry in trust.issuers if entry.identifier == issuer_of(claims)]
    if not named:
        return Judgement(False, "not_listed", {"date": trust.date, "issuer": issuer_of(claims)})
    for entry in named:
        if (entry.valid_from is None or entry.valid_from <= moment) and (
            entry.valid_until is None or moment <= entry.valid_until
        ):
            return Judgement(True, "listed", {"date": trust.date, "name": entry.name})
    return Judgement(False, "outside_period", {"name": named[0].name})


def judge_dates(claims: Mapping[str, Any], expires: object, as_of: datetime) -> Judgement:
    """Return whether the credential is in force at a moment, by its own dates and those of its token and proof."""
    starts = {name: claims[name] for name in ("validFrom", "issuanceDate", "nbf") if name in claims}
    ends = {name: claims[name] for name in ("validUntil", "expirationDate", "exp") if name in claims}
    if expires is not None:
        ends["expires"] = expires
    moments: dict[str, datetime] = {}
    for name, value in (starts | ends).items():
        moment = from_seconds(value) if name in {"nbf", "exp"} else read_moment(value)
        if moment is None:
            return Judgement(False, "date_malformed", {"name": name})
        moments[name] = moment
    if not moments:
        return Judgement(True, "no_limits")
    first = max((moments[name] for name in starts), default=as_of)
    last = min((moments[name] for name in ends), default=as_of)
    if as_of < first:
        return Judgement(False, "not_yet", {"date": day(first)})
    if as_of > last:
        return Judgement(False, "expired", {"date": day(last)})
    return Judgement(True, "in_force", {"date": day(as_of)})


def from_seconds(value: object) -> datetime | None:
    """Return the moment of a NumericDate; None where it is no number or beyond the calendar."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        return datetime.fromtimestamp(value, UTC)
    except (OverflowError, ValueError, OSError):
        return None


def _limit(entry: Mapping[str, Any], name: str) -> datetime | None:
    if entry.get(name) is None:
        return None
    moment = read_moment(entry[name])
    if moment is None:
        raise InputError(
            N_("The trust list has %(value)s as a moment."),
            hint=N_("Write it as 2026-01-31T00:00:00Z."),
            field=name,
            params={"value": entry[name]},
        )
    return moment
