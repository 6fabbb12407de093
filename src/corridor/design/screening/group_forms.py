"""How a group enters its weights: directly, by swing, or by comparing criteria in pairs."""

from collections.abc import Sequence
from itertools import combinations
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy

from corridor.design.screening.models import Criterion, GroupWeights
from corridor.ui import formats

SAATY: tuple[tuple[int, str | Promise], ...] = (
    (9, gettext_lazy("9: the first matters far more")),
    (7, gettext_lazy("7: very much more")),
    (5, gettext_lazy("5: much more")),
    (3, gettext_lazy("3: somewhat more")),
    (1, gettext_lazy("1: both matter alike")),
    (-3, gettext_lazy("1/3: somewhat less")),
    (-5, gettext_lazy("1/5: much less")),
    (-7, gettext_lazy("1/7: very much less")),
    (-9, gettext_lazy("1/9: the first matters far less")),
)


class PointsForm(forms.Form):
    """A number for each criterion: any numbers of which only the proportions matter, or swings up to 100."""

    def __init__(
        self, *args: Any, criteria: Sequence[Criterion], given: GroupWeights | None, method: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        answers = given.answers if given is not None and given.method == method else {}
        most = 100 if method == GroupWeights.Method.SWING else 9999
        for row in criteria:
            self.fields[f"p{row.pk}"] = forms.FloatField(
                label=row.label,
                min_value=0,
                max_value=most,
                initial=_short(answers.get(str(row.pk))),
                widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "any"}),
                help_text=_("Scale from %(low)s to %(high)s")
                % {"low": formats.number(row.scale_low), "high": formats.number(row.scale_high)},
            )

    @property
    def answers(self) -> dict[str, float]:
        """Numbers by criterion."""
        return {str(row.pk): self.cleaned_data[f"p{row.pk}"] for row in self.criteria}


class PairsOfCriteria(forms.Form):
    """A comparison for every two criteria."""

    def __init__(
        self, *args: Any, criteria: Sequence[Criterion], given: GroupWeights | None, method: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        answers = given.answers if given is not None and given.method == method else {}
        self.pairs = list(combinations(criteria, 2))
        for one, other in self.pairs:
            key = f"{one.pk}-{other.pk}"
            self.fields[f"c{key}"] = forms.TypedChoiceField(
                label=_("%(first)s, compared with %(second)s") % {"first": one.label, "second": other.label},
                choices=SAATY,
                coerce=float,
                initial=int(answers.get(key, 1)),
            )

    @property
    def answers(self) -> dict[str, float]:
        """Comparisons by pair."""
        keys = (f"{one.pk}-{other.pk}" for one, other in self.pairs)
        return {key: self.cleaned_data[f"c{key}"] for key in keys}


def form_for(method: str) -> type[PointsForm | PairsOfCriteria]:
    """Return the form of a way of weighing."""
    return PairsOfCriteria if method == GroupWeights.Method.AHP else PointsForm


def _short(value: float | None) -> float | int | None:
    return int(value) if value is not None and value == int(value) else value
