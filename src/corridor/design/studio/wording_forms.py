"""The form in which a plan's words are translated."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from corridor.design.studio.languages import Text


class WordingForm(forms.Form):
    """One field for every text of a plan; an empty one takes the translation away."""

    def __init__(self, texts: Sequence[Text], data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.texts = texts
        for text in texts:
            self.fields[text.key] = forms.CharField(
                label=text.original,
                required=False,
                max_length=text.longest,
                initial=text.translation,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    @property
    def pairs(self) -> list[tuple[Text, forms.BoundField]]:
        """Each text with its field."""
        return [(text, self[text.key]) for text in self.texts]
