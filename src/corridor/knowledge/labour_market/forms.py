"""Forms of the evidence store: bringing a file, confirming it, and narrowing what is shown."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from corridor.knowledge.labour_market import wording
from corridor.knowledge.labour_market.selectors import codes_of, indicators
from corridor.knowledge.labour_market.services import About
from corridor.ui.forms.widgets import DateInput

ALL = [("", _("All"))]
Offers = dict[str, tuple[str, Callable[[str], str]]]


class FileForm(forms.Form):
    """A statistics file with what it does not say about itself."""

    file = forms.FileField(label=_("File"))
    format_asked = forms.ChoiceField(label=_("Format"), initial="auto", required=False)
    title = forms.CharField(label=_("Title"), max_length=200, required=False)
    publisher = forms.CharField(label=_("Publisher"), max_length=120, required=False)
    origin_url = forms.URLField(
        label=_("Address of origin"), max_length=500, required=False, assume_scheme="https",
        help_text=_("Where the file was fetched, so that others find it again."),
    )  # fmt: skip
    licence = forms.CharField(label=_("Licence"), max_length=160, required=False)
    retrieved_date = forms.DateField(label=_("Retrieved"), required=False, widget=DateInput)
    vintage_date = forms.DateField(
        label=_("Figures of"), required=False, widget=DateInput,
        help_text=_("The day on which the publisher gave these figures; by default the day of retrieval."),
    )  # fmt: skip
    dataset_code = forms.CharField(
        label=_("Dataset"), max_length=120, required=False,
        help_text=_("Leave this empty: publisher and indicator name it. A known code takes the file as a version."),
    )  # fmt: skip
    is_whole = forms.BooleanField(
        label=_("The file holds the whole dataset"), required=False,
        help_text=_("Figures that are not in the file then end; they stay in the older versions."),
    )  # fmt: skip
    is_synthetic = forms.BooleanField(
        label=_("The figures are invented"), required=False,
        help_text=_("Invented figures are marked everywhere and never stand before published ones."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "format_asked", wording.format_choices())

    @property
    def about(self) -> About:
        """What was said about the file."""
        said = self.cleaned_data
        return About(
            origin_url=said["origin_url"], licence=said["licence"], publisher=said["publisher"], title=said["title"],
            retrieved_date=said["retrieved_date"], vintage_date=said["vintage_date"],
            dataset_code=said["dataset_code"].strip(), asked=said["format_asked"] or "auto",
            is_synthetic=said["is_synthetic"], is_whole=said["is_whole"],
        )  # fmt: skip


class ConfirmForm(forms.Form):
    """What the page showed when somebody agreed to it."""

    added = forms.IntegerField(widget=forms.HiddenInput)
    changed = forms.IntegerField(widget=forms.HiddenInput)
    unchanged = forms.IntegerField(widget=forms.HiddenInput)
    gone = forms.IntegerField(widget=forms.HiddenInput)


class FigureFilter(forms.Form):
    """Which figures to show: an indicator first, then the codes that it is held for."""

    indicator = forms.ChoiceField(label=_("Indicator"), required=False)
    area = forms.ChoiceField(label=_("Area"), required=False)
    partner = forms.ChoiceField(label=_("Partner area"), required=False)
    occupation = forms.ChoiceField(label=_("Occupation"), required=False)
    sex = forms.ChoiceField(label=_("Sex"), required=False)
    groups = forms.BooleanField(label=_("Groups of countries too"), required=False)

    OFFERED: Offers = {
        "area": ("area", wording.place_label),
        "partner": ("partner", wording.place_label),
        "occupation": ("occupation", wording.occupation_label),
        "sex": ("sex", wording.sex_label),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = indicators()
        offer(self, "indicator", [("", "–"), *((code, wording.indicator_label(code)) for code in held)])
        chosen = str(self.data.get("indicator", "")) if self.is_bound else ""
        for name, (column, label) in self.OFFERED.items():
            codes = codes_of(indicator=chosen, name=column) if chosen in held else []
            pairs = [(code, label(code)) for code in codes if code]
            if pairs:
                offer(self, name, [*ALL, *sorted(pairs, key=lambda pair: pair[1])])
            else:
                del self.fields[name]

    @property
    def wanted(self) -> dict[str, Any]:
        """The chosen codes; None where anything goes."""
        said = self.cleaned_data
        sex = said.get("sex", "")
        return {
            "areas": [said["area"]] if said.get("area") else None,
            "partners": [said["partner"]] if said.get("partner") else None,
            "occupations": [said["occupation"]] if said.get("occupation") else None,
            "sexes": ([sex, ""] if sex == "T" else [sex]) if sex else None,
            "aggregates": bool(said.get("groups")),
        }


class AdvertFilter(forms.Form):
    """Where adverts are counted, and beside which survey figure they stand."""

    area = forms.ChoiceField(label=_("Area"), required=False)
    beside = forms.ChoiceField(label=_("Survey figure beside it"), required=False)

    def __init__(self, *args: Any, areas: list[str], beside: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "area", [(code, wording.place_label(code)) for code in areas])
        offer(self, "beside", [("", "–"), *((code, wording.indicator_label(code)) for code in beside)])


def offer(form: forms.Form, name: str, choices: list[tuple[str, Any]]) -> None:
    """Give a field its choices."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices
