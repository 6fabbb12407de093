"""Controls that Django does not have ready: a real date field, and a date range in one row."""

from typing import Any

from django import forms


class DateInput(forms.DateInput):
    """A date picker of the browser; the value travels as 2026-11-14 in every language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class MoneyInput(forms.NumberInput):
    """An amount: number pad on phones, two decimals, nothing negative."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs={"inputmode": "decimal", "step": "0.01", "min": "0", **(attrs or {})})


class ShareInput(forms.NumberInput):
    """A share in per cent between 0 and 100."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs={"inputmode": "decimal", "step": "any", "min": "0", "max": "100", **(attrs or {})})
