"""Forms of quotas, of lines from outside, and of shortage lists."""

from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy

from corridor.access.models import Organisation
from corridor.core.wordings import Worded, active_language, is_prose
from corridor.knowledge.codelists.selectors import choices_of
from corridor.knowledge.codelists.widgets import CodeSelect
from corridor.knowledge.pathways.selectors import pathways
from corridor.knowledge.quotas.models import CapStatement, LedgerEntry, Quota, ShortageItem, ShortageList
from corridor.ui.forms.widgets import DateInput

EMPTY = [("", "–")]


class _Register(forms.ModelForm):  # type: ignore[type-arg]  # each form names its own model
    """A form whose row goes to a service; its texts are kept in the language in which they were entered."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, forms.DateField):
                field.widget = DateInput()
            if name.endswith("_iso3"):
                self._choose(name, [*EMPTY, *choices_of("countries")])
        if "pathway_code" in self.fields:
            self._choose("pathway_code", [*EMPTY, *((row.code, str(row)) for row in pathways())])

    def row(self) -> Any:
        """Return the row as entered, unsaved."""
        if isinstance(self.instance, Worded) and any(is_prose(self.instance, name) for name in self.changed_data):
            self.instance.written_in = active_language()
        return self.instance

    def refuse_a_second(self) -> None:
        """Refuse a row that stands in its list already; the list is set by the page, not by the form."""
        if not self.errors:
            try:
                self.instance.validate_constraints()
            except forms.ValidationError:
                self.add_error(None, _("This entry stands in the list already."))

    def _choose(self, name: str, pairs: list[tuple[str, str]]) -> None:
        old = self.fields[name]
        self.fields[name] = forms.ChoiceField(
            choices=pairs, required=old.required, label=old.label, help_text=old.help_text
        )


class QuotaForm(_Register):
    class Meta:
        model = Quota
        fields = (
            "name", "destination_iso3", "starts_date", "ends_date", "cap", "is_enforced", "nace2", "origin_iso3",
            "isco08", "pathway_code", "employer", "law", "source", "source_date",
        )  # fmt: skip
        help_texts: ClassVar = {
            "nace2": gettext_lazy("Leave empty to count every sector."),
            "isco08": gettext_lazy("One to four digits; leave empty to count every occupation."),
            "cap": gettext_lazy("Leave empty where the source states none."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sections = [(code, f"{code} – {label}") for code, label in choices_of("nace2") if len(code) == 1]
        self._choose("nace2", [*EMPTY, *sections])
        employers = self.fields["employer"]
        assert isinstance(employers, forms.ModelChoiceField)
        employers.queryset = Organisation.objects.filter(kind=Organisation.Kind.EMPLOYER).order_by("name", "pk")


class StatementForm(_Register):
    class Meta:
        model = CapStatement
        fields = ("cap", "source", "source_date", "note")

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]  # not in the stubs
        self.refuse_a_second()


class OutsideForm(_Register):
    posts = forms.IntegerField(label=gettext_lazy("Posts"), min_value=1)

    class Meta:
        model = LedgerEntry
        fields = ("kind", "reference_key", "origin_iso3", "reason")
        help_texts: ClassVar = {
            "reference_key": gettext_lazy("The number of the approval at the authority."),
        }

    field_order = ("kind", "posts", "reference_key", "origin_iso3", "reason")


class ShortageListForm(_Register):
    class Meta:
        model = ShortageList
        fields = (
            "name", "destination_iso3", "region", "pathway_code", "is_binding", "starts_date", "ends_date", "source",
            "source_date",
        )  # fmt: skip


class ShortageItemForm(_Register):
    class Meta:
        model = ShortageItem
        fields = ("isco08", "adjustment", "region", "starts_date", "ends_date")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pairs = [*EMPTY, *((code, f"{code} – {label}") for code, label in choices_of("isco08"))]
        self._choose("isco08", pairs)
        self.fields["isco08"].widget = CodeSelect("isco08", choices=pairs)

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]  # not in the stubs
        self.refuse_a_second()


class LedgerFilter(forms.Form):
    """Which quotas to list."""

    destination = forms.ChoiceField(label=gettext_lazy("Country of destination"), required=False)
    year = forms.TypedChoiceField(label=gettext_lazy("Year"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "destination", [*EMPTY, *choices_of("countries")])
        _offer(self, "year", [("", _("All years")), *((str(year), str(year)) for year in years)])


class ListQuestion(forms.Form):
    """Whether an occupation is on a list, somewhere, on a day."""

    destination = forms.ChoiceField(label=gettext_lazy("Country of destination"))
    isco08 = forms.ChoiceField(label=gettext_lazy("Occupation"), widget=CodeSelect("isco08"))
    region = forms.CharField(label=gettext_lazy("Region"), required=False, max_length=100)
    on = forms.DateField(label=gettext_lazy("On"), widget=DateInput, initial=timezone.localdate)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        occupations = [(code, f"{code} – {label}") for code, label in choices_of("isco08") if len(code) == 4]
        _offer(self, "destination", [*EMPTY, *choices_of("countries")])
        _offer(self, "isco08", [*EMPTY, *occupations])


def _offer(form: forms.Form, name: str, pairs: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = pairs
