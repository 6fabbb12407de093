"""Forms of classifications: looking up, comparing, bringing in; and of what countries say about professions."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _, gettext_lazy

from corridor.core.wordings import active_language
from corridor.knowledge.codelists.rules import rows_by_code
from corridor.knowledge.codelists.selectors import choices_of, label_of
from corridor.knowledge.taxonomies.models import Classification, Concept
from corridor.knowledge.taxonomies.rules import LONGEST_TEXT, Kind

EMPTY = [("", "–")]
MOST_BYTES = 100_000_000


def language_choices(codes: list[str]) -> list[tuple[str, str]]:
    """Return languages with their names; one that the list of languages lacks keeps its code."""
    known = rows_by_code("languages")
    named = [(code, label_of("languages", code) if code in known else code) for code in codes]
    return sorted(named, key=lambda pair: pair[1])


class SuggestionForm(forms.Form):
    """Words, what they name and their language."""

    text = forms.CharField(label=gettext_lazy("In your own words"), max_length=LONGEST_TEXT)
    kind = forms.ChoiceField(
        label=gettext_lazy("The words name"),
        choices=[(kind.value, Concept.Kind(kind.value).label) for kind in Kind],
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of the words"))

    def __init__(self, *args: Any, languages: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("language", active_language())
        _offer(self, "language", language_choices(languages))


class ConceptFilter(forms.Form):
    """Words in labels of any language, a code or an address; in one version, of one kind."""

    q = forms.CharField(
        label=gettext_lazy("Label, code or address"),
        required=False,
        max_length=200,
        widget=forms.TextInput({"type": "search"}),
    )
    classification = forms.ModelChoiceField(
        label=gettext_lazy("Classification"),
        required=False,
        queryset=Classification.objects.order_by("name", "version"),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False, choices=[*EMPTY, *Concept.Kind.choices])
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)

    def __init__(self, *args: Any, languages: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "language", [*EMPTY, *language_choices(languages)])


class DifferenceForm(forms.Form):
    """Two versions of one classification."""

    older = forms.ModelChoiceField(
        label=gettext_lazy("Earlier version"), queryset=Classification.objects.order_by("name", "version")
    )
    newer = forms.ModelChoiceField(
        label=gettext_lazy("Later version"), queryset=Classification.objects.order_by("name", "version")
    )


class Files(forms.ClearableFileInput):
    """A choice of several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, each checked like one."""

    widget = Files

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        given = data if isinstance(data, list | tuple) else [data]
        found = [super(FilesField, self).clean(each, initial) for each in given]
        if sum(each.size for each in found) > MOST_BYTES:
            raise forms.ValidationError(_("The files are larger than 100 MB together; the command line imports them."))
        return found


class ImportForm(forms.Form):
    """The files of one version, and what they do not say themselves."""

    file = FilesField(
        label=gettext_lazy("Files"),
        help_text=gettext_lazy(
            "Zips or CSV files as published: ESCO in any language with its relations, Tabiya, a crosswalk of EURES, "
            "or a national list with the columns code, isco08 and label."
        ),
    )
    name = forms.CharField(
        label=gettext_lazy("Name of the classification"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("Small letters; ESCO and Tabiya have theirs already."),
    )
    version = forms.CharField(
        label=gettext_lazy("Version"),
        required=False,
        max_length=30,
        help_text=gettext_lazy("Where the names of the files do not say it."),
    )
    language = forms.CharField(
        label=gettext_lazy("Language of the labels"),
        required=False,
        max_length=8,
        help_text=gettext_lazy("Two letters, where the files do not say it."),
    )
    licence = forms.CharField(label=gettext_lazy("Licence"), required=False, max_length=160)
    attribution = forms.CharField(label=gettext_lazy("Attribution"), required=False, max_length=300)


class PairForm(forms.Form):
    """The two countries between which people want to work in their profession."""

    origin = forms.ChoiceField(label=gettext_lazy("Country of origin"), required=False)
    destination = forms.ChoiceField(label=gettext_lazy("Country of destination"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("origin", "destination"):
            _offer(self, name, [*EMPTY, *choices_of("countries")])


def _offer(form: forms.Form, name: str, pairs: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = pairs
