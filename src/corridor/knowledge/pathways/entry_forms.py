"""Forms with which the register is kept: pathways, conditions, notes, blockages, visa centres."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from corridor.core.http import translated
from corridor.kernel.errors import CorridorError
from corridor.knowledge.codelists.selectors import choices_of
from corridor.knowledge.pathways.forms import EMPTY
from corridor.knowledge.pathways.models import Blockage, Pathway, PathwayNote, Requirement, VisaCentre
from corridor.knowledge.pathways.services import save_entry
from corridor.knowledge.pathways.values import checked_value
from corridor.ui.forms.widgets import DateInput, MoneyInput

_DATES = dict.fromkeys(("valid_from_date", "valid_until_date", "source_date", "next_step_date"), DateInput)
_NAMES = ("name_en", "name_fr", "name_es", "name_ar")
_TEXTS = ("text_en", "text_fr", "text_es", "text_ar")


class EntryForm(forms.ModelForm):  # type: ignore[type-arg]  # each form names its own model
    """A form for one entry of the register; saving goes through the service."""

    COUNTRIES: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.COUNTRIES:
            old = self.fields[name]
            self.fields[name] = forms.ChoiceField(
                label=old.label, required=old.required, choices=[*EMPTY, *choices_of("countries")]
            )

    def keep(self, by: Any) -> bool:
        """Hand the entry to its service; return whether it was taken."""
        try:
            save_entry(row=self.instance, by=by, changed=set(self.changed_data) & set(self._meta.fields or ()))
        except CorridorError as error:
            self.add_error(error.field if error.field in self.fields else None, " ".join(translated(error)))
            return False
        return True

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = (data.get(name) for name in ("valid_from_date", "valid_until_date"))
        if first and last and last < first:
            self.add_error("valid_until_date", _("The last day lies before the first one."))
        return data


class PathwayForm(EntryForm):
    COUNTRIES = ("origin_iso3", "destination_iso3")

    class Meta:
        model = Pathway
        fields = (
            "code", *_NAMES, "origin_iso3", "destination_iso3", "permit_kind", "min_salary_eur", "salary_basis",
            "max_months", "renewable", "employer_tied", "quota_code", "valid_from_date", "valid_until_date", "source",
            "source_date",
        )  # fmt: skip
        widgets: ClassVar = {**_DATES, "min_salary_eur": MoneyInput}

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("origin_iso3") and data["origin_iso3"] == data.get("destination_iso3"):
            self.add_error("destination_iso3", _("A pathway leads into another country."))
        return data


class RequirementForm(EntryForm):
    """A condition; its value is entered in fields, never as code."""

    at_least = forms.FloatField(label=gettext_lazy("At least"), required=False, min_value=0)
    at_most = forms.FloatField(label=gettext_lazy("At most"), required=False, min_value=0)
    within_months = forms.FloatField(label=gettext_lazy("In any window of months"), required=False, min_value=1)
    extension_months = forms.FloatField(label=gettext_lazy("Months that a renewal adds"), required=False, min_value=0)
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)
    codes = forms.CharField(
        label=gettext_lazy("Codes"),
        required=False,
        help_text=gettext_lazy("Occupations (ISCO-08), countries or names of checks, with commas between them."),
    )
    only_origins = forms.CharField(
        label=gettext_lazy("Only for people from"), required=False, help_text=gettext_lazy("Country codes; empty: all.")
    )
    not_origins = forms.CharField(
        label=gettext_lazy("Not for people from"), required=False, help_text=gettext_lazy("Country codes; empty: all.")
    )
    does_not_hold = forms.BooleanField(
        label=gettext_lazy("The source says that this condition does not exist here"), required=False
    )

    NUMBERS = ("at_least", "at_most", "within_months", "extension_months")
    LISTS = ("codes", "only_origins", "not_origins")

    class Meta:
        model = Requirement
        fields = ("kind", *_TEXTS, "is_stated", "valid_from_date", "valid_until_date", "source", "source_date")
        widgets: ClassVar = _DATES
        help_texts: ClassVar = {
            "is_stated": gettext_lazy("Without a stated value the fit test answers: not known."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"] = forms.ChoiceField(
            label=_("Language"), required=False, choices=[*EMPTY, *choices_of("languages")]
        )
        value = self.instance.value or {}
        for name in (*self.NUMBERS, "language"):
            self.initial[name] = value.get(name)
        for name in self.LISTS:
            self.initial[name] = ", ".join(value.get(name, ()))
        self.initial["does_not_hold"] = not value.get("holds", True)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        value: dict[str, Any] = {name: _whole(data.get(name)) for name in self.NUMBERS if data.get(name) is not None}
        value |= {name: _split(data.get(name, "")) for name in self.LISTS if data.get(name)}
        if data.get("language"):
            value["language"] = data["language"]
        if data.get("does_not_hold"):
            value["holds"] = False
        kept = {name: each for name, each in (self.instance.value or {}).items() if name in {"from_date", "until_date"}}
        try:
            checked = checked_value(data.get("kind", ""), value | kept, is_stated=bool(data.get("is_stated")))
        except CorridorError as error:
            self.add_error(error.field if error.field in self.fields else None, " ".join(translated(error)))
        else:
            self.instance.value = checked
        return data


class NoteForm(EntryForm):
    class Meta:
        model = PathwayNote
        fields = ("topic", "answer", "text", "valid_from_date", "valid_until_date", "source", "source_date")
        widgets: ClassVar = _DATES

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("answer") != PathwayNote.Answer.NOT_STATED and not data.get("source"):
            self.add_error("source", _("The source is missing."))
        return data


class BlockageForm(EntryForm):
    class Meta:
        model = Blockage
        fields = (
            "kind", "text", "place", "law_or_office", "champion", "state", "next_step", "next_step_date", "source",
            "source_date",
        )  # fmt: skip
        widgets: ClassVar = _DATES


class VisaCentreForm(EntryForm):
    COUNTRIES = ("iso3", "destination_iso3")

    serves = forms.MultipleChoiceField(
        label=gettext_lazy("Serves people from"), required=False, help_text=gettext_lazy("None chosen: everyone.")
    )

    class Meta:
        model = VisaCentre
        fields = (*_NAMES, "iso3", "place", "destination_iso3", "operator", "tasks", "valid_until_date", "source",
                  "source_date")  # fmt: skip
        widgets: ClassVar = _DATES

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["serves"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = choices_of("countries")
        self.initial["serves"] = self.instance.serves_iso3

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        self.instance.serves_iso3 = data.get("serves", [])
        return data


PARTS: dict[str, type[EntryForm]] = {"condition": RequirementForm, "note": NoteForm, "blockage": BlockageForm}


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _whole(value: float | None) -> float | None:
    return int(value) if value is not None and value == int(value) else value
