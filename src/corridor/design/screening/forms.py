"""Weights, scores with their sources, vetoes, pairs, groups, and the choice."""

from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from corridor.access.models import Organisation
from corridor.design.schemes import choices
from corridor.design.screening.models import Alternative, Score, Veto
from corridor.design.screening.selectors import Comparison
from corridor.ui.forms.widgets import DateInput

_MOST_WEIGHT = Decimal("9999.99")
_SHORT = {"inputmode": "decimal", "step": "any"}


class WeightsForm(forms.Form):
    """One weight for each criterion; one that is left out stays as it is."""

    def __init__(self, *args: Any, comparison: Comparison, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.comparison = comparison
        for row in comparison.criteria:
            field = _number(row.weight, row.label, least=Decimal(0), most=_MOST_WEIGHT)
            self.fields[f"w{row.pk}"] = field

    @property
    def weights(self) -> dict[int, Decimal]:
        """Weights by criterion, of those that were given."""
        given = ((row.pk, self.cleaned_data.get(f"w{row.pk}")) for row in self.comparison.criteria)
        return {key: weight for key, weight in given if weight is not None}


class ScoreTable(forms.Form):
    """One field per weight, per score and per source of an alternative."""

    def __init__(self, *args: Any, comparison: Comparison, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.comparison = comparison
        for criterion in comparison.criteria:
            label = _("Weight of %(name)s") % {"name": criterion.label}
            self.fields[f"w{criterion.pk}"] = _number(criterion.weight, label, least=Decimal(0), most=_MOST_WEIGHT)
        for place in comparison.alternatives:
            for criterion in comparison.criteria:
                value = comparison.values.get((place.pk, criterion.pk))
                label = _("%(alternative)s: %(criterion)s") % {"alternative": place, "criterion": criterion.label}
                self.fields[f"s{place.pk}-{criterion.pk}"] = _number(
                    value, label, least=criterion.scale_low, most=criterion.scale_high
                )
            self.fields[f"q{place.pk}"] = forms.CharField(
                required=False,
                max_length=300,
                label=_("Source for %(alternative)s") % {"alternative": place},
            )

    @property
    def weights(self) -> dict[int, Decimal]:
        """Weights by criterion, of those that were given."""
        given = ((row.pk, self.cleaned_data[f"w{row.pk}"]) for row in self.comparison.criteria)
        return {key: weight for key, weight in given if weight is not None}

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
    def rows(self) -> list[dict[str, Any]]:
        """The fields of the table: for each criterion one score per alternative, sources at the end."""
        places = self.comparison.alternatives
        return [
            {"criterion": row, "cells": [self[f"s{place.pk}-{row.pk}"] for place in places]}
            for row in self.comparison.criteria
        ]

    @property
    def source_fields(self) -> list[Any]:
        """The fields of the last line."""
        return [self[f"q{place.pk}"] for place in self.comparison.alternatives]


class EvidenceForm(forms.Form):
    """All that stands behind the scores of one alternative: value, ends, source, date and note of each."""

    PARTS: ClassVar = ("value", "low", "high", "source", "vintage", "note")

    def __init__(self, *args: Any, comparison: Comparison, alternative: Alternative, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = comparison.criteria
        for row in self.criteria:
            score = comparison.scores.get((alternative.pk, row.pk)) or Score()
            for part in self.PARTS:
                self.fields[f"{part}-{row.pk}"] = _cell_field(part, score, row)

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The fields of each criterion."""
        return [
            {"criterion": row, "fields": [self[f"{part}-{row.pk}"] for part in self.PARTS]} for row in self.criteria
        ]

    def changed(self, key: int) -> dict[str, Any]:
        """Return what was entered for a criterion, empty where nothing was changed."""
        if not any(f"{part}-{key}" in self.changed_data for part in self.PARTS):
            return {}
        return {part: self.cleaned_data[f"{part}-{key}"] for part in self.PARTS}


class VetoForm(forms.ModelForm):  # type: ignore[type-arg]  # the model stands in Meta
    """A fact that takes an alternative out."""

    class Meta:
        model = Veto
        fields = ("kind", "reason", "source", "as_of_date")
        widgets: ClassVar = {"as_of_date": DateInput(), "reason": forms.Textarea(attrs={"rows": 2})}
        help_texts: ClassVar = {
            "source": gettext_lazy("The document or list, so that everybody can look the fact up."),
        }


class CorrectionForm(forms.Form):
    """What corrects a veto."""

    correction = forms.CharField(
        label=gettext_lazy("What corrects it, with its source"), widget=forms.Textarea(attrs={"rows": 3})
    )


class PairsForm(forms.Form):
    """Countries of origin with sectors: every country is compared in every sector."""

    origins = forms.MultipleChoiceField(
        label=gettext_lazy("Countries of origin"),
        help_text=gettext_lazy("Several can be chosen."),
        widget=forms.SelectMultiple(attrs={"size": 10}),
    )
    sectors = forms.MultipleChoiceField(label=gettext_lazy("Sectors"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, sectors: list[tuple[str, str]], origins: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, pairs in (("origins", choices.countries()[1:]), ("sectors", sectors)):
            field = self.fields[name]
            assert isinstance(field, forms.MultipleChoiceField)
            field.choices = pairs
        self.fields["origins"].initial = origins


class AskGroup(forms.Form):
    """Who is asked for weights: an organisation of the scheme, or a group by name."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=gettext_lazy("Organisation"),
        required=False,
        help_text=gettext_lazy("Its people enter the weights themselves; nobody else sees them."),
    )
    name = forms.CharField(
        label=gettext_lazy("Or a group without an account"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("You enter its weights, for example after a workshop; only you see them."),
    )

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = organisations


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
        field.queryset = exercise.alternatives.exclude(pk__in=comparison.exclusions).order_by("pk")


def _cell_field(part: str, score: Score, criterion: Any) -> forms.Field:
    labels = {
        "value": _("%(criterion)s: value"),
        "low": _("%(criterion)s: at least"),
        "high": _("%(criterion)s: at most"),
        "source": _("%(criterion)s: source"),
        "vintage": _("%(criterion)s: date or period of the figure"),
        "note": _("%(criterion)s: note"),
    }
    label, value = labels[part] % {"criterion": criterion.label}, getattr(score, part)
    if part in ("source", "vintage", "note"):
        most = {"source": 300, "vintage": 40, "note": 300}[part]
        return forms.CharField(required=False, max_length=most, label=label, initial=value)
    return _number(value, label, least=criterion.scale_low, most=criterion.scale_high)


def _number(
    value: Decimal | None,
    label: str,
    *,
    least: Decimal | None = None,
    most: Decimal | None = None,
) -> forms.DecimalField:
    return forms.DecimalField(
        required=False,
        initial=_short(value),
        label=label,
        min_value=least,
        max_value=most,
        decimal_places=2,
        widget=forms.NumberInput(attrs=_SHORT),
    )


def _short(value: Decimal | None) -> Decimal | int | None:
    """Return 5 for 5.00, as people write it."""
    return int(value) if value is not None and value == value.to_integral_value() else value
