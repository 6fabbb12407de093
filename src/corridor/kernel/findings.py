"""A finding: one thing that was found out, as a code, values, and a sentence that can be translated."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found: `code` for programs and tests, `message` an English template in percent style, `params` fills it.

    The edge translates `message` first and fills in the values afterwards, as with the errors; a value that is itself a
    code (`iso3`, `isco08`, `language`, `level`) is shown there by its label.

    >>> Finding("eqf_below", "The level is %(level)s, below %(required)s.", {"level": 3, "required": 4}).sentence()
    'The level is 3, below 4.'
    """

    code: str
    message: str
    params: Mapping[str, object] = field(default_factory=dict)

    def sentence(self) -> str:
        """Return the English message with its values filled in."""
        return self.message % self.params if self.params else self.message.replace("%%", "%")
