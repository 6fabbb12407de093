"""Forms for what countries say about professions: authorities, regulated professions, national levels."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from corridor.core.wordings import active_language, is_prose
from corridor.knowledge.codelists.selectors import choices_of
from corridor.knowledge.codelists.widgets import CodeSelect
from corridor.knowledge.taxonomies.models import Authority, NationalLevel, RegulatedProfession
from corridor.ui.forms.widgets import DateInput

EMPTY = [("", "–")]


class _Register(forms.ModelForm):  # type: ignore[type-arg]  # each form names its own model
    """A form whose row goes to a service; its texts are kept in the language in which they were entered."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, forms.DateField):
                field.widget = DateInput()
            if name == "iso3":
                self._choose(name, [*EMPTY, *choices_of("countries")])

    def row(self) -> Any:
        """Return the row as entered, unsaved."""
        if any(is_prose(self.instance, name) for name in self.changed_data):
            self.instance.written_in = active_language()
        return self.instance

    def _choose(self, name: str, pairs: list[tuple[str, str]]) -> None:
        old = self.fields[name]
        self.fields[name] = forms.ChoiceField(choices=pairs, required=old.required, label=old.label)


class AuthorityForm(_Register):
    class Meta:
        model = Authority
        fields = ("iso3", "region", "name", "scope", "url", "source", "checked_date")


class ProfessionForm(_Register):
    class Meta:
        model = RegulatedProfession
        fields = (
            "iso3", "region", "title", "isco08", "legal_basis", "authority", "languages_needed", "measure",
            "is_automatic_within_eu", "valid_from_date", "valid_until_date", "source", "checked_date",
        )  # fmt: skip
        help_texts: ClassVar = {
            "languages_needed": gettext_lazy("Language and level, such as de:B2; a bar between two languages."),
            "measure": gettext_lazy("What the authority offers where a qualification lacks something."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = [(code, f"{code} – {label}") for code, label in choices_of("isco08") if len(code) == 4]
        old = self.fields["isco08"]
        self.fields["isco08"] = forms.ChoiceField(
            choices=[*EMPTY, *groups], label=old.label, widget=CodeSelect("isco08")
        )


class LevelForm(_Register):
    class Meta:
        model = NationalLevel
        fields = ("iso3", "framework", "level", "eqf_level", "is_official", "report", "report_date")
        help_texts: ClassVar = {
            "eqf_level": gettext_lazy("From 1 to 8; leave empty where no report compares the level."),
            "is_official": gettext_lazy("Only where both sides accepted the report."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pairs = [(str(number), str(number)) for number in range(1, 9)]
        old = self.fields["eqf_level"]
        self.fields["eqf_level"] = forms.TypedChoiceField(
            choices=[("", _("not stated")), *pairs],
            required=False,
            coerce=int,
            empty_value=None,
            label=old.label,
            help_text=old.help_text,
        )
