"""What is wished of a number of proposals."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from corridor.delivery.recruitment.runs import Wish
from corridor.ui import formats

REACH = (50, 60, 70, 75, 80, 90, 95)
OVERFILL = (5, 10, 20, 25, 30, 40, 50)


class WishForm(forms.Form):
    """How many are to arrive, for how many there is room, and how sure that should be."""

    target = forms.IntegerField(
        label=_("People who are to arrive"),
        min_value=1,
        max_value=1000,
        help_text=_("Those who are at work already count."),
    )
    capacity = forms.IntegerField(
        label=_("Room for at most"),
        min_value=1,
        max_value=1000,
        help_text=_("Posts, and others that could be found for people."),
    )
    chance_to_reach = forms.TypedChoiceField(label=_("To reach this at least with a chance of"), coerce=int)
    chance_of_overfill = forms.TypedChoiceField(label=_("Too many at most with a chance of"), coerce=int)
    origin = forms.ChoiceField(label=_("Where the people to propose come from"))

    def __init__(self, *args: Any, origins: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, values in (("chance_to_reach", REACH), ("chance_of_overfill", OVERFILL)):
            self.fields[name].choices = [(n, formats.percent(n / 100)) for n in values]  # type: ignore[attr-defined]  # a choice field
        self.fields["origin"].choices = list(origins)  # type: ignore[attr-defined]  # a choice field

    def wish(self) -> Wish:
        """Return the wish of a valid form."""
        data = self.cleaned_data
        return Wish(
            target=data["target"],
            capacity=data["capacity"],
            chance_to_reach=data["chance_to_reach"] / 100,
            chance_of_overfill=data["chance_of_overfill"] / 100,
            origin=data["origin"],
        )
