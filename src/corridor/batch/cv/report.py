"""What a format cannot carry of a profile: each value with its path, where it came from, and why."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from corridor.batch.cv.types import Entry, Kind, Member, Part, members_of

NO_PLACE: Final = "the format has no place for it"
"""Why most values stay behind."""

Carries = Callable[[Entry, Member], str]
"""Answers for a member of an entry: an empty text where it is carried, else why it is not."""


@dataclass(frozen=True)
class Loss:
    """A value that was not carried, or not as it stood."""

    path: str
    value: object
    reason: str
    source: str = ""

    def document(self) -> Mapping[str, object]:
        """Return it for programs."""
        return {"path": self.path, "value": self.value, "reason": self.reason, "source": self.source}


def losses(entry: Entry, carries: Carries, path: str = "") -> Iterator[Loss]:
    """Yield what is not carried of an entry and of all entries in it, in the order of the profile."""
    for member in members_of(type(entry)):
        value = getattr(entry, member.name)
        here = f"{path}/{member.json}"
        if value is None or value in ("", ()):
            continue
        why = carries(entry, member)
        if why:
            yield from _whole(value, here, why, entry.source)
        elif member.kind is Kind.ENTRY:
            yield from losses(value, carries, here)
        elif member.kind is Kind.ENTRIES:
            for number, one in enumerate(value):
                yield from losses(one, carries, f"{here}/{number}")
    for part in entry.unmapped:
        yield Loss(part.path, part.value, NO_PLACE, part.path)


def _whole(value: object, path: str, why: str, source: str) -> Iterator[Loss]:
    """Yield a value that is not carried, an entry value by value."""
    if isinstance(value, Entry):
        yield from losses(value, lambda entry, member: "" if member.entry else why, path)
    elif isinstance(value, tuple) and any(isinstance(one, Entry) for one in value):
        for number, one in enumerate(value):
            yield from _whole(one, f"{path}/{number}", why, source)
    else:
        yield Loss(path, list(value) if isinstance(value, tuple) else value, why, source)


def unnamed_parts(entry: Entry) -> Iterator[Part]:
    """Yield the parts of another format, which JSON Resume cannot give back under a name."""
    yield from (part for part in entry.unmapped if part.name is None)
    for member in members_of(type(entry)):
        value = getattr(entry, member.name)
        if member.kind is Kind.ENTRY and value is not None:
            yield from unnamed_parts(value)
        elif member.kind is Kind.ENTRIES and value is not None:
            for one in value:
                yield from unnamed_parts(one)
