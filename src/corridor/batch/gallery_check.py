"""The packaged gallery: its reader and its conformance check.

Every entry is read, every derived value is recomputed from printed numbers, and every conflict is listed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Final

import yaml

from corridor.batch.arithmetic import evaluate, round_like
from corridor.batch.gallery_entries import (
    Conflict,
    Derived,
    Entry,
    Figure,
    Number,
    Term,
    parse_entry,
)
from corridor.batch.yaml_loader import SafeLoader
from corridor.kernel.errors import N_, InputError

MAX_DIGITS: Final = 18
MAX_DECIMALS: Final = 4
EXPECTED_ENTRIES: Final = 190
_TEXT_LIMITS: Final = {
    "id": 64,
    "name": 400,
    "years": 80,
    "skill_level": 20,
    "mobility_type": 80,
    "capability": 400,
}


@dataclass(frozen=True, slots=True)
class Recomputed:
    """A derived value beside what its expression gives, rounded to the printed decimals."""

    entry_id: str
    derived: Derived
    value: Decimal
    agrees: bool


@dataclass(frozen=True, slots=True)
class ConflictFound:
    """A conflict and the entry that holds it."""

    entry_id: str
    conflict: Conflict


@dataclass(frozen=True, slots=True)
class GalleryCheck:
    """The result of the conformance check; `failures` are sentences."""

    entries: int
    named_only: int
    recomputed: tuple[Recomputed, ...]
    conflicts: tuple[ConflictFound, ...]
    failures: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether every entry can be stored and every value reproduced."""
        return not self.failures


class _PrintedNumbers(SafeLoader):
    """Reads decimals as they are printed; a binary float would not keep the number of decimals."""

    def printed(self, node: yaml.Node) -> Decimal:
        """Return the number as it stands; YAML writes infinity and not-a-number with a dot."""
        return Decimal(str(node.value).lower().replace(".inf", "inf").replace(".nan", "nan"))


_PrintedNumbers.add_constructor("tag:yaml.org,2002:float", _PrintedNumbers.printed)


def parse_gallery(text: str) -> tuple[Entry, ...]:
    """Return the entries of a gallery file, in its order."""
    try:
        content = yaml.load(text, Loader=_PrintedNumbers)  # noqa: S506 - a SafeLoader that keeps decimals
    except (yaml.YAMLError, ArithmeticError) as error:
        raise InputError(
            N_("The gallery file is not valid YAML: %(reason)s."),
            hint=N_("Correct the line that is named."),
            params={"reason": error},
        ) from error
    entries = content.get("entries") if isinstance(content, Mapping) else None
    if not isinstance(entries, list):
        raise InputError(
            N_("The gallery file holds no list of entries."),
            hint=N_("Begin the list with `entries:`."),
        )
    return tuple(parse_entry(raw) for raw in entries)


@cache
def load() -> tuple[Entry, ...]:
    """Return the packaged entries; the file is read once."""
    return parse_gallery(files("corridor.batch").joinpath("data/gallery.yaml").read_text(encoding="utf-8"))


def find(entry_id: str, *, entries: Sequence[Entry] | None = None) -> Entry:
    """Return the entry of an id; an unknown id is refused with the nearest ones."""
    by_id = {entry.id: entry for entry in (load() if entries is None else entries)}
    if entry_id in by_id:
        return by_id[entry_id]
    near = get_close_matches(entry_id, by_id, n=3, cutoff=0.5)
    hint = N_("Near names: %(near)s.") if near else N_("`corridor gallery list` prints every id.")
    raise InputError(
        N_('The gallery has no entry "%(id)s".'),
        hint=hint,
        field="id",
        params={"id": entry_id, "near": ", ".join(near)},
    )


def check(entries: Sequence[Entry] | None = None, *, expected: int = EXPECTED_ENTRIES) -> GalleryCheck:
    """Return what the conformance check finds in the packaged gallery, or in the given entries."""
    checked = load() if entries is None else tuple(entries)
    failures = _count_failures(checked, expected)
    recomputed: list[Recomputed] = []
    for entry in checked:
        failures += _storage_failures(entry)
        for derived in entry.derived:
            try:
                recomputed.append(recompute(entry.id, derived))
                failures += _disagreements(recomputed[-1])
            except InputError as error:
                failures.append(f"{entry.id}: {error.sentence()}")
    return GalleryCheck(
        entries=len(checked),
        named_only=sum(entry.named_only for entry in checked),
        recomputed=tuple(recomputed),
        conflicts=tuple(ConflictFound(entry.id, conflict) for entry in checked for conflict in entry.flags),
        failures=tuple(failures),
    )


def recompute(entry_id: str, derived: Derived) -> Recomputed:
    """Return a derived value computed anew from its expression."""
    printed = Decimal(derived.value)
    value = round_like(evaluate(derived.expr), printed)
    return Recomputed(entry_id, derived, value, agrees=value == printed)


def term_value(term: Term) -> Decimal:
    """Return the value of a numerator or denominator, to at most four decimals.

    >>> term_value(Term("100*15000", "EUR"))
    Decimal('1500000')
    """
    exact = evaluate(term.expr)
    if exact.denominator == 1:
        return Decimal(exact.numerator)
    return round_like(exact, Decimal(1).scaleb(-MAX_DECIMALS)).normalize()


def _count_failures(entries: Sequence[Entry], expected: int) -> list[str]:
    failures = [] if len(entries) == expected else [f"{len(entries)} entries are packaged, {expected} are expected."]
    seen: set[str] = set()
    for entry in entries:
        if entry.id in seen:
            failures.append(f"{entry.id}: the id is used twice.")
        seen.add(entry.id)
    return failures


def _storage_failures(entry: Entry) -> list[str]:
    failures = [
        f"{entry.id}: {name} has {len(getattr(entry, name))} characters, {limit} can be stored."
        for name, limit in _TEXT_LIMITS.items()
        if len(getattr(entry, name)) > limit
    ]
    numbers: list[Number] = [figure.value for figure in _figures(entry) if not isinstance(figure.value, str)]
    numbers += [derived.value for derived in entry.derived]
    failures += [f"{entry.id}: the value {number} cannot be stored." for number in numbers if not _fits(number)]
    if not entry.sources:
        failures.append(f"{entry.id}: no source is given.")
    if "en" not in entry.summaries:
        failures.append(f"{entry.id}: the summary is missing.")
    return failures


def _figures(entry: Entry) -> list[Figure]:
    single = [figure for figure in (entry.budget, entry.beneficiaries) if figure]
    return [
        *entry.outcomes,
        *single,
        *(d.published for d in entry.derived if d.published),
    ]


def _fits(number: Number) -> bool:
    value = Decimal(number)
    exponent = value.as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) else MAX_DECIMALS + 1
    return value.is_finite() and decimals <= MAX_DECIMALS and abs(value) < Decimal(10) ** (MAX_DIGITS - MAX_DECIMALS)


def _disagreements(result: Recomputed) -> list[str]:
    derived = result.derived
    failures = []
    if not result.agrees:
        failures.append(f"{result.entry_id}: {derived.expr} gives {result.value}, not {derived.value}.")
    if derived.numerator and derived.denominator:
        quotient = Fraction(evaluate(derived.numerator.expr), 1) / evaluate(derived.denominator.expr)
        if round_like(quotient, Decimal(derived.value)) != Decimal(derived.value):
            failures.append(
                f"{result.entry_id}: numerator and denominator of {derived.label} do not give {derived.value}."
            )
    return failures
