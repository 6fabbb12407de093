"""Forms of projections and scenarios."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from corridor.design.outlook.models import OccupationOutlook, OutlookScenario
from corridor.design.outlook.rules import UNITS, InputKind
from corridor.design.outlook.selectors.projections import OutlookData
from corridor.design.outlook.services.projections import GivenInput, GivenPoint
from corridor.design.schemes import choices
from corridor.design.schemes.models import Scheme
from corridor.knowledge.codelists.widgets import CodeSelect
from corridor.knowledge.labour_market.selectors import indicators

_LINE = re.compile(r"^\s*(\d{4})\s*[;,:\t ]\s*(\S+)\s*$")
_PARTS = ("value", "low", "high")


class OutlookForm(forms.Form):
    """Which occupation, in which country, from when on."""

    isco08 = forms.ChoiceField(label=gettext_lazy("Occupation (ISCO-08)"))
    iso3 = forms.ChoiceField(label=gettext_lazy("Country"))
    base_year = forms.IntegerField(
        label=gettext_lazy("Base year"), min_value=1950, max_value=2100,
        help_text=gettext_lazy("The last year for which you know how many people work in the occupation."),
    )  # fmt: skip
    horizon_years = forms.IntegerField(label=gettext_lazy("Years ahead"), min_value=1, max_value=30, initial=10)
    demand_kind = forms.ChoiceField(label=gettext_lazy("Demand"), choices=OccupationOutlook.DemandKind.choices)
    note = forms.CharField(
        label=gettext_lazy("What the reader should know"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, scheme: Scheme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = forms.ChoiceField(label=_("Occupation (ISCO-08)"), choices=choices.occupations())
        field.widget = CodeSelect("isco08", choices=choices.occupations())
        self.fields["isco08"] = field
        self.fields["iso3"] = forms.ChoiceField(label=_("Country"), choices=choices.countries())
        first = scheme.occupations.order_by("isco08").first()
        corridor = scheme.corridors.order_by("pk").first()
        self.initial.setdefault("isco08", first.isco08 if first else "")
        self.initial.setdefault("iso3", corridor.destination_iso3 if corridor else "")
        self.order_fields(["isco08", "iso3", "base_year", "horizon_years", "demand_kind", "note"])


class InputsForm(forms.Form):
    """The numbers of a projection, each with its range and its source, and the series of demand."""

    points = forms.CharField(
        label=gettext_lazy("Demand in past years"), required=False, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("One year a line, such as 2019; 12400. No year may be left out."),
    )  # fmt: skip
    points_source = forms.CharField(label=gettext_lazy("Source of the series"), required=False, max_length=300)
    is_synthetic = forms.BooleanField(label=gettext_lazy("These numbers are invented"), required=False)

    def __init__(self, *args: Any, data_of: OutlookData, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = data_of
        self.initial.setdefault("is_synthetic", data_of.is_synthetic)
        for kind in data_of.kinds:
            self._add(kind)
        if data_of.outlook.demand_kind != OccupationOutlook.DemandKind.SERIES:
            del self.fields["points"], self.fields["points_source"]
        elif data_of.points:
            lines = (f"{point.year}; {_short(point.value)}" for point in data_of.points)
            self.initial.setdefault("points", "\n".join(lines))
            self.initial.setdefault("points_source", data_of.points[0].source)

    def _add(self, kind: InputKind) -> None:
        row = self.known.inputs.get(kind.name)
        for part in _PARTS if kind.has_range else _PARTS[:1]:
            self.fields[f"{kind.name}-{part}"] = forms.DecimalField(
                required=False,
                label=_("%(name)s: %(part)s") % {"name": kind.label, "part": _titles()[part]},
                initial=_short(getattr(row, part)) if row else None,
                max_digits=16,
                decimal_places=4,
            )
        self.fields[f"{kind.name}-source"] = forms.CharField(
            required=False,
            max_length=200,
            label=_("%(name)s: source") % {"name": kind.label},
            initial=row.source if row else "",
        )

    def clean_points(self) -> list[tuple[int, Decimal]]:
        """Return years and values; a line that is no pair of them is named."""
        found = []
        for number, line in enumerate(self.cleaned_data["points"].splitlines(), start=1):
            if not line.strip():
                continue
            match = _LINE.match(line)
            try:
                found.append((int(match[1]), Decimal(match[2]))) if match else self._refuse(number, line)
            except InvalidOperation:
                self._refuse(number, line)
        return found

    @property
    def inputs(self) -> dict[str, GivenInput | None]:
        """The numbers by name; None where the value is empty."""
        return {kind.name: self._given(kind) for kind in self.known.kinds}

    @property
    def series(self) -> list[GivenPoint]:
        """The series of demand with its source."""
        source, invented = self.cleaned_data.get("points_source", ""), self.cleaned_data["is_synthetic"]
        return [
            GivenPoint(year, value, source, is_synthetic=invented)
            for year, value in self.cleaned_data.get("points", [])
        ]

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The fields of the table: a line for each number."""
        return [
            {
                "kind": kind,
                "unit": UNITS[kind.unit],
                "cells": [(title, self._cell(kind, part)) for part, title in _titles().items()],
                "source": self[f"{kind.name}-source"],
            }
            for kind in self.known.kinds
        ]

    def _cell(self, kind: InputKind, part: str) -> Any:
        return self[f"{kind.name}-{part}"] if kind.has_range or part == "value" else None

    def _given(self, kind: InputKind) -> GivenInput | None:
        value = self.cleaned_data.get(f"{kind.name}-value")
        if value is None:
            return None
        low, high = (self.cleaned_data.get(f"{kind.name}-{part}") for part in ("low", "high"))
        source = self.cleaned_data[f"{kind.name}-source"]
        return GivenInput(value, low, high, source, self.cleaned_data["is_synthetic"])

    def _refuse(self, number: int, line: str) -> None:
        text = _("Line %(number)s, “%(line)s”, is no year with a value.")
        raise forms.ValidationError(text % {"number": number, "line": line.strip()[:40]})


class SeriesForm(forms.Form):
    """Which figures of the labour market are taken over."""

    indicator = forms.ChoiceField(label=gettext_lazy("Figures"))
    occupation = forms.CharField(
        label=gettext_lazy("Occupation in these figures"), required=False, max_length=40,
        help_text=gettext_lazy("Such as 74 or 7411, as the figures have it; empty: not split by occupation."),
    )  # fmt: skip
    times = forms.DecimalField(
        label=gettext_lazy("Multiplied by"), initial=1, min_value=Decimal("0.0001"), max_digits=12, decimal_places=4,
        help_text=gettext_lazy("1000 where the figures are in thousands."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = [(code, code) for code in indicators()]
        self.has_figures = bool(held)
        self.fields["indicator"] = forms.ChoiceField(label=_("Figures"), choices=[*choices.EMPTY, *held])
        self.order_fields(["indicator", "occupation", "times"])


class ScenarioForm(forms.ModelForm):  # type: ignore[type-arg]  # its model is named in Meta
    """What a scenario changes."""

    class Meta:
        model = OutlookScenario
        fields: ClassVar = [
            "name", "demand_growth_change", "times_demand", "times_graduates", "times_immigration", "times_returns",
            "times_retire", "times_emigrate", "reason", "source",
        ]  # fmt: skip
        widgets: ClassVar = {"reason": forms.Textarea(attrs={"rows": 2})}
        help_texts: ClassVar = {"times_demand": gettext_lazy("1 leaves a number as it is; 0.8 takes a fifth away.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = self.instance.code == OutlookScenario.Code.OWN
        for name in self.Meta.fields:
            if isinstance(self.fields[name], forms.DecimalField):
                self.initial[name] = _short(getattr(self.instance, name))


def _titles() -> dict[str, str]:
    return {"value": _("Value"), "low": _("Lowest"), "high": _("Highest")}


def _short(value: Decimal | None) -> Decimal | None:
    """Return 5 for 5.0000, as people write it."""
    if value is None:
        return None
    value = Decimal(value)
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
