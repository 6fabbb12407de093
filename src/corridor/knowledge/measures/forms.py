"""The filter of the gallery."""

from collections.abc import Mapping, Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from corridor.knowledge.measures.selectors import OUTSIDE_MODELS, Choice, Wish

_LABELS = {
    "phase": _("Phase"),
    "kind": _("Kind"),
    "model": _("Model of support measures"),
    "origin": _("Origin"),
    "destination": _("Destination"),
    "sector": _("Sector"),
    "skill": _("Skill level"),
    "figures": _("Figures"),
}
_SPECIAL = {
    ("model", OUTSIDE_MODELS): _("None of the eleven"),
    ("figures", "yes"): _("With figures"),
    ("figures", "no"): _("Without figures"),
    ("skill", ""): _("Not said"),
}


class GalleryFilter(forms.Form):
    """Search and facets; each choice carries the number of entries that it leaves."""

    q = forms.CharField(label=_("Search"), required=False, max_length=100, widget=forms.TextInput({"type": "search"}))

    def __init__(self, *, wish: Wish, choices: Mapping[str, Sequence[Choice]]) -> None:
        super().__init__(initial={"q": wish.search, **wish.chosen})
        for name, label in _LABELS.items():
            self.fields[name] = forms.ChoiceField(label=label, required=False, choices=_options(name, choices[name]))


def _options(name: str, found: Sequence[Choice]) -> list[tuple[str, str]]:
    shown = [(choice.code, _option(name, choice)) for choice in found if choice.code]
    return [("", str(_("All"))), *shown]


def _option(name: str, choice: Choice) -> str:
    label = choice.label or str(_SPECIAL.get((name, choice.code), choice.code))
    return str(_("%(label)s (%(count)s)")) % {"label": label, "count": choice.count}
