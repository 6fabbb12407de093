"""What the page of an entry shows of findings: words in the reader's language, the printed and the recomputed value."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.utils.functional import Promise
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, gettext_lazy as _

from corridor.knowledge.measures.models import Measure
from corridor.knowledge.measures.runs import EntryFindings, Finding, entry_findings
from corridor.knowledge.measures.wording import Phrase, phrase
from corridor.ui import formats

KINDS: Final = {"block": "bad", "warn": "warn", "info": "info"}
WEIGHTS: Final[Mapping[str, str | Promise]] = {
    "block": _("Breaks a rule"),
    "warn": _("Warning"),
    "info": _("Note"),
}
# A sample of shares has no amounts: what the rules say of a budget in euros is said of its shares.
_OF_SHARES: Final[Mapping[str, tuple[str | Promise, str | Promise]]] = {
    "overhead_cap": (
        _("Overheads as printed are %(percent)s %% of direct costs; the cap is %(cap)s %%."),
        _("The printed share is one of the total. Say of which sum a share is taken before a donor's cap is applied."),
    ),
    "reserve_cap": (
        _("The reserve as printed is %(percent)s %% of direct costs; the cap is %(cap)s %%."),
        _("The printed share is one of the total. Say of which sum a share is taken before a donor's cap is applied."),
    ),
    "ratio_sum": (
        _("The printed shares add up to %(sum)s %% (%(without)s %% without research)."),
        _("Divide them by their sum before a budget is compared with them."),
    ),
}
_HEADS: Final = {"overhead_cap": "overhead", "reserve_cap": "contingency"}
_PERCENTAGES: Final = frozenset({"denominator", *_OF_SHARES})
_RECOMPUTED: Final = {"overhead_cap": "percent", "reserve_cap": "percent", "ratio_sum": "sum"}


@dataclass(frozen=True)
class FindingLine:
    """A finding as it is shown; a value is None where none is printed, or none can be recomputed.

    `html` is the message with phrases that stand in English marked so; `message` is the same as plain text.
    """

    rule: str
    code: str
    kind: str
    weight: str
    message: str
    html: SafeString
    hint: str
    printed: Decimal | None
    recomputed: Decimal | None
    is_percent: bool

    @property
    def printed_text(self) -> str:
        """The printed value as the reader writes it."""
        return _written(self.printed, is_percent=self.is_percent)

    @property
    def recomputed_text(self) -> str:
        """The recomputed value as the reader writes it."""
        return _written(self.recomputed, is_percent=self.is_percent)


def finding_lines(measure: Measure) -> tuple[FindingLine, ...]:
    """Return what the rules find in an entry, in the reader's language."""
    found = entry_findings(measure)
    return tuple(_line(measure, finding, found) for finding in found.findings)


def _line(measure: Measure, finding: Finding, found: EntryFindings) -> FindingLine:
    message, hint = _OF_SHARES.get(finding.code) or (gettext(finding.message), gettext(finding.hint))
    words = {name: _shown(name, str(value), measure) for name, value in finding.params.items()}
    printed, recomputed = _values(finding, dict(found.printed_shares))
    return FindingLine(
        rule=finding.rule,
        code=finding.code,
        kind=KINDS[finding.severity],
        weight=str(WEIGHTS[finding.severity]),
        message=_capital(str(message) % {name: word.text for name, word in words.items()}),
        html=_marked(str(message), words),
        hint=str(hint) % {name: word.text for name, word in words.items()},
        printed=printed,
        recomputed=recomputed,
        is_percent=finding.code in _PERCENTAGES,
    )


def _shown(name: str, value: str, measure: Measure) -> Phrase:
    """Return a value of a finding for the reader: phrases translated where they are, numbers in the locale."""
    if name in {"label", "accounts"}:
        return phrase(value.removeprefix(f"{measure.name}, "))
    if name in {"name", "source"}:
        return Phrase(value)
    number = _number(value)
    return Phrase(value if number is None else formats.number(number))


def _marked(message: str, words: Mapping[str, Phrase]) -> SafeString:
    shown = {
        name: format_html('<bdi lang="en">{}</bdi>', word.text) if word.is_foreign else escape(word.text)
        for name, word in words.items()
    }
    text = escape(message) % shown
    return mark_safe(_capital(text))  # noqa: S308 - a message of ours; every value in it is escaped


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _values(finding: Finding, shares: Mapping[str, Decimal]) -> tuple[Decimal | None, Decimal | None]:
    """Return the printed and the recomputed value of a finding; percentages as people write them, 7.61 for 7.61 %."""
    if finding.code in _OF_SHARES:
        head = _HEADS.get(finding.code, "")
        return shares.get(head), _number(str(finding.params[_RECOMPUTED[finding.code]]))
    return _number(str(finding.params.get("published", ""))), _number(str(finding.params.get("recomputed", "")))


def _number(value: str) -> Decimal | None:
    text = value.removeprefix("-")
    return Decimal(value) if text.replace(".", "", 1).isdecimal() else None


def _written(value: Decimal | None, *, is_percent: bool) -> str:
    if value is None:
        return ""
    if not is_percent:
        return formats.number(value)
    return formats.percent(value.scaleb(-2), 0 if value == value.to_integral_value() else 2)
