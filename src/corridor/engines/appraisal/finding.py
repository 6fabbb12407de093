"""What an appraisal finds worth saying: a stable code, a sentence, a remedy."""

from collections.abc import Mapping
from dataclasses import dataclass

from corridor.engines.costing import Severity


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding; `message` and `hint` are templates that an edge translates before it fills in `params`.

    `code` is a stable word; `rule` is the number of the budget rule behind it, empty where there is none.
    """

    code: str
    severity: Severity
    message: str
    hint: str
    params: Mapping[str, object]
    rule: str = ""

    def sentence(self) -> str:
        """Return the English message with its values."""
        return self.message % self.params

    def advice(self) -> str:
        """Return the English hint with its values."""
        return self.hint % self.params
