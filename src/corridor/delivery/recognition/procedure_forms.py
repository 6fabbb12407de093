"""Forms in which an authority keeps its procedures and names laws."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from corridor.delivery.recognition.forms import EMPTY, Paying
from corridor.delivery.recognition.models import RecognitionProcedure
from corridor.delivery.recognition.models.procedures import DocumentKind, Kind, Layer
from corridor.knowledge.codelists.selectors import choices_of
from corridor.knowledge.taxonomies.models import Authority, RegulatedProfession
from corridor.knowledge.taxonomies.selectors.professions import authorities, professions
from corridor.ui.forms.widgets import DateInput


def _label(name: str) -> Any:
    return RecognitionProcedure._meta.get_field(name).verbose_name  # type: ignore[union-attr]  # plain columns


class ProcedureForm(Paying):
    """A procedure as its authority states it; fee, payer and law come first because they are checked together."""

    code = forms.SlugField(label=_label("code"), max_length=60)
    name = forms.CharField(label=_label("name"), max_length=200)
    iso3 = forms.ChoiceField(label=_label("iso3"), choices=lambda: choices_of("countries"))
    origin_iso3 = forms.ChoiceField(
        label=_label("origin_iso3"), required=False, choices=lambda: [*EMPTY, *choices_of("countries")]
    )
    authority: "forms.ModelChoiceField[Authority]" = forms.ModelChoiceField(
        label=_label("authority"), queryset=Authority.objects.none()
    )
    profession: "forms.ModelChoiceField[RegulatedProfession]" = forms.ModelChoiceField(
        label=_label("profession"), queryset=RegulatedProfession.objects.none(), required=False, empty_label="–"
    )
    isco08 = forms.CharField(label=_label("isco08"), required=False, max_length=20)
    layer = forms.ChoiceField(label=_label("layer"), choices=Layer.choices)
    kind = forms.ChoiceField(label=_label("kind"), choices=Kind.choices)
    scope = forms.CharField(label=_label("scope"), required=False, max_length=2000, widget=forms.Textarea({"rows": 2}))
    legal_basis = forms.CharField(label=_label("legal_basis"), required=False, max_length=200)
    period_unit = forms.ChoiceField(label=_label("period_unit"), choices=RecognitionProcedure.PeriodUnit.choices)
    receipt_time = forms.IntegerField(label=_label("receipt_time"), required=False, min_value=1, max_value=1000)
    decision_time = forms.IntegerField(label=_label("decision_time"), required=False, min_value=1, max_value=1000)
    fast_track_time = forms.IntegerField(label=_label("fast_track_time"), required=False, min_value=1, max_value=1000)
    extension_time = forms.IntegerField(label=_label("extension_time"), required=False, min_value=1, max_value=1000)
    appeal_time = forms.IntegerField(label=_label("appeal_time"), required=False, min_value=1, max_value=1000)
    papers = forms.MultipleChoiceField(
        label=_("Papers"), required=False, choices=DocumentKind.choices, widget=forms.CheckboxSelectMultiple
    )
    translated = forms.MultipleChoiceField(
        label=_("Papers that need a translation"),
        required=False,
        choices=DocumentKind.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    url = forms.URLField(label=_label("url"), required=False, assume_scheme="https")
    source = forms.CharField(label=_label("source"), max_length=300)
    checked_on = forms.DateField(label=_label("checked_on"), widget=DateInput())

    def __init__(self, *args: Any, procedure: RecognitionProcedure | None = None, **kwargs: Any) -> None:
        super().__init__(*args, initial=_initial(procedure) if procedure else None, **kwargs)
        self.fields["authority"].queryset = authorities()  # type: ignore[attr-defined]  # a ModelChoiceField
        self.fields["profession"].queryset = professions()  # type: ignore[attr-defined]  # a ModelChoiceField

    def values(self) -> dict[str, Any]:
        """Return the columns as the service takes them."""
        return {name: value for name, value in self.cleaned_data.items() if name not in {"papers", "translated"}}

    def papers_asked(self) -> list[tuple[str, bool]]:
        """Return each paper with whether it needs a translation; one that needs it is asked for."""
        papers, translated = set(self.cleaned_data["papers"]), set(self.cleaned_data["translated"])
        return [(kind, kind in translated) for kind in DocumentKind.values if kind in papers | translated]


class LawForm(forms.Form):
    """A law by which holders pay."""

    title = forms.CharField(label=_("Law"), max_length=200)
    iso3 = forms.ChoiceField(label=_("Country of the law"), choices=lambda: choices_of("countries"))
    law_date = forms.DateField(label=_("Date of the law"), widget=DateInput())
    source = forms.CharField(label=_("Source"), max_length=300)


def _initial(procedure: RecognitionProcedure) -> dict[str, Any]:
    asked = list(procedure.asked_documents.order_by("pk"))
    columns = (name for name in ProcedureForm.base_fields if name not in {"papers", "translated"})
    return {
        **{name: getattr(procedure, name) for name in columns},
        "papers": [one.kind for one in asked],
        "translated": [one.kind for one in asked if one.needs_translation],
    }
