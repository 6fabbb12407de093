"""Forms of training standards and of certificates that employers trust."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from corridor.access.models import User
from corridor.core.wordings import active_language
from corridor.delivery.skills.words import skill_named
from corridor.delivery.training.models import TrustedCertificate
from corridor.delivery.training.selectors import keeper_organisations
from corridor.kernel.codes import Cefr
from corridor.knowledge.codelists.rules import LANGUAGES
from corridor.knowledge.codelists.selectors import choices_of
from corridor.knowledge.codelists.widgets import CodeSelect
from corridor.ui.forms.widgets import DateInput

EMPTY = [("", "–")]
LONGEST_SKILL = 200
TITLES = {
    "en": _("Title in English"),
    "fr": _("Title in French"),
    "es": _("Title in Spanish"),
    "ar": _("Title in Arabic"),
}
LEVELS = [("", "–"), *((str(level), str(level)) for level in range(1, 9))]


class OwnerField(forms.ModelChoiceField):  # type: ignore[type-arg]  # no parameter at run time
    """An organisation by its name in the reader's language."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.localised_name)


class StandardForm(forms.Form):
    """A training standard; skills are lines of a name and, after a semicolon, a level from 1 to 5."""

    owner = OwnerField(label=_("Published by"), queryset=None)
    title = forms.CharField(label=_("Title"), max_length=200)
    isco08 = forms.ChoiceField(label=_("Occupation (ISCO-08)"), widget=CodeSelect("isco08"))
    origin_iso3 = forms.ChoiceField(label=_("Country of origin"), widget=CodeSelect("countries"))
    destination_iso3 = forms.ChoiceField(label=_("Country of destination"), widget=CodeSelect("countries"))
    needed = forms.CharField(
        label=_("Skills that are needed"),
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("One per line; a level from 1 to 5 may follow after a semicolon."),
    )
    useful = forms.CharField(
        label=_("Skills that are useful"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    language = forms.ChoiceField(label=_("Language"), required=False, widget=CodeSelect("languages"))
    cefr = forms.TypedChoiceField(
        label=_("Language level"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", "–"), *((level.value, level.name) for level in Cefr)],
    )
    eqf_level = forms.TypedChoiceField(
        label=_("Level (EQF)"), required=False, coerce=int, empty_value=None, choices=LEVELS
    )
    accredited_by = forms.CharField(label=_("Accredited by"), max_length=200, required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = keeper_organisations(user=user)  # type: ignore[attr-defined]  # rows
        groups = [pair for pair in choices_of("isco08") if len(pair[0]) == 4]
        for name, pairs in (
            ("isco08", groups),
            ("origin_iso3", choices_of("countries")),
            ("destination_iso3", choices_of("countries")),
            ("language", choices_of("languages")),
        ):
            self.fields[name].choices = [*EMPTY, *pairs]  # type: ignore[attr-defined]  # a ChoiceField
        for language in LANGUAGES:
            if language != active_language():
                self.fields[f"title_{language}"] = forms.CharField(
                    label=TITLES[language], max_length=200, required=False
                )

    def clean_needed(self) -> list[dict[str, Any]]:
        """Return the needed skills as a standard keeps them."""
        return self._skills("needed", is_essential=True)

    def clean_useful(self) -> list[dict[str, Any]]:
        """Return the useful skills as a standard keeps them."""
        return self._skills("useful", is_essential=False)

    def asked(self) -> dict[str, Any]:
        """Return what the service takes."""
        data = dict(self.cleaned_data)
        titles = {language: data.pop(f"title_{language}", "") for language in LANGUAGES}
        needed, useful = data.pop("needed"), data.pop("useful")
        keys = {skill_named(one["label_en"]).key for one in needed}
        more = [one for one in useful if skill_named(one["label_en"]).key not in keys]
        return data | {"skills": [*needed, *more], "titles": titles}

    def _skills(self, name: str, *, is_essential: bool) -> list[dict[str, Any]]:
        found: dict[str, dict[str, Any]] = {}
        for number, line in enumerate(self.cleaned_data[name].splitlines(), 1):
            label, _sign, level = (part.strip() for part in line.partition(";"))
            if not label and not level:
                continue
            if not label or len(label) > LONGEST_SKILL or (level and level not in {"1", "2", "3", "4", "5"}):
                raise forms.ValidationError(
                    _("Line %(line)s is not a skill with, at most, a level from 1 to 5 after a semicolon."),
                    params={"line": number},
                )
            ref = skill_named(label)
            found.setdefault(ref.key, vars(ref) | {"level": int(level or 0), "is_essential": is_essential})
        return list(found.values())


class CertificateForm(forms.ModelForm):  # type: ignore[type-arg]  # the model is named below
    """A certificate that counts with employers of a country."""

    class Meta:
        model = TrustedCertificate
        fields = ("iso3", "isco08", "nace2", "name", "issuer", "eqf_level", "source", "checked_on_date")
        widgets: ClassVar = {"checked_on_date": DateInput()}
        help_texts: ClassVar = {"source": _("Where it is said that the certificate counts: a law, a page, a letter.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sections = [(code, f"{code} – {label}") for code, label in choices_of("nace2") if len(code) == 1]
        self._choose("iso3", [*EMPTY, *choices_of("countries")], "countries")
        self._choose("isco08", [*EMPTY, *choices_of("isco08")], "isco08")
        self._choose("nace2", [*EMPTY, *sections], "nace2")
        self.fields["eqf_level"] = forms.TypedChoiceField(
            label=self.fields["eqf_level"].label, choices=LEVELS, required=False, coerce=int, empty_value=None
        )

    def row(self) -> TrustedCertificate:
        """Return the row as entered, unsaved, with the language of its texts."""
        row: TrustedCertificate = self.instance
        row.written_in = active_language()
        return row

    def _get_validation_exclusions(self) -> set[str]:
        # What ties values together the service refuses, and says why.
        return {field.name for field in self.instance._meta.fields}

    def _choose(self, name: str, pairs: list[tuple[str, str]], code_list: str) -> None:
        old = self.fields[name]
        self.fields[name] = forms.ChoiceField(
            choices=pairs, required=old.required, label=old.label, widget=CodeSelect(code_list)
        )
