"""The errors that Corridor raises on purpose.

Every message is a whole sentence that may be shown to a ministry as it stands. Text and values are kept apart,
so that the edge can translate the text first and fill in the values afterwards.
"""

from collections.abc import Mapping
from typing import ClassVar


def N_(text: str) -> str:  # noqa: N802 - the customary name that message extraction looks for
    """Mark a text for translation and return it unchanged."""
    return text


class CorridorError(Exception):
    """A problem that a person can understand and act on.

    `message` and `hint` are English templates in percent style, `params` fills both. `field` names the input
    that is wrong, `code` is a stable word for programs.
    """

    exit_code: ClassVar[int] = 1
    status: ClassVar[int] = 400

    def __init__(
        self,
        message: str,
        *,
        hint: str = "",
        field: str = "",
        code: str = "",
        params: Mapping[str, object] | None = None,
    ) -> None:
        self.message = message
        self.hint = hint
        self.field = field
        self.code = code or type(self).__name__
        self.params: Mapping[str, object] = dict(params or {})
        super().__init__(self.sentence())

    def sentence(self) -> str:
        """Return the English message with its values filled in.

        >>> InputError("Row %(row)s has no date.", params={"row": 4}).sentence()
        'Row 4 has no date.'
        """
        return self._filled(self.message)

    def advice(self) -> str:
        """Return the English hint with its values filled in; empty where there is none."""
        return self._filled(self.hint)

    def _filled(self, text: str) -> str:
        # A text without parameters may hold a plain percent sign.
        return text % self.params if self.params else text.replace("%%", "%")


class InputError(CorridorError):
    """Data that cannot be used as it is: names the place, the value and the remedy."""

    exit_code = 3
    status = 422


class RuleViolation(CorridorError):  # noqa: N818 - the word of the field; the contract of the command line uses it
    """A rule of the scheme, of protection or of good practice forbids this."""

    exit_code = 4
    status = 409


class NotPermitted(CorridorError):  # noqa: N818 - reads as the sentence that the person sees
    """The person's role does not allow this."""

    exit_code = 4
    status = 403


class DataUnavailable(CorridorError):  # noqa: N818 - names a state of the world, not a fault
    """Something needed is not installed, not reachable or not known."""

    exit_code = 5
    status = 503
