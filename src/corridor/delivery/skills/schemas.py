"""What programs send and receive."""

from ninja import Schema
from pydantic import Field


class CvIn(Schema):
    """How a CV is to be read; without `confirm` nothing enters the profile."""

    language: str = Field("en", max_length=8)
    confirm: bool = False


class LeftOut(Schema):
    """A value without a place, and why."""

    path: str
    value: str
    reason: str


class EntryOut(Schema):
    """An entry that a CV holds."""

    kind: str
    title: str
    is_known: bool
    problem: str = ""


class CvOut(Schema):
    """A CV that was read: what it holds, what has no place, and how many entries it added."""

    id: int
    format: str
    state: str
    added: int
    found: list[EntryOut]
    left: list[LeftOut]


class ProposedOut(Schema):
    """A concept that words may mean."""

    uri: str
    code: str
    label: str
    matched_label: str
    score: float


class LinkOut(Schema):
    """Own words that wait to be linked."""

    id: int
    person: int
    kind: str
    text: str
    language: str
    state: str
    chosen_uri: str
    classification: str
    version: str
    method: str
    proposals: list[ProposedOut]


class LinkIn(Schema):
    """A decision: the address of a concept with `confirmed`, or `own_words`, or `rejected`."""

    state: str = Field(max_length=10)
    uri: str = Field("", max_length=200)


class ChangeOut(Schema):
    """One skill or language in two assessments."""

    uri: str
    label: str
    language: str
    before: int | None
    after: int | None
    verdict: str


class DifferenceOut(Schema):
    """Two assessments side by side."""

    first_date: str
    second_date: str
    changes: list[ChangeOut]
