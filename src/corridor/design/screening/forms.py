"""The table of weights and scores, and the choice."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from corridor.design.screening.models import Alternative
from corridor.design.screening.selectors import Comparison


class ScoreTable(forms.Form):
    """One field per weight, per score and per source of an alternative."""

    def __init__(self, *args: Any, comparison: Comparison, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.comparison = comparison
        for criterion in comparison.criteria:
            self.fields[f"w{criterion.pk}"] = _number(
                criterion.weight, _("Weight of %(name)s") % {"name": criterion.label}, required=True, least=Decimal(0)
            )
        for place in comparison.alternatives:
            for criterion in comparison.criteria:
                value = comparison.values.get((place.pk, criterion.pk))
                label = _("%(alternative)s: %(criterion)s") % {"alternative": place, "criterion": criterion.label}
                self.fields[f"s{place.pk}-{criterion.pk}"] = _number(
                    value, label, least=criterion.scale_low, most=criterion.scale_high
                )
            self.fields[f"q{place.pk}"] = forms.CharField(
                required=False,
                max_length=200,
                initial=comparison.sources.get(place.pk, ""),
                label=_("Source for %(alternative)s") % {"alternative": place},
            )

    @property
    def weights(self) -> dict[int, Decimal]:
        """Weights by criterion."""
        return {row.pk: self.cleaned_data[f"w{row.pk}"] for row in self.comparison.criteria}

    @property
    def values(self) -> dict[tuple[int, int], Decimal | None]:
        """Scores by alternative and criterion; an empty field is not known."""
        return {
            (place.pk, row.pk): self.cleaned_data[f"s{place.pk}-{row.pk}"]
            for place in self.comparison.alternatives
            for row in self.comparison.criteria
        }

    @property
    def sources(self) -> dict[int, str]:
        """Sources by alternative."""
        return {place.pk: self.cleaned_data[f"q{place.pk}"] for place in self.comparison.alternatives}

    @property
    def weight_fields(self) -> list[Any]:
        """The fields of the first table: a weight for each criterion."""
        return [self[f"w{row.pk}"] for row in self.comparison.criteria]

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The fields of the second table: for each criterion one score per alternative, sources at the end."""
        places = self.comparison.alternatives
        return [
            {"criterion": row, "weight": self[f"w{row.pk}"], "cells": [self[f"s{p.pk}-{row.pk}"] for p in places]}
            for row in self.comparison.criteria
        ]

    @property
    def source_fields(self) -> list[Any]:
        """The fields of the last line."""
        return [self[f"q{place.pk}"] for place in self.comparison.alternatives]


class Choice(forms.Form):
    """What people choose, and why; the ranking only advises."""

    alternative = forms.ModelChoiceField(Alternative.objects.none(), label=gettext_lazy("The choice"))
    reason = forms.CharField(label=gettext_lazy("Why this choice"), widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, comparison: Comparison, **kwargs: Any) -> None:
        exercise = comparison.exercise
        kwargs["initial"] = {"alternative": exercise.chosen, "reason": exercise.reason}
        super().__init__(*args, **kwargs)
        field = self.fields["alternative"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = exercise.alternatives.order_by("pk")


def _number(
    value: Decimal | None,
    label: str,
    *,
    required: bool = False,
    least: Decimal | None = None,
    most: Decimal | None = None,
) -> forms.DecimalField:
    return forms.DecimalField(
        required=required, initial=_short(value), label=label, min_value=least, max_value=most, decimal_places=2
    )


def _short(value: Decimal | None) -> Decimal | int | None:
    """Return 5 for 5.00, as people write it."""
    return int(value) if value is not None and value == value.to_integral_value() else value
