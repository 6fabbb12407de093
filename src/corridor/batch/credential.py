"""Issue, verify and withdraw verifiable credentials; nothing is fetched from a network."""

import argparse
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Final

from corridor.batch import credential_files as files
from corridor.batch.credential_contexts import contexts
from corridor.batch.outcome import Outcome
from corridor.engines import credentials
from corridor.engines.credentials import StatusList, TrustList
from corridor.kernel.errors import N_, InputError

NAME = "credential"
HELP = "issue, verify and withdraw verifiable credentials"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the actions."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    issue = actions.add_parser("issue", help="sign a credential")
    issue.add_argument("file", metavar="UNSIGNED", type=Path, help="the credential without signature (JSON)")
    _add_signing(issue, required=True)
    issue.add_argument("--suite", choices=credentials.SUITES, default=credentials.SUITES[0])
    verify = actions.add_parser("verify", help="say what a credential is worth, off line")
    verify.add_argument("file", metavar="FILE", type=Path, help="JSON, JWT or SD-JWT")
    verify.add_argument("--status-list", metavar="FILE", type=Path, action="append", default=[])
    revoke = actions.add_parser("revoke", help="withdraw a credential in the issuer's register")
    revoke.add_argument("id", metavar="ID", help="the credential's id")
    revoke.add_argument("--list", metavar="FILE", type=Path, required=True, help="the issuer's register (JSON)")
    _add_signing(revoke, required=False)
    status = actions.add_parser("status", help="say whether a list withdraws a credential")
    status.add_argument("file", metavar="FILE", type=Path, help="JSON, JWT or SD-JWT")
    status.add_argument("--status-list", metavar="FILE", type=Path, action="append", required=True)
    for reader in (verify, status):
        reader.add_argument("--as-of", metavar="ISO", help="the moment to judge for; now by default")
        reader.add_argument("--trust", metavar="FILE", type=Path, help="issuers that count, with their keys (JSON)")
    for action in actions.choices.values():
        # The command adds the option before the action; people also write it at the end.
        action.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS)


def run(args: argparse.Namespace) -> Outcome:
    """Run the action that the arguments name."""
    return ACTIONS[args.action](args)


def issue(args: argparse.Namespace) -> Outcome:
    """Sign a credential and write it."""
    unsigned = dict(files.document(args.file))
    disclosable = unsigned.pop("_disclosable", [])
    if not isinstance(disclosable, list) or not all(isinstance(path, str) for path in disclosable):
        raise InputError(
            N_("_disclosable is not a list of texts."),
            hint=N_("Name the members that the holder may withhold, such as address.city."),
            field="_disclosable",
        )
    signed = credentials.issue(
        unsigned,
        credentials.read_signing_key(files.document(args.key)),
        suite=args.suite,
        created=args.created,
        method=args.method,
        disclosable=disclosable,
        contexts=contexts(),
    )
    files.write(args.out, signed)
    return Outcome({"out": args.out.name, "suite": args.suite}, f"Signed with {args.suite}: {args.out.name}")


def verify(args: argparse.Namespace) -> Outcome:
    """Say what a credential is worth: exit code 1 only where it was changed or its signature is wrong."""
    result = _verified(args)
    lines = [f"{name:<10}{one['value']!s:<9}{one['reason']}" for name, one in result.document().items()]
    return Outcome(result.document(), "\n".join(lines), 1 if result.integrity.value is False else 0)


def status(args: argparse.Namespace) -> Outcome:
    """Say whether a list withdraws a credential: exit code 1 where it does."""
    judged = _verified(args).status
    return Outcome({"status": judged.document()}, judged.sentence(), 1 if judged.value is False else 0)


def revoke(args: argparse.Namespace) -> Outcome:
    """Withdraw a credential in the register; with a key, also sign the list anew."""
    register = files.register(args.list)
    index = files.index_of(register, args.id)
    subject = register["list"]["credentialSubject"]
    bits = credentials.decode_bits(subject["encodedList"])
    was_withdrawn = credentials.with_bit(bits, index) == bits
    subject["encodedList"] = credentials.encode_bits(credentials.with_bit(bits, index))
    given = [value is not None for value in (args.key, args.created, args.method, args.out)]
    if any(given) and not all(given):
        raise InputError(
            N_("The list can be signed only with key, moment, method and output file together."),
            hint=N_("Give --key, --created, --method and --out, or none of them."),
            field="key",
        )
    if all(given):
        register["list"]["validFrom"] = args.created
        key = credentials.read_signing_key(files.document(args.key))
        suite = credentials.SUITES[0] if key.public.kind == "Ed25519" else credentials.SUITES[1]
        signed = credentials.issue(register["list"], key, suite=suite, created=args.created, method=args.method)
        files.write(args.out, signed)
    files.write(args.list, register)
    facts = {"id": args.id, "index": index, "was_withdrawn": was_withdrawn, "signed": all(given)}
    sentence = "was withdrawn before" if was_withdrawn else "is withdrawn"
    advice = "" if all(given) else " Sign the list of the register anew and publish it."
    return Outcome(facts, f"{args.id} {sentence} (entry {index}).{advice}")


ACTIONS: Final[Mapping[str, Callable[[argparse.Namespace], Outcome]]] = MappingProxyType(
    {"issue": issue, "verify": verify, "revoke": revoke, "status": status}
)


def _verified(args: argparse.Namespace) -> credentials.Verification:
    trust = files.trust_list(args.trust) if args.trust else None
    return credentials.verify(
        files.raw(args.file),
        as_of=_moment(args.as_of),
        trust=trust,
        status_lists=[_status_list(path, trust) for path in args.status_list],
        contexts=contexts(),
    )


def _status_list(path: Path, trust: TrustList | None) -> StatusList:
    return credentials.open_status_list(files.raw(path), known_keys=trust.keys if trust else ())


def _moment(text: str | None) -> datetime:
    if text is None:
        return datetime.now(UTC)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise InputError(
            N_("%(value)s is not a moment."),
            hint=N_("Write it as 2026-01-31 or 2026-01-31T12:00:00Z."),
            field="as_of",
            params={"value": text},
        ) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _add_signing(parser: argparse.ArgumentParser, *, required: bool) -> None:
    parser.add_argument("--key", metavar="FILE", type=Path, required=required, help="private key (JSON)")
    parser.add_argument("--created", metavar="ISO", required=required, help="the moment of signing")
    parser.add_argument("--method", metavar="ID", required=required, help="identifier of the key")
    parser.add_argument("--out", metavar="FILE", type=Path, required=required, help="the signed credential")
