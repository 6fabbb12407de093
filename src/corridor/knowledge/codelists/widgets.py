"""Choices among codes."""

from typing import Any

from django import forms

from corridor.knowledge.codelists.models import active_language
from corridor.knowledge.codelists.selectors import label_language_of


class CodeSelect(forms.Select):
    """A choice among the codes of a list; a title that stands in English only says so to readers aloud."""

    def __init__(self, code_list: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.code_list = code_list

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return an option, with the language of its title where this is not the reader's."""
        option = super().create_option(name, value, *args, **kwargs)
        language = label_language_of(self.code_list, str(value)) if value else active_language()
        if language != active_language():
            option["attrs"]["lang"] = language
        return option
